"""Headers that keep a browser from being talked into things."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_MEDIA_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_HTTPS_SECONDS = 180 * 86400


class SecurityHeaders:
    """Pure ASGI middleware; the outermost, so that refusals carry the headers too."""

    def __init__(self, app: ASGIApp, *, https: bool = False) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; each answer gets the headers that it does not set itself."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), scope["path"])
            await send(message)

        await self._app(scope, receive, with_headers)

    def _add(self, headers: MutableHeaders, path: str) -> None:
        for name, value in _ALWAYS.items():
            headers.setdefault(name, value)
        if path.startswith("/media/"):  # what Streamlit keeps may be an SVG or HTML that a person made
            headers.setdefault("Content-Security-Policy", _MEDIA_POLICY)
        if self._https:
            headers.setdefault("Strict-Transport-Security", f"max-age={_HTTPS_SECONDS}")
