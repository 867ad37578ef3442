"""The bundles of papers that a page made: GET /papers/{name}."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from workbench.usecases.filing import kept
from workbench.usecases.workbench import Workbench
from workbench.web.download import file_name
from workbench.web.routes.asking import name_in, person_of


async def fetch(wb: Workbench, request: Request) -> Response:
    """The bundle, streamed from the disk, for the one who made it and while it may be had."""
    name = name_in(request.path_params, "name")
    found = await run_in_threadpool(kept.fetch, wb, person_of(request), name)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file_name(found.shown), safe='')}",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return FileResponse(found.path, media_type="application/zip", headers=headers)
