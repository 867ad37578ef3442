"""The back office's face: choose a page, edit its three fields, save, compare with the original."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, tables

from ..tools.length import shown_zi
from ..tools.site import FIELDS, LONGEST
from ..world.pages import World, build
from ..world.web import key_of


def draw(session: ToolSession) -> None:
    """Draw the tool."""
    world = build(key_of(session.state))
    chooser, link = st.columns([5, 1], vertical_alignment="bottom")
    path = chooser.selectbox(
        "页面",
        list(world.pages),
        format_func=lambda option: f"{world.pages[option].slot.name}　{option}",
        key=session.key("path"),
    )
    link.link_button(
        "像访客一样打开",
        session.page_url(f"http://{world.company.host}{path}"),
        icon=":material/open_in_new:",
    )
    _form(session, world, path)
    now = session.state["edits"].get(path, {})
    if now:
        st.html(tables.STYLE + _change(world, path, now))
        if st.button("恢复原来的内容", key=session.key(f"restore-{path}"), disabled=session.locked):
            session.do("restore", path=path)


def _form(session: ToolSession, world: World, path: str) -> None:
    saved = session.state["edits"].get(path) or _original(world, path)
    # A new round gives new widgets, so that a restored page shows its old texts again.
    round_name = f"{path}-{session.state['saves'].get(path, 0)}-{path in session.state['edits']}"
    with st.form(session.key(f"form-{path}"), border=True):
        title = st.text_input(
            "标题（title）", saved["title"], max_chars=LONGEST, key=session.key(f"t-{round_name}")
        )
        words = st.text_input(
            "关键词（keywords）", saved["keywords"], max_chars=LONGEST, key=session.key(f"k-{round_name}")
        )
        about = st.text_area(
            "描述（description）",
            saved["description"],
            max_chars=LONGEST,
            height=100,
            key=session.key(f"d-{round_name}"),
        )
        st.caption("按“保存”后网站立即更新，可以回到查询工具看效果；没有按保存的文字不会留下。")
        pressed = st.form_submit_button("保存", type="primary", disabled=session.locked)
    if pressed and session.do("save_tdk", path=path, title=title, keywords=words, description=about):
        st.toast("已保存，网站已更新", icon=":material/check:")


def _original(world: World, path: str) -> dict[str, str]:
    tdk = world.pages[path].tdk
    return {name: getattr(tdk, name) or "" for name in FIELDS}


def _change(world: World, path: str, now: dict[str, str]) -> str:
    before = _original(world, path)
    rows = [
        [tables.whole(zh), *(cell for tdk in (before, now) for cell in _field(tdk[name]))]
        for name, zh in FIELDS.items()
    ]
    return tables.table("修改前后", ["项目", "修改前", "长度", "修改后", "长度"], rows)


def _field(words: str) -> tuple[str, str]:
    return tables.text(words) or tables.mark("无", is_good=False), tables.whole(f"{shown_zi(words)} 字")
