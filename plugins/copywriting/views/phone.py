"""A post as phones show it, several platforms side by side: HTML with every word of the student's escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from pathlib import Path

from ..tools.checks import Copy
from ..tools.placing import Placed
from ..tools.platforms import Shown, show
from ..world.pictures import address

PageUrl = Callable[[str], str]
STATIC = Path(__file__).resolve().parent.parent / "static"


@cache
def style() -> str:
    """The faces' style sheet, as an element."""
    return f"<style>{(STATIC / 'faces.css').read_text(encoding='utf-8')}</style>"


def phones_html(
    copy: Copy,
    brand: str,
    platform_ids: Sequence[str],
    page_url: PageUrl,
    topics: Sequence[str] = (),
    *,
    label: bool = False,
) -> str:
    """One phone for each platform."""
    shown = [show(name, copy.title, copy.body, topics) for name in platform_ids]
    phones = "".join(_phone(one, copy, brand, page_url, label=label) for one in shown)
    return f'<div class="cw-phones">{phones}</div>'


def _phone(shown: Shown, copy: Copy, brand: str, page_url: PageUrl, *, label: bool) -> str:
    draw = {"wechat": _article, "xiaohongshu": _note}.get(shown.platform.id, _feed)
    bar = f'<div class="cw-bar"><span>{escape(shown.platform.name)}</span><span>预览</span></div>'
    ad = ' <span class="cw-ad">广告</span>' if label else ""
    who = f'<div class="cw-who">{escape(brand)}{ad}</div>'
    return f'<div class="cw-phone">{bar}{who}{draw(shown, copy, page_url)}</div>'


def _folded(shown: Shown, more: str) -> str:
    text = escape(shown.text.shown).replace("\n", "<br>") or '<span class="cw-cap">（还没有正文）</span>'
    return text + ("" if shown.text.fits else f'<span class="cw-more">…{more}</span>')


def _feed(shown: Shown, copy: Copy, page_url: PageUrl) -> str:
    more = "展开" if shown.platform.id == "weibo" else "全文"
    return f"<div>{_folded(shown, more)}</div>{_grid(copy.pictures, page_url)}"


def _grid(pictures: Sequence[Placed], page_url: PageUrl) -> str:
    if not pictures:
        return '<div class="cw-cap">（没有配图）</div>'
    return f'<div class="cw-pics">{"".join(_image(one, page_url) for one in pictures)}</div>'


def _image(one: Placed, page_url: PageUrl) -> str:
    words = escape(one.caption or one.picture.scene.subject)
    return f'<img src="{escape(page_url(address(one.picture)))}" alt="{words}">'


def _article(shown: Shown, copy: Copy, page_url: PageUrl) -> str:
    cover = f'<div class="cw-cover">{_image(copy.pictures[0], page_url)}</div>' if copy.pictures else ""
    return f'{cover}{_title(shown)}<div class="cw-cap">摘要：{_folded(shown, "")}</div>'


def _title(shown: Shown) -> str:
    check = next((one for one in shown.checks if one.limit.id == "title"), None)
    if check is None or not check.shown:
        return '<div class="cw-title cw-cap">（还没有标题）</div>'
    rest = f'<span class="cw-rest">{escape(check.rest)}</span>' if check.rest else ""
    return f'<div class="cw-title">{escape(check.shown)}{rest}</div>'


def _note(shown: Shown, copy: Copy, page_url: PageUrl) -> str:
    cover = f'<div class="cw-cover">{_image(copy.pictures[0], page_url)}</div>' if copy.pictures else ""
    return f"{cover}{_title(shown)}<div>{_folded(shown, '展开')}</div>"


def library_html(copy: Copy, page_url: PageUrl) -> str:
    """Every picture of the paper with what its licence says."""
    figures = "".join(
        f'<figure><img src="{escape(page_url(address(one)))}" alt="{escape(one.scene.subject)}">'
        f"<b>{one.id}</b> {escape(one.scene.subject)}<br>{one.width}×{one.height}<br>"
        f'<span class="cw-cap">{escape(one.source)}：{escape(one.licence)}</span></figure>'
        for one in copy.world.pictures
    )
    return f'<div class="cw-lib">{figures}</div>'
