"""What a school files after an exam: grade book, score sheets, tables, everything in one zip."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial

import streamlit as st

from workbench.domain.errors import WorkbenchError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases.filing import kept, papers, rights
from workbench.usecases.filing.bundle import PARTS, Wanted
from workbench.usecases.filing.records import Filed, Record
from workbench.usecases.filing.rights import Asking
from workbench.usecases.workbench import Workbench

TITLES: Mapping[str, str] = {
    "book": "成绩册（Excel）",
    "csv": "成绩（CSV，一人一行）",
    "lines": "评分明细（CSV，一行一个评分点）",
    "json": "成绩（JSON）",
    "sheets": "评分表（PDF，一人一份）",
    "answers": "答卷文件（按学生起的名字）",
    "record": "抽签记录（JSON）",
}
ALL = "全部"
MEGABYTE = 2**20


def draw(wb: Workbench, person: Person) -> None:
    """Draw the papers of the sitting that is chosen."""
    found = {sitting.id: sitting for sitting in rights.exportable(wb, person)}
    if not found:
        st.info("还没有结束的考试。监考员在“考场”页结束场次以后，成绩册和评分表从这里导出。")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="export-head"):
        chosen = st.selectbox(
            "场次", list(found), format_func=lambda one: found[one].name, key="export-sitting"
        )
        names = _names(person, found[chosen])
        school = st.text_input("学校（印在评分表上，可不写）", key="export-school", max_chars=60)
    asking = Asking(person, chosen, names=names)
    filed = papers.candidates(wb, asking)
    _counts(filed)
    left, right = st.columns(2, gap="large")
    with left:
        _tables(wb, asking, filed)
        _sheets(wb, asking, filed, school)
    with right:
        _bundle(wb, asking, school)


def _names(person: Person, sitting: Sitting) -> bool:
    if not rights.may_see_names(person, sitting):
        st.markdown("成绩公布之前只能导出盲评材料：没有姓名和考号。")
        return False
    kinds = ("带姓名", "盲评代码")
    kind = st.segmented_control("写明是谁的", kinds, default=kinds[0], required=True, key="export-names")
    return kind == kinds[0]


def _counts(filed: Filed) -> None:
    standing = [one.standing for one in filed.records]
    words = f"应考 **{len(standing)}** 人　缺考 **{standing.count('absent')}** 人"
    waiting = standing.count("waiting")
    if waiting:
        st.warning(f"{words}　还有 **{waiting}** 份没有评完，材料里写“待评”，不写分数。评完后请重新导出。")
    else:
        st.markdown(f"{words}　答卷都已评完。")


def _tables(wb: Workbench, asking: Asking, filed: Filed) -> None:
    st.markdown("##### 成绩册与成绩表")
    with st.container(horizontal=True):
        for kind, (name, media_type, _) in papers.TABLES.items():
            st.download_button(
                TITLES[kind], partial(_table, wb, asking, kind), papers.file_name(filed, name), media_type,
                key=f"export-{kind}", icon=":material/download:", on_click="ignore",
                type="primary" if kind == "book" else "secondary",
            )  # fmt: skip
    st.caption(
        "CSV 里以 = + - @ 开头的文字前加了一个撇号“'”，免得表格软件当成公式；考号前面的 0 请看 Excel 成绩册。"
    )


def _table(wb: Workbench, asking: Asking, kind: str) -> bytes:
    return papers.table(wb, asking, kind).body


@st.fragment  # a choice here does not add up the whole sitting again
def _sheets(wb: Workbench, asking: Asking, filed: Filed, school: str) -> None:
    st.markdown("##### 评分表（合成一个 PDF，直接打印）")
    having = [one for one in filed.records if one.total is not None]
    if not having:
        st.caption("还没有人交卷。")
        return
    groups = {ALL: having, **_by_class(having)} if filed.names else {ALL: having}
    group = ALL
    if len(groups) > 2:  # noqa: PLR2004  with one class there is nothing to choose
        group = (
            st.segmented_control("班级", list(groups), default=ALL, required=True, key="export-class") or ALL
        )
    numbers = {one.number: f"{one.number} {one.name}" for one in groups[group]}
    chosen = st.multiselect(
        "考生（不选就是上面全部）", list(numbers), format_func=numbers.__getitem__,
        placeholder=f"{group} {len(numbers)} 份", key=f"export-who-{group}",
    )  # fmt: skip
    wanted = tuple(chosen or numbers)
    st.download_button(
        f"下载评分表（{len(wanted)} 份）", partial(_pdf, wb, asking, wanted, school),
        papers.file_name(filed, f"评分表_{group}.pdf" if not chosen else "评分表.pdf"), "application/pdf",
        key="export-pdf", icon=":material/print:", on_click="ignore",
    )  # fmt: skip
    st.caption("每份自成页码。80 份大约要等十秒，请不要重复点。")


def _by_class(records: list[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for one in records:
        groups.setdefault(one.class_name or "未编班", []).append(one)
    return groups


def _pdf(wb: Workbench, asking: Asking, numbers: tuple[str, ...], school: str) -> bytes:
    return papers.score_sheets(wb, asking, numbers, school=school).body


@st.fragment
def _bundle(wb: Workbench, asking: Asking, school: str) -> None:
    st.markdown("##### 材料包（一个 zip，归档用）")
    parts = [part for part in PARTS if asking.names or part != "record"]
    with st.form("export-bundle", border=False):
        chosen = st.multiselect(
            "内容", parts, default=parts, format_func=TITLES.__getitem__, key="export-parts"
        )
        pressed = st.form_submit_button("生成材料包", type="primary", icon=":material/folder_zip:")
    if pressed:
        _make(wb, asking, tuple(chosen), school)
    _waiting(wb, asking)


def _make(wb: Workbench, asking: Asking, parts: tuple[str, ...], school: str) -> None:
    bar = st.progress(0.0, "正在整理……")

    def progress(done: int, of: int) -> None:
        bar.progress(done / max(of, 1), f"{done} / {of} 人")

    try:
        kept.make(wb, asking, Wanted(parts, school), progress=progress)
    except WorkbenchError as error:
        st.error(f"没有生成：{error}")
    finally:
        bar.empty()


def _waiting(wb: Workbench, asking: Asking) -> None:
    found = kept.waiting(wb, asking)
    for one in found:
        when = time.strftime("%m-%d %H:%M", time.localtime(one.made))
        size = f"{one.size / MEGABYTE:.1f} MB" if one.size >= MEGABYTE else f"{one.size / 1024:.0f} KB"
        st.link_button(
            f"下载 {when} 生成的材料包（{size}）", f"/papers/{one.name}", icon=":material/download:"
        )
    if found:
        st.caption("材料包里有名单和成绩，24 小时后从服务器删除；请存到学校的归档位置。")
