"""Small HTML tables for faces: dense, selectable for copying, one element on the page however many rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = (
    "<style>.wb-t{border-collapse:collapse;width:100%;font-size:14px;line-height:1.5;margin:2px 0 10px}"
    ".wb-t caption{text-align:left;font-weight:600;padding:4px 0}"
    ".wb-t th,.wb-t td{border:1px solid rgba(128,128,128,.3);padding:3px 8px;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}"
    ".wb-t th{background:rgba(128,128,128,.1);font-weight:600;white-space:nowrap}"
    ".wb-x{overflow-x:auto}.wb-many th{white-space:normal;min-width:3em}"
    ".wb-many th,.wb-many td{padding:3px 6px}"
    ".wb-w{white-space:nowrap}.wb-no{color:#c0392b;font-weight:600}.wb-ok{color:#1e8449}.wb-dim{opacity:.65;font-size:12px}</style>"
)

MANY_HEADS = 9
"""Above so many columns heads may be broken over lines; a table still too wide scrolls in its place."""

Cell = str
"""A cell's HTML: made by ``text``, ``mark`` or ``dim``, never raw words."""


def text(words: object) -> Cell:
    """``words`` as text: whatever a page or a student wrote is shown, never run."""
    return escape(str(words))


def mark(words: object, *, is_good: bool) -> Cell:
    """``words`` as a verdict: a sign and a colour."""
    name, sign = ("wb-ok", "✓") if is_good else ("wb-no", "✗")
    return f'<span class="{name}">{sign} {escape(str(words))}</span>'


def dim(words: object, *, is_whole: bool = False) -> Cell:
    """``words`` as a remark; a whole one is never broken over lines."""
    return f'<span class="wb-dim{" wb-w" if is_whole else ""}">{escape(str(words))}</span>'


def whole(words: object) -> Cell:
    """``words`` as text that is never broken over lines."""
    return f'<span class="wb-w">{escape(str(words))}</span>'


def picture(url: str, words: object) -> str:
    """The picture at one of our own addresses (``ToolSession.file_url``), no wider than its place."""
    return f'<img src="{escape(url)}" alt="{escape(str(words))}" style="max-width:100%">'


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table of cells."""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    kind = "wb-t wb-many" if len(heads) > MANY_HEADS else "wb-t"
    rows_html = f"<caption>{escape(caption)}</caption><tr>{head}</tr>{body}"
    return f'<div class="wb-x"><table class="{kind}">{rows_html}</table></div>'
