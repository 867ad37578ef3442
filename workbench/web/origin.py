"""Telling our own pages' requests from those that another site made the browser send."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from workbench.web.answers import CrossSite


def is_own(request: HTTPConnection) -> bool:
    """Whether a page of this server, or the person directly, made the request.

    Browsers send Sec-Fetch-Site only over https and to localhost; elsewhere Origin decides. A client that
    sends neither is no browser, and SameSite=Lax keeps the cookie from other sites' forms anyway.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc == request.headers.get("host", "")
    except ValueError:
        return False


def demand_own(request: HTTPConnection) -> None:
    """Raises CrossSite for a request that another site made."""
    if not is_own(request):
        raise CrossSite
