"""What a step does to a canvas: checked changes of values, refused in the student's words."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from workbench.api import JSON, Refused

from .adjusting import Adjustments
from .canvas import FORMS, Canvas, Layer, Lettering, Picture, Place, Shape
from .lettering import WEIGHTS, letters, missing

MAX_LAYERS = 20
MAX_TEXT_CHARS, MAX_LINES, MAX_NAME_CHARS = 60, 5, 20
CANVAS_SIDE = (50, 2000)
CORNER, SIDE = (-2400, 2400), (2, 2400)
LETTER_PX = (8, 300)
MAX_LINE_PX = 3000

SLIDERS: Mapping[str, tuple[str, float, float]] = {
    "brightness": ("亮度", 0.3, 2.0),
    "contrast": ("对比度", 0.3, 2.0),
    "colour": ("饱和度", 0.3, 2.0),
    "sharpness": ("锐化", 0.0, 3.0),
    "temperature": ("色温（冷—暖）", -100, 100),
    "tint": ("色调（绿—红）", -100, 100),
}
"""Each slider's title and span."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def within(title: str, value: float, low: float, high: float) -> None:
    """Nothing, or Refused where ``value`` is outside; NaN is outside everything."""
    if not low <= value <= high:
        raise Refused(f"{title}是 {value:g}，只能在 {low:g} 到 {high:g} 之间。")


def colour(title: str, value: str) -> str:
    """``value`` as ``#RRGGBB``."""
    if not _COLOUR.fullmatch(value):
        raise Refused(f"{title}“{value[:12]}”不是颜色，要写成 #RRGGBB，例如 #D81E1E。")
    return value.upper()


def words(text: str) -> str:
    """``text`` as a text layer may hold it."""
    text = text.strip("\n").replace("\r\n", "\n")
    if not text.strip():
        raise Refused("文字是空的，请先输入文字。")
    if len(text) > MAX_TEXT_CHARS or text.count("\n") >= MAX_LINES:
        raise Refused(
            f"一个文字图层最多 {MAX_TEXT_CHARS} 个字符、{MAX_LINES} 行，现在是 {len(text)} 个字符。"
        )
    strange = next(
        (one for one in text if one != "\n" and unicodedata.category(one) in ("Cc", "Cs", "Cf", "Cn")), ""
    )
    if strange:
        raise Refused(f"文字里有看不见的字符（U+{ord(strange):04X}），请删去。")
    if lacking := missing(text):
        raise Refused(f"字体里没有“{lacking}”，画出来会是空方框，请换成别的字。")
    return text


def name(text: str) -> str:
    """``text`` as the name of a layer."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > MAX_NAME_CHARS or not tidy.isprintable():
        raise Refused(f"图层名要有 1—{MAX_NAME_CHARS} 个字。")
    return tidy


def placed(layer: Layer, params: JSON) -> Layer:
    """``layer`` at another place, of another size, turned, or fainter."""
    for key, title in (("x", "横坐标"), ("y", "纵坐标")):
        within(title, params[key], *CORNER)
    for key, title in (("width", "宽"), ("height", "高")):
        within(title, params[key], *SIDE)
    within("旋转", params["rotate"], -180, 180)
    within("不透明度", params["opacity"], 0, 100)
    names = ("x", "y", "width", "height", "rotate", "opacity")
    return dataclasses.replace(layer, place=Place(**{key: params[key] for key in names}))


def picture_of(layer: Layer) -> Picture:
    """The picture of a picture layer."""
    if not isinstance(layer.content, Picture):
        raise Refused(f"“{layer.name}”不是图片图层。")
    return layer.content


def adjusted_layer(layer: Layer, params: JSON) -> Layer:
    """``layer`` with other slider positions."""
    for key, (title, low, high) in SLIDERS.items():
        within(title, params[key], low, high)
    sliders = Adjustments(**{key: float(params[key]) for key in SLIDERS})
    return dataclasses.replace(layer, content=dataclasses.replace(picture_of(layer), sliders=sliders))


def cropped_layer(layer: Layer, params: JSON) -> Layer:
    """``layer`` with another crop; its frame keeps the scale of what is left."""
    old = picture_of(layer)
    crop = {key: float(params[key]) for key in ("left", "top", "right", "bottom")}
    for value in crop.values():
        within("裁剪", value, 0, 0.9)
    wide, high = 1 - crop["left"] - crop["right"], 1 - crop["top"] - crop["bottom"]
    if wide < 0.1 or high < 0.1:  # noqa: PLR2004  a tenth of the picture
        raise Refused("裁得太多了：宽和高都至少要留下一成。")
    place = layer.place
    width = round(place.width * wide / (1 - old.left - old.right))
    height = round(place.height * high / (1 - old.top - old.bottom))
    place = dataclasses.replace(
        place, width=max(SIDE[0], min(SIDE[1], width)), height=max(SIDE[0], min(SIDE[1], height))
    )
    return dataclasses.replace(layer, place=place, content=Picture(old.source, **crop, sliders=old.sliders))


def lettered(layer: Layer, params: JSON) -> Layer:
    """``layer`` with other words or another style of type."""
    if not isinstance(layer.content, Lettering):
        raise Refused(f"“{layer.name}”不是文字图层。")
    within("字号", params["size"], *LETTER_PX)
    within("描边", params["outline"], 0, 20)
    if params["weight"] not in WEIGHTS:
        raise Refused(f"字重只能是 {'、'.join(map(str, WEIGHTS))}。")
    content = Lettering(
        words(params["text"]), params["size"], colour("文字颜色", params["colour"]), params["weight"],
        params["outline"], colour("描边颜色", params["outline_colour"]),
    )  # fmt: skip
    if letters(content.text, content.size, content.weight).width > MAX_LINE_PX:
        raise Refused(f"这一行文字排出来超过 {MAX_LINE_PX} 像素，请换行或减小字号。")
    return dataclasses.replace(layer, content=content)


def shaped(layer: Layer, params: JSON) -> Layer:
    """``layer`` as another shape."""
    if not isinstance(layer.content, Shape):
        raise Refused(f"“{layer.name}”不是形状图层。")
    if params["form"] not in FORMS:
        raise Refused(f"形状只能是 {'、'.join(FORMS.values())}。")
    within("边框", params["border"], 0, 60)
    within("圆角", params["radius"], 0, 1000)
    content = Shape(
        params["form"], colour("填充颜色", params["fill"]), params["border"],
        colour("边框颜色", params["border_colour"]), params["radius"],
    )  # fmt: skip
    return dataclasses.replace(layer, content=content)


def with_layer(canvas: Canvas, layer: Layer) -> Canvas:
    """``canvas`` with ``layer`` on top, or in the place of the one that has its id."""
    if canvas.layer(layer.id) is not None:
        layers = tuple(layer if old.id == layer.id else old for old in canvas.layers)
        return dataclasses.replace(canvas, layers=layers)
    if len(canvas.layers) >= MAX_LAYERS:
        raise Refused(f"一张画布最多 {MAX_LAYERS} 个图层，请先删去不用的。")
    return dataclasses.replace(canvas, layers=(*canvas.layers, layer))


def moved(canvas: Canvas, layer_id: str, to: str) -> Canvas:
    """``canvas`` with a layer one step up or down, or at the top or bottom."""
    layers = list(canvas.layers)
    at = next(index for index, layer in enumerate(layers) if layer.id == layer_id)
    goals = {"up": at + 1, "down": at - 1, "top": len(layers) - 1, "bottom": 0}
    if to not in goals:
        raise Refused("只能上移、下移、置顶、置底。")
    goal = max(0, min(len(layers) - 1, goals[to]))
    layers.insert(goal, layers.pop(at))
    return dataclasses.replace(canvas, layers=tuple(layers))


def sized(canvas: Canvas, params: JSON) -> Canvas:
    """``canvas`` in another size or with another background."""
    within("画布的宽", params["width"], *CANVAS_SIDE)
    within("画布的高", params["height"], *CANVAS_SIDE)
    back = colour("背景颜色", params["background"])
    return dataclasses.replace(canvas, width=params["width"], height=params["height"], background=back)


def found(canvas: Canvas, layer_id: Any) -> Layer:  # Any: whatever a client sent
    """The layer of that id."""
    layer = canvas.layer(str(layer_id))
    if layer is None:
        raise Refused("这张画布上没有这个图层，可能已经删去。")
    return layer
