"""A student at the wire: signs in, opens the exam page over Streamlit's own protocol, types and saves.

It has no browser, so that hundreds fit on one machine. The rehearsal, the benchmarks and the fault drill
drive the real server with it. Every save that the server acknowledged is remembered, to be looked for.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import time
import urllib.parse
from dataclasses import dataclass, field
from typing import Any

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from workbench.rehearsal.wire import FINAL, OK, TIMEOUT_SECONDS, VALUE_FIELDS, Lost, Widget, asking, key_of


@dataclass
class Student:
    """One browser page without a browser."""

    base: str
    login: str
    pin: str
    cookie: str = ""
    attempt: str = ""
    holder: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)
    revs: dict[tuple[str, str], int] = field(default_factory=dict)
    acknowledged: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    exceptions: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    timezone: str = "Asia/Shanghai"
    bytes_in: int = 0
    _page: str = ""
    _session: str = ""
    _cached: set[str] = field(default_factory=set)
    _ws: Any = None

    # --- plain HTTP

    def request(
        self, method: str, path: str, body: bytes | None = None, kind: str = ""
    ) -> tuple[int, bytes, Any]:
        """One request on a connection of its own. Raises Lost."""
        url = urllib.parse.urlsplit(self.base)
        connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=TIMEOUT_SECONDS)
        headers = {
            "Origin": self.base,
            "Sec-Fetch-Site": "same-origin",
            "Accept": "text/html,application/json",
        }
        if self.cookie:
            headers["Cookie"] = self.cookie
        if kind:
            headers["Content-Type"] = kind
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        except (OSError, http.client.HTTPException) as error:
            raise Lost(f"{method} {path}: {error}") from error
        finally:
            connection.close()

    def sign_in(self) -> None:
        """Get a session cookie. Raises Lost when the server does not take the account."""
        form = urllib.parse.urlencode({"login": self.login, "secret": self.pin}).encode()
        status, _, headers = self.request("POST", "/signin", form, "application/x-www-form-urlencoded")
        cookie = headers.get("Set-Cookie", "").split(";")[0]
        if status not in (302, 303) or "=" not in cookie:
            raise Lost(f"sign-in of {self.login}: {status}")
        self.cookie = cookie

    def save(self, tool: str, name: str, body: str, by: str = "timer") -> float:
        """Save one draft and remember it when the server acknowledges it. Gives milliseconds. Raises Lost."""
        rev = self.revs.get((tool, name), 0) + 1
        self.revs[(tool, name)] = rev
        sent = {"attempt": self.attempt, "holder": self.holder, "tool": tool, "field": name, "rev": rev}
        raw = json.dumps({**sent, "body": body, "by": by}).encode()
        began = time.perf_counter()
        status, answer, _ = self.request("POST", "/autosave", raw, "application/json")
        if status != OK:
            raise Lost(f"save: {status} {answer.decode(errors='replace')[:200]}", status)
        self.acknowledged[(tool, name)] = (json.loads(answer)["rev"], body)
        return (time.perf_counter() - began) * 1000

    # --- Streamlit's protocol

    async def open(self) -> float:
        """Connect and draw the page once. Gives milliseconds. Raises Lost."""
        began = time.perf_counter()
        url = urllib.parse.urlsplit(self.base)
        protocols = ["streamlit", "none", *([self._session] if self._session else [])]
        try:
            self._ws = await websockets.connect(
                f"ws://{url.netloc}/_stcore/stream",
                subprotocols=protocols,  # type: ignore[arg-type]  # a NewType of str
                origin=self.base,  # type: ignore[arg-type]  # a NewType of str
                additional_headers={"Cookie": self.cookie},
                max_size=None,
                open_timeout=TIMEOUT_SECONDS,
                ping_interval=None,
                compression=None,
            )
        except (OSError, websockets.WebSocketException, TimeoutError) as error:
            raise Lost(f"websocket: {error}") from error
        await self.rerun()
        return (time.perf_counter() - began) * 1000

    async def close(self) -> None:
        """Drop the connection."""
        socket, self._ws = self._ws, None
        if socket is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(socket.close(), 2)

    @property
    def is_open(self) -> bool:
        """Whether there is a connection, as far as this side knows."""
        return self._ws is not None

    async def idle(self, seconds: float) -> None:
        """Wait. A browser notices at once that its connection dropped: then raises Lost."""
        if self._ws is None:
            raise Lost("there is no connection")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ws.wait_closed()
                raise Lost("the connection dropped")

    def drop(self) -> None:
        """Cut the connection without a farewell, as a pulled cable does."""
        if self._ws is not None:
            self._ws.transport.abort()

    async def rerun(self, fragment: str = "") -> float:
        """Run the page, or one fragment of it, with the values that the browser holds. Gives milliseconds."""
        began = time.perf_counter()
        seen: set[str] = set()
        self.texts = [] if not fragment else self.texts
        try:
            run = asking(self.widgets.values(), fragment, url=f"{self.base}/", timezone=self.timezone)
            run.rerun_script.page_script_hash = self._page
            run.rerun_script.cached_message_hashes.extend(self._cached)
            await self._ws.send(run.SerializeToString())
            async with asyncio.timeout(TIMEOUT_SECONDS):
                while self._digest(await self._ws.recv(), seen) not in FINAL:
                    pass
        except (OSError, websockets.WebSocketException, TimeoutError, AttributeError) as error:
            raise Lost(f"rerun: {error}") from error
        self.widgets = {
            name: widget
            for name, widget in self.widgets.items()
            if widget.id in seen or (fragment and widget.fragment != fragment)
        }
        return (time.perf_counter() - began) * 1000

    async def use(self, key: str, value: Any) -> float:
        """Set the widget of that key, as a person would, and wait for its run. Gives milliseconds."""
        widget = self.widgets[key]
        widget.value = value
        milliseconds = await self.rerun(widget.fragment)
        if widget.kind == "button":
            widget.value = None
        return milliseconds

    def is_ticked(self, key: str) -> bool:
        """Whether the box of that key is ticked in the browser."""
        widget = self.widgets[key]
        return bool(widget.proto.default if widget.value is None else widget.value)

    async def choose(self, key: str, content: str) -> float:
        """Press the button of a button group that says ``content``. Gives milliseconds."""
        option = next(one for one in self.widgets[key].proto.options if one.content == content)
        # The browser sends what Python formatted: the icon is part of it.
        return await self.use(key, [f"{option.content_icon} {content}".strip()])

    def _digest(self, raw: bytes, seen: set[str]) -> int | None:
        message = ForwardMsg()
        message.ParseFromString(raw)
        self.bytes_in += len(raw)
        kind = message.WhichOneof("type")
        if message.metadata.cacheable and message.hash:
            self._cached.add(message.hash)
        if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._element(message.delta, seen)
        elif kind == "new_session":
            self._page = message.new_session.page_script_hash
            self._session = message.new_session.initialize.session_id or self._session
        elif kind == "navigation" and message.navigation.page_script_hash:
            self._page = message.navigation.page_script_hash
        elif kind == "script_finished":
            return message.script_finished
        return None

    def _element(self, delta: Any, seen: set[str]) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        proto = getattr(element, kind)
        if kind == "exception":
            self.exceptions.append(proto.message)
        elif kind in ("markdown", "alert"):
            self.texts.append(proto.body)
        if kind not in VALUE_FIELDS or not proto.id:
            return
        seen.add(proto.id)
        key = key_of(proto.id)
        before = self.widgets.get(key)
        value = before.value if before is not None and before.id == proto.id else None
        if kind in ("checkbox", "text_input") and proto.set_value:  # Python's word counts, as in a browser
            value = proto.value
        self.widgets[key] = Widget(proto.id, key, kind, delta.fragment_id, proto, value)
        if kind == "bidi_component":
            self._component(proto)

    def _component(self, proto: Any) -> None:
        with contextlib.suppress(ValueError, AttributeError):
            data = json.loads(proto.json)
            if isinstance(data, dict) and "holder" in data:
                self.attempt, self.holder = data["attempt"], data["holder"]
            if isinstance(data, dict) and "rev" in data and "tool" in data:
                place = (data["tool"], data["field"])
                self.revs[place] = max(self.revs.get(place, 0), int(data["rev"]))
