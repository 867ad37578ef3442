"""Worked answers to shopdesign-02 for any seed: what good, weak and half-hearted students do."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.api import JSON, SampleStep, worked

from ..tools.adjusting import Adjustments
from ..tools.canvas import Picture
from ..tools.fitting import turned_extent
from ..tools.photo import Shown, shown
from ..world.assets import Asset, assets, outline
from ..world.scene import FRAME
from ..world.variant import campaign, yuan
from .worker import Worker

CUT = 0.04
"""What a careful student cuts off at every side."""

HAZE = 1.15  # contrast that brings back what the haze took
FILL = 0.98  # share of the canvas's shorter way that the product's box is made to take
RED, CREAM, DARK = "#C4161C", "#FFF3D6", "#7A0A10"


def good(given: JSON, seed: int) -> Sequence[SampleStep]:
    """A fit photograph corrected, two pictures made of it, compared, checked, explained and handed in."""
    del seed
    asset = fit_photo(given)
    hands = Worker(given, 60.0)
    _corrected(hands, asset, "01", FILL)
    hands.do("compare", canvas="01")
    _export(hands, "01")
    steps = [*hands.steps, worked.write_doc("04", _note(asset, half=True), 700.0)]
    done = len(hands.steps)
    _plain_picture(hands, asset, "02")
    _promotion_picture(hands, asset, "03")
    steps += hands.steps[done:]
    steps += [
        SampleStep("shopdesign.check", "check", {"deliverable": name}, 2500.0) for name in ("01", "02", "03")
    ]
    steps.append(worked.write_doc("04", _note(asset, half=False), 2700.0))
    return [*steps, *worked.hand_in(given, 3200.0)]


def weak(given: JSON, seed: int) -> Sequence[SampleStep]:
    """A photograph a little brighter, with the price alone, exported too heavy and once as PNG."""
    del seed
    asset = fit_photo(given)
    hands = Worker(given, 200.0, 60.0)
    for name in ("02", "03"):
        hands.do("set_canvas", canvas=name, width=800, height=800, background="#FFFFFF")
        layer = hands.do("add_picture", canvas=name, source=asset.id)
        hands.do("adjust", canvas=name, layer=layer, **sliders(brightness=1.1))
    text = hands.do("add_text", canvas="03", text=f"活动价{given['promo']}元")
    hands.do(
        "set_text",
        canvas="03",
        layer=text,
        **lettering(f"活动价{given['promo']}元", 60, "#000000", outline=4),
    )
    hands.export("02", "02_主图.jpg", kind="PNG", quality=100)
    hands.export("03", "主图2.jpg", quality=100)
    named = {"deliverable": "02", "name": "主图.jpg"}
    return [*hands.steps, SampleStep("desk.folder", "name_file", named, 3300.0)]


def fit_photo(given: JSON) -> Asset:
    """The first photograph that can become a main picture."""
    return next(asset for asset in assets(given["studio"]["seed"]).values() if asset.is_fit)


def sliders(**changes: float) -> dict[str, float]:
    """Slider positions: those that are named, the others where they begin."""
    return {
        "brightness": 1.0, "contrast": 1.0, "colour": 1.0, "sharpness": 0.0, "temperature": 0.0, "tint": 0.0
    } | changes  # fmt: skip


def lettering(
    text: str, size: int, colour: str, *, weight: int = 700, outline: int = 0
) -> dict[str, str | int]:
    """A style of type with its words."""
    return {
        "text": text, "size": size, "colour": colour, "weight": weight, "outline": outline,
        "outline_colour": "#FFFFFF",
    }  # fmt: skip


def right_sliders(given: JSON, asset: Asset) -> dict[str, float]:
    """Slider positions that undo a photograph's fault, found as a student does: by trying and reading."""
    fault, seed = asset.fault, given["studio"]["seed"]
    if fault is None:
        raise ValueError("a photograph is wanted")
    bare = sliders(contrast=HAZE, colour=1.05, sharpness=1.2, temperature=-fault.temperature)
    bare["brightness"] = 1 / fault.light

    def read(**changes: float) -> Shown:
        return shown(Picture(asset.id, CUT, CUT, CUT, CUT, Adjustments(**(bare | changes))), fault.tilt, seed)

    bare["tint"] = min((float(step) for step in range(-20, 101, 5)), key=lambda step: read(tint=step).cast)
    bare["brightness"] = round(min(2.0, bare["brightness"] * 132 / read().brightness), 3)
    return bare


def _corrected(hands: Worker, asset: Asset, name: str, fill: float) -> None:
    asked = hands.given["asked"][name]
    hands.do("set_canvas", canvas=name, width=asked["width"], height=asked["height"], background="#FFFFFF")
    layer = hands.do("add_picture", canvas=name, source=asset.id)
    hands.do("rename", canvas=name, layer=layer, name="沃柑主体")
    hands.do("crop", canvas=name, layer=layer, left=CUT, top=CUT, right=CUT, bottom=CUT)
    hands.do("place", canvas=name, layer=layer, **framing(hands, asset, name, fill))
    hands.do("adjust", canvas=name, layer=layer, **right_sliders(hands.given, asset))


def framing(hands: Worker, asset: Asset, name: str, fill: float) -> dict[str, int | float]:
    """Where a photograph is put so that it is level and its product fills ``fill`` of the canvas."""
    canvas, fault = hands.canvas(name), asset.fault
    shape = outline(hands.state["seed"], asset.id)
    if fault is None or shape is None:
        raise ValueError("a photograph is wanted")
    box = shape.rotate(-fault.tilt).getbbox() or (0, 0, *FRAME)
    scale = fill * min(canvas.width / (box[2] - box[0]), canvas.height / (box[3] - box[1]))
    # Nothing of the canvas may stay white: the turned photograph must reach over its corners.
    kept = FRAME[0] * (1 - 2 * CUT), FRAME[1] * (1 - 2 * CUT)
    wide, high = turned_extent(canvas, fault.tilt)
    scale = max(scale, wide / kept[0], high / kept[1])
    size = round(kept[0] * scale), round(kept[1] * scale)
    off = ((box[0] + box[2] - FRAME[0]) / 2 * scale, (box[1] + box[3] - FRAME[1]) / 2 * scale)
    slack = (size[0] - wide) / 2, (size[1] - high) / 2
    x, y = (max(-most, min(most, -shift)) for shift, most in zip(off, slack, strict=True))
    middle = canvas.width / 2 + x, canvas.height / 2 + y
    corner = round(middle[0] - size[0] / 2), round(middle[1] - size[1] / 2)
    return {
        "x": corner[0], "y": corner[1], "width": size[0], "height": size[1], "rotate": fault.tilt,
        "opacity": 100,
    }  # fmt: skip


def _plain_picture(hands: Worker, asset: Asset, name: str) -> None:
    _corrected(hands, asset, name, FILL)
    _label(hands, name, "沃柑 5斤装", (36, 30), 52)
    _export(hands, name)


def _promotion_picture(hands: Worker, asset: Asset, name: str) -> None:
    plan = campaign(hands.state["seed"])
    _corrected(hands, asset, name, 1.12)
    band = hands.do("add_shape", canvas=name, form="rect")
    hands.do(
        "set_shape", canvas=name, layer=band, form="rect", fill=RED, border=0, border_colour=RED, radius=0
    )
    hands.do("place", canvas=name, layer=band, **placed_at(0, 690, 800, 110))
    add_text(hands, name, f"沃柑5斤 活动价￥{yuan(plan.promo_fen)}", (30, 706), lettering("", 56, "#FFFFFF"))
    add_text(hands, name, f"售价￥{yuan(plan.price_fen)}", (620, 730), lettering("", 28, CREAM))
    for at, offer in enumerate(plan.offers):
        _label(hands, name, offer.text, (30, 24 + 74 * at), 38)
    _export(hands, name)


def _label(hands: Worker, name: str, words: str, at: tuple[int, int], size: int) -> None:
    plate = hands.do("add_shape", canvas=name, form="rounded")
    wide = round(size * sum(1.0 if ord(one) > 255 else 0.62 for one in words)) + size  # noqa: PLR2004  Latin letters
    hands.do(
        "set_shape",
        canvas=name,
        layer=plate,
        form="rounded",
        fill=CREAM,
        border=0,
        border_colour=RED,
        radius=20,
    )
    hands.do("place", canvas=name, layer=plate, **placed_at(at[0], at[1], wide, round(size * 1.6)))
    add_text(hands, name, words, (at[0] + size // 2, at[1] + size // 20), lettering("", size, DARK))


def add_text(hands: Worker, name: str, words: str, at: tuple[int, int], how: dict[str, str | int]) -> None:
    """Add words in the style ``how`` at a place."""
    layer = hands.do("add_text", canvas=name, text=words)
    hands.do("set_text", canvas=name, layer=layer, **(how | {"text": words}))
    hands.do("place", canvas=name, layer=layer, **placed_at(*at, 100, 100))


def placed_at(x: int, y: int, width: int, height: int) -> dict[str, int | float]:
    """A place without turn, fully opaque."""
    return {"x": x, "y": y, "width": width, "height": height, "rotate": 0.0, "opacity": 100}


def _export(hands: Worker, name: str) -> None:
    hands.export(name, str(hands.given["asked"][name]["name"]))


def _note(asset: Asset, *, half: bool) -> str:
    lines = ["# 校正前后对比说明", "", f"选用“{asset.material.name}”，{asset.material.licence}。", ""]
    if not half:
        lines += [
            "## 一、校正", "", "裁去四边杂物，放大到主体占画面六成；按桌沿转正；用灰卡校正色温和色调；",
            "提亮到正常曝光，稍加对比和锐化，恢复果皮光泽。", "",
            "## 二、排版", "", "促销信息放在底部色带和左上角标，不遮挡果子；划线价写任务书的售价。", "",
            "## 三、素材与图层", "", "只用本店拍摄的照片，图层已按内容命名。", "",
        ]  # fmt: skip
    return "\n".join(lines)
