"""Uploaded files: PUT /upload and GET /files/{attempt}/{file}."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import anyio
from anyio import from_thread, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workbench.domain.errors import TooLarge
from workbench.usecases import uploads
from workbench.usecases.workbench import Workbench
from workbench.web.answers import Malformed
from workbench.web.download import download, file_name
from workbench.web.names import MAX_UPLOAD_MEGABYTES
from workbench.web.origin import demand_own
from workbench.web.routes.asking import name_in, person_of

SECONDS_A_CHUNK = 30.0
"""How long an upload may stand still before it is given up; the browser then tries again."""


class Uploading:
    """PUT /upload. Slow senders wait among themselves and never hold up a save."""

    def __init__(self, wb: Workbench, *, at_once: int = 16) -> None:
        self._wb = wb
        self._lanes = anyio.CapacityLimiter(at_once)

    async def put(self, request: Request) -> Response:
        """``{"file", "name", "size"}`` when it is kept durably; ``file`` is the SHA-256 of its content."""
        demand_own(request)
        person, asked = person_of(request), request.query_params
        attempt, tool = name_in(asked, "attempt"), name_in(asked, "tool")
        name = file_name(asked.get("name", ""))
        media_type = request.headers.get("content-type", "application/octet-stream")[:80]
        said = request.headers.get("content-length", "0")
        if said.isdecimal() and int(said) > MAX_UPLOAD_MEGABYTES * 2**20:
            raise TooLarge(f"文件太大：最多 {MAX_UPLOAD_MEGABYTES} MB。")
        chunks = _arriving(request.stream())
        kept = await to_thread.run_sync(
            lambda: uploads.add(self._wb, person, attempt, tool, name, media_type, chunks),
            limiter=self._lanes,
        )
        return JSONResponse(
            {"file": kept.blob, "name": kept.name, "size": kept.size}, headers={"Cache-Control": "no-store"}
        )


def _arriving(stream: AsyncIterator[bytes]) -> Iterator[bytes]:
    # Runs in the worker thread and fetches each piece from the event loop, so nothing piles up in memory.
    while True:
        chunk = from_thread.run(_next, stream)
        if chunk is None:
            return
        yield chunk


async def _next(stream: AsyncIterator[bytes]) -> bytes | None:
    try:
        with anyio.fail_after(SECONDS_A_CHUNK):
            return await anext(stream)
    except StopAsyncIteration:
        return None
    except TimeoutError as error:
        raise Malformed("上传中断了，请再传一次。") from error


async def get(wb: Workbench, request: Request) -> Response:
    """The file, for its owner and for those who mark."""
    place = [name_in(request.path_params, key) for key in ("attempt", "file")]
    found = await run_in_threadpool(uploads.file, wb, person_of(request), *place)
    return download(found.body, found.name, found.media_type, inline=True)
