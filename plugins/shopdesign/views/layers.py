"""The layers: the list to look at, the choice of one, and what is done with it as a whole."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession, plain

from ..tools.canvas import Canvas, Layer, from_json
from ..tools.edits import MAX_LAYERS, MAX_NAME_CHARS
from .taking import take

ICONS = {"picture": ":material/image:", "text": ":material/title:", "shape": ":material/interests:"}
_MOVES = (("top", "置顶"), ("up", "上移一层"), ("down", "下移一层"), ("bottom", "置底"))


def listed(canvas: Canvas) -> None:
    """Draw the list, the top layer first."""
    if not canvas.layers:
        st.caption("还没有图层。请在右边“加图层”里加入照片、文字或形状。")
        return
    lines = "\n".join(f"- {_shown(layer)}" for layer in reversed(canvas.layers))
    st.markdown(f"**图层**（上面的盖住下面的，{len(canvas.layers)}/{MAX_LAYERS}）\n{lines}")


def _shown(layer: Layer) -> str:
    hidden = "　:gray[（已隐藏）]" if layer.is_hidden else ""
    return f"{ICONS[layer.kind]} {plain(layer.name)}{hidden}"


def choose(session: ToolSession, name: str) -> str:
    """Draw the choice of a layer and what is done with it; gives its id, blank where there is none."""
    layers = {layer.id: layer for layer in reversed(from_json(session.state["canvases"][name]).layers)}
    if not layers:
        return ""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    last, order = session.state["last"].get(name, ""), list(layers)
    chosen = left.selectbox(
        "图层",
        order,
        index=order.index(last) if last in order else 0,
        format_func=lambda one: f"{layers[one].name}{'（已隐藏）' if layers[one].is_hidden else ''}",
        key=session.key(f"layer-{name}-{'-'.join(order)}-{last}"),
    )
    with right.popover("图层操作", key=session.key(f"layer-menu-{name}"), width="stretch"):
        _menu(session, name, layers[str(chosen)])
    return str(chosen)


def _menu(session: ToolSession, name: str, layer: Layer) -> None:
    left, right = st.columns(2)
    for at, (to, title) in enumerate(_MOVES):
        with (left, right)[at % 2]:
            if _pressed(session, f"{to}-{name}", title):
                take(session, "move", canvas=name, layer=layer.id, to=to)
    with left:
        if _pressed(session, f"hide-{name}", "显示" if layer.is_hidden else "隐藏"):
            take(session, "hide", canvas=name, layer=layer.id, hidden=not layer.is_hidden)
    for column, action, title in ((right, "copy", "复制"), (left, "delete", "删除")):
        with column:
            if _pressed(session, f"{action}-{name}", title):
                take(session, action, canvas=name, layer=layer.id)
    typed = st.text_input(
        "图层名", layer.name, max_chars=MAX_NAME_CHARS, disabled=session.locked,
        key=session.key(f"name-{name}-{layer.id}-{layer.name}"),
    )  # fmt: skip
    if typed.strip() and " ".join(typed.split()) != layer.name and not session.locked:
        take(session, "rename", canvas=name, layer=layer.id, name=typed)


def _pressed(session: ToolSession, key: str, title: str) -> bool:
    return st.button(title, key=session.key(key), disabled=session.locked, width="stretch")
