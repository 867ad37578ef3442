"""The answer to what Streamlit's page asks of its host."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_PATH = "/_stcore/host-config"

HOST_CONFIG = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "",
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}
"""As Streamlit 1.67 answers it, but without the "Connection error" dialog: that one takes the keyboard
three seconds into an outage, and what a student types then goes nowhere. There is no option for it."""


class HostConfig:
    """Pure ASGI middleware that answers before Streamlit's reserved route does."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the one address; pass everything else on."""
        if scope["type"] == "http" and scope["path"] == _PATH and scope["method"] in ("GET", "HEAD"):
            response = JSONResponse(HOST_CONFIG, headers={"Cache-Control": "no-cache"})
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)
