"""Streamlit's built-in English words in Chinese: GET /workbench/i18n.js."""

from __future__ import annotations

from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from workbench.web.answers import read_static


@cache
def _script() -> str:
    return read_static("i18n.js")


async def script(request: Request) -> Response:
    """The translating script."""
    del request
    return Response(_script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})
