"""What a page says, read from its bytes: title, keywords, description, visible text, links, pictures."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001  lxml's only name for it
UNSEEN = ("script", "style", "noscript", "template")
INLINE = tuple(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q s samp small "  # noqa: SIM905
    "span strike strong sub sup time tt u var wbr".split()
)
META_BYTES = (
    4096  # a charset is declared within the first bytes (HTML standard: 1024; old pages say it later)
)

_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAYBE_HIDDEN = etree.XPath("//body//*[@hidden or @style]")
_TITLE = etree.XPath("(//title[not(ancestor::svg)])[1]")
_TWO_SLASHES = ("//", "/\\", "\\/", "\\\\")  # each leads to another host
_ALIKE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}  # each is a part of the next


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the page writes it. ``kind`` is internal, external, anchor (same page) or other (tel:)."""

    href: str
    text: str
    kind: str
    is_nofollow: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A page's content. None: the tag is absent; ``text`` is what a visitor sees, a line for each block.

    ``text_chars`` counts ``text`` without white space. ``images`` is how many pictures there are,
    ``bare_images`` the addresses of those without alt text.
    """

    charset: str
    title: str | None
    keywords: str | None
    description: str | None
    text: str
    text_chars: int
    headings: tuple[tuple[int, str], ...]
    links: tuple[Link, ...]
    images: int
    bare_images: tuple[str, ...]

    def count_headings(self, level: int) -> int:
        """How many headings of that level."""
        return sum(found == level for found, _ in self.headings)

    def links_of(self, kind: str) -> tuple[Link, ...]:
        """The links of one kind."""
        return tuple(link for link in self.links if link.kind == kind)


def read_page(body: bytes, content_type: str, url: str) -> Reading:
    """The content of a page that was fetched from ``url``. Never raises for bytes that are no good HTML.

    Scripts, styles, noscript, templates, comments and elements hidden by ``hidden`` or an inline
    style count for nothing. Hiding by a style sheet's class is not followed.
    """
    charset, text = decode(body, content_type)
    root = etree.fromstring(text.replace("\0", "").encode() or b"<p/>", _parser())
    if root is None:  # nothing but white space or comments
        root = etree.fromstring(b"<p/>", _parser())
    title = _title(root)
    meta = _meta(root)
    body_element = root.find("body")
    if body_element is None:
        return Reading(charset, title, meta.get("keywords"), meta.get("description"), "", 0, (), (), 0, ())
    etree.strip_elements(body_element, *UNSEEN, with_tail=False)
    for element in cast("list[Element]", _MAYBE_HIDDEN(root)):
        if "hidden" in element.attrib or _HIDING.search(element.get("style", "")):
            tail = element.tail
            element.clear()
            element.tail = tail
    headings = tuple((int(found.tag[1]), _text(found)) for found in body_element.iter("h1", "h2", "h3"))
    links = tuple(_links(root, body_element, url))
    pictures = list(body_element.iter("img"))
    bare = tuple(img.get("src", "") for img in pictures if not img.get("alt", "").strip())
    seen = _visible(body_element)
    chars = len("".join(seen.split()))
    return Reading(
        charset,
        title,
        meta.get("keywords"),
        meta.get("description"),
        seen,
        chars,
        headings,
        links,
        len(pictures),
        bare,
    )


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """The page's charset and text: byte order mark, then header, then meta, then UTF-8, then GB 18030."""
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8", body[3:].decode("utf-8", "replace")
    declared = _HEADER_CHARSET.search(content_type)
    name = declared[1] if declared else ""
    if not _known(name):
        meta = _META_CHARSET.search(body[:META_BYTES])
        name = meta[1].decode("ascii") if meta else ""
    if _known(name):
        return name.lower(), body.decode(_ALIKE.get(name.lower(), name), "replace")
    try:
        return "utf-8", body.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030", body.decode("gb18030", "replace")


def _known(name: str) -> bool:
    try:
        return bool(name) and codecs.lookup(name)._is_text_encoding  # noqa: SLF001  as bytes.decode asks it
    except LookupError:
        return False


def _title(root: Element) -> str | None:
    found = cast("list[Element]", _TITLE(root))
    return _text(found[0]) if found else None


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("name", "").strip().lower()
        if name in ("keywords", "description"):
            found.setdefault(name, " ".join(tag.get("content", "").split()))
    return found


def _text(element: Element) -> str:
    if len(element) == 0:
        return " ".join((element.text or "").split())
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    return cast("Iterator[str]", element.itertext())  # bytes are Python 2's share of the stub


def _links(root: Element, body: Element, url: str) -> Iterator[Link]:
    host = (urlsplit(url).hostname or "").lower()
    base = next((tag.get("href", "") for tag in root.iter("base")), "")
    for tag in body.iter("a", "area"):
        href = tag.get("href")
        if href is not None:
            kind = _kind(href.strip(), host, base, url)
            yield Link(href.strip(), _text(tag), kind, "nofollow" in tag.get("rel", "").lower())


def _kind(href: str, host: str, base: str, url: str) -> str:
    if href.startswith("#") or not href:
        return "anchor"
    if not base and ":" not in href and href[:2] not in _TWO_SLASHES:
        return "internal"  # a path: the slow way below would say the same
    whole = target(href, url, base)
    if not whole:
        return "other"
    return "internal" if (urlsplit(whole).hostname or "") == host else "external"


def target(href: str, url: str, base: str = "") -> str:
    """The web address that a link leads to, without its fragment; empty for tel:, mailto: and nonsense.

    Internal and external are told apart by its host name alone: port, scheme and fragment say nothing.
    """
    try:
        whole = urljoin(urljoin(url, base), href)
        parts = urlsplit(whole)
        hostname = parts.hostname
    except ValueError:
        return ""
    return whole.partition("#")[0] if parts.scheme in ("http", "https") and hostname else ""


def _visible(body: Element) -> str:
    # Inline tags melt into their paragraph; every other edge becomes a line break.
    etree.strip_tags(body, *INLINE)
    return "\n".join(_pieces(body))
