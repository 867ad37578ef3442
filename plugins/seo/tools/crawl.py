"""The session that fetches pages over HTTP for the teacher's command: requests-html, typed and fenced in.

``.render()`` is never called: it starts a browser, and a page's words for a robot need none.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests_html import HTMLSession
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from workbench.api import Page, Refused

from .audit import MAX_BYTES, MAX_REDIRECTS

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
WHOLE_SECONDS = 20.0  # a server that drips bytes is given up
CHUNK_BYTES = 65_536

Fetch = Callable[[str], Page]


class SiteAdapter(BaseAdapter):
    """Answers requests from a simulated site, so that real addresses work without a network."""

    def __init__(self, fetch: Fetch) -> None:
        super().__init__()
        self._fetch = fetch

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002  the base class's signature
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The response to ``request``, made from the site's page."""
        del stream, timeout, verify, cert, proxies
        page = self._fetch(request.url or "")
        headers = {"Content-Type": page.content_type, "Content-Length": str(len(page.body))}
        if page.location:
            headers["Location"] = page.location
        raw = HTTPResponse(io.BytesIO(page.body), headers=headers, status=page.status, preload_content=False)
        response = requests.Response()
        response.status_code = page.status
        response.headers.update(headers)
        response.url = request.url or ""
        response.request = request
        response.raw = raw
        return response

    def close(self) -> None:
        """Nothing is held open."""


class Crawler:
    """A session for the simulated site given by ``fetch``, or for public addresses when it is None."""

    def __init__(self, fetch: Fetch | None = None) -> None:
        self._is_public = fetch is None
        self._session: Any = HTMLSession()  # Any: requests-html ships no types
        self._session.trust_env = False  # a proxy variable would send simulated hosts to a real proxy
        self._session.max_redirects = MAX_REDIRECTS
        if fetch is not None:
            self._session.mount("http://", SiteAdapter(fetch))
            self._session.mount("https://", SiteAdapter(fetch))

    def get(self, address: str) -> tuple[str, Page]:
        """The final address and its page. Raises Refused with what stood in the way."""
        try:
            return self._get(address)
        except ValueError as error:  # requests' own InvalidURL is one, and so is a broken bracket
            raise Refused(f"网址格式不对，要以 http:// 或 https:// 开头：{address[:80]}") from error
        except requests.TooManyRedirects as error:
            raise Refused(f"跳转超过 {MAX_REDIRECTS} 次：{address}") from error
        except requests.Timeout as error:
            raise Refused(f"等待超时，网页没有回应：{address}") from error
        except (requests.RequestException, HTTPError, OSError) as error:
            raise Refused(f"网页连不上：{address}（{type(error).__name__}）") from error

    def _get(self, address: str) -> tuple[str, Page]:
        for _ in range(MAX_REDIRECTS + 1):
            if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
                raise ValueError(address)
            if self._is_public:
                _refuse_private(address)
            response = self._session.get(
                address, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS), allow_redirects=False
            )
            with response:
                following = self._session.get_redirect_target(response)
                if following is None:
                    return address, _page(response, address)
            address = requests.compat.urljoin(address, following)
        raise requests.TooManyRedirects


def _page(response: requests.Response, address: str) -> Page:
    body = bytearray()
    until = time.monotonic() + WHOLE_SECONDS
    for chunk in response.iter_content(CHUNK_BYTES):
        body += chunk
        if len(body) > MAX_BYTES:
            raise Refused(f"网页太大（超过 {MAX_BYTES / 1e6:g} MB）：{address}")
        if time.monotonic() > until:
            raise Refused(f"下载超过 {WHOLE_SECONDS:g} 秒，已放弃：{address}")
    return Page(response.status_code, response.headers.get("Content-Type", ""), bytes(body))


def _refuse_private(address: str) -> None:
    # A public address that leads into the school's own network is a mistake or an attack.
    host = urlsplit(address).hostname or ""
    for found in socket.getaddrinfo(host, None):
        if not ipaddress.ip_address(found[4][0]).is_global:
            raise Refused(f"{host} 指向内部网络，不是公网网址")
