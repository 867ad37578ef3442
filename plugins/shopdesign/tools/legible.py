"""Whether each text can be read: its contrast with what really lies behind it, and whether it is covered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor

from ..world.assets import outline
from .canvas import Canvas, Layer, Lettering, Picture
from .lettering import missing
from .measure import contrast, luminance
from .render import given_tile, uploads_in
from .tiles import Tile, tile

SIDE = 400
"""Pixels of the longer side at which texts and shares are measured."""

CELL = 6
"""The ground is judged in squares of so many pixels; the worst one counts, never a gradient's mean."""

CELL_INK = 0.06
"""Share of ink from which a square belongs to the text."""

LARGE_PX, LARGE_BOLD_PX, BOLD = 24, 19, 700
LARGE_RATIO, SMALL_RATIO = 3.0, 4.5
"""Contrast that a text needs. Source: WCAG 2.1, 1.4.3 (18 pt, or 14 pt bold, is large)."""

OUTLINE_PX = 2
"""From this width on an outline is what the letters are seen against."""

SEEN = 0.9
"""Share of a text's ink that must be inside the canvas and not covered."""

Mask = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class TextShown:
    """A visible text as it can be read. ``ratio`` is its worst contrast, ``seen`` the share of ink in sight.

    ``ratio`` is None where an upload lies behind it, whose pixels the engine does not have.
    """

    layer: str
    text: str
    size: int
    ratio: float | None
    needed: float
    seen: float
    missing: str

    def is_legible(self, smallest_px: int) -> bool | None:
        """Whether it can be read at all; None where nobody but an examiner can tell."""
        if self.seen < SEEN or self.missing or self.size < smallest_px:
            return False
        return None if self.ratio is None else self.ratio >= self.needed


@dataclass(frozen=True, slots=True)
class Reading:
    """What lies on a canvas: its texts, and shares of its area in [0, 1] that product and texts take up."""

    texts: tuple[TextShown, ...]
    product: float
    lettering: float


@lru_cache(maxsize=512)  # a few numbers each
def read(canvas: Canvas, seed: int) -> Reading:
    """The texts and shares of ``canvas``, measured on the pixels that ``tile`` draws. Pure."""
    scale = min(1.0, SIDE / max(canvas.width, canvas.height))
    sheet = _Sheet(canvas, seed, scale)
    for layer in canvas.visible:
        sheet.lay(layer)
    return Reading(tuple(sheet.shown()), float(sheet.product.mean()), float(sheet.boxes.mean()))


class _Sheet:
    """The canvas while its layers are laid on one another."""

    def __init__(self, canvas: Canvas, seed: int, scale: float) -> None:
        self.scale, self.seed = scale, seed
        self.size = max(1, round(canvas.width * scale)), max(1, round(canvas.height * scale))
        self.made = Image.new("RGBA", self.size, canvas.background)
        self.product: Mask = np.zeros(self.size[::-1], np.float32)
        self.boxes: Mask = np.zeros(self.size[::-1], np.float32)
        self.unknown: Mask = np.zeros(self.size[::-1], np.float32)
        self.texts: list[tuple[Layer, Mask, float, float | None]] = []
        self.uploads = uploads_in(canvas)

    def lay(self, layer: Layer) -> None:
        laid = given_tile(layer, self.seed, self.scale)
        alpha = self._mask(laid.picture.getchannel("A"), laid.at)
        self.texts = [(other, ink * (1 - alpha), whole, ratio) for other, ink, whole, ratio in self.texts]
        self.product *= 1 - alpha
        self.unknown *= 1 - alpha
        if isinstance(layer.content, Lettering):
            self._text(layer, layer.content, laid)
        elif isinstance(layer.content, Picture):
            self._outline(layer, layer.content, laid)
            if layer.content.source in self.uploads:
                self.unknown = np.maximum(self.unknown, alpha)
        self.made.paste(laid.picture, laid.at, laid.picture)

    def _mask(self, part: Image.Image, at: tuple[int, int]) -> Mask:
        whole = Image.new("L", self.size, 0)
        whole.paste(part, at)
        return np.asarray(whole, np.float32) / 255

    def _text(self, layer: Layer, content: Lettering, laid: Tile) -> None:
        if laid.ink is None:
            return
        ink = self._mask(laid.ink, laid.at)
        whole = float(np.asarray(laid.ink, np.float32).sum()) / 255
        box = laid.picture.getchannel("A").getbbox()
        if box is not None:
            left, top = max(0, box[0] + laid.at[0]), max(0, box[1] + laid.at[1])
            self.boxes[top : max(0, box[3] + laid.at[1]), left : max(0, box[2] + laid.at[0])] = 1
        is_unknown = bool((ink * self.unknown).sum() > 0.02 * max(1.0, whole))
        ratio = None if is_unknown and content.outline < OUTLINE_PX else self._worst(content, layer, ink)
        self.texts.append((layer, ink, whole, ratio))

    def _worst(self, content: Lettering, layer: Layer, ink: Mask) -> float:
        colour = ImageColor.getrgb(content.colour)[:3]
        if content.outline >= OUTLINE_PX:
            back = ImageColor.getrgb(content.outline_colour)[:3]
            return float(contrast(luminance(colour), luminance(back)))
        pixels = np.asarray(self.made.convert("RGB"), np.float32)
        rows, columns = ink.shape[0] // CELL, ink.shape[1] // CELL
        cut = (slice(0, rows * CELL), slice(0, columns * CELL))
        share = ink[cut].reshape(rows, CELL, columns, CELL).mean(axis=(1, 3))
        backs = pixels[cut].reshape(rows, CELL, columns, CELL, 3).mean(axis=(1, 3))[share >= CELL_INK]
        if not len(backs):
            return 1.0
        solid = layer.place.opacity / 100
        seen = solid * np.array(colour) + (1 - solid) * backs
        return float(contrast(luminance(seen), luminance(backs)).min())

    def _outline(self, layer: Layer, content: Picture, laid: Tile) -> None:
        shape = outline(self.seed, content.source)
        if shape is None:
            return
        mask = tile(_plain(layer, content), lambda _: shape.convert("RGB"), self.scale)
        inside = self._mask(mask.picture.convert("RGB").getchannel("R"), laid.at)
        self.product = np.maximum(self.product, inside * self._mask(laid.picture.getchannel("A"), laid.at))

    def shown(self) -> list[TextShown]:
        found = []
        for layer, ink, whole, ratio in self.texts:
            content = layer.content
            if isinstance(content, Lettering):
                seen = float(ink.sum()) / whole if whole else 0.0
                lacking = missing(content.text)
                found.append(
                    TextShown(
                        layer.id, content.text, content.size, ratio, needed(content), min(1.0, seen), lacking
                    )
                )
        return found


def _plain(layer: Layer, content: Picture) -> Layer:
    bare = Picture(content.source, *content.crop)
    return Layer(layer.id, layer.name, layer.place, bare, layer.is_hidden)


def needed(content: Lettering) -> float:
    """The contrast that a text of this size and weight needs. Source: WCAG 2.1, 1.4.3."""
    is_large = content.size >= LARGE_PX or (content.size >= LARGE_BOLD_PX and content.weight >= BOLD)
    return LARGE_RATIO if is_large else SMALL_RATIO
