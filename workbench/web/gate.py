"""The gate before everything: nobody gets past it without a sign-in, websockets included."""

from __future__ import annotations

import logging
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from workbench.domain.errors import StoreError
from workbench.store.people import Person
from workbench.web import answers, paths
from workbench.web.names import COOKIE, IDENTITY_PREFIX, LOGIN_HEADER, ROLE_HEADER, SIGNIN
from workbench.web.sessions import Sessions

logger = logging.getLogger(__name__)

CLOSE_SIGNED_OUT = 4401
CLOSE_STORE = 1013  # "try again later", RFC 6455 registry

Header = tuple[bytes, bytes]


def with_identity(headers: list[Header], person: Person | None) -> list[Header]:
    """``headers`` without any identity that a client claimed, and with ``person``'s when there is one."""
    kept = [(name, value) for name, value in headers if not name.lower().startswith(IDENTITY_PREFIX)]
    if person is None:
        return kept
    login = quote(person.login, safe="")  # a header is Latin-1; our logins are letters and digits
    return [
        *kept,
        (LOGIN_HEADER.lower().encode(), login.encode()),
        (ROLE_HEADER.lower().encode(), person.role.encode()),
    ]


class Gate:
    """Pure ASGI middleware. Puts the person into ``request.state.person`` and into the identity headers."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse in the asker's words."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        path = scope["path"]
        if paths.is_trick(path):
            await answers.answer(request, 400, "malformed", "地址写法不对。")(scope, receive, send)
        elif paths.is_closed(path):
            await answers.answer(request, 404, "absent", "没有这个地址。")(scope, receive, send)
        elif paths.is_public(path) and path != SIGNIN:
            await self._app(_for(scope, None), receive, send)
        else:
            await self._known(scope, receive, send)

    async def _known(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HTTPConnection(scope)
        try:
            person = await self._sessions.person(request.cookies.get(COOKIE))
        except StoreError:
            logger.exception("the store did not say who this is")
            await answers.answer(request, 503, "store", answers.STORE_TEXT)(scope, receive, send)
            return
        if person is not None or scope["path"] == SIGNIN:
            await self._app(_for(scope, person), receive, send)
        elif answers.wants_page(request):
            await RedirectResponse(_signin_address(scope), 303)(scope, receive, send)
        else:
            text = "登录已失效，请重新登录。您写的内容还在这一页上。"
            await answers.answer(request, 401, "signed_out", text)(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        person, code = None, CLOSE_SIGNED_OUT
        if paths.is_stream(scope["path"]):
            try:
                person = await self._sessions.person(HTTPConnection(scope).cookies.get(COOKIE))
            except StoreError:
                logger.exception("the store did not say who this is")
                code = CLOSE_STORE
        if person is not None:
            await self._app(_for(scope, person), receive, send)
            return
        await receive()  # websocket.connect; a close before accept becomes HTTP 403
        await send({"type": "websocket.close", "code": code})


def _for(scope: Scope, person: Person | None) -> Scope:
    state = {**scope.get("state", {}), "person": person}
    return {**scope, "headers": with_identity(list(scope["headers"]), person), "state": state}


def _signin_address(scope: Scope) -> str:
    wished = paths.safe_next(scope["path"])
    return SIGNIN if wished == "/" else f"{SIGNIN}?next={quote(wished, safe='/')}"
