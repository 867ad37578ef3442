"""Sending a file that a person made, so that it can do nothing in the reader's browser."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.responses import Response

SHOWN_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"})
"""What a browser may show at once. Everything else, SVG and HTML above all, is only ever saved."""

_PLAIN_TYPE = re.compile(r"[a-z0-9.+\-]{1,60}/[a-z0-9.+\-]{1,80}")
_UNWANTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\"<>|:*?]")
MAX_NAME = 120


def file_name(name: str) -> str:
    """A file's own name: no folders, no characters that a system or a header trips over, never empty."""
    last = re.split(r"[/\\]", name)[-1]
    return _UNWANTED.sub("_", last).strip(" .")[:MAX_NAME] or "file"


def download(body: bytes, name: str, media_type: str, *, inline: bool) -> Response:
    """The file as an answer: shown only when ``inline`` and of a type that is safe to show."""
    kind = media_type.partition(";")[0].strip().lower()
    is_shown = inline and kind in SHOWN_TYPES
    is_plain = _PLAIN_TYPE.fullmatch(kind) is not None and not kind.startswith("text/html")
    way = "inline" if is_shown else "attachment"
    headers = {
        "Content-Type": kind if is_plain else "application/octet-stream",
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file_name(name), safe='')}",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(body, headers=headers)
