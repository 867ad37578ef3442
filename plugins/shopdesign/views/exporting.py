"""Exporting: format, quality, name, what it will weigh, and what has been exported."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, plain

from ..tools.canvas import from_json
from ..tools.exporting import FORMATS, WITH_QUALITY
from ..tools.intake import KILO
from .pictures import file_of


def draw(session: ToolSession, name: str) -> None:
    """Draw the form and the last export of this canvas."""
    canvas, asked = from_json(session.state["canvases"][name]), session.given["asked"][name]
    if not canvas.visible:
        st.info("画布上还没有看得见的图层，做好以后再来导出。")
        return
    first, second = st.columns([2, 3])
    kind = str(
        first.selectbox(
            "格式", list(FORMATS), format_func=FORMATS.__getitem__, key=session.key(f"kind-{name}")
        )
    )
    has_quality = kind in WITH_QUALITY
    quality = second.slider(
        "质量", 10, 100, 100, 5, disabled=not has_quality, key=session.key(f"quality-{name}")
    )
    file_name = st.text_input(
        "文件名（序号_名称.扩展名）",
        asked["name"],
        max_chars=60,
        key=session.key(f"file-{name}"),
        disabled=session.locked,
    )
    body = file_of(session, canvas, kind, quality)
    weight = len(body) / KILO
    mark = ":green[没有超过]" if len(body) <= asked["kb"] * KILO else ":red[超过了]"
    st.markdown(
        f"{canvas.width}×{canvas.height} 像素，{FORMATS[kind]}，约 **{weight:.1f} KB**，"
        f"{mark}上限 {asked['kb']} KB（1 KB = {KILO} 字节）"
    )
    if st.button("导出", type="primary", key=session.key(f"export-{name}"), disabled=session.locked):
        session.keep("export", file_name, body, canvas=name, quality=quality)
    _exported(session, name)


def _exported(session: ToolSession, name: str) -> None:
    file = session.state["files"].get(name)
    if file is None:
        st.caption("还没有导出。交上去的是最后一次导出的文件。")
        return
    facts = file["facts"]
    kind = FORMATS.get(facts["format"], facts["format"])
    is_newest = file["canvas"] == session.state["canvases"][name]
    st.success(
        plain(f"已导出 {file['name']}：{facts['width']}×{facts['height']}，内容 {kind}，{facts['kb']:g} KB"),
        icon=":material/task_alt:",
    )
    if not is_newest:
        st.warning("导出以后画布又改过，请重新导出，不然交的还是旧图。", icon=":material/history:")
    st.markdown(f"[打开导出的文件]({session.file_url(file['file'])})")
