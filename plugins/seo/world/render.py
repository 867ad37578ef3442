"""A page as the bytes that go over the wire, with the traps of real pages around its text."""

from __future__ import annotations

from html import escape

from .packs import Company
from .pages import HEADINGS, Anchor, Image, PageSpec, footer_of
from .texts import Tdk

STYLE = (
    "body{font:16px/1.8 sans-serif;margin:0;color:#222}"
    "header,footer{background:#1f5c3d;color:#fff;padding:12px 24px}"
    "nav ul{display:flex;flex-wrap:wrap;gap:16px;list-style:none;padding:8px 24px;margin:0;"
    "background:#eef5ef}main{padding:8px 24px;max-width:980px}"
    "img{width:220px;margin-right:12px}a{color:#1f5c3d}"
)


def render(company: Company, page: PageSpec, tdk: Tdk) -> bytes:
    """The page with ``tdk`` in its head; what the charset lacks becomes a character reference."""
    html = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
{_meta_charset(page)}{_head_tags(tdk)}<style>/* {page.slot.keyword} */{STYLE}</style>
<script type="application/json" id="stock">{_stock(page.slot.keyword)}</script>
</head>
<body id="top">
<!-- {page.slot.keyword} 模板 v3 {page.slot.keyword} -->
<header><b>{escape(company.brand)}</b></header>
<nav><ul>
{_items(page.nav)}
</ul></nav>
<main>
<p>{escape(page.slot.name)}</p>
{_headings(page)}
{_sections(page)}
<p>{"".join(_image(image) for image in page.images)}</p>
<ul>
{_items(page.anchors)}
</ul>
</main>
{_unseen(page.slot.keyword)}
<footer>{"".join(f"<p>{escape(line)}</p>" for line in footer_of(company))}</footer>
</body>
</html>
"""
    return html.encode(page.charset, errors="xmlcharrefreplace")


def _meta_charset(page: PageSpec) -> str:
    if not page.has_meta_charset:
        return ""
    if page.charset == "utf-8":
        return '<meta charset="utf-8">\n'
    return '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">\n'  # as such pages say


def _head_tags(tdk: Tdk) -> str:
    tags = ""
    if tdk.title is not None:
        tags += f"<title>{escape(tdk.title)}</title>\n"
    for name, content in (("keywords", tdk.keywords), ("description", tdk.description)):
        if content is not None:
            tags += f'<meta name="{name}" content="{escape(content)}">\n'
    return tags


def _stock(word: str) -> str:
    rows = ",".join(f'{{"name":"{word}","no":"P{number:03d}"}}' for number in range(12))
    return f'{{"items":[{rows}]}}'


def _items(anchors: tuple[Anchor, ...]) -> str:
    return "\n".join(f"<li>{_anchor(anchor)}</li>" for anchor in anchors)


def _anchor(anchor: Anchor) -> str:
    rel = f' rel="{anchor.rel}"' if anchor.rel else ""
    return f'<a href="{escape(anchor.href)}"{rel}>{escape(anchor.text)}</a>'


def _image(image: Image) -> str:
    alt = "" if image.alt is None else f' alt="{escape(image.alt)}"'
    return f'<img src="{escape(image.src)}"{alt}>'


def _headings(page: PageSpec) -> str:
    return "\n".join(f"<h1>{escape(text)}</h1>" for text in page.headings)


def _sections(page: PageSpec) -> str:
    parts = []
    for at, paragraph in enumerate(page.paragraphs):
        if at % 3 == 0 and at // 3 < len(HEADINGS[:3]):
            parts.append(f"<h2>{HEADINGS[at // 3]}</h2>")
        parts.append(f"<p>{_marked(escape(paragraph), page.slot.keyword)}</p>")
    parts += [f"<h2>{text}</h2>" for text in HEADINGS[-(-len(page.paragraphs) // 3) : 3]]
    return "\n".join(parts)


def _marked(text: str, word: str) -> str:
    # An inline tag in the middle of a word: a visitor reads one word, and so must the count.
    return text.replace(word, f"{word[0]}<em>{word[1:]}</em>", 1)


def _unseen(word: str) -> str:
    return f"""<div style="display: none">在线咨询{word}请留言，{word}客服稍后回电</div>
<p hidden>{word}促销已经结束</p>
<noscript>请打开脚本以查看{word}视频</noscript>
<template><p>{word}弹窗模板</p></template>
<script>var words = ["{word}", "{word}厂家", "{word}价格"];</script>"""
