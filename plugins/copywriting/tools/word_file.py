"""The copy as a Word file: title, paragraphs, pictures at their places with captions."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from workbench.api import JSON

from ..world.pictures import png
from .checks import copy_of
from .editor import TITLE
from .placing import Placed, paragraphs

if TYPE_CHECKING:
    from docx.document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST_CM = 10.0


def fields(state: JSON) -> tuple[str, ...]:
    """What can be asked for: the copy, and the record of changes once it is there."""
    return tuple(name for name in state.get("drafts", {}) if name != TITLE)


def make(state: JSON, field: str) -> bytes:
    """The .docx of the copy, or of the record of changes."""
    import docx  # noqa: PLC0415  0.4 s that only a download should pay
    from docx.oxml.ns import qn  # noqa: PLC0415  the same

    document = docx.Document()
    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    if field == state["copy"]["field"]:
        _write_copy(document, state)
    else:
        _write_record(document, str(state["drafts"][field]))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _write_copy(document: Document, state: JSON) -> None:
    copy = copy_of(state)
    document.add_heading(_clean(copy.title or "（没有标题）"), 1)
    parts = paragraphs(copy.body)
    for at in range(len(parts) + 1):
        if at:
            document.add_paragraph(_clean(parts[at - 1]))
        for one in copy.pictures:
            if min(one.after, len(parts)) == at:
                _add_picture(document, one)


def _add_picture(document: Document, one: Placed) -> None:
    from docx.shared import Cm  # noqa: PLC0415  see make

    picture = one.picture
    width = _WIDEST_CM * min(1.0, picture.width / picture.height)
    document.add_picture(io.BytesIO(png(picture.seed, picture.id)), width=Cm(width))
    document.add_paragraph(
        _clean(f"{one.caption}（{picture.id}，来源：{picture.source}，{picture.licence}）")
    )


def _write_record(document: Document, text: str) -> None:
    for part in text.split("\n\n"):
        level = 2 if part.startswith("## ") else 1 if part.startswith("# ") else 0
        if level:
            document.add_heading(_clean(part.lstrip("# ")), level)
        else:
            document.add_paragraph(_clean(part))


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
