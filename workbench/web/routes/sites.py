"""The simulated web: GET /web/{attempt}/{host}/{path}."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from workbench.domain.site import Page
from workbench.store.people import Person
from workbench.usecases import browsing
from workbench.usecases.workbench import Workbench
from workbench.web.answers import Malformed
from workbench.web.links import Place, rewritten
from workbench.web.routes.asking import name_in, person_of

_HOST = re.compile(r"[A-Za-z0-9.\-_]{1,253}(:\d{1,5})?")
_OWN_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_REDIRECTS = (301, 302, 303, 307, 308)


async def visit(wb: Workbench, request: Request) -> Response:
    """The page as a visitor of that site gets it, with its links led back here and no script let loose."""
    attempt_id, host = name_in(request.path_params, "attempt"), request.path_params["host"]
    if not _HOST.fullmatch(host):
        raise Malformed("网址写法不对。")
    place = Place(attempt_id, f"http://{host}/{_tail(request)}")
    page, body = await run_in_threadpool(_fetched, wb, person_of(request), place)
    headers = {
        "Content-Type": page.content_type,
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy(request.headers.get("host", "")),
    }
    if page.location and page.status in _REDIRECTS:
        headers["Location"] = place.location(page.location)
    return Response(body, _status(page), headers)


def _fetched(wb: Workbench, person: Person, place: Place) -> tuple[Page, bytes]:
    page = browsing.page(wb, person, place.attempt_id, place.url)
    return page, rewritten(page.body, page.content_type, place)


def _tail(request: Request) -> str:
    # As the browser wrote it: the escapes in a path and a query are the site's to read, not ours.
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    path = raw.partition(b"?")[0].decode("latin-1").split("/", 4)
    query = request.scope["query_string"].decode("latin-1")
    return (path[4] if len(path) == 5 else "") + (f"?{query}" if query else "")  # noqa: PLR2004  /web/a/host/tail


def _status(page: Page) -> int:
    # A student's edit may take a redirect back, so no browser may keep one for ever.
    return {301: 302, 308: 307}.get(page.status, page.status)


def policy(own_host: str) -> str:
    """The Content-Security-Policy of a simulated page.

    ``allow-same-origin`` keeps the sign-in cookie with its pictures and links; without scripts nothing in
    the page can use it. Forms may go to the simulated web only.
    """
    target = f"{own_host}/web/" if _OWN_HOST.fullmatch(own_host) else "'none'"
    return (
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        f"media-src 'self'; form-action {target}; base-uri 'none'; frame-ancestors 'self'; "
        "sandbox allow-same-origin allow-forms allow-popups"
    )
