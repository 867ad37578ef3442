"""Publishing: settings, the post on its platform, the record, and the student's own evaluation."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.checks import copy_of
from ..tools.publish import ASPECTS, EDITOR, GRADES, LONGEST_NOTE
from ..world.packs import platforms
from .findings import limits_html
from .phone import phones_html, style


def draw(session: ToolSession) -> None:
    """Draw the tool."""
    _settings(session)
    editor = session.seen.get(EDITOR, {})
    if session.state["previewed"] is not None or session.locked:
        _preview(session, editor)
    else:
        st.info("设好平台和话题后按“预览”，看清楚再发布。")
    _posts(session.state)
    _assess(session)


def _settings(session: ToolSession) -> None:
    now = session.state["settings"]
    names = {name: platform.name for name, platform in platforms().by_id.items()}
    # Keys that stay: a key that changed with the state would lose what is typed between two presses.
    with st.form(session.key("settings"), border=True):
        where, about, ad = st.columns([2, 5, 2], vertical_alignment="bottom")
        platform = where.selectbox(
            "平台", list(names), index=list(names).index(now["platform"]), format_func=names.__getitem__,
            key=session.key("platform"),
        )  # fmt: skip
        topics = about.text_input(
            "话题（几个之间用空格隔开，不写 # 号）",
            " ".join(now["topics"]),
            key=session.key("topics"),
        )
        label = ad.toggle("标明“广告”", now["label"], key=session.key("label"))
        link = st.text_input(
            "购买链接（本题默认不放；放了必须标明“广告”）", now["link"], key=session.key("link")
        )
        left, right = st.columns(2)
        preview = left.form_submit_button("预览", disabled=session.locked, width="stretch")
        publish = right.form_submit_button("发布", type="primary", disabled=session.locked, width="stretch")
    typed = {"platform": platform, "topics": topics, "label": label, "link": link}
    if (preview or publish) and session.do("settings", **typed):
        _go(session, publish=publish)


def _go(session: ToolSession, *, publish: bool) -> None:
    if publish and session.do("publish"):
        st.toast("已发布，记录在下面", icon=":material/check:")
    elif not publish:
        session.do("preview")


def _preview(session: ToolSession, editor: JSON) -> None:
    if not editor:
        return
    copy, now = copy_of(editor), session.state["settings"]
    phone, limits = st.columns([2, 5], gap="small")
    with phone:
        st.html(
            style()
            + phones_html(
                copy,
                copy.world.brand,
                (now["platform"],),
                session.page_url,
                now["topics"],
                label=now["label"],
            )
        )
    with limits:
        st.html(tables.STYLE + limits_html(copy, (now["platform"],), now["topics"]))


def _posts(state: JSON) -> None:
    if not state["posts"]:
        return
    rows = [
        [
            tables.whole(f"开考后 {post['at'] // 60} 分"),
            tables.whole(platforms().by_id[post["platform"]].name),
            tables.text(post["title"] or "（没有标题）"),
            tables.text("、".join(post["topics"]) or "（没有话题）"),
            tables.text(f"{len(post['pictures'])} 张"),
            tables.mark("看过" if post["previewed"] else "没有看", is_good=post["previewed"]),
            tables.text("已标明" if post["label"] else "未标明"),
            tables.text(post["link"] or "无"),
        ]
        for post in state["posts"]
    ]
    heads = ["时间", "平台", "标题", "话题", "图片", "发布前预览", "广告标识", "链接"]
    st.html(tables.STYLE + tables.table("发布记录（以最后一次为准）", heads, rows))


def _assess(session: ToolSession) -> None:
    grades = session.state["grades"]
    with (
        st.expander("自评表", expanded=bool(session.state["posts"])),
        st.form(session.key("assess"), border=False),
    ):
        given: dict[str, str] = {}
        columns = st.columns(3)
        for at, (aspect, name) in enumerate(ASPECTS.items()):
            grade = columns[at % 3].segmented_control(
                name, GRADES, default=grades.get(aspect), key=session.key(f"grade-{aspect}")
            )
            if grade:
                given[aspect] = grade
        note = st.text_input(
            "最满意和最想再改的地方",
            session.state["note"],
            max_chars=LONGEST_NOTE,
            key=session.key("why"),
        )
        pressed = st.form_submit_button("保存自评", disabled=session.locked)
    if pressed and session.do("assess", grades=given, note=note):
        st.toast("自评已保存", icon=":material/check:")
