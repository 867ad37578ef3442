"""Sealing a sitting in an archive, and taking people's names out of the store."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from workbench.domain.errors import WorkbenchError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import archives, erasing
from workbench.usecases.archives import Kept
from workbench.usecases.jobs import Job
from workbench.usecases.workbench import Workbench

REFRESH = "1s"


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the form of a new archive, the one that is being made, and those that were."""
    st.markdown(
        "归档把这场考试的全部内容（试卷、每一步操作、上传的文件、评分、申诉、操作日志）装进一个文件，"
        "并给出**封条**（SHA-256）。请把封条抄在纸上，与文件分开保存：日后用 "
        "`workbench archive --verify 文件 --seal 封条` 核对，文件改过一个字都能看出来。"
    )
    job = archives.running(wb, person, sitting.id)
    if job is not None and not job.is_done:
        _progress(job)
        return
    if job is not None and job.fault:
        st.error(f"上一次归档没有做成：{job.fault}")
    _form(wb, person, sitting)
    for one in archives.kept(wb, person, sitting.id):
        _kept(sitting, one)


@st.fragment(run_every=REFRESH)
def _progress(job: Job) -> None:
    if job.is_done:
        st.rerun()
    st.info(
        f"正在归档，已写 {job.written_bytes / 2**20:.1f} MB。可以离开这一页，归档会继续做完。",
        icon=":material/hourglass_top:",
    )


def _form(wb: Workbench, person: Person, sitting: Sitting) -> None:
    with st.form(f"archive-{sitting.id}"):
        names = st.checkbox(
            "包含姓名（不勾选时，文件里只有准考证号）", value=True, key=f"archive-{sitting.id}-names"
        )
        settle = False
        if sitting.state == "released":
            settle = st.checkbox(
                "同时转为“已归档”：此后成绩和申诉都不能再变（要等申诉期过、申诉都有答复）",
                key=f"archive-{sitting.id}-settle",
            )
        if not st.form_submit_button("归档", type="primary"):
            return
    try:
        archives.start(wb, person, sitting.id, with_names=names, settle=settle)
    except WorkbenchError as error:
        st.error(str(error))
    else:
        st.rerun()


def _kept(sitting: Sitting, one: Kept) -> None:
    with st.container(border=True, key=f"archived-{one.at}"):
        names = "含姓名" if one.with_names else "不含姓名"
        settled = "　已转为“已归档”" if one.settled else ""
        when = f"{datetime.fromtimestamp(one.at).astimezone():%Y-%m-%d %H:%M:%S}"
        st.markdown(f"**{when}**　{one.by}　{names}{settled}")
        st.caption("封条")
        st.code(one.seal, language=None)
        if one.path is None:
            st.caption("文件不在服务器的归档文件夹里（用命令行归档，或已移走）。")
            return
        with st.container(horizontal=True, vertical_alignment="center"):
            st.link_button(
                f"下载（{one.path.stat().st_size / 2**20:.1f} MB）", f"/archive/{sitting.id}/{one.seal}",
                icon=":material/download:",
            )  # fmt: skip
            st.caption(f"服务器上的位置：{one.path}")


def draw_erasure(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw what erasure does and does not, and its form."""
    does, does_not = st.columns(2, gap="large")
    does.markdown(
        "**会删除**\n- 考生的姓名、班级、座位\n- 考生的账号和密码：不能再登录，也看不到自己的成绩\n"
        "- 考生的登录记录"
    )
    does_not.markdown(
        "**不会删除**\n- 准考证号：抽签记录、试卷和操作过程里有它，改了就对不上校验值\n"
        "- 答卷、每一步操作、得分和申诉\n- 考生自己写进答卷里的字，工作人员的姓名\n"
        "- 以前做的备份和含姓名的归档文件：请学校另行销毁"
    )
    st.caption("还要参加其他未归档场次的考生会跳过，等那场归档以后再删。删除以后不能恢复。")
    with st.form(f"erase-{sitting.id}"):
        typed = st.text_input(f"请照样输入场次名称“{sitting.name}”", key=f"erase-{sitting.id}-name")
        reason = st.text_input("原因", key=f"erase-{sitting.id}-why", placeholder="例如：保存期满")
        if not st.form_submit_button("删除个人信息", type="primary"):
            return
    if typed.strip() != sitting.name:
        st.error("场次名称不一样，什么也没有删除。")
        return
    try:
        done = erasing.erase_personal_data(wb, person, sitting.id, reason)
    except WorkbenchError as error:
        st.error(str(error))
        return
    st.success(f"{done.erased} 人的个人信息已删除；以前已删除 {done.before} 人。")
    if done.needed:
        st.warning(f"{len(done.needed)} 人还要参加其他场次，没有删除：{'、'.join(done.needed)}")
