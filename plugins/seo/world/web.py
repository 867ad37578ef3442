"""The simulated web of a variant: what a request for any address gets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

from workbench.api import JSON, Page, Site

from .pages import Key, World, build
from .render import render
from .texts import Tdk

HTML = "text/html; charset=utf-8"
ARCHIVE_BYTES = 2_200_000  # larger than any tool takes: the page that teaches what "too large" looks like

Edits = Mapping[str, Mapping[str, str]]
"""Saved T/K/D by path: the ``edits`` of the back office's state."""


def key_of(given: JSON) -> Key:
    """The key of the variant's site, as ``given["site"]`` or a tool's ``state["site"]`` holds it."""
    site = given["site"]
    return Key(str(site["company"]), int(site["seed"]), int(site["faults"]))


def site_json(key: Key) -> JSON:
    """The JSON that ``key_of`` reads."""
    return {"site": {"company": key.company, "seed": key.seed, "faults": key.faults}}


def fetch_page(key: Key, edits: Edits, url: str) -> Page:
    """What a visitor gets for ``url``; foreign hosts and unknown paths get a 404 page."""
    world = build(key)
    parts = urlsplit(url)
    if parts.hostname != world.company.host:
        return _missing(f"模拟网络里没有 {parts.hostname or '这个地址'}")
    path = parts.path or "/"
    if path == "/index.html":
        return Page(301, HTML, b"", f"http://{world.company.host}/")
    if path in world.pages:
        edit = edits.get(path)
        charset = world.pages[path].charset
        saved = None if edit is None else (edit["title"], edit["keywords"], edit["description"])
        return Page(200, f"text/html; charset={charset}", _bytes(key, path, saved))
    return _other(world, path)


@lru_cache(maxsize=1024)  # pages are looked at far more often than edited
def _bytes(key: Key, path: str, saved: tuple[str, str, str] | None) -> bytes:
    world = build(key)
    page = world.pages[path]
    # A back office that saves an empty field writes no tag: what was missing stays missing.
    tdk = page.tdk if saved is None else Tdk(*(text or None for text in saved))
    return render(world.company, page, tdk)


def _other(world: World, path: str) -> Page:
    if path == "/robots.txt":
        return Page(200, "text/plain; charset=utf-8", robots(world).encode())
    if path == "/sitemap.xml":
        return Page(200, "application/xml; charset=utf-8", _sitemap(world).encode())
    if path == "/archive.html":
        row = "<p>历年资料目录，内容较多，请耐心等待。</p>\n".encode()
        return Page(200, HTML, b"<title>archive</title>\n" + row * (ARCHIVE_BYTES // len(row)))
    for product in world.company.products:
        if path == f"/img/{product.slug}.svg":
            return Page(200, "image/svg+xml", _picture(product.name).encode())
    return _missing(f"没有找到 {path}")


def robots(world: World) -> str:
    """The site's robots.txt."""
    blocked = [
        page.slot.path for page in world.audited if "robots_blocked" in world.plan.kinds_of(page.slot.id)
    ]
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /cart/",
        *(f"Disallow: {path}" for path in blocked),
    ]
    return "\n".join([*lines, f"Sitemap: http://{world.company.host}/sitemap.xml", ""])


def _sitemap(world: World) -> str:
    rows = "".join(f"<url><loc>http://{world.company.host}{path}</loc></url>" for path in world.pages)
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return f"{head}{rows}</urlset>"


def _picture(name: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="440" height="260">'
        '<rect width="440" height="260" fill="#dfe9e2"/>'
        '<text x="220" y="140" font-size="34" text-anchor="middle" fill="#1f5c3d">'
        f"{escape(name)}</text></svg>"
    )


def _missing(text: str) -> Page:
    head = '<!DOCTYPE html><html lang="zh-CN"><head><title>404</title></head>'
    return Page(404, HTML, f"{head}<body><p>{escape(text)}</p></body></html>".encode())


def _hosts(given: JSON) -> tuple[str, ...]:
    return (build(key_of(given)).company.host,) if "site" in given else ()


def _fetch(given: JSON, states: Mapping[str, JSON], url: str) -> Page:
    return fetch_page(key_of(given), states.get("seo.site", {}).get("edits", {}), url)


COMPANY_SITE = Site("seo.company", _hosts, _fetch, needs=("seo.site",))
