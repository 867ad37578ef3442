"""Rewriting a simulated page so that every link stays in the simulated web.

It works on bytes and touches only what lies inside tags, so a GBK page stays GBK: in GBK and UTF-8 alike no
byte of a Chinese character is a quote, an angle bracket, a blank, a slash or an equals sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

_TAG = re.compile(
    rb"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    rb"(?P<rest>(?:[^<>\"']|\"[^\"]{0,8192}\"|'[^']{0,8192}'){0,8192}+)>"
)
_LINK = re.compile(
    rb"(?P<head>(?:^|[\s\"'/])(?:href|src|action|formaction|poster|background|cite|data)\s*=\s*)"
    rb"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))",
    re.IGNORECASE,
)
_SRCSET = re.compile(
    rb"(?:^|(?<=[\s\"'/]))(?:srcset|ping|target)\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+)", re.IGNORECASE
)
_REFRESH = re.compile(
    rb"(?P<head>content\s*=\s*[\"']?\s*\d+\s*;\s*url\s*=\s*)(?P<url>[^\"'>]*)", re.IGNORECASE
)
_CSS_URL = re.compile(rb"url\(\s*(?P<quote>[\"']?)(?P<url>[^)\"']{0,8192})(?P=quote)\s*\)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")

NOWHERE = "#"
"""What a link becomes that leads out of the web of pages: mail, telephone, script."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the browser is: the page's true address, and the attempt whose simulated web it is in."""

    attempt_id: str
    url: str

    def link(self, address: str) -> str:
        """The address under /web/ for a link of the page. Links to other sites stay under /web/ too."""
        address = address.strip()
        if address == "" or address.startswith("#"):
            return address
        if _SCHEME.match(address) and not address.lower().startswith(("http:", "https:")):
            return NOWHERE
        try:
            parts = urlsplit(urljoin(self.url, address))
            host = parts.netloc.rpartition("@")[2]
        except ValueError:
            return NOWHERE
        if not host:
            return NOWHERE
        query = f"?{parts.query}" if parts.query else ""
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"/web/{self.attempt_id}/{host}{_rooted(parts.path)}{query}{fragment}"

    def location(self, address: str) -> str:
        """A redirect's target for a header: as ``link`` gives it, in ASCII."""
        return quote(self.link(address), safe="/?#&=%:;,+~!$'()*@[]")

    def picture(self, address: str) -> str:
        """As ``link``, but a picture that is in the page itself stays."""
        return address if address.strip().lower().startswith("data:image/") else self.link(address)


def _rooted(path: str) -> str:
    # A server answers "//x" and "/../x" as it likes; here they would leave the simulated web.
    parts = [part for part in path.split("/") if part not in ("..", ".")]
    return "/" + "/".join(parts).lstrip("/")


def rewritten(body: bytes, content_type: str, place: Place) -> bytes:
    """The page with its links led through ``place``; what is neither HTML nor CSS is given back as it is."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/css":
        return _CSS_URL.sub(lambda found: _css_url(found, place), body)
    if kind in ("text/html", "application/xhtml+xml"):
        return _TAG.sub(lambda found: _tag(found, place), body)
    return body


def _tag(found: re.Match[bytes], place: Place) -> bytes:
    name = found["name"].lower()
    if name == b"noscript":  # the sandbox runs no script, but a visitor's browser does and hides these
        return b"</template>" if found["close"] else b"<template>"
    rest = found["rest"]
    if found["close"] or b"=" not in rest:
        return found[0]
    if name == b"meta":
        rest = _REFRESH.sub(lambda url: url["head"] + _bytes_of(place.link(_text(url["url"]))), rest)
    else:
        rest = _SRCSET.sub(b"", rest)
        rest = _LINK.sub(lambda link: _attribute(link, place, is_picture=name == b"img"), rest)
    return b"<" + found["name"] + rest + b">"


def _attribute(found: re.Match[bytes], place: Place, *, is_picture: bool) -> bytes:
    mark, value = next(
        (mark, found[group])
        for mark, group in ((b'"', "double"), (b"'", "single"), (b"", "bare"))
        if found[group] is not None
    )
    lead = place.picture if is_picture else place.link
    return found["head"] + mark + _bytes_of(lead(_text(value))) + mark


def _css_url(found: re.Match[bytes], place: Place) -> bytes:
    return b'url("' + _bytes_of(place.picture(_text(found["url"]))) + b'")'


def _text(value: bytes) -> str:
    return value.decode("latin-1")  # each byte one character, and back again unchanged


def _bytes_of(value: str) -> bytes:
    return value.encode("latin-1")
