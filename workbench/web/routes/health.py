"""GET /healthz, for whoever watches the server."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workbench.usecases.workbench import Workbench


async def health(wb: Workbench, request: Request) -> Response:
    """``{"ok": true}`` when the store answers; 503 otherwise."""
    del request
    await run_in_threadpool(wb.store.check)
    return JSONResponse({"ok": True}, headers={"Cache-Control": "no-store"})
