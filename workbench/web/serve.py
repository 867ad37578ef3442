"""``workbench run``: everything is built, checked and served until the process is told to stop."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from types import FrameType

import streamlit as st
import uvicorn

from workbench.domain.errors import WorkbenchError
from workbench.settings import Settings
from workbench.usecases import demo
from workbench.usecases.workbench import Workbench, open_workbench
from workbench.web import app, options, selfcheck, tuning

logger = logging.getLogger(__name__)

WEBSOCKET_BYTES = 64 * 2**20
PING_SECONDS = 20.0
STOP_SECONDS = 5
"""How long running requests may go on once the process was told to stop."""

BACKLOG = 2048


class NotListening(WorkbenchError):
    """The address cannot be listened on: taken, forbidden or not of this machine."""


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT. Raises Unfit, NotListening or StoreError before it begins."""
    options.apply(settings)
    tuning.raise_descriptors()
    tuning.enlarge_session_store()
    if not settings.authoring:
        tuning.forgo_watchers()
    listening = listen(settings)
    try:
        wb = open_workbench(settings)
        _check(wb)
        _first_people(wb)
        server = _Server(server_config(app.build(wb), settings), settings)
        _run(server, listening)
    finally:
        listening.close()
    if not server.started:
        raise NotListening("the server did not start; the reason stands in the lines above")
    _say("已停止。")


class _Server(uvicorn.Server):
    """uvicorn, which tells the address only when the door is open."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            _tell(self._settings, sockets[0])


def listen(settings: Settings) -> socket.socket:
    """A socket on the address of ``settings``. Raises NotListening."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    found = socket.socket(family)
    if sys.platform != "win32":  # there it would let two servers share a port
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((settings.host, settings.port))
    except OSError as error:
        found.close()
        place = f"{settings.host}:{settings.port}"
        raise NotListening(f"{place}: {error.strerror or error}; choose another --port or --host") from error
    return found


def server_config(application: st.App, settings: Settings) -> uvicorn.Config:
    """How uvicorn serves ``application``: as Streamlit sets it, with our own bounds.

    uvicorn by itself believes X-Forwarded-For from 127.0.0.1, and from whom FORWARDED_ALLOW_IPS names; here
    it believes the trusted proxies alone. The address is the rightmost that none of them has.
    """
    return uvicorn.Config(
        application,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        ws="websockets-sansio",
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_max_size=WEBSOCKET_BYTES,
        ws_per_message_deflate=False,
        backlog=BACKLOG,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _check(wb: Workbench) -> None:
    faults = selfcheck.check(wb)
    for fault in faults:
        logger.log(logging.ERROR if fault.is_decisive else logging.WARNING, "%s", fault.text)
    selfcheck.demand_fit(faults)


def _first_people(wb: Workbench) -> None:
    if wb.settings.demo:
        accounts = demo.make_demo(wb)
    else:
        first = demo.first_administrator(wb)
        accounts = () if first is None else (first,)
    if accounts:
        _say("下面的账号只显示这一次：")
        for account in accounts:
            _say(f"  {account.login:12} {account.secret:16} {account.role:14} {account.name}")


def _tell(settings: Settings, listening: socket.socket) -> None:
    scheme = "https" if settings.https else "http"
    port = listening.getsockname()[1]
    for host in addresses(settings.host):
        shown = f"[{host}]" if ":" in host else host
        _say(f"技能考核工作台：{scheme}://{shown}:{port}")


def addresses(host: str) -> tuple[str, ...]:
    """The addresses to tell people: ``host``, or this machine's own when it listens on all."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104  compared, not bound
        return (host,)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737): nothing is sent
        except OSError:
            return ("127.0.0.1",)
        return ("127.0.0.1", asking.getsockname()[0])


def _run(server: uvicorn.Server, listening: socket.socket) -> None:
    # uvicorn raises the signal again once it has stopped; with a handler of ours that ends nothing abruptly.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _already_stopping)
    server.run(sockets=[listening])


def _already_stopping(number: int, frame: FrameType | None) -> None:
    del frame
    logger.info("stopped by signal %s", number)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201  the operator's terminal
