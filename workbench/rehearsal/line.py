"""One HTTP connection that is kept open, as a browser keeps its own."""

from __future__ import annotations

import asyncio
import contextlib
import json
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

from workbench.rehearsal.wire import OK, TIMEOUT_SECONDS, Lost


@dataclass(slots=True)
class Line:
    """A way to post JSON to ``base`` with a session cookie. Made anew by itself after a fault."""

    base: str
    cookie: str
    _pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, init=False)

    async def post(self, path: str, said: dict[str, Any]) -> dict[str, Any]:  # Any: JSON leaves
        """The answer to one POST. Raises Lost, with the status where the server said no."""
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                status, body = await self._exchange(path, json.dumps(said).encode())
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            self.close()
            raise Lost(f"{path}: {type(error).__name__} {error}") from error
        if status != OK:
            raise Lost(f"{path}: {status} {body.decode(errors='replace')[:200]}", status)
        answer: dict[str, Any] = json.loads(body)
        return answer

    async def _exchange(self, path: str, raw: bytes) -> tuple[int, bytes]:
        if self._pair is not None:
            # The server lets go of idle connections; a browser then takes another without a word.
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                return await self._ask(path, raw, *self._pair)
            self.close()
        url = urllib.parse.urlsplit(self.base)
        self._pair = await asyncio.open_connection(url.hostname, url.port or 80)
        return await self._ask(path, raw, *self._pair)

    async def _ask(
        self, path: str, raw: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, bytes]:
        url = urllib.parse.urlsplit(self.base)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {url.netloc}\r\nOrigin: {self.base}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nCookie: {self.cookie}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
        )
        writer.write(head.encode() + raw)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in answer[1:] if ": " in line)
        body = await reader.readexactly(int(fields.get("content-length", "0")))
        if fields.get("connection") == "close":
            self.close()
        return int(answer[0].split()[1]), body

    def close(self) -> None:
        """Let go of the connection."""
        pair, self._pair = self._pair, None
        if pair is not None:
            with contextlib.suppress(RuntimeError):  # the loop may be closed already
                pair[1].close()
