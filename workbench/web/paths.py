"""What an address may look like, and what it opens to whom."""

from __future__ import annotations

import re

from workbench.web.names import I18N_SCRIPT, SIGNIN

_PUBLIC = frozenset(
    {
        SIGNIN,
        "/healthz",
        "/favicon.png",
        "/favicon.ico",
        "/manifest.json",
        "/_stcore/health",  # on 401 here the browser asks for ever and never comes to the sign-in page
        "/_stcore/host-config",
        I18N_SCRIPT,
    }
)
_PUBLIC_FOLDERS = ("/static/",)
_STREAM = "/_stcore/stream"

_CLOSED = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)|^/(auth|oauth2callback)(/|$)")
_TRICK = re.compile(r"[\x00-\x1f\x7f\\]|^//|(^|/)\.{1,2}(/|$)|^(?!/)")


def is_trick(path: str) -> bool:
    """Whether a decoded path tries to mean another place than it says."""
    return _TRICK.search(path) is not None


def is_closed(path: str) -> bool:
    """Whether nobody gets this: metrics, the agent API, Streamlit's own sign-in."""
    return _CLOSED.search(path.lower()) is not None


def is_public(path: str) -> bool:
    """Whether one gets this without a sign-in."""
    return path in _PUBLIC or path.startswith(_PUBLIC_FOLDERS)


def is_stream(path: str) -> bool:
    """Whether this is the one websocket there is."""
    return path == _STREAM


def safe_next(path: str) -> str:
    """Where to go after the sign-in: ``path`` when it is a page of this server, else the first page."""
    is_page = path.startswith("/") and not is_trick(path.partition("?")[0]) and len(path) <= 200  # noqa: PLR2004
    if not is_page or path.startswith(("/signin", "/signout", "/_stcore")) or _TRICK.search(path):
        return "/"
    return path
