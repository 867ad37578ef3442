"""Files made of what a student wrote: GET /export/{attempt}/{tool}/{field}."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workbench.usecases import exporting
from workbench.usecases.workbench import Workbench
from workbench.web.download import download
from workbench.web.routes.asking import name_in, person_of


async def export(wb: Workbench, request: Request) -> Response:
    """The newest draft as a file to keep."""
    place = [name_in(request.path_params, key) for key in ("attempt", "tool", "field")]
    found = await run_in_threadpool(exporting.export, wb, person_of(request), *place)
    return download(found.body, found.name, found.media_type, inline=False)
