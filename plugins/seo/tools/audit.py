"""One page, audited: its reading, its densities, its words and the verdicts of the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from workbench.api import Page, Refused

from ..world.pages import Key, build
from ..world.web import fetch_page
from .density import Density, Word, densities, top_words
from .diagnose import Verdict, diagnose
from .length import split_keywords
from .reading import Reading, read_page, target

MAX_BYTES = 2_000_000  # what a tool takes as one page
MAX_REDIRECTS = 3

SavedTdk = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Audit:
    """A page's audit. ``densities[0]`` is the page's own measured word; ``dead`` lists broken links."""

    address: str
    reading: Reading
    densities: tuple[Density, ...]
    words: tuple[Word, ...]
    dead: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


def audit_page(
    page: Page, address: str, keywords: Sequence[str], *, is_gone: Callable[[str], bool] | None = None
) -> Audit:
    """The audit of a fetched page, measured by ``keywords``: the first of them judges title and density.

    Without keywords the page's own first keyword measures it. Raises Refused for a page that is
    missing, too large or no web page.
    """
    check_page(page, address)
    reading = read_page(page.body, page.content_type, address)
    listed = split_keywords(reading.keywords or "")
    asked = tuple(dict.fromkeys(word for word in keywords if word.strip())) or listed[:1] or ("",)
    counted = densities(reading.text, reading.text_chars, tuple(dict.fromkeys((*asked, *listed[:5]))))
    if not counted:
        counted = (Density("", 0, 0, 0, reading.text_chars),)
    dead = _dead_links(reading, address, is_gone) if is_gone else ()
    verdicts = diagnose(reading, counted[0], len(dead))
    return Audit(address, reading, counted, top_words(reading.text), dead, verdicts)


def check_page(page: Page, address: str) -> None:
    """Nothing, or Refused with a text that says why the page cannot be audited."""
    if page.status != 200:  # noqa: PLR2004  HTTP's own number
        raise Refused(f"网页打不开（状态码 {page.status}）：{address}")
    if len(page.body) > MAX_BYTES:
        raise Refused(f"网页太大（{len(page.body) / 1e6:.1f} MB，上限 {MAX_BYTES / 1e6:g} MB）：{address}")
    if "html" not in page.content_type.lower():
        raise Refused(f"不是网页（{page.content_type.partition(';')[0] or '类型不明'}）：{address}")


def _dead_links(reading: Reading, address: str, is_gone: Callable[[str], bool]) -> tuple[str, ...]:
    internal = dict.fromkeys(target(link.href, address) for link in reading.links_of("internal"))
    return tuple(url for url in internal if is_gone(url))


@lru_cache(maxsize=4096)  # a view redraws the same audits on every rerun; pure, so a cache changes nothing
def audit_site(
    key: Key, edits: tuple[tuple[str, SavedTdk], ...], address: str, keywords: tuple[str, ...]
) -> Audit:
    """The audit of a page of the simulated site as it stands with ``edits``. Raises Refused.

    ``keywords`` follow the page's own measured word, which comes first.
    """
    world = build(key)
    saved = {path: dict(zip(("title", "keywords", "description"), tdk, strict=True)) for path, tdk in edits}
    page = fetch_page(key, saved, address)
    for _ in range(MAX_REDIRECTS):
        if not page.location:
            break
        address, page = page.location, fetch_page(key, saved, page.location)
    spec = world.pages.get(urlsplit(address).path or "/")
    own = (spec.slot.keyword,) if spec else ()
    return audit_page(page, address, (*own, *keywords), is_gone=lambda url: is_dead(key, url))


def is_dead(key: Key, url: str) -> bool:
    """Whether ``url`` of the simulated site answers 404."""
    # Edits change words, never which addresses exist.
    return urlsplit(url).path not in build(key).pages and fetch_page(key, {}, url).status == 404  # noqa: PLR2004
