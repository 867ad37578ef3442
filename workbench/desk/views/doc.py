"""The document's face: which one, and the field that saves itself."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession
from workbench.desk.views.choosing import chosen


def draw(session: ToolSession) -> None:
    """Draw the document that is chosen."""
    made = chosen(session, "desk.doc")
    if made is None:
        st.caption("本题没有要写的文档。")
        return
    session.editor(
        made["id"],
        label=made["name"],
        kind="doc",
        rows=16,
        options={"placeholder": "在这里写。停笔一秒自动保存，也可以按 Ctrl+S。"},
    )
    st.markdown(f"[下载已保存的 Word 文件]({session.download_url(made['id'])})")
