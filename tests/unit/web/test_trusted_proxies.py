"""Whose word is taken for a browser's address: room networks are held against it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from uvicorn.lifespan.off import LifespanOff

from workbench.settings import Settings
from workbench.web.serve import server_config

PROXY, BROWSER = "10.0.0.2", "192.168.10.31"


def _seen(
    tmp_path, trusted: str, sender: str, headers: list[tuple[bytes, bytes]], kind: str = "http"
) -> tuple[str, str]:
    """The address and scheme that the application is told of a request from ``sender``."""
    found: list[tuple[str, str]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:  # Any: ASGI's own
        del receive, send
        found.append((scope["client"][0], scope["scheme"]))

    settings = Settings.read({"WORKBENCH_HOME": str(tmp_path)}, trusted_proxies=trusted)
    config = server_config(application, settings)  # type: ignore[arg-type]  # any ASGI application
    config.lifespan_class = LifespanOff
    config.load()
    scheme = "ws" if kind == "websocket" else "http"
    scope = {"type": kind, "client": (sender, 5000), "scheme": scheme, "headers": headers, "path": "/"}
    asyncio.run(config.loaded_app(scope, None, None))  # type: ignore[arg-type]  # nothing is asked of them
    return found[0]


def _said(*addresses: str, scheme: str = "https") -> list[tuple[bytes, bytes]]:
    lines = [(b"x-forwarded-for", address.encode()) for address in addresses]
    return [*lines, (b"x-forwarded-proto", scheme.encode())]


@pytest.mark.parametrize(("kind", "scheme"), [("http", "https"), ("websocket", "wss")])
def test_a_trusted_proxy_is_believed(tmp_path, kind, scheme) -> None:
    assert _seen(tmp_path, "10.0.0.0/24", PROXY, _said(BROWSER), kind) == (BROWSER, scheme)


def test_nobody_is_believed_who_was_not_named(tmp_path) -> None:
    assert _seen(tmp_path, "", "127.0.0.1", _said(BROWSER)) == ("127.0.0.1", "http")
    assert _seen(tmp_path, "10.0.0.2", "10.0.0.3", _said(BROWSER)) == ("10.0.0.3", "http")


def test_the_environment_of_the_server_does_not_widen_the_trust(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")
    assert _seen(tmp_path, "", "10.0.0.3", _said(BROWSER)) == ("10.0.0.3", "http")
    assert _seen(tmp_path, PROXY, "10.0.0.3", _said(BROWSER)) == ("10.0.0.3", "http")


def test_an_address_that_the_browser_itself_claims_is_not_believed(tmp_path) -> None:
    room = "192.168.10.99"  # what a student outside the room writes into the header
    assert _seen(tmp_path, PROXY, PROXY, _said(f"{room}, 203.0.113.7"))[0] == "203.0.113.7"
    assert _seen(tmp_path, PROXY, PROXY, _said(room, "203.0.113.7"))[0] == "203.0.113.7"
    # Naming a trusted proxy as well moves nothing: the rightmost that is no proxy counts.
    assert _seen(tmp_path, PROXY, PROXY, _said(f"{room}, 203.0.113.7, {PROXY}"))[0] == "203.0.113.7"
