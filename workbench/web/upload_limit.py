"""A bound for Streamlit's own uploader, which keeps every file in memory and counts none."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from workbench.web import answers

WINDOW_SECONDS = 600.0
MAX_WINDOW_BYTES = 200 * 2**20

_PATH = "/_stcore/upload_file/"


class UploadLimit:
    """Pure ASGI middleware behind the gate: each person may send so many bytes in ten minutes."""

    def __init__(self, app: ASGIApp, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._sent: dict[int, deque[tuple[float, int]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is within bounds; the size is what the request says, and uvicorn holds it to that."""
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(_PATH):
            await self._app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        size = request.headers.get("content-length", "")
        if not size.isdecimal():
            await answers.answer(request, 411, "malformed", "上传的文件没有说明大小。")(scope, receive, send)
        elif not self._takes(scope["state"]["person"].id, int(size)):
            text = "这几分钟里上传得太多了，请过一会儿再传。"
            await answers.answer(request, 429, "too_many", text)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _takes(self, person_id: int, size: int) -> bool:
        now = self._clock()
        sent = self._sent.setdefault(person_id, deque())
        while sent and sent[0][0] <= now - WINDOW_SECONDS:
            sent.popleft()
        if sum(taken for _, taken in sent) + size > MAX_WINDOW_BYTES:
            return False
        sent.append((now, size))
        return True
