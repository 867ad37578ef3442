"""Signing in and out: /signin and /signout."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

import anyio
from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from workbench.domain.errors import Refused, StoreError
from workbench.usecases import signing_in
from workbench.usecases.signing_in import SESSION_SECONDS
from workbench.usecases.workbench import Workbench
from workbench.web import answers
from workbench.web.answers import STORE_TEXT, CrossSite, Malformed
from workbench.web.names import COOKIE, SIGNIN
from workbench.web.origin import demand_own
from workbench.web.paths import safe_next
from workbench.web.routes.asking import body_of
from workbench.web.sessions import Sessions

MAX_FORM_BYTES = 4096
HASHED_AT_ONCE = 2
"""argon2id takes 64 MiB and some 50 ms each: a class that signs in together queues."""

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class Door:
    """The sign-in page and the way out. Works without any script."""

    def __init__(self, wb: Workbench, sessions: Sessions) -> None:
        self._wb = wb
        self._sessions = sessions
        self._lanes = anyio.CapacityLimiter(HASHED_AT_ONCE)

    async def show(self, request: Request) -> Response:
        """The page, or straight on for whoever is signed in already."""
        wished = safe_next(request.query_params.get("next", "/"))
        if request.state.person is not None:
            return RedirectResponse(wished, 303)
        return signin_page(wished=wished)

    async def enter(self, request: Request) -> Response:
        """A new session cookie and the way on, or the page again with what was wrong."""
        form: dict[str, str] = {}
        try:
            demand_own(request)
            form = _form(await body_of(request, max_bytes=MAX_FORM_BYTES))
            token = await self._token(form)
        except Refused as error:
            return _again(form, error.text, status=403 if isinstance(error, CrossSite) else 401)
        except StoreError:
            return _again(form, STORE_TEXT, status=503)
        await self._forget_before(request)
        response = RedirectResponse(safe_next(form.get("next", "/")), 303)
        response.set_cookie(
            COOKIE,
            token,
            max_age=SESSION_SECONDS,
            httponly=True,
            samesite="lax",
            secure=self._wb.settings.https,
            path="/",
        )
        return response

    async def ask_leave(self, request: Request) -> Response:
        """A page with one button, for those who come by a link."""
        del request
        page = answers.template("signout.html").substitute()
        return HTMLResponse(page, headers={"Cache-Control": "no-store", "Content-Security-Policy": _POLICY})

    async def leave(self, request: Request) -> Response:
        """The session is over on the server and in the browser."""
        demand_own(request)
        await self._forget_before(request)
        response = RedirectResponse(SIGNIN, 303)
        response.delete_cookie(
            COOKIE, path="/", httponly=True, samesite="lax", secure=self._wb.settings.https
        )
        return response

    async def _token(self, form: dict[str, str]) -> str:
        login, secret = form.get("login", ""), form.get("secret", "")
        if not login.strip() or not secret:
            raise Refused("请填写账号和密码。")
        return await to_thread.run_sync(signing_in.sign_in, self._wb, login, secret, limiter=self._lanes)

    async def _forget_before(self, request: Request) -> None:
        token = request.cookies.get(COOKIE)
        if token:
            await to_thread.run_sync(signing_in.sign_out, self._wb, token)
        self._sessions.forget()


def _form(raw: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(raw.decode("ascii"), keep_blank_values=True, max_num_fields=10, errors="strict")
    except ValueError as error:  # UnicodeDecodeError is one
        raise Malformed("表单不完整，请再填一次。") from error
    form = {name: values[0] for name, values in fields.items()}
    if any("\x00" in value for value in form.values()):
        raise Malformed("账号或密码里有不能用的字符，请再填一次。")
    return form


def _again(form: dict[str, str], text: str, *, status: int) -> Response:
    wished = safe_next(form.get("next", "/"))
    return signin_page(wished=wished, login=form.get("login", "")[:64], text=text, status=status)


def signin_page(*, wished: str, login: str = "", text: str = "", status: int = 200) -> Response:
    """The page itself; ``text`` says what was wrong, and the typed account name stays."""
    fault = f'<p class="fault" role="alert">{escape(text)}</p>' if text else ""
    page = answers.template("signin.html").substitute(
        fault=fault,
        login=escape(login),
        next=escape(wished),
        focus_login="" if login else "autofocus",
        focus_secret="autofocus" if login else "",
    )
    return HTMLResponse(page, status, {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY})
