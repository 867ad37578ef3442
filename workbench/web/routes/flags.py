"""Integrity notes of the exam page: POST /flags."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workbench.usecases import saving
from workbench.usecases.workbench import Workbench
from workbench.web.answers import Malformed
from workbench.web.origin import demand_own
from workbench.web.routes.asking import json_of, name_in, person_of, whole_in

MAX_REQUEST_BYTES = 4096
_KIND = re.compile(r"[a-z][a-z_]{0,39}")


async def note(wb: Workbench, request: Request) -> Response:
    """Nothing but that the note was taken."""
    demand_own(request)
    person = person_of(request)
    said = await json_of(request, max_bytes=MAX_REQUEST_BYTES)
    attempt, kind, at_ms = name_in(said, "attempt"), name_in(said, "kind"), whole_in(said, "at_ms")
    if not _KIND.fullmatch(kind):
        raise Malformed("kind 不是我们的页面会发的，没有记下。")
    await run_in_threadpool(saving.note_flag, wb, person, attempt, kind, at_ms)
    return JSONResponse({"ok": True})
