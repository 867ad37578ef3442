"""Signs of life of a student's page, and what it should know: POST /heartbeat."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from workbench.usecases import presence
from workbench.usecases.presence import Beat
from workbench.usecases.workbench import Workbench
from workbench.web.origin import demand_own
from workbench.web.routes.asking import json_of, name_in, person_of, whole_in

MAX_REQUEST_BYTES = 1024


async def beat(wb: Workbench, request: Request) -> Response:
    """The server's time, what is left of the hour, and the messages that are not confirmed yet."""
    demand_own(request)
    person = person_of(request)
    said = await json_of(request, max_bytes=MAX_REQUEST_BYTES)
    heard = await run_in_threadpool(
        presence.beat,
        wb,
        person,
        Beat(
            attempt=name_in(said, "attempt"),
            holder=name_in(said, "holder"),
            read_message=whole_in(said, "read_message"),
            address=request.client.host if request.client else "",
        ),
    )
    told = {
        "server_ms": round(heard.now * 1000),
        "seconds_left": heard.seconds_left,
        "state": heard.state,
        "holder_ok": heard.holder_ok,
        "messages": [{"id": one.id, "body": one.body, "at": round(one.at * 1000)} for one in heard.messages],
    }
    return JSONResponse(told, headers={"Cache-Control": "no-store"})
