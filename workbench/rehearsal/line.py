"""One HTTP connection that is kept open, as a browser keeps its own: posts, gets and puts."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

from workbench.rehearsal.wire import OK, TIMEOUT_SECONDS, Lost

JSON_TYPE = "application/json"


@dataclass(slots=True)
class Line:
    """A way to ask ``base`` with a session cookie. Made anew by itself after a fault."""

    base: str
    cookie: str
    _pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, init=False)

    async def post(self, path: str, said: dict[str, Any]) -> tuple[float, dict[str, Any]]:  # Any: JSON leaves
        """Milliseconds and the answer to one POST of JSON. Raises Lost, with the status where it was a no."""
        return self._yes(path, await self.timed("POST", path, json.dumps(said).encode(), JSON_TYPE))

    async def put(self, path: str, body: bytes, kind: str) -> tuple[float, dict[str, Any]]:  # Any: as above
        """Milliseconds and the answer to one PUT of a file of media type ``kind``. Raises Lost as above."""
        return self._yes(path, await self.timed("PUT", path, body, kind))

    async def timed(
        self, method: str, path: str, body: bytes = b"", kind: str = ""
    ) -> tuple[float, int, bytes]:
        """Milliseconds, the status and the body of one answer. Raises Lost where none came."""
        raw = self._head(method, path, len(body), kind) + body
        began = time.perf_counter()
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                status, answer = await self._exchange(raw)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            self.close()
            raise Lost(f"{path}: {type(error).__name__} {error}") from error
        return (time.perf_counter() - began) * 1000, status, answer

    @staticmethod
    def _yes(path: str, found: tuple[float, int, bytes]) -> tuple[float, dict[str, Any]]:  # Any: as above
        milliseconds, status, body = found
        if status != OK:
            raise Lost(f"{path}: {status} {body.decode(errors='replace')[:200]}", status)
        return milliseconds, json.loads(body)

    def _head(self, method: str, path: str, length: int, kind: str) -> bytes:
        host = urllib.parse.urlsplit(self.base).netloc
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {self.base}\r\n"
            f"Sec-Fetch-Site: same-origin\r\nCookie: {self.cookie}\r\n"
        )
        told = f"Content-Type: {kind}\r\nContent-Length: {length}\r\n" if kind else ""
        return f"{head}{told}\r\n".encode()

    async def _exchange(self, raw: bytes) -> tuple[int, bytes]:
        if self._pair is not None:
            # The server lets go of idle connections; a browser then takes another without a word.
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                return await self._sent(raw, *self._pair)
            self.close()
        url = urllib.parse.urlsplit(self.base)
        self._pair = await asyncio.open_connection(url.hostname, url.port or 80)
        return await self._sent(raw, *self._pair)

    async def _sent(
        self, raw: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[int, bytes]:
        writer.write(raw)
        await writer.drain()
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in answer[1:] if ": " in line)
        body = await _body(reader, fields)
        if fields.get("connection") == "close":
            self.close()
        return int(answer[0].split()[1]), body

    def close(self) -> None:
        """Let go of the connection."""
        pair, self._pair = self._pair, None
        if pair is not None:
            with contextlib.suppress(RuntimeError):  # the loop may be closed already
                pair[1].close()


async def _body(reader: asyncio.StreamReader, fields: dict[str, str]) -> bytes:
    if fields.get("transfer-encoding") != "chunked":
        return await reader.readexactly(int(fields.get("content-length", "0")))
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)
