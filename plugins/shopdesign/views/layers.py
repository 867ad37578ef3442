"""The list of layers: choose one, and change its order, its name, whether it shows."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, plain

from ..tools.canvas import Layer, from_json
from ..tools.edits import MAX_NAME_CHARS

ICONS = {"picture": ":material/image:", "text": ":material/title:", "shape": ":material/interests:"}
_MOVES = (("top", "置顶"), ("up", "上移"), ("down", "下移"), ("bottom", "置底"))


def draw(session: ToolSession, name: str) -> str:
    """Draw the list, the top layer first; gives the id of the chosen layer, blank where there is none."""
    canvas = from_json(session.state["canvases"][name])
    if not canvas.layers:
        st.caption("还没有图层。请在右边“加图层”里加入照片、文字或形状。")
        return ""
    order = [layer.id for layer in reversed(canvas.layers)]
    by_id = {layer.id: layer for layer in canvas.layers}
    last = session.state["last"].get(name, "")
    chosen = st.radio(
        "图层（上面的盖住下面的）",
        order,
        index=order.index(last) if last in order else 0,
        format_func=lambda one: _shown(by_id[one]),
        key=session.key(f"layer-{name}-{'-'.join(order)}-{last}"),
    )
    _buttons(session, name, by_id[str(chosen)])
    return str(chosen)


def _shown(layer: Layer) -> str:
    hidden = "　:gray[（已隐藏）]" if layer.is_hidden else ""
    return f"{ICONS[layer.kind]} {plain(layer.name)}{hidden}"


def _buttons(session: ToolSession, name: str, layer: Layer) -> None:
    with st.container(horizontal=True, gap="small"):
        for to, title in _MOVES:
            if _pressed(session, f"{to}-{name}", title):
                session.do("move", canvas=name, layer=layer.id, to=to)
    with st.container(horizontal=True, gap="small"):
        if _pressed(session, f"hide-{name}", "显示" if layer.is_hidden else "隐藏"):
            session.do("hide", canvas=name, layer=layer.id, hidden=not layer.is_hidden)
        for action, title in (("copy", "复制"), ("delete", "删除")):
            if _pressed(session, f"{action}-{name}", title):
                session.do(action, canvas=name, layer=layer.id)
    typed = st.text_input(
        "图层名", layer.name, max_chars=MAX_NAME_CHARS, disabled=session.locked,
        key=session.key(f"name-{name}-{layer.id}-{layer.name}"),
    )  # fmt: skip
    if typed.strip() and typed.strip() != layer.name and not session.locked:
        session.do("rename", canvas=name, layer=layer.id, name=typed)


def _pressed(session: ToolSession, key: str, title: str) -> bool:
    return st.button(title, key=session.key(key), disabled=session.locked)
