"""The copy editor's face: write on top; preview, pictures, checks and versions below."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.checks import Copy, copy_of, version_copy
from ..tools.editor import LONGEST_NOTE, TITLE
from ..tools.placing import LONGEST_CAPTION, paragraphs
from ..world.packs import platforms
from .findings import changes_html, checks_html, limits_html, pictures_html, versions_html
from .phone import library_html, phones_html, style

SECTIONS = {"preview": "预览", "pictures": "配图", "check": "检查", "versions": "版本"}


def draw(session: ToolSession) -> None:
    """Draw the tool. The fields stand first but run last: a version taken back fills them."""
    top = st.container()
    section = st.segmented_control(
        "编辑区",
        list(SECTIONS),
        format_func=SECTIONS.__getitem__,
        default="check" if session.locked else "preview",
        required=True,
        key=session.key("section"),
        label_visibility="collapsed",
    )
    put: Mapping[str, JSON] = {}
    with st.container():
        if section == "pictures":
            _pictures(session)
        elif section == "check":
            _check(session)
        elif section == "versions":
            put = _versions(session)
        else:
            _preview(session)
    with top:
        _write(session, put)


def _write(session: ToolSession, put: Mapping[str, JSON]) -> None:
    copy = session.state["copy"]
    left, right = st.columns([1, 2], gap="small")
    with left:
        session.editor(
            TITLE,
            label="标题",
            rows=4,
            options={"placeholder": "标题写一行。停笔约一秒自动保存。", **_put(put, TITLE)},
        )
    with right:
        length = {"rule": copy["rule"], "full": copy["full"], "half": copy["half"]}
        hint = "正文写在这里。空一行另起一段；图片在下面的“配图”里选。"
        session.editor(
            copy["field"],
            label="正文",
            rows=4,
            options={"placeholder": hint, "length": length, **_put(put, copy["field"])},
        )


def _put(put: Mapping[str, JSON], field: str) -> dict[str, JSON]:
    return {"put": put[field]} if field in put else {}


def _preview(session: ToolSession) -> None:
    copy = copy_of(session.state)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("各平台手机上的样子，按已保存的文字显示；截断处和下表用同一条规则。")
        st.button("刷新预览", key=session.key("refresh"), icon=":material/refresh:")
        st.markdown(f"[下载 Word]({session.download_url(session.state['copy']['field'])})")
    names = tuple(platforms().by_id)
    st.html(style() + phones_html(copy, copy.world.brand, names, session.page_url))
    st.html(tables.STYLE + limits_html(copy, names))


def _pictures(session: ToolSession) -> None:
    copy = copy_of(session.state)
    st.html(style() + library_html(copy, session.page_url))
    parts = paragraphs(copy.body)
    places = ["放在正文之前", *(f"第 {at} 段后：{part[:12]}" for at, part in enumerate(parts, start=1))]
    names = {one.id: f"{one.id} {one.scene.subject}" for one in copy.world.pictures}
    with st.form(session.key("place"), border=True):
        which, where, caption = st.columns([3, 3, 4])
        picture = which.selectbox(
            "图片", list(names), format_func=names.__getitem__, key=session.key("which")
        )
        after = where.selectbox(
            "位置",
            range(len(places)),
            index=len(places) - 1,
            format_func=places.__getitem__,
            key=session.key("where"),
        )
        words = caption.text_input("图片说明", max_chars=LONGEST_CAPTION, key=session.key("caption"))
        with st.container(horizontal=True):
            puts = st.form_submit_button("放入文案", type="primary", disabled=session.locked)
            takes = st.form_submit_button("取下这张", disabled=session.locked)
    if puts:
        session.do("place_picture", picture=picture, after=after, caption=words)
    elif takes:
        session.do("remove_picture", picture=picture)
    st.html(tables.STYLE + pictures_html(copy_of(session.state), for_examiner=session.locked))


def _check(session: ToolSession) -> None:
    if session.locked:
        _examined(session)
        return
    state = session.state
    claims = {claim.id: claim.text for claim in copy_of(state).world.claims}
    chosen = st.pills(
        "我打算写的卖点（自查用，不计分）",
        list(claims),
        selection_mode="multi",
        default=state["chosen"],
        format_func=lambda card: f"{card} {claims[card][:9]}",
        key=session.key("chosen"),
    )
    if sorted(chosen) != sorted(state["chosen"]):
        session.do("choose_points", cards=list(chosen))
    pressed = st.button(
        "检查",
        key=session.key("check"),
        type="primary",
        icon=":material/fact_check:",
        disabled=session.locked,
    )
    if pressed:
        session.do("check")
    if not session.state["checks"]:
        st.info(
            "写好后按“检查”：看字数口径、禁用词和依据、选定的卖点写到没有、营销用语、图片授权。不告诉您得几分。"
        )
        return
    copy = copy_of(session.state)
    if not copy.body.strip():
        st.info("正文还是空的，写几句再检查。")
        return
    st.html(style() + tables.STYLE + checks_html(copy, session.state["chosen"], for_examiner=False))


def _examined(session: ToolSession) -> None:
    # What an examiner is shown: the verdicts too, and what the student had for the self-check.
    state = session.state
    chosen = "、".join(state["chosen"]) or "没有选"
    st.caption(f"学生检查过 {state['checks']} 次；自查选定的卖点卡：{chosen}。学生看不到真伪和分值。")
    st.html(style() + tables.STYLE + checks_html(copy_of(state), state["chosen"], for_examiner=True))


def _versions(session: ToolSession) -> dict[str, JSON]:
    with st.form(session.key("version"), clear_on_submit=True, border=False):
        note, button = st.columns([6, 1], vertical_alignment="bottom")
        typed = note.text_input(
            "修改说明：这一版改了什么、为什么改（第一版可不写）",
            max_chars=LONGEST_NOTE,
            key=session.key("note"),
            disabled=session.locked,
        )
        pressed = button.form_submit_button("保存版本", type="primary", disabled=session.locked)
    if pressed and session.do("save_version", note=typed):
        st.toast(f"已存为第 {len(session.state['versions'])} 版", icon=":material/check:")
    versions = session.state["versions"]
    if not versions:
        st.info(
            "还没有保存过版本。写完初稿存第一版，修改后再存一版，两版的差别和修改说明会成为 04 修改记录。"
        )
        return {}
    copies = [(_name(version), version_copy(session.state, version)) for version in versions]
    copies.append(("现在的文字", copy_of(session.state)))
    record = session.state["copy"].get("record", "")
    if record in session.state["drafts"]:
        st.markdown(f"[下载修改记录]({session.download_url(record)})")
    html = versions_html(copies, session.state["chosen"], for_examiner=session.locked)
    st.html(style() + tables.STYLE + html)
    return _compare(session, dict(copies))


def _name(version: JSON) -> str:
    note = f"：{version['note']}" if version["note"] else ""
    return f"第 {version['no']} 版（{version['at'] // 60} 分）{note}"


def _compare(session: ToolSession, copies: Mapping[str, Copy]) -> dict[str, JSON]:
    names = list(copies)
    old_box, new_box, button = st.columns([5, 5, 2], vertical_alignment="bottom")
    mark = len(names)
    old = old_box.selectbox("比较", names, index=0, key=session.key(f"old-{mark}"))
    new = new_box.selectbox("与", names, index=len(names) - 1, key=session.key(f"new-{mark}"))
    st.html(style() + changes_html(_whole(copies[old]), _whole(copies[new])))
    number = names.index(old) + 1
    if number > len(session.state["versions"]):
        return {}
    key = session.key(f"restore-{number}")
    if not button.button(f"恢复第 {number} 版", key=key, disabled=session.locked) or not session.do(
        "restore", no=number
    ):
        return {}
    version = session.state["versions"][number - 1]
    st.toast(f"第 {number} 版的标题、正文和图片已放回编辑区", icon=":material/history:")
    mark_id = session.state["restored"]["count"]
    field = session.state["copy"]["field"]
    return {
        name: {"id": mark_id, "body": version[part]} for name, part in ((TITLE, "title"), (field, "body"))
    }


def _whole(copy: Copy) -> str:
    return f"【{copy.title}】\n{copy.body}"
