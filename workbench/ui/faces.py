"""Drawing a tool, so that its fault stays in its own place."""

from __future__ import annotations

import importlib
import logging
from functools import cache

import streamlit as st

from workbench.domain.tool import Tool, ToolSession, View
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


@cache
def _view(name: str) -> View:
    module, _, function = name.partition(":")
    found: View = getattr(importlib.import_module(module), function)
    return found
