"""From a picture to a file of the asked format."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

FORMATS = {"JPEG": "JPG", "PNG": "PNG", "GIF": "GIF", "WEBP": "WebP"}
"""Formats that can be written, and what the screen calls them."""

WITH_QUALITY = frozenset({"JPEG", "WEBP"})
GIF_COLOURS = 256


def encode(picture: Image.Image, kind: str, quality: int) -> bytes:
    """The file of ``picture`` (RGB). ``quality`` from 1 to 100 counts for JPG and WebP alone.

    The same picture gives the same bytes. Raises KeyError for a format that is not written.
    """
    how: Mapping[str, dict[str, Any]] = {  # Any: each writer's own options
        "JPEG": {"quality": quality, "subsampling": 0 if quality > 90 else 2},  # noqa: PLR2004  fine type needs full colour
        "PNG": {"compress_level": 6},
        "GIF": {},
        "WEBP": {"quality": quality, "method": 2},
    }
    options = how[kind]
    made = io.BytesIO()
    out = picture.quantize(GIF_COLOURS) if kind == "GIF" else picture
    out.save(made, kind, **options)
    return made.getvalue()
