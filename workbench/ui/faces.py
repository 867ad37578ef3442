"""Drawing a tool, so that its fault stays in its own place."""

from __future__ import annotations

import importlib
import logging
from functools import cache

import streamlit as st

from workbench import tables
from workbench.domain.tool import Formula, Tool, ToolSession, View
from workbench.ui import form

logger = logging.getLogger(__name__)


def draw(session: ToolSession, tool: Tool) -> None:
    """Draw ``tool``; an exception is shown in this tool only, and the rest of the page stands."""
    try:
        if tool.view is None:
            form.draw(session, tool)
        else:
            _view(tool.view)(session)
    except Exception:  # the border: a plugin's face must not take the page down
        logger.exception("the face of %s failed", tool.id)
        st.error(f"“{tool.title}”暂时显示不了，您保存的内容都在。请换一个工具继续做，并告诉监考员。")


def about(tool: Tool) -> None:
    """One line that says what ``tool`` simulates, and its formulas behind a button."""
    if not tool.simulates:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"about-{tool.id.replace('.', '-')}"):
        st.caption(tool.simulates)
        if tool.formulas:
            with st.popover("公式与来源", icon=":material/function:"):
                heads = ["名称", "怎样算", "来源"]
                rows = [
                    [tables.whole(one.name), tables.text(one.text), tables.dim(_source(one))]
                    for one in tool.formulas
                ]
                st.html(tables.STYLE + tables.table(tool.title, heads, rows))


def _source(formula: Formula) -> str:
    return formula.source if formula.verified else f"{formula.source}（来源未核）"


@cache
def _view(name: str) -> View:
    module, _, function = name.partition(":")
    found: View = getattr(importlib.import_module(module), function)
    return found
