"""What stands in for Streamlit's own look and words: GET /workbench/i18n.js and /favicon.png."""

from __future__ import annotations

from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import Response

from workbench.web.answers import read_static


@cache
def _script() -> str:
    return read_static("i18n.js")


@cache
def _icon() -> bytes:
    return (resources.files("workbench.web") / "static" / "favicon.png").read_bytes()


async def icon(request: Request) -> Response:
    """The icon of the browser's tab; a page icon of Streamlit's would be fetched from the internet."""
    del request
    return Response(_icon(), media_type="image/png", headers={"Cache-Control": "max-age=86400"})


async def script(request: Request) -> Response:
    """The translating script."""
    del request
    return Response(_script(), media_type="text/javascript", headers={"Cache-Control": "no-cache"})
