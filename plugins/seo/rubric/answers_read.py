"""Reading what students wrote of pages: which page a cell means, and labelled lines below its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.api import reading

from ..world.pages import PageSpec

_LABEL = re.compile(
    r"^[\s\-*>]*\**\s*(标题|关键词|描述|title|keywords?|description)\s*\**\s*[:：]\s*\**", re.IGNORECASE
)
_LABELS = {"标题": "title", "关键词": "keywords", "描述": "description", "keyword": "keywords"}


def page_named(cell: str, pages: Sequence[PageSpec]) -> PageSpec | None:
    """The page that a cell means: by name, by name with an addition, by path or by full address."""
    text = reading.fold(cell)
    if not text:
        return None
    path = "/" + text.partition("://")[2].partition("/")[2] if "://" in text else text
    for page in pages:
        if text == reading.fold(page.slot.name) or path == page.slot.path:
            return page
    found = [page for page in pages if reading.fold(page.slot.name) in text]
    return max(found, key=lambda page: len(page.slot.name), default=None)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled value in a document and where it stands: ``start`` and ``end`` count characters."""

    text: str
    start: int
    end: int


def labelled(body: str, pages: Sequence[PageSpec]) -> dict[tuple[str, str], Labelled]:
    """The values of ``标题：``, ``关键词：``, ``描述：`` below each page's heading, by page id and field.

    A value may stand on the next line. The first filled one counts.
    """
    found: dict[tuple[str, str], Labelled] = {}
    page: PageSpec | None = None
    waiting = ""
    at = 0
    for line in body.splitlines(keepends=True):
        start, at = at, at + len(line)
        label = _LABEL.match(line)
        if label is None and (named := _heading(line, pages)) is not None:
            page, waiting = named, ""
            continue
        if page is None:
            continue
        value = line[label.end() :] if label else line
        if label:
            waiting = _LABELS.get(label[1].lower(), label[1].lower())
        if waiting and value.strip():
            begin = start + line.index(value) + len(value) - len(value.lstrip())
            found.setdefault(
                (page.slot.id, waiting), Labelled(value.strip(), begin, begin + len(value.strip()))
            )
            waiting = ""
    return found


def _heading(line: str, pages: Sequence[PageSpec]) -> PageSpec | None:
    text = line.strip()
    is_heading = text.startswith("#") or reading.fold(text).strip("【】[]:：") in {
        reading.fold(page.slot.name) for page in pages
    }
    return page_named(text.lstrip("# "), pages) if is_heading else None
