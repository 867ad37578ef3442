"""Typed work: POST /autosave and GET /draft."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workbench.usecases import saving
from workbench.usecases.saving import MAX_BODY_BYTES, DraftIn
from workbench.usecases.workbench import Workbench
from workbench.web.answers import Malformed
from workbench.web.origin import demand_own
from workbench.web.routes.asking import json_of, name_in, person_of, text_in, whole_in

MAX_REQUEST_BYTES = 2 * MAX_BODY_BYTES + 4096
"""Room for a body of the allowed size in which JSON writes many characters as two."""

WAYS = ("timer", "leave", "student")
NO_STORE = {"Cache-Control": "no-store"}


async def autosave(wb: Workbench, request: Request) -> Response:
    """The acknowledgement of one save. It is sent only when the store has the text durably."""
    demand_own(request)
    person = person_of(request)
    said = await json_of(request, max_bytes=MAX_REQUEST_BYTES)
    draft = DraftIn(
        attempt=name_in(said, "attempt"),
        holder=name_in(said, "holder"),
        tool=name_in(said, "tool"),
        field=name_in(said, "field"),
        rev=whole_in(said, "rev"),
        body=text_in(said, "body"),
        by=_way(said.get("by", "timer")),
    )
    saved = await run_in_threadpool(saving.save_draft, wb, person, draft)
    told = {
        "rev": saved.rev,
        "saved_at": _milliseconds(saved.saved_at),
        "server_ms": _milliseconds(wb.clock()),
        "seconds_left": saved.seconds_left,
        "chars": saved.chars,
    }
    return JSONResponse(told, headers=NO_STORE)


async def draft(wb: Workbench, request: Request) -> Response:
    """The newest acknowledged draft of one's own; revision 0 before the first save."""
    asked = request.query_params
    place = [name_in(asked, key) for key in ("attempt", "tool", "field")]
    found = await run_in_threadpool(saving.draft, wb, person_of(request), *place)
    told = {
        "rev": 0 if found is None else found.rev,
        "body": "" if found is None else found.body,
        "saved_at": None if found is None else _milliseconds(found.saved_at),
    }
    return JSONResponse(told, headers=NO_STORE)


def _way(value: object) -> str:
    if not isinstance(value, str) or value not in WAYS:
        raise Malformed(f"by 应当是 {'、'.join(WAYS)} 之一，没有保存。")
    return value


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
