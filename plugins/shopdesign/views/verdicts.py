"""Tables of what can be measured on a picture's layers: type, shares, corrections, licences."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.api import JSON, tables

from ..tools.canvas import Canvas, Picture, from_json
from ..tools.legible import SEEN, TextShown, read
from ..tools.photo import main_photo, sharper, shown
from ..tools.render import uploads_in
from ..world.assets import assets

HEADS = ["项目", "查到", "要求", "怎样算"]


def text_html(file: JSON, seed: int, limits: JSON) -> str:
    """A row for each text of the exported picture."""
    rows = [_text_row(text, limits["smallest_px"]) for text in read(from_json(file["canvas"]), seed).texts]
    if not rows:
        return ""
    return tables.table("文字是否看得清", ["文字", "字号", "对比度（最差一格）", "露出"], rows)


def _text_row(text: TextShown, smallest_px: int) -> list[str]:
    found = "压在自带图片上，量不到" if text.ratio is None else f"{text.ratio:.1f}，要求 {text.needed:g}"
    lacking = f"，缺字 {text.missing}" if text.missing else ""
    return [
        tables.text(text.text),
        tables.mark(f"{text.size} 像素{lacking}", is_good=text.size >= smallest_px and not text.missing),
        tables.mark(found, is_good=text.ratio is not None and text.ratio >= text.needed),
        tables.mark(f"{text.seen:.0%}", is_good=text.seen >= SEEN),
    ]


def share_html(file: JSON, seed: int, limits: JSON) -> str:
    """Product and lettering as shares of the picture."""
    reading = read(from_json(file["canvas"]), seed)
    low, high = limits["product"]
    rows = [
        [
            tables.whole("主体占比"),
            tables.mark(f"{reading.product:.1%}", is_good=low <= reading.product <= high),
            tables.whole(f"{low:.0%}—{high:.0%}（主图）"),
            tables.dim("商品轮廓露出的像素 ÷ 全部像素"),
        ],
        [
            tables.whole("文字占比"),
            tables.mark(f"{reading.lettering:.1%}", is_good=reading.lettering <= limits["lettering"]),
            tables.whole(f"≤ {limits['lettering']:.0%}"),
            tables.dim("各文字框的并集 ÷ 全部像素"),
        ],
    ]
    return tables.table("画面占比", HEADS, rows)


def correction_html(file: JSON, seed: int, limits: JSON) -> str:
    """Light, cast and sharpness of the photograph; the lean is for the eye and the guides."""
    found = main_photo(from_json(file["canvas"]), seed)
    if found is None:
        return ""
    layer, content, _ = found
    new, times = shown(content, layer.place.rotate, seed), sharper(content, layer.place.rotate, seed)
    low, high = limits["brightness"]
    rows = [
        _row(
            "平均亮度",
            f"{new.brightness:.0f}",
            f"{low}—{high}",
            "亮度的平均，0—255",
            is_good=low <= new.brightness <= high,
        ),
        _row(
            "灰卡色偏",
            f"ΔE {new.cast:.1f}",
            f"≤ {limits['cast']}",
            "√(a*² + b*²)",
            is_good=new.cast <= limits["cast"],
        ),
        _row(
            "锐度",
            f"{times:.2f} 倍",
            f"≥ {limits['gain']} 倍",
            "与校正前同一部分比，噪点除外",
            is_good=times >= limits["gain"],
        ),
    ]
    return tables.table("校正（倾斜请在设计器里对着参考线看）", HEADS, rows)


def _row(title: str, found: str, wanted: str, rule: str, *, is_good: bool) -> Sequence[str]:
    return [tables.whole(title), tables.mark(found, is_good=is_good), tables.whole(wanted), tables.dim(rule)]


def licence_html(file: JSON, seed: int, uploads: JSON) -> str:
    """The licence mark of each picture that is to be seen."""
    canvas = from_json(file["canvas"])
    rows = [
        [
            tables.text(asset.material.name),
            tables.mark(asset.material.licence, is_good=asset.material.licensed),
        ]
        for source in _sources(canvas)
        if (asset := assets(seed).get(source)) is not None
    ]
    rows += [
        [
            tables.text(uploads[one]["name"]),
            tables.mark("自带图片，来源由考评员看", is_good=uploads[one]["owner"] == "own"),
        ]
        for one in uploads_in(canvas)
        if one in uploads
    ]
    return tables.table("素材授权", ["素材", "授权标记"], rows) if rows else ""


def _sources(canvas: Canvas) -> list[str]:
    found = (layer.content.source for layer in canvas.visible if isinstance(layer.content, Picture))
    return list(dict.fromkeys(found))
