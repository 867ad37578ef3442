"""From layers to a picture: the one way by which preview, export, checks and worked answers come about."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PIL import Image

from workbench.api import JSON

from ..world.assets import assets, picture
from .canvas import Canvas, Layer, Picture
from .measure import fingerprint
from .tiles import Sources, Tile, tile

PREVIEW = 400
"""Pixels of the longer side of the preview that a page shows."""

SHA_CHARS = 64


def given_pictures(seed: int) -> Sources:
    """The pictures of the studio's shelf; an upload is not among them."""

    def source(source_id: str) -> Image.Image | None:
        try:
            return picture(seed, source_id)
        except KeyError:
            return None

    return source


def given_prints(given: JSON) -> tuple[str, ...]:
    """The fingerprints of the photographs that this student's shelf holds: they are nobody's work."""
    return shelf_prints(given["studio"]["seed"])


@lru_cache(maxsize=256)
def shelf_prints(seed: int) -> tuple[str, ...]:
    """The fingerprints of a shelf's photographs, in its order."""
    return tuple(fingerprint(picture(seed, name)) for name, asset in assets(seed).items() if asset.is_photo)


def render(canvas: Canvas, sources: Sources, *, scale: float = 1.0) -> Image.Image:
    """The picture (RGB) of ``canvas`` at ``scale``. Pure: the same layers give the same pixels."""
    return _laid(canvas, scale, lambda layer: tile(layer, sources, scale))


def _laid(canvas: Canvas, scale: float, of: Callable[[Layer], Tile]) -> Image.Image:
    size = max(1, round(canvas.width * scale)), max(1, round(canvas.height * scale))
    made = Image.new("RGBA", size, canvas.background)
    for layer in canvas.visible:
        laid = of(layer)
        made.paste(laid.picture, laid.at, laid.picture)
    return made.convert("RGB")


def preview_scale(canvas: Canvas) -> float:
    """The scale at which the longer side has ``PREVIEW`` pixels; never above 1."""
    return min(1.0, PREVIEW / max(canvas.width, canvas.height))


@lru_cache(maxsize=32)  # 0.5 MB each
def given_preview(canvas: Canvas, seed: int) -> Image.Image:
    """The preview of a canvas that uses the shelf's pictures alone."""
    scale = preview_scale(canvas)
    return _laid(canvas, scale, lambda layer: given_tile(layer, seed, scale))


@lru_cache(maxsize=32)  # about 1 MB each: while one layer is worked on, the others are not drawn again
def given_tile(layer: Layer, seed: int, scale: float) -> Tile:
    """The tile of a layer whose picture, if it has one, lies on the shelf."""
    return tile(layer, given_pictures(seed), scale)


@lru_cache(maxsize=8)  # up to 2 MB each
def given_picture(canvas: Canvas, seed: int) -> Image.Image:
    """The whole picture of a canvas that uses the shelf's pictures alone."""
    return render(canvas, given_pictures(seed))


def uploads_in(canvas: Canvas) -> tuple[str, ...]:
    """The uploads (SHA-256) that are visible on ``canvas``; shelf ids are short."""
    sources = (layer.content.source for layer in canvas.visible if isinstance(layer.content, Picture))
    return tuple(dict.fromkeys(source for source in sources if len(source) == SHA_CHARS))
