"""Faults in words: JSON for scripts, a plain Chinese page for people."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import cache
from html import escape
from importlib import resources
from string import Template

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from workbench.domain.errors import (
    Absent,
    Closed,
    NotAllowed,
    Refused,
    StoreError,
    TakenOver,
    TooLarge,
    WorkbenchError,
)

logger = logging.getLogger(__name__)

Handler = Callable[[Request, Exception], Awaitable[Response]]

STORE_TEXT = "服务器暂时存不了东西，请稍等。您写的内容还在这一页上，会自动重试。"
FAULT_TEXT = "服务器出了意外，这一步没有完成。请重试；若还不行，请告诉监考员。"


class Malformed(Refused):
    """A request that is not what our own pages send."""


class CrossSite(NotAllowed):
    """A request that another site made the browser send."""

    def __init__(self) -> None:
        super().__init__("这个请求来自别的网站，没有执行。")


class TooMany(Refused):
    """More than one person may ask for in a short time."""


_KINDS: tuple[tuple[type[WorkbenchError], int, str], ...] = (
    (Malformed, 400, "malformed"),
    (CrossSite, 403, "cross_site"),
    (TooMany, 429, "too_many"),
    (NotAllowed, 403, "not_allowed"),
    (Absent, 404, "absent"),
    (TakenOver, 409, "taken_over"),
    (Closed, 410, "closed"),
    (TooLarge, 413, "too_large"),
    (Refused, 422, "refused"),
)


def status_and_code(error: Exception) -> tuple[int, str, str]:
    """The HTTP status, the code for scripts and the text for people of ``error``."""
    for kind, status, code in _KINDS:
        if isinstance(error, kind):
            return status, code, str(error)
    if isinstance(error, StoreError):
        return 503, "store", STORE_TEXT
    return 500, "fault", FAULT_TEXT


def wants_page(request: HTTPConnection) -> bool:
    """Whether a person is looking: a navigation that asks for HTML."""
    return request.scope.get("method") in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")


def answer(request: HTTPConnection, status: int, code: str, text: str) -> Response:
    """One fault, as the asker can read it."""
    headers = {"Cache-Control": "no-store"}
    if wants_page(request):
        return HTMLResponse(notice_page(text), status, headers)
    return JSONResponse({"error": code, "text": text}, status, headers)


def notice_page(text: str) -> str:
    """A whole page that says one thing."""
    return _template("notice.html").substitute(text=escape(text))


@cache
def _template(name: str) -> Template:
    return Template(read_static(name))


def template(name: str) -> Template:
    """One of our own HTML pages, with ``$name`` for each blank."""
    return _template(name)


def read_static(name: str) -> str:
    """A text file of ``workbench/web/static``."""
    return (resources.files("workbench.web") / "static" / name).read_text(encoding="utf-8")


async def on_refusal(request: Request, error: Exception) -> Response:
    """What a person may not do, or did wrong."""
    status, code, text = status_and_code(error)
    if status >= 500:  # noqa: PLR2004  ours, not theirs
        logger.error("%s %s: %s", request.method, request.url.path, error, exc_info=error)
    return answer(request, status, code, text)


async def on_http(request: Request, error: Exception) -> Response:
    """What Starlette itself refuses: no such address, no such method."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = {404: "没有这个地址。", 405: "这个地址不接受这种请求。", 401: "请先登录。"}
    headers = error.headers if isinstance(error, HTTPException) else None
    found = answer(request, status, f"http_{status}", words.get(status, "服务器不能完成这个请求。"))
    for name, value in (headers or {}).items():
        found.headers[name] = value
    return found


HANDLERS: dict[type[Exception] | int, Handler] = {
    WorkbenchError: on_refusal,
    HTTPException: on_http,
    Exception: on_refusal,
}
