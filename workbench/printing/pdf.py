"""A PDF from one of our templates, once or many times with one compiler."""

from __future__ import annotations

import hashlib
import importlib.resources
import io
import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

FONT_PACKAGES = ("manimgx_fonts_cjk", "manimgx_fonts")  # Noto Sans CJK; Noto Emoji, Symbols and more: OFL

PICTURE_PIXELS = 1000
"""The longer side of a printed picture: 150 dpi over the width of the page's text."""

WIDEST_CM, HIGHEST_CM = 12.0, 9.0
CM_A_PIXEL = 2.54 / 96  # a small picture is not blown up beyond its size on a screen

MAX_PICTURE_PIXELS = 40_000_000
"""A picture with more pixels is not opened: it would take the memory of the room."""


def made(template: str, values: Mapping[str, Any]) -> bytes:  # Any: what the template wants, as JSON
    """The PDF of ``<template>.typ`` with ``values``; every text in them is shown as text."""
    with printer(template) as one:
        return one.printed(values)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the printer's folder, and how large it stands on the page."""

    name: str
    width_cm: float
    height_cm: float


@dataclass(frozen=True, slots=True)
class Printer:
    """A compiler that keeps its fonts from one PDF to the next; ``folder`` holds the pictures."""

    source: bytes
    folder: Path
    compiler: typst.Compiler
    _pictures: dict[str, Picture | None] = field(default_factory=dict)

    def printed(self, values: Mapping[str, Any], *, at: float | None = None) -> bytes:  # Any: as above
        """The PDF of ``values``. The same values and ``at``, seconds since the epoch, give the same bytes."""
        # The values travel as an input that the template decodes: nothing of them is read as markup.
        inputs = {"values": json.dumps(values, ensure_ascii=False)}
        made = self.compiler.compile(
            self.source, sys_inputs=inputs, timestamp=None if at is None else int(at)
        )
        if not isinstance(made, bytes):
            raise TypeError(f"want one PDF, found {type(made).__name__}")
        return made

    def picture(self, key: str, raw: bytes) -> Picture | None:
        """A picture scaled down to print; None for what is no picture.

        ``key`` tells pictures apart: the same key is read once.
        """
        if key not in self._pictures:
            self._pictures[key] = self._added(f"{hashlib.sha256(key.encode()).hexdigest()}.jpg", raw)
        return self._pictures[key]

    def forget_pictures(self) -> None:
        """Remove the pictures of what is printed, so that a long printing does not fill the disk."""
        for shown in self._pictures.values():
            if shown is not None:
                (self.folder / shown.name).unlink(missing_ok=True)
        self._pictures.clear()

    def _added(self, name: str, raw: bytes) -> Picture | None:
        found = _scaled(raw)
        if found is None:
            return None
        body, (width, height) = found
        (self.folder / name).write_bytes(body)
        scale = min(WIDEST_CM / width, HIGHEST_CM / height, CM_A_PIXEL)
        return Picture(name, width * scale, height * scale)


@contextmanager
def printer(template: str) -> Iterator[Printer]:
    """A printer of ``<template>.typ``; its pictures are gone when the block ends."""
    import typst  # noqa: PLC0415  30 MB that only printing should load

    source = importlib.resources.files(__package__).joinpath(f"{template}.typ").read_bytes()
    fonts = typst.Fonts(
        include_system_fonts=False,
        font_paths=[str(importlib.resources.files(name)) for name in FONT_PACKAGES],
    )
    with tempfile.TemporaryDirectory(prefix="printing-") as folder:
        # The folder is all that a template can read.
        yield Printer(source, Path(folder), typst.Compiler(source, root=folder, font_paths=fonts))


def _scaled(raw: bytes) -> tuple[bytes, tuple[int, int]] | None:
    from PIL import Image, ImageOps  # noqa: PLC0415  only printing of pictures should load it

    try:
        with Image.open(io.BytesIO(raw)) as found:
            if found.width * found.height > MAX_PICTURE_PIXELS:
                return None
            found.draft("RGB", (PICTURE_PIXELS, PICTURE_PIXELS))
            shown = ImageOps.exif_transpose(found)
            shown.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
            seen = shown.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        made = io.BytesIO()
        paper.convert("RGB").save(made, "JPEG", quality=80)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None  # it is named on the page, with its size, as a file that cannot be shown
    return made.getvalue(), seen.size
