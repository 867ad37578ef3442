"""Our middleware and routes as they run, with a small application where Streamlit stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from workbench.usecases import signing_in
from workbench.web import answers, app
from workbench.web.names import COOKIE
from workbench.web.routes.table import routes
from workbench.web.sessions import Sessions

if TYPE_CHECKING:
    from tests.conftest import School

SHELL = """<!DOCTYPE html><html lang="en"><head><title>Streamlit</title>
<!-- about the agent API --><link rel="service-desc" href="./_stcore/agent/openapi.json" />
<script>window.x = false</script></head><body><noscript>You need JavaScript</noscript>
<div id="root"></div></body></html>"""


async def _headers(request: Request) -> Response:
    return JSONResponse({name: value for name, value in request.headers.items() if name.startswith("x-")})


async def _shell(request: Request) -> Response:
    del request
    return HTMLResponse(SHELL, headers={"etag": '"1"'})


async def _upload(request: Request) -> Response:
    await request.body()
    return Response(status_code=204)


async def _broken(request: Request) -> Response:
    raise ZeroDivisionError


async def _stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_json({name: value for name, value in socket.headers.items() if name.startswith("x-")})
    await socket.close()


BEHIND = [
    Route("/", _shell),
    Route("/headers", _headers),
    Route("/broken", _broken),
    Route("/media/a.svg", _headers),
    Route("/_stcore/metrics", _headers),
    Route("/_stcore/upload_file/s/f", _upload, methods=["PUT"]),
    WebSocketRoute("/_stcore/stream", _stream),
]


@dataclass
class Site:
    """The site over one school, and browsers for it."""

    school: School
    app: Starlette
    sessions: Sessions

    def browser(self, login: str | None = None) -> TestClient:
        """A browser, signed in as ``login``."""
        client = TestClient(
            self.app, base_url="http://bench", follow_redirects=False, raise_server_exceptions=False
        )
        if login is not None:
            client.cookies.set(COOKIE, self.token(login))
        return client

    def token(self, login: str) -> str:
        return signing_in.sign_in(self.school.wb, login, "482913")


@pytest.fixture
def site(school: School) -> Site:
    sessions = Sessions(school.wb)
    made = Starlette(
        routes=[*routes(school.wb, sessions), *BEHIND],
        middleware=app.middleware(school.wb, sessions),
        exception_handlers=answers.HANDLERS,
    )
    return Site(school, made, sessions)
