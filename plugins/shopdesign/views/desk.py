"""The picture desk's face: canvas on the left, what is done with it on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from workbench.api import ToolSession, plain

from ..tools.canvas import Canvas, from_json
from . import exporting, layers, properties, shelf
from .pictures import preview, small
from .taking import take

PREVIEW_PX = 400


def draw(session: ToolSession) -> None:
    """Draw the tool. Steps are taken on the right first, so that the picture on the left is the newest."""
    name = _choose(session)
    left, right = st.columns([4, 5], gap="medium")
    with right:
        _work(session, name)
    with left:
        canvas = from_json(session.state["canvases"][name])
        _picture(session, canvas)
        layers.listed(canvas)


def _choose(session: ToolSession) -> str:
    asked = session.given["asked"]
    chooser, undo, redo = st.columns([7, 1, 1], vertical_alignment="center")
    with chooser:
        name = st.segmented_control(
            "画布",
            list(session.state["canvases"]),
            format_func=lambda one: asked[one]["name"].rsplit(".", 1)[0].replace("_", " "),
            default=next(iter(session.state["canvases"])),
            required=True,
            key=session.key("canvas"),
            label_visibility="collapsed",
        )
    for column, action, title in ((undo, "undo", "撤销"), (redo, "redo", "重做")):
        # Never off while there is time: whether a step can be undone is known only after this run's steps.
        key = session.key(f"{action}-{name}")
        if column.button(title, key=key, disabled=session.locked, width="stretch"):
            take(session, action, canvas=name)
    return str(name)


_TABS: Mapping[str, str] = {"shelf": "加图层", "layer": "改图层", "canvas": "画布", "export": "导出"}


def _work(session: ToolSession, name: str) -> None:
    chosen = st.segmented_control(
        "做什么",
        list(_TABS),
        format_func=_TABS.__getitem__,
        default="shelf",
        required=True,
        key=session.key("work"),
        label_visibility="collapsed",
    )
    faces: Mapping[str, Callable[[], None]] = {
        "shelf": lambda: shelf.draw(session, name),
        "layer": lambda: properties.draw(session, name),
        "canvas": lambda: _canvas(session, name),
        "export": lambda: exporting.draw(session, name),
    }
    faces[str(chosen)]()


def _canvas(session: ToolSession, name: str) -> None:
    canvas = from_json(session.state["canvases"][name])
    version = f"{name}-{canvas.width}-{canvas.height}-{canvas.background}"
    with st.form(session.key(f"canvas-form-{name}"), border=True):
        wide, high, back = st.columns(3)
        width = wide.number_input(
            "宽（像素）", 50, 2000, canvas.width, key=session.key(f"cw-{version}"), disabled=session.locked
        )
        height = high.number_input(
            "高（像素）", 50, 2000, canvas.height, key=session.key(f"ch-{version}"), disabled=session.locked
        )
        colour = back.color_picker(
            "背景颜色", canvas.background, key=session.key(f"cb-{version}"), disabled=session.locked
        )
        pressed = st.form_submit_button("设置画布", type="primary", disabled=session.locked)
    if pressed:
        take(session, "set_canvas", canvas=name, width=int(width), height=int(height), background=colour)
    _take_over(session, name)


def _take_over(session: ToolSession, name: str) -> None:
    others = [
        one for one in session.state["canvases"] if one != name and session.state["canvases"][one]["order"]
    ]
    if not others:
        st.caption("另一块画布有了图层以后，可以在这里整套取用过来。")
        return
    pick, button = st.columns([3, 2], vertical_alignment="bottom")
    asked = session.given["asked"]
    other = pick.selectbox(
        "取用另一画布的全部图层",
        others,
        format_func=lambda one: asked[one]["name"],
        key=session.key(f"other-{name}"),
    )
    if button.button("取用", key=session.key(f"take-{name}"), disabled=session.locked, width="stretch"):
        take(session, "copy_from", canvas=name, other=other)


def _picture(session: ToolSession, canvas: Canvas) -> None:
    guides, thumbs = st.columns(2)
    with_guides = guides.toggle("参考线", key=session.key("guides"))
    with_thumbs = thumbs.toggle("缩略图测试", key=session.key("thumbs"))
    st.image(preview(session, canvas, guides=with_guides), width=min(PREVIEW_PX, canvas.width))
    longest = max(canvas.width, canvas.height)
    percent = min(100, round(PREVIEW_PX / longest * 100))
    st.caption(plain(f"画布 {canvas.width}×{canvas.height} 像素，按 {percent} % 显示"))
    if with_thumbs:
        columns = st.columns([5, 2], vertical_alignment="bottom")
        for column, side in zip(columns, (200, 60), strict=True):
            column.image(small(session, canvas, side), caption=f"{side} 像素", width=side)
        st.caption("顾客在列表里看到的就是这么大：主体和价格还认得出吗？")
