"""Pictures for the pages: previews, thumbnails, files; by the one renderer, cached within bounds."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from workbench.api import ToolSession

from ..tools.canvas import Canvas
from ..tools.exporting import encode
from ..tools.intake import eight_bits
from ..tools.render import (
    given_picture,
    given_pictures,
    given_preview,
    preview_scale,
    render,
    uploads_in,
)
from ..tools.tiles import Sources
from ..world.assets import on_shelf

GUIDE = (255, 0, 120)
EDGE = (190, 190, 190)
THUMB = 150
UPLOAD_SIDE = 1600
"""Uploads are worked on at this many pixels of the longer side at most."""


def preview(session: ToolSession, canvas: Canvas, *, guides: bool) -> bytes:
    """The preview as a JPEG at true proportion."""
    seed = session.state["seed"]
    if not uploads_in(canvas):
        return _given(canvas, seed, guides)
    made = render(canvas, sources(session), scale=preview_scale(canvas))
    return _jpeg(_guided(made) if guides else _framed(made))


@lru_cache(maxsize=192)  # about 40 KB each
def _given(canvas: Canvas, seed: int, guides: bool) -> bytes:  # noqa: FBT001  part of a cache's key
    made = given_preview(canvas, seed)
    return _jpeg(_guided(made) if guides else _framed(made))


def _guided(made: Image.Image) -> Image.Image:
    made = made.copy()
    draw = ImageDraw.Draw(made)
    for at in range(1, 8):
        y, x = made.height * at // 8, made.width * at // 8
        draw.line((0, y, made.width, y), fill=GUIDE)
        if at % 2 == 0:
            draw.line((x, 0, x, made.height), fill=GUIDE)
    return made


def _framed(made: Image.Image) -> Image.Image:
    # A white canvas on a white page needs an edge to be seen.
    made = made.copy()
    ImageDraw.Draw(made).rectangle((0, 0, made.width - 1, made.height - 1), outline=EDGE)
    return made


def _jpeg(made: Image.Image) -> bytes:
    out = io.BytesIO()
    made.save(out, "JPEG", quality=90)
    return out.getvalue()


def small(session: ToolSession, canvas: Canvas, side: int) -> bytes:
    """The picture as a shopper sees it in a list: ``side`` pixels."""
    made = Image.open(io.BytesIO(preview(session, canvas, guides=False)))
    made.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _jpeg(made)


@lru_cache(maxsize=2048)  # about 6 KB each: the shelves of a whole room
def shelf_thumb(seed: int, asset_id: str) -> bytes:
    """A given picture as it lies on the shelf, small, on grey where it is transparent."""
    made = on_shelf(seed, asset_id).copy()
    made.thumbnail((THUMB, THUMB))
    ground = Image.new("RGB", made.size, (236, 236, 236))
    ground.paste(made, mask=made if made.mode == "RGBA" else None)
    return _jpeg(ground)


def file_of(session: ToolSession, canvas: Canvas, kind: str, quality: int) -> bytes:
    """The file that an export would make now."""
    if uploads_in(canvas):
        return encode(render(canvas, sources(session)), kind, quality)
    return _given_file(canvas, session.state["seed"], kind, quality)


@lru_cache(maxsize=24)  # up to 1 MB each
def _given_file(canvas: Canvas, seed: int, kind: str, quality: int) -> bytes:
    return encode(given_picture(canvas, seed), kind, quality)


def sources(session: ToolSession) -> Sources:
    """The shelf's pictures and the student's uploads."""
    shelf = given_pictures(session.state["seed"])

    def source(source_id: str) -> Image.Image | None:
        if source_id in session.state["uploads"]:
            return _upload(session.file(source_id))
        return shelf(source_id)

    return source


@lru_cache(maxsize=12)  # an upload has 5 MB at most, its picture 8
def _upload(body: bytes) -> Image.Image:
    # It was read once by intake before it came here, and refused if it was not whole.
    made = eight_bits(Image.open(io.BytesIO(body)))
    made.thumbnail((UPLOAD_SIDE, UPLOAD_SIDE))
    return made


def upload_thumb(session: ToolSession, file: str) -> bytes:
    """An upload, small."""
    made = _upload(session.file(file)).copy()
    made.thumbnail((THUMB, THUMB))
    ground = Image.new("RGB", made.size, (236, 236, 236))
    ground.paste(made, mask=made if made.mode == "RGBA" else None)
    return _jpeg(ground)
