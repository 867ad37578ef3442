"""One layer as a picture with transparency, ready to be laid on the canvas, at any scale."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .adjusting import adjusted
from .canvas import Layer, Lettering, Picture, Place, Shape
from .lettering import letters

Sources = Callable[[str], Image.Image | None]
"""The picture of a source id, RGB or RGBA; None where its pixels are not at hand."""

SMOOTH = 2
SMOOTH_PIXELS = 1_000_000
"""Shapes are drawn so many times larger and shrunk, for smooth edges, unless they are huge."""

STAR_POINTS = 16
ABSENT = (200, 200, 200)
"""The grey of a picture whose pixels are not at hand."""


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A layer's pixels (RGBA), where its corner lies in canvas pixels at this scale, and the letters' ink.

    ``ink`` (L) is the fill of a text without its outline; None for other layers.
    """

    picture: Image.Image
    at: tuple[int, int]
    ink: Image.Image | None = None


def tile(layer: Layer, sources: Sources, scale: float) -> Tile:
    """The tile of ``layer`` at ``scale`` (1 is the canvas's own size)."""
    content, place = layer.content, layer.place
    if isinstance(content, Picture):
        return _turned(_picture(content, place, sources(content.source), scale), None, place, scale)
    if isinstance(content, Shape):
        return _turned(_shape(content, place, scale), None, place, scale)
    return _turned(*_text(content, scale), place, scale)


def _turned(picture: Image.Image, ink: Image.Image | None, place: Place, scale: float) -> Tile:
    left, top = place.x * scale, place.y * scale
    middle = left + picture.width / 2, top + picture.height / 2
    if place.opacity < 100:  # noqa: PLR2004  percent
        faded = picture.getchannel("A").point([level * place.opacity // 100 for level in range(256)])
        picture = picture.copy()
        picture.putalpha(faded)
    if place.rotate % 360:
        picture = picture.rotate(-place.rotate, Image.Resampling.BILINEAR, expand=True)
        ink = ink.rotate(-place.rotate, Image.Resampling.BILINEAR, expand=True) if ink else None
    at = round(middle[0] - picture.width / 2), round(middle[1] - picture.height / 2)
    return Tile(picture, at, ink)


def cropped(picture: Image.Image, crop: tuple[float, float, float, float]) -> Image.Image:
    """``picture`` without the shares that are cut off at left, top, right and bottom."""
    left, top, right, bottom = crop
    wide, high = picture.size
    box = (round(left * wide), round(top * high), round((1 - right) * wide), round((1 - bottom) * high))
    return picture if box == (0, 0, wide, high) else picture.crop(box)


def _sized(place: Place, scale: float) -> tuple[int, int]:
    return max(1, round(place.width * scale)), max(1, round(place.height * scale))


def _picture(content: Picture, place: Place, source: Image.Image | None, scale: float) -> Image.Image:
    size = _sized(place, scale)
    if source is None:
        return Image.new("RGBA", size, (*ABSENT, 255))
    made = cropped(source, content.crop).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
    return adjusted(made, content.sliders).convert("RGBA")


def _text(content: Lettering, scale: float) -> tuple[Image.Image, Image.Image]:
    stroke = round(content.outline * scale)
    ink = letters(content.text, content.size * scale, content.weight)
    if stroke == 0:
        made = Image.new("RGBA", ink.size, content.colour)
        made.putalpha(ink)
        return made, ink
    fat = letters(content.text, content.size * scale, content.weight, stroke)
    middle = Image.new("L", fat.size, 0)
    middle.paste(ink, (stroke, stroke))
    made = Image.new("RGBA", fat.size, content.outline_colour)
    made.paste(Image.new("RGBA", fat.size, content.colour), mask=middle)
    made.putalpha(fat)
    return made, middle


def _shape(content: Shape, place: Place, scale: float) -> Image.Image:
    wide, high = _sized(place, scale)
    finer = SMOOTH if wide * high <= SMOOTH_PIXELS else 1
    made = Image.new("RGBA", (wide * finer, high * finer), (0, 0, 0, 0))
    draw = ImageDraw.Draw(made)
    border = round(content.border * scale * finer)
    box = (0, 0, made.width - 1, made.height - 1)
    edge, width = (content.border_colour if border else None), max(1, border)
    if content.form == "circle":
        draw.ellipse(box, content.fill, edge, width)
    elif content.form == "rounded":
        radius = min(content.radius * scale * finer, min(made.size) / 2)
        draw.rounded_rectangle(box, radius, content.fill, edge, width)
    elif content.form == "badge":
        draw.polygon(_star(made.size), content.fill, edge, width)
    elif content.form == "line":
        draw.line((0, made.height / 2, made.width, made.height / 2), content.fill, made.height)
    else:
        draw.rectangle(box, content.fill, edge, width)
    return made.resize((wide, high), Image.Resampling.BOX)


def _star(size: tuple[int, int]) -> list[tuple[float, float]]:
    points = []
    for at in range(2 * STAR_POINTS):
        reach = 0.5 if at % 2 == 0 else 0.42
        turn = math.pi * at / STAR_POINTS
        points.append((size[0] * (0.5 + reach * math.cos(turn)), size[1] * (0.5 + reach * math.sin(turn))))
    return points
