"""A student at the wire: signs in, opens the exam page over Streamlit's own protocol, types and saves.

It has no browser, so that hundreds fit on one machine. The benchmarks and the fault drill drive the real
server with it. Every save that the server acknowledged is remembered, to be looked for afterwards.
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
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FINAL = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}
VALUE_FIELDS = {
    "text_area": "string_value",
    "text_input": "string_value",
    "number_input": "double_value",
    "checkbox": "bool_value",
    "selectbox": "string_value",
    "radio": "string_value",
    "button_group": "string_array_value",
    "multiselect": "string_array_value",
    "button": "trigger_value",
    "bidi_component": "json_value",
}
TIMEOUT_SECONDS = 30.0


class Lost(Exception):
    """The server did not answer: refused, reset or too late."""


@dataclass
class Widget:
    """One widget: the fragment that a change of it reruns, and the value that the browser holds."""

    id: str
    key: str
    kind: str
    fragment: str
    proto: Any
    value: Any = None


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
        if status != 200:
            raise Lost(f"save: {status} {answer[:200]!r}")
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

    async def rerun(self, fragment: str = "") -> float:
        """Run the page, or one fragment of it, with the values that the browser holds. Gives milliseconds."""
        began = time.perf_counter()
        seen: set[str] = set()
        self.texts = [] if not fragment else self.texts
        try:
            await self._ws.send(self._back_message(fragment))
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

    async def choose(self, key: str, content: str) -> float:
        """Press the button of a button group that says ``content``. Gives milliseconds."""
        option = next(one for one in self.widgets[key].proto.options if one.content == content)
        # The browser sends what Python formatted: the icon is part of it.
        return await self.use(key, [f"{option.content_icon} {content}".strip()])

    def _back_message(self, fragment: str) -> bytes:
        message = BackMsg()
        run = message.rerun_script
        run.page_script_hash = self._page
        run.fragment_id = fragment
        run.cached_message_hashes.extend(self._cached)
        run.context_info.timezone = "Asia/Shanghai"
        run.context_info.locale = "zh-CN"
        run.context_info.url = f"{self.base}/"
        run.widget_states.SetInParent()
        for widget in self.widgets.values():
            if widget.value is None:
                continue
            state = run.widget_states.widgets.add()
            state.id = widget.id
            name = VALUE_FIELDS[widget.kind]
            if name == "string_array_value":
                state.string_array_value.data.extend(widget.value)
            else:
                setattr(state, name, widget.value)
        return message.SerializeToString()

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
        parts = proto.id.split("-", 2)
        key = parts[2] if len(parts) == 3 and parts[2] != "None" else proto.id  # $$ID-hash-key
        before = self.widgets.get(key)
        value = before.value if before is not None and before.id == proto.id else None
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
