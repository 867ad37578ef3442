"""An audit as HTML tables: one page in full, several side by side, before and after. Pure, and cached."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from workbench.api import tables

from ..tools.audit import Audit, SavedTdk, audit_site
from ..tools.density import FORMULA
from ..tools.length import shown_zi, split_keywords, width
from ..world.packs import rules_version
from ..world.pages import Key, build

Edits = tuple[tuple[str, SavedTdk], ...]
ELEMENTS = {"标题": "title", "关键词": "keywords", "描述": "description"}
LINK_KINDS = {"internal": "站内", "external": "站外", "anchor": "页内", "other": "其他"}
MANY = 12  # rows of headings that are listed


def page_name(key: Key, address: str) -> str:
    """What the paper calls the page at ``address``, or its path."""
    path = urlsplit(address).path or "/"
    page = build(key).pages.get(path)
    return f"{page.slot.name} {path}" if page else path


@lru_cache(maxsize=2048)  # every rerun of an exam page shows the same tables again
def page_html(key: Key, edits: Edits, address: str, keywords: tuple[str, ...]) -> str:
    """The tables of one page."""
    now = audit_site(key, edits, address, keywords)
    path = urlsplit(address).path or "/"
    before = audit_site(key, (), address, keywords) if any(edited == path for edited, _ in edits) else None
    return "".join((_tdk(now, before), _densities(now), _verdicts(now), _contents(now)))


def _tdk(now: Audit, before: Audit | None) -> str:
    heads = ["项目", "内容", "长度"] if before is None else ["项目", "修改前", "长度", "修改后", "长度"]
    audits = [now] if before is None else [before, now]
    rows = [
        [
            tables.whole(zh),
            *(cell for audit in audits for cell in _content(getattr(audit.reading, name), name)),
        ]
        for zh, name in ELEMENTS.items()
    ]
    return tables.table("标题、关键词、描述", heads, rows)


def _content(found: str | None, name: str) -> tuple[tables.Cell, tables.Cell]:
    if not found:
        return tables.mark("没有这个标签" if found is None else "标签是空的", is_good=False), tables.text(
            "0 字"
        )
    words = f"，{len(split_keywords(found))} 个词" if name == "keywords" else ""
    detail = tables.dim(f"{len(found)} 字符，宽 {width(found)}", is_whole=True)
    return tables.text(found), f"{tables.whole(f'{shown_zi(found)} 字{words}')}<br>{detail}"


def _densities(audit: Audit) -> str:
    rows = [
        [
            tables.text(item.keyword) + ("（测量词）" if at == 0 else ""),
            tables.text(item.hits)
            + (f"<br>{tables.dim(f'其中 {item.nested} 次在更长的词里')}" if item.nested else ""),
            tables.text(item.keyword_chars),
            tables.text(item.text_chars),
            tables.whole(item.formula),
        ]
        for at, item in enumerate(audit.densities)
    ]
    words = "、".join(f"{word.word} {word.hits}" for word in audit.words)
    caption = f"关键词密度（参考 2 %—8 %）　{FORMULA}"
    shown = tables.table(caption, ["关键词", "出现次数", "词长", "正文字数", "密度"], rows)
    return f"{shown}<div>{tables.dim(f'正文中最多的词：{words}')}</div>"


def _verdicts(audit: Audit) -> str:
    rows = [
        [
            tables.whole(verdict.rule.element),
            tables.mark(verdict.found, is_good=verdict.is_met),
            tables.text(verdict.rule.title),
            tables.dim(f"{verdict.rule.source}；{'已核' if verdict.rule.verified else '来源未核'}"),
        ]
        for verdict in audit.verdicts
    ]
    return tables.table(f"逐条检查（规则 {rules_version()}）", ["项目", "查到", "规则", "来源"], rows)


def _contents(audit: Audit) -> str:
    reading = audit.reading
    headings = (
        "<br>".join(tables.text(f"H{level} {words}") for level, words in reading.headings[:MANY])
        or "没有标题标签"
    )
    links = "，".join(f"{zh} {len(reading.links_of(kind))}" for kind, zh in LINK_KINDS.items())
    nofollow = sum(link.is_nofollow for link in reading.links)
    dead = "".join(f"<br>{tables.mark(f'死链 {url}', is_good=False)}" for url in audit.dead)
    bare = "".join(f"<br>{tables.mark(f'没有 alt：{src}', is_good=False)}" for src in reading.bare_images)
    rows = [
        [tables.text("H1—H3"), headings],
        [tables.text("链接"), tables.text(f"{links}；nofollow {nofollow}") + dead],
        [
            tables.text("图片"),
            tables.text(f"{reading.images} 张，缺 alt {len(reading.bare_images)} 张") + bare,
        ],
        [tables.text("编码"), tables.text(reading.charset)],
    ]
    return tables.table("正文标题、链接、图片", ["项目", "查到"], rows)


@lru_cache(maxsize=2048)
def compared_html(key: Key, edits: Edits, addresses: tuple[str, ...]) -> str:
    """The audited pages side by side, a row each; pages that cannot be read any more are left out."""
    rows = []
    for address in addresses:
        audit = audit_site(key, edits, address, ())
        reading, main = audit.reading, audit.densities[0]
        tdk = [tables.text(getattr(reading, name) or "无") for name in ELEMENTS.values()]
        rows.append(
            [
                tables.whole(page_name(key, address)),
                *tdk,
                tables.text(main.keyword),
                tables.text(main.hits),
                tables.text(main.text_chars),
                tables.whole(f"{main.percent} %"),
                tables.text(reading.count_headings(1)),
                tables.text(len(audit.dead)),
                tables.text(len(reading.bare_images)),
            ]
        )
    heads = ["页面", *ELEMENTS, "测量词", "次数", "正文字数", "密度", "H1", "死链", "缺 alt"]
    return tables.table("已查询的页面", heads, rows)
