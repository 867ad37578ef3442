"""The files that the planner hands in: made with a click, dropped as soon as the account outgrows them."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, plain

from ..tools.account import Account
from ..tools.export import MAKERS

TITLES = {"creatives": "全部创意", "account": "账户（计划、单元、关键词、出价、设置）"}


def draw(session: ToolSession, account: Account) -> None:
    """Draw the part."""
    names = {made["id"]: made["name"] for made in session.given["desk"]["deliverables"]}
    st.caption("导出以后账户又有改动的，那份文件作废，要重新导出。导出后到“提交夹”命名、列入清单。")
    for deliverable, kind in session.state["exports"].items():
        name = names.get(deliverable, deliverable)
        about, status, button = st.columns([4, 4, 2], vertical_alignment="center")
        about.markdown(f"**{plain(name)}**　{TITLES[kind]}")
        file = session.state["files"].get(deliverable)
        if file:
            status.markdown(
                f":green[已导出]（{file['size']} 字节）　[查看]({session.file_url(file['file'])})"
            )
        else:
            status.caption("还没有导出，或者导出后账户有改动")
        key = session.key(f"export-{deliverable}")
        if button.button("导出", key=key, disabled=session.locked, icon=":material/save:", width="stretch"):
            session.keep("hand_out", name, MAKERS[kind](account), deliverable=deliverable)
            st.rerun()
