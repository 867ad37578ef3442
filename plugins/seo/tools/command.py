"""``workbench seo audit``: the checker for teachers, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from workbench.api import Page, Refused

from ..world.pages import Key, build
from ..world.variant import key_for
from ..world.web import fetch_page
from .audit import Audit, audit_page, check_page, is_dead
from .density import FORMULA
from .length import shown_zi


@click.command("audit")
@click.argument("urls", nargs=-1, required=True)
@click.option("--task", default="seo-02", show_default=True, help="Task whose simulated site is audited.")
@click.option("--seed", default=0, show_default=True, help="Seed of the simulated site.")
@click.option("--keyword", "keywords", multiple=True, help="Word to measure; may be given more than once.")
@click.option("--public", "is_public", is_flag=True, help="Fetch from the public network instead.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def audit_command(
    urls: tuple[str, ...],
    task: str,
    seed: int,
    keywords: tuple[str, ...],
    is_public: bool,  # noqa: FBT001  click hands flags over as they stand
    as_json: bool,  # noqa: FBT001
) -> None:
    """Audit pages: title, keywords, description, density, headings, links, pictures, rules.

    URLS are addresses of the task's simulated site ("/" for its home page), or public ones with --public.
    """
    if task != "seo-02":
        raise click.BadParameter(f"没有为 {task} 准备模拟网站；有：seo-02", param_hint="--task")
    results = _audits(urls, None if is_public else key_for(seed), keywords)
    if as_json:
        click.echo(
            json.dumps({"pages": [_as_json(*result) for result in results]}, ensure_ascii=False, indent=2)
        )
    else:
        for result in results:
            click.echo(_as_text(*result))
    if any(isinstance(found, str) for _, found in results):
        raise click.exceptions.Exit(1)


Found = Audit | str
"""An audit, or why there is none."""


def _audits(urls: Sequence[str], key: Key | None, keywords: Sequence[str]) -> list[tuple[str, Found]]:
    from .crawl import Crawler  # noqa: PLC0415  0.2 s of import that only this command needs

    crawler = Crawler(None if key is None else lambda url: fetch_page(key, {}, url))
    results: list[tuple[str, Found]] = []
    for url in urls:
        try:
            address, page = crawler.get(_full(url, key))
            results.append((address, _audit(address, page, key, keywords)))
        except Refused as refused:
            results.append((url, refused.text))
    return results


def _full(url: str, key: Key | None) -> str:
    if key is None:
        return url
    host = build(key).company.host
    whole = f"http://{host}{url}" if url.startswith("/") else url if "://" in url else f"http://{url}"
    if whole.partition("://")[2].partition("/")[0].partition(":")[0] != host:
        raise Refused(f"模拟网络里只有 {host}；要查公网网页请加 --public")
    return whole


def _audit(address: str, page: Page, key: Key | None, keywords: Sequence[str]) -> Audit:
    check_page(page, address)
    if key is None:
        return audit_page(page, address, keywords)
    world = build(key)
    own = [
        spec.slot.keyword
        for path, spec in world.pages.items()
        if address == f"http://{world.company.host}{path}"
    ]
    return audit_page(page, address, [*keywords, *own], is_gone=lambda url: is_dead(key, url))


def _as_json(address: str, found: Found) -> dict[str, Any]:  # Any: JSON leaves
    if isinstance(found, str):
        return {"address": address, "error": found}
    reading = found.reading
    return {
        "address": address,
        "charset": reading.charset,
        **{
            name: getattr(reading, name)
            for name in ("title", "keywords", "description", "text_chars", "images")
        },
        "densities": [
            {"keyword": item.keyword, "hits": item.hits, "nested": item.nested, "percent": str(item.percent)}
            | {"formula": item.formula}
            for item in found.densities
        ],
        "words": [{"word": word.word, "hits": word.hits} for word in found.words],
        "headings": [{"level": level, "text": text} for level, text in reading.headings],
        "links": {kind: len(reading.links_of(kind)) for kind in ("internal", "external", "anchor", "other")},
        "dead_links": list(found.dead),
        "images_without_alt": list(reading.bare_images),
        "rules": [
            {
                "id": verdict.rule.id,
                "met": verdict.is_met,
                "found": verdict.found,
                "wanted": verdict.rule.wanted,
            }
            | {"source": verdict.rule.source, "verified": verdict.rule.verified}
            for verdict in found.verdicts
        ],
    }


def _as_text(address: str, found: Found) -> str:
    if isinstance(found, str):
        return f"{address}\n  {found}\n"
    reading = found.reading
    lines = [address]
    for name, text in (("标题", reading.title), ("关键词", reading.keywords), ("描述", reading.description)):
        lines.append(f"  {name}（{shown_zi(text or '')} 字）：{text or '无'}")
    lines.append(f"  {FORMULA}")
    lines += [f"  {item.keyword}：{item.formula}" for item in found.densities]
    marks = {True: "合格", False: "不合格"}
    lines += [
        f"  [{marks[verdict.is_met]}] {verdict.rule.title}：{verdict.found}（要求 {verdict.rule.wanted}；"
        f"{'已核' if verdict.rule.verified else '来源未核'}）"
        for verdict in found.verdicts
    ]
    return "\n".join([*lines, ""])
