"""An audit as HTML tables: one page in full, several side by side, before and after. Pure, and cached."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from ..tools.audit import Audit, SavedTdk, audit_site
from ..tools.density import FORMULA
from ..tools.length import shown_zi, split_keywords, width
from ..world.packs import rules_version
from ..world.pages import Key, build
from .table import Cell, dim, mark, table, text, whole

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
        [whole(zh), *(cell for audit in audits for cell in _content(getattr(audit.reading, name), name))]
        for zh, name in ELEMENTS.items()
    ]
    return table("标题、关键词、描述", heads, rows)


def _content(found: str | None, name: str) -> tuple[Cell, Cell]:
    if not found:
        return mark("没有这个标签" if found is None else "标签是空的", is_good=False), text("0 字")
    words = f"，{len(split_keywords(found))} 个词" if name == "keywords" else ""
    detail = dim(f"{len(found)} 字符，宽 {width(found)}", is_whole=True)
    return text(found), f"{whole(f'{shown_zi(found)} 字{words}')}<br>{detail}"


def _densities(audit: Audit) -> str:
    rows = [
        [
            text(item.keyword) + ("（测量词）" if at == 0 else ""),
            text(item.hits) + (f"<br>{dim(f'其中 {item.nested} 次在更长的词里')}" if item.nested else ""),
            text(item.keyword_chars),
            text(item.text_chars),
            whole(item.formula),
        ]
        for at, item in enumerate(audit.densities)
    ]
    words = "、".join(f"{word.word} {word.hits}" for word in audit.words)
    caption = f"关键词密度（参考 2 %—8 %）　{FORMULA}"
    shown = table(caption, ["关键词", "出现次数", "词长", "正文字数", "密度"], rows)
    return f"{shown}<div>{dim(f'正文中最多的词：{words}')}</div>"


def _verdicts(audit: Audit) -> str:
    rows = [
        [
            whole(verdict.rule.element),
            mark(verdict.found, is_good=verdict.is_met),
            text(verdict.rule.title),
            dim(f"{verdict.rule.source}；{'已核' if verdict.rule.verified else '来源未核'}"),
        ]
        for verdict in audit.verdicts
    ]
    return table(f"逐条检查（规则 {rules_version()}）", ["项目", "查到", "规则", "来源"], rows)


def _contents(audit: Audit) -> str:
    reading = audit.reading
    headings = (
        "<br>".join(text(f"H{level} {words}") for level, words in reading.headings[:MANY]) or "没有标题标签"
    )
    links = "，".join(f"{zh} {len(reading.links_of(kind))}" for kind, zh in LINK_KINDS.items())
    nofollow = sum(link.is_nofollow for link in reading.links)
    dead = "".join(f"<br>{mark(f'死链 {url}', is_good=False)}" for url in audit.dead)
    bare = "".join(f"<br>{mark(f'没有 alt：{src}', is_good=False)}" for src in reading.bare_images)
    rows = [
        [text("H1—H3"), headings],
        [text("链接"), text(f"{links}；nofollow {nofollow}") + dead],
        [text("图片"), text(f"{reading.images} 张，缺 alt {len(reading.bare_images)} 张") + bare],
        [text("编码"), text(reading.charset)],
    ]
    return table("正文标题、链接、图片", ["项目", "查到"], rows)


@lru_cache(maxsize=2048)
def compared_html(key: Key, edits: Edits, addresses: tuple[str, ...]) -> str:
    """The audited pages side by side, a row each; pages that cannot be read any more are left out."""
    rows = []
    for address in addresses:
        audit = audit_site(key, edits, address, ())
        reading, main = audit.reading, audit.densities[0]
        tdk = [text(getattr(reading, name) or "无") for name in ELEMENTS.values()]
        rows.append(
            [
                whole(page_name(key, address)),
                *tdk,
                text(main.keyword),
                text(main.hits),
                text(main.text_chars),
                whole(f"{main.percent} %"),
                text(reading.count_headings(1)),
                text(len(audit.dead)),
                text(len(reading.bare_images)),
            ]
        )
    heads = ["页面", *ELEMENTS, "测量词", "次数", "正文字数", "密度", "H1", "死链", "缺 alt"]
    return table("已查询的页面", heads, rows)
