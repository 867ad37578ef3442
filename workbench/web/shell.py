"""Streamlit's one HTML page in Chinese, with our script and a content policy."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workbench.web.names import I18N_SCRIPT

TITLE = "技能考核工作台"
MAX_SHELL_BYTES = 1 << 20

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_AGENT_LINK = re.compile(
    rb"<!--(?:(?!-->).)*?agent API.*?-->\s*|<link rel=\"service-desc\"[^>]*>\s*", re.DOTALL
)
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_NO_SCRIPT_TEXT = "<noscript><p>请在浏览器里打开 JavaScript，然后刷新这一页。</p></noscript>".encode()


def is_shell(body: bytes) -> bool:
    """Whether this is Streamlit's page and not somebody's HTML file."""
    return b'<div id="root">' in body


def in_chinese(body: bytes) -> bytes:
    """Streamlit's page with our language, title and script."""
    body = body.replace(b'<html lang="en">', b'<html lang="zh-CN">', 1)
    body = body.replace(b"<title>Streamlit</title>", f"<title>{TITLE}</title>".encode(), 1)
    body = _NOSCRIPT.sub(_NO_SCRIPT_TEXT, body, count=1)
    body = _AGENT_LINK.sub(b"", body)
    return body.replace(b"</head>", f'<script src="{I18N_SCRIPT}" defer></script></head>'.encode(), 1)


def policy(body: bytes, host: str) -> str:
    """The Content-Security-Policy under which Streamlit's page works.

    Inline scripts run only by the hash of those in ``body``. ``blob:`` carries the scripts of our own
    components, ``unsafe-eval`` the compiled expressions of the chart libraries.
    """
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in _INLINE_SCRIPT.findall(body))
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    rules = {
        "default-src": "'self'",
        "script-src": f"'self' blob: 'unsafe-eval' {hashes}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "media-src": "'self' data: blob:",
        "connect-src": f"'self' data: blob:{sockets}",
        "worker-src": "'self' blob:",
        "frame-src": "'self' data: blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _sha256(script: bytes) -> str:
    return base64.b64encode(hashlib.sha256(script).digest()).decode()


class Shell:
    """Pure ASGI middleware that rewrites the shell and leaves everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; a navigation's HTML answer is collected and rewritten."""
        if not _is_navigation(scope):
            await self._app(scope, receive, send)
            return
        plain = [
            (name, value)
            for name, value in scope["headers"]
            if name not in (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        ]
        rewriter = _Rewriter(send, Headers(scope=scope).get("host", ""))
        await self._app({**scope, "headers": plain}, receive, rewriter.take)


def _is_navigation(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


class _Rewriter:
    """Collects one small HTML answer; a larger or other one goes through as it comes."""

    def __init__(self, send: Send, host: str) -> None:
        self._send = send
        self._host = host
        self._start: Message | None = None
        self._body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body") and len(self._body) <= MAX_SHELL_BYTES:
                return
            await self._release(message)
            return
        await self._send(message)

    async def _release(self, last: Message) -> None:
        start, self._start = self._start, None
        if start is None:
            return
        if is_shell(self._body) and not last.get("more_body"):
            self._body = in_chinese(self._body)
            headers = MutableHeaders(scope=start)
            headers["content-length"] = str(len(self._body))
            headers["content-security-policy"] = policy(self._body, self._host)
            for name in ("etag", "last-modified"):
                if name in headers:
                    del headers[name]
        await self._send(start)
        await self._send({**last, "body": self._body})
