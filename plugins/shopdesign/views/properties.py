"""The chosen layer: its sliders, its crop, its type, its shape, and where it lies."""

from __future__ import annotations

import dataclasses

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.canvas import FORMS, Canvas, Layer, Lettering, Picture, Shape, from_json
from ..tools.edits import CORNER, LETTER_PX, MAX_TEXT_CHARS, SIDE, SLIDERS
from ..tools.fitting import contained, covering
from ..tools.lettering import WEIGHTS
from ..tools.photo import before, sharper, shown
from ..world.assets import assets
from . import layers
from .taking import take

STEPS = 100  # a slider that ends here counts in whole steps
_TABS = {
    "picture": ("调色", "裁剪", "位置与角度"),
    "text": ("文字", "位置与角度"),
    "shape": ("形状", "位置与角度"),
}


def draw(session: ToolSession, name: str) -> None:
    """Draw the choice of a layer and what can be changed of it."""
    layer_id = layers.choose(session, name)
    canvas = from_json(session.state["canvases"][name])
    layer = canvas.layer(layer_id)
    if layer is None:
        st.info("这块画布还没有图层，请到“加图层”里加入。")
        return
    tab = st.segmented_control(
        "改什么", _TABS[layer.kind], default=_TABS[layer.kind][0], required=True,
        key=session.key(f"property-{layer.kind}"), label_visibility="collapsed",
    )  # fmt: skip
    content = layer.content
    if tab == "位置与角度":
        _place(session, name, canvas, layer)
    elif isinstance(content, Lettering):
        _text(session, name, layer, content)
    elif isinstance(content, Shape):
        _shape(session, name, layer, content)
    elif tab == "裁剪":
        _crop(session, name, layer, content)
    else:
        _sliders(session, name, layer, content)


def _key(session: ToolSession, name: str, layer: Layer, field: str, value: object = "") -> str:
    # After undo or redo a field is a new one, which shows what the state holds; so it is when its value was
    # changed by a button. A slider keeps its key while it is moved, so that it keeps the keyboard.
    return session.key(f"{field}-{name}-{layer.id}-{session.state['rewinds'][name]}-{value}")


def _sliders(session: ToolSession, name: str, layer: Layer, content: Picture) -> None:
    now = dataclasses.asdict(content.sliders)
    moved = {}
    columns = st.columns(2, gap="medium")
    for at, (field, (title, low, high)) in enumerate(SLIDERS.items()):
        step, shown_as = (1.0, "%d") if high == STEPS else (0.05, "%.2f")
        moved[field] = columns[at % 2].slider(
            title, float(low), float(high), float(now[field]), step, shown_as, disabled=session.locked,
            key=_key(session, name, layer, field),
        )  # fmt: skip
    if moved != now and not session.locked:
        session.do("adjust", canvas=name, layer=layer.id, **moved)
        content = dataclasses.replace(content, sliders=dataclasses.replace(content.sliders, **moved))
    _numbers(session, name, layer, content)


def _numbers(session: ToolSession, name: str, layer: Layer, content: Picture) -> None:
    seed = session.state["seed"]
    asset = assets(seed).get(content.source)
    if asset is None or not asset.is_photo:
        return
    old, new = before(content, seed), shown(content, layer.place.rotate, seed)
    times = sharper(content, layer.place.rotate, seed)
    rows = [
        ["平均亮度（0—255）", f"{old.brightness:.0f}", f"{new.brightness:.0f}"],
        ["灰卡色偏 ΔE", f"{old.cast:.1f}", f"{new.cast:.1f}"],
        ["锐度", "1 倍", f"{times:.2f} 倍"],
        ["留下的画面", "100 %", f"{new.kept:.0%}"],
        ["旋转", "0°", f"{layer.place.rotate:g}°"],
    ]
    cells = [[tables.whole(cell) for cell in row] for row in rows]
    st.html(
        tables.STYLE
        + tables.table("校正数值（标准见素材四；倾斜请对着参考线看）", ["指标", "校正前", "现在"], cells)
    )
    if st.button("保存校正前后对比", key=session.key(f"compare-{name}"), disabled=session.locked):
        session.do("compare", canvas=name)
    if kept := session.state["compares"].get(name):
        st.caption(
            f"已保存对比：照片 {kept['photo']}，亮度 {kept['brightness'][0]:g}→{kept['brightness'][1]:g}，"
            f"色偏 {kept['cast'][0]:g}→{kept['cast'][1]:g}，锐度 {kept['sharper']:g} 倍，"
            f"旋转 {kept['rotate']:g}°"
        )


def _crop(session: ToolSession, name: str, layer: Layer, content: Picture) -> None:
    titles = {"left": "左边裁去 %", "right": "右边裁去 %", "top": "上边裁去 %", "bottom": "下边裁去 %"}
    values = {}
    with st.form(session.key(f"crop-{name}-{layer.id}"), border=True):
        columns = st.columns(2)
        for at, (field, title) in enumerate(titles.items()):
            now = round(getattr(content, field) * 100, 1)
            values[field] = columns[at % 2].number_input(
                title,
                0.0,
                90.0,
                now,
                1.0,
                key=_key(session, name, layer, field, now),
                disabled=session.locked,
            )
        pressed = st.form_submit_button("裁剪", type="primary", disabled=session.locked)
    if pressed:
        shares = {field: round(value / 100, 4) for field, value in values.items()}
        take(session, "crop", canvas=name, layer=layer.id, **shares)
    st.caption("裁剪从照片原来的边算起，随时可以改回 0。照片边上的杂物在这里裁掉。")


def _place(session: ToolSession, name: str, canvas: Canvas, layer: Layer) -> None:
    place, has_size = layer.place, not isinstance(layer.content, Lettering)
    spans = {"x": ("横坐标 x", *CORNER), "y": ("纵坐标 y", *CORNER)}
    if has_size:
        spans |= {"width": ("宽", *SIDE), "height": ("高", *SIDE)}
    values: dict[str, int] = {"width": place.width, "height": place.height}
    with st.form(session.key(f"place-{name}-{layer.id}"), border=True):
        columns = st.columns(2)
        for at, (field, (title, low, high)) in enumerate(spans.items()):
            now = int(getattr(place, field))
            key = _key(session, name, layer, field, now)
            values[field] = int(
                columns[at % 2].number_input(title, low, high, now, key=key, disabled=session.locked)
            )
        rotate = columns[0].number_input(
            "旋转（度，顺时针为正）", -180.0, 180.0, float(place.rotate), 0.5,
            key=_key(session, name, layer, "rotate", place.rotate), disabled=session.locked,
        )  # fmt: skip
        opacity = columns[1].number_input(
            "不透明度 %",
            0,
            100,
            place.opacity,
            5,
            key=_key(session, name, layer, "opacity", place.opacity),
            disabled=session.locked,
        )
        keep = has_size and st.checkbox("锁定宽高比", value=True, key=session.key(f"keep-{name}-{layer.id}"))
        pressed = st.form_submit_button("应用", type="primary", disabled=session.locked)
    if pressed:
        turned = {"rotate": float(rotate), "opacity": int(opacity)}
        take(
            session,
            "place",
            canvas=name,
            layer=layer.id,
            **_in_proportion(values, layer, keep=keep),
            **turned,
        )
    if has_size:
        _fit(session, name, canvas, layer)


def _in_proportion(values: dict[str, int], layer: Layer, *, keep: bool) -> JSON:
    place = layer.place
    if not keep or (values["width"] == place.width and values["height"] == place.height):
        return values
    if values["width"] != place.width:
        return values | {"height": _side(values["width"] * place.height / place.width)}
    return values | {"width": _side(values["height"] * place.width / place.height)}


def _side(pixels: float) -> int:
    return max(SIDE[0], min(SIDE[1], round(pixels)))


def _fit(session: ToolSession, name: str, canvas: Canvas, layer: Layer) -> None:
    with st.container(horizontal=True, gap="small"):
        for field, title, fit in (("cover", "铺满画布", covering), ("contain", "整张放入", contained)):
            if st.button(title, key=session.key(f"{field}-{name}"), disabled=session.locked):
                take(
                    session,
                    "place",
                    canvas=name,
                    layer=layer.id,
                    **dataclasses.asdict(fit(canvas, layer.place)),
                )
    st.caption("先转正，再“铺满画布”，四角就不会露白；再放大、移动，让主体占到合适的大小。")


def _text(session: ToolSession, name: str, layer: Layer, content: Lettering) -> None:
    def key(field: str) -> str:
        return _key(session, name, layer, field, getattr(content, field))

    with st.form(session.key(f"type-{name}-{layer.id}"), border=True):
        text = st.text_area(
            "文字",
            content.text,
            max_chars=MAX_TEXT_CHARS,
            height=80,
            key=key("text"),
            disabled=session.locked,
        )
        first, second = st.columns(2)
        size = first.number_input(
            "字号（像素）", *LETTER_PX, content.size, key=key("size"), disabled=session.locked
        )
        weight = second.selectbox(
            "粗细", list(WEIGHTS), index=list(WEIGHTS).index(content.weight),
            format_func=lambda one: f"{WEIGHTS[one]} {one}", key=key("weight"), disabled=session.locked,
        )  # fmt: skip
        outline = first.number_input(
            "描边（像素，0 为不描）", 0, 20, content.outline, key=key("outline"), disabled=session.locked
        )
        inner, outer = second.columns(2)
        colour = inner.color_picker("文字颜色", content.colour, key=key("colour"), disabled=session.locked)
        edge = outer.color_picker(
            "描边颜色", content.outline_colour, key=key("outline_colour"), disabled=session.locked
        )
        pressed = st.form_submit_button("应用", type="primary", disabled=session.locked)
    if pressed:
        style = {"size": int(size), "weight": int(weight), "outline": int(outline)}
        take(
            session,
            "set_text",
            canvas=name,
            layer=layer.id,
            text=text,
            colour=colour,
            outline_colour=edge,
            **style,
        )


def _shape(session: ToolSession, name: str, layer: Layer, content: Shape) -> None:
    def key(field: str) -> str:
        return _key(session, name, layer, field, getattr(content, field))

    with st.form(session.key(f"shape-{name}-{layer.id}"), border=True):
        form = st.selectbox(
            "形状",
            list(FORMS),
            index=list(FORMS).index(content.form),
            format_func=FORMS.__getitem__,
            key=key("form"),
            disabled=session.locked,
        )
        first, second = st.columns(2)
        border = first.number_input(
            "边框（像素）", 0, 60, content.border, key=key("border"), disabled=session.locked
        )
        radius = second.number_input(
            "圆角（像素）", 0, 1000, content.radius, key=key("radius"), disabled=session.locked
        )
        fill = first.color_picker("填充颜色", content.fill, key=key("fill"), disabled=session.locked)
        edge = second.color_picker(
            "边框颜色", content.border_colour, key=key("border_colour"), disabled=session.locked
        )
        pressed = st.form_submit_button("应用", type="primary", disabled=session.locked)
    if pressed:
        numbers = {"border": int(border), "radius": int(radius)}
        take(
            session,
            "set_shape",
            canvas=name,
            layer=layer.id,
            form=form,
            fill=fill,
            border_colour=edge,
            **numbers,
        )
