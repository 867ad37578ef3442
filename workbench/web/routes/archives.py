"""Sealed archives: GET /archive/{sitting}/{seal}, for administrators."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from workbench.domain.errors import Absent
from workbench.usecases import archives
from workbench.usecases.workbench import Workbench
from workbench.web.routes.asking import name_in, person_of


async def archive(wb: Workbench, request: Request) -> Response:
    """The file, piece by piece: it may be larger than memory."""
    sitting, seal = (name_in(request.path_params, key) for key in ("sitting", "seal"))
    if not sitting.isdecimal():
        raise Absent("没有这个归档文件。")
    path = await run_in_threadpool(archives.file, wb, person_of(request), int(sitting), seal)
    headers = {"Cache-Control": "private, no-store"}
    return FileResponse(path, media_type="application/zip", filename=path.name, headers=headers)
