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
from dataclasses import dataclass, field, replace
from typing import Any

import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from workbench.rehearsal.shown import Places, Shown, Timer, component_data
from workbench.rehearsal.wire import (
    FINAL,
    OK,
    ONCE,
    TIMEOUT_SECONDS,
    VALUE_FIELDS,
    WHOLE,
    Lost,
    Told,
    Widget,
    asking,
    key_of,
)


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
    links: set[str] = field(default_factory=set)
    timezone: str = "Asia/Shanghai"
    bytes_in: int = 0
    timers: list[Timer] = field(default_factory=list)
    _page: str = ""
    _session: str = ""
    _new: Shown = field(default_factory=Shown)
    _cached: set[str] = field(default_factory=set)
    _places: Places = field(default_factory=Places)
    _is_whole: bool = True
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
    def mounted(self) -> list[tuple[str, str]]:
        """Tool and field of each text field that the page shows and that may be written."""
        found = [widget.data for widget in self.widgets.values() if "rev" in widget.data]
        return [(data["tool"], data["field"]) for data in found if not data.get("locked")]

    @property
    def is_open(self) -> bool:
        """Whether there is a connection, as far as this side knows."""
        return self._ws is not None

    async def idle(self, seconds: float) -> None:
        """Wait, and run meanwhile what the page runs by itself. A dropped connection raises Lost at once."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            timer = min(self.timers, key=lambda one: one.due, default=None)
            wait = left if timer is None else min(left, max(0.0, timer.due - time.monotonic()))
            await self._listen(wait)
            if timer is not None and timer.due <= time.monotonic():
                timer.due = time.monotonic() + timer.seconds
                await self.rerun(timer.fragment, by_itself=True)

    async def _listen(self, seconds: float) -> None:
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

    async def rerun(self, fragment: str = "", *, told: Told | None = None, by_itself: bool = False) -> float:
        """Run the page, or one fragment of it, with the values that the browser holds. Gives milliseconds."""
        if self._ws is None:
            raise Lost("there is no connection")
        began = time.perf_counter()
        seen: set[str] = set()
        self._is_whole = not fragment
        try:
            url = f"{self.base}/"
            run = asking(self.widgets.values(), fragment, url=url, timezone=self.timezone, told=told)
            run.rerun_script.page_script_hash = self._page
            run.rerun_script.is_auto_rerun = by_itself
            run.rerun_script.cached_message_hashes.extend(self._cached)
            await self._ws.send(run.SerializeToString())
            async with asyncio.timeout(TIMEOUT_SECONDS):
                while (end := self._digest(await self._ws.recv(), seen)) not in FINAL:
                    pass
        except (OSError, websockets.WebSocketException, TimeoutError) as error:
            raise Lost(f"rerun: {error!r}") from error
        # A fragment may have asked for the whole page: what counts is what the server says it ran.
        self._draw("" if end == WHOLE else fragment, seen)
        return (time.perf_counter() - began) * 1000

    def _draw(self, ran: str, seen: set[str]) -> None:
        self.widgets = {
            name: widget
            for name, widget in self.widgets.items()
            if widget.id in seen or self._outlives(widget.fragment, ran)
        }
        others = [timer for timer in self.timers if timer.run != ran]
        kept = [one for one in others if one.fragment == ran or self._outlives(one.fragment, ran)]
        self.timers = [*kept, *(replace(timer, run=ran) for timer in self._new.timers)]
        self.texts = self._new.texts if not ran else [*self.texts, *self._new.texts]
        self.links = self._new.links if not ran else self.links | self._new.links

    def _outlives(self, fragment: str, ran: str) -> bool:
        # What lies inside the fragment that ran, and was not drawn again, is gone.
        return bool(ran) and fragment != ran and not self._places.is_inside(fragment, ran)

    async def use(self, key: str, value: Any) -> float:
        """Set the widget of that key, as a person would, and wait for its run. Gives milliseconds."""
        widget = self.widgets[key]
        widget.value = value
        milliseconds = await self.rerun(widget.fragment)
        if widget.kind in ONCE:
            widget.value = None
        return milliseconds

    async def tell(self, key: str, event: str, value: Any) -> float:
        """Let the component of that key tell Python something. Gives milliseconds."""
        widget = self.widgets[key]
        return await self.rerun(widget.fragment, told=Told(widget.id, event, value))

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
        if kind == "delta":
            self._places.note(message.delta.fragment_id, tuple(message.metadata.delta_path))
            self._delta(message.delta, seen)
        elif kind == "new_session":
            self._begin(message.new_session, seen)
        elif kind == "navigation" and message.navigation.page_script_hash:
            self._page = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self._new.set_timer(message.auto_rerun)
        elif kind == "script_finished":
            return message.script_finished
        return None

    def _begin(self, session: Any, seen: set[str]) -> None:
        self._page = session.page_script_hash
        self._session = session.initialize.session_id or self._session
        seen.clear()
        self._new = Shown()
        if self._is_whole:
            self._places = Places()
        self._is_whole = True  # a fragment that asks for another run asks for the whole page

    def _delta(self, delta: Any, seen: set[str]) -> None:
        if delta.WhichOneof("type") == "new_element":
            kind = delta.new_element.WhichOneof("type")
            proto = getattr(delta.new_element, kind)
            self._new.read(kind, proto)
            if kind == "exception":
                self.exceptions.append(proto.message)
        elif delta.add_block.WhichOneof("type") == "expandable":
            kind, proto = "expandable", delta.add_block.expandable
        else:
            return
        if kind in VALUE_FIELDS and proto.id:
            seen.add(proto.id)
            self._widget(kind, proto, delta.fragment_id)

    def _widget(self, kind: str, proto: Any, fragment: str) -> None:
        key = key_of(proto.id)
        before = self.widgets.get(key)
        is_same = before is not None and before.id == proto.id and kind not in ONCE
        value = before.value if before is not None and is_same else None
        if kind in ("checkbox", "text_input") and proto.set_value:  # Python's word counts, as in a browser
            value = proto.value
        data = component_data(proto) if kind == "bidi_component" else {}
        self.widgets[key] = Widget(proto.id, key, kind, fragment, proto, value, data)
        if "holder" in data:
            self.attempt, self.holder = data["attempt"], data["holder"]
        if "rev" in data:
            place = (data["tool"], data["field"])
            self.revs[place] = max(self.revs.get(place, 0), int(data["rev"]))
