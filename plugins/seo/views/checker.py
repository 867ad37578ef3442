"""The checker's face: ask for a page, read its tables, see the audited pages side by side."""

from __future__ import annotations

import re

import streamlit as st

from workbench.api import ToolSession, tables

from ..tools.checker import saved_edits
from ..world.pages import build
from ..world.web import key_of
from .results import compared_html, page_html, page_name

_BETWEEN = re.compile(r"[,，、;；\s]+")


def draw(session: ToolSession) -> None:
    """Draw the tool."""
    _ask(session)
    audits = session.state["audits"]
    if not audits:
        st.info("选一个页面，或者输入网址，再按“查询”。查询只能到达模拟网站。")
        return
    key, edits = key_of(session.state), saved_edits(session.seen.get("seo.site", {}))
    rows = {row["address"]: row for row in audits}
    newest = audits[-1]["address"]
    left, right = st.columns([5, 1], vertical_alignment="bottom")
    with left:
        shown = st.pills(
            "查看",
            list(rows),
            default=newest,
            format_func=lambda address: page_name(key, address),
            key=session.key(f"shown-{session.state['count']}"),
            label_visibility="collapsed",
        )
    address = shown or newest
    with right:
        st.link_button("像访客一样打开", session.page_url(address), icon=":material/open_in_new:")
    st.html(tables.STYLE + page_html(key, edits, address, tuple(rows[address]["typed"])))
    if len(rows) > 1:
        st.html(tables.STYLE + compared_html(key, edits, tuple(rows)))


def _ask(session: ToolSession) -> None:
    host = build(key_of(session.state)).company.host
    names = {f"http://{host}{page['path']}": page["name"] for page in session.given.get("pages", [])}
    with st.form(session.key("ask"), border=False):
        address, words, button = st.columns([5, 4, 1], vertical_alignment="bottom")
        typed = address.selectbox(
            "网址（可选可输入）",
            list(names),
            format_func=lambda option: f"{names[option]}　{option}" if option in names else option,
            accept_new_options=True,
            key=session.key("address"),
        )
        more = words.text_input("另查关键词（可不填，用逗号隔开）", key=session.key("words"))
        asked = button.form_submit_button("查询", type="primary", disabled=session.locked, width="stretch")
    if asked:
        session.do("audit", address=typed or "", keywords=[word for word in _BETWEEN.split(more) if word])
