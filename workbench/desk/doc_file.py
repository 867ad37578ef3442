"""A document as a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from workbench.api import JSON

if TYPE_CHECKING:
    from docx.document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FIXED_TIME = datetime(2026, 1, 1, tzinfo=UTC)
"""What the file says of its making, so that the same text gives the same bytes."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLES = (("# ", "Heading 1"), ("## ", "Heading 2"), ("- ", "List Bullet"))
_FONTS = {
    "Normal": ("宋体", 12),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("黑体", 14),
    "List Bullet": ("宋体", 12),
}
"""Chinese font and size in points of each style, as offices and schools set them."""


def make(state: JSON, field: str) -> bytes:
    """The .docx of draft ``field``: headings, list items, paragraphs. The same text gives the same bytes."""
    import docx  # noqa: PLC0415  0.4 s that only a download should pay

    document = docx.Document()
    _set_fonts(document)
    for style, text in paragraphs(str(state["drafts"][field])):
        document.add_paragraph(text, document.styles[style])
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.created = properties.modified = FIXED_TIME.replace(tzinfo=None)
    made = io.BytesIO()
    document.save(made)
    return _with_fixed_times(made.getvalue())


def paragraphs(body: str) -> list[tuple[str, str]]:
    """Each paragraph's style name and text. Lines that touch make one paragraph with line breaks inside."""
    found: list[tuple[str, str]] = []
    is_open = False
    for line in _UNPRINTABLE.sub("", body.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        style, text = _read_line(line.rstrip())
        if style == "Normal" and text and is_open:
            found[-1] = ("Normal", f"{found[-1][1]}\n{text}")
        elif text:
            found.append((style, text))
        is_open = style == "Normal" and bool(text)
    return found


def _read_line(line: str) -> tuple[str, str]:
    for mark, style in _STYLES:
        if line.startswith(mark):
            return style, line.removeprefix(mark).strip()
    return "Normal", line


def _set_fonts(document: Document) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  see make
    from docx.shared import Pt, RGBColor  # noqa: PLC0415  see make

    for name, (font, points) in _FONTS.items():
        style = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template's headings name theme fonts, which would win over ours.
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), font)


def _with_fixed_times(made: bytes) -> bytes:
    # python-docx stamps each part of the archive with the clock.
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            fixed = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(part))
    return out.getvalue()
