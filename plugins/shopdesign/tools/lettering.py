"""Chinese type: the font in its weights, lines as pictures, characters that the font lacks."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import manimgx_fonts_cjk  # type: ignore[import-untyped]  # it ships no types
from PIL import Image, ImageDraw, ImageFont

FONT = Path(manimgx_fonts_cjk.__file__).with_name("NotoSansCJK-VF.otf.ttc")
SIMPLIFIED = 2
"""The face of the collection with mainland forms (Noto Sans CJK SC)."""

WEIGHTS = {300: "细", 400: "常规", 500: "中等", 700: "粗", 900: "特粗"}
"""Weights that are offered. The variable font itself starts at 100, Thin, which no shop sign uses."""

DEFAULT_WEIGHT = 500
LINE_SPACING = 0.18  # of the size
_ABSENT = "\U0010ffff"  # no font has it: it is drawn as the box that stands for a missing character


@lru_cache(maxsize=128)  # a face is a few kilobytes; the file is read piece by piece
def font(size: float, weight: int) -> ImageFont.FreeTypeFont:
    """The font at ``size`` pixels with its weight set."""
    # Basic layout draws the same everywhere; the other engine depends on what the machine has.
    made = ImageFont.truetype(str(FONT), size, index=SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC)
    made.set_variation_by_axes([weight])
    return made


@lru_cache(maxsize=64)  # some 50 KB each, 5 MB for the largest that is allowed
def letters(words: str, size: float, weight: int, stroke: int = 0) -> Image.Image:
    """``words`` as ink (L, 255 where it is), line under line, ``stroke`` pixels fatter all round.

    The picture reaches from ascent to descent of each line, so that its size depends on the words alone.
    """
    face = font(size, weight)
    lines = words.split("\n")
    ascent, descent = face.getmetrics()
    step = ascent + descent + round(size * LINE_SPACING)
    wide = max(1, round(max(face.getlength(line) for line in lines))) + 2 * stroke
    high = ascent + descent + step * (len(lines) - 1) + 2 * stroke
    made = Image.new("L", (wide, high), 0)
    draw = ImageDraw.Draw(made)
    for at, line in enumerate(lines):
        draw.text((stroke, stroke + at * step), line, fill=255, font=face, stroke_width=stroke)
    return made


@lru_cache(maxsize=4096)
def is_missing(character: str) -> bool:
    """Whether the font has no form for ``character`` and would draw an empty box (tofu)."""
    if character.isspace():
        return False
    return _form(character) == _form(_ABSENT)


def missing(words: str) -> str:
    """The characters of ``words`` that would be empty boxes, each once."""
    return "".join(dict.fromkeys(character for character in words if is_missing(character)))


def _form(character: str) -> tuple[tuple[int, int], bytes]:
    mask = font(40, DEFAULT_WEIGHT).getmask(character)
    return mask.size, bytes(mask)
