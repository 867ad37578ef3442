"""A post as phones show it, several platforms side by side: HTML with every word of the student's escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from ..tools.checks import Copy
from ..tools.placing import Placed
from ..tools.platforms import Shown, show
from ..world.pictures import address

PageUrl = Callable[[str], str]

STYLE = (
    "<style>.cw-phones{display:flex;gap:14px;flex-wrap:wrap;align-items:flex-start}"
    ".cw-phone{flex:1 1 200px;max-width:300px;min-width:190px;border:1px solid rgba(128,128,128,.35);border-radius:18px;"
    "padding:10px 12px 14px;font-size:14px;line-height:1.6;overflow-wrap:anywhere}"
    ".cw-bar{display:flex;justify-content:space-between;font-size:12px;opacity:.7;padding-bottom:6px;"
    "border-bottom:1px solid rgba(128,128,128,.2);margin-bottom:8px}"
    ".cw-who{font-weight:600;margin-bottom:2px}.cw-title{font-weight:700;font-size:15px;margin:4px 0}"
    ".cw-more,.cw-topic{color:#2f6db5}.cw-rest{opacity:.45;text-decoration:line-through}"
    ".cw-pics{display:grid;grid-template-columns:repeat(3,1fr);gap:4px;margin-top:8px}"
    ".cw-pics img,.cw-cover img{width:100%;aspect-ratio:1/1;object-fit:cover;border-radius:4px;display:block}"
    ".cw-cover img{aspect-ratio:16/9}.cw-cap{font-size:12px;opacity:.65}"
    ".cw-ad{display:inline-block;font-size:11px;border:1px solid currentColor;border-radius:3px;padding:0 4px;opacity:.7}"
    ".cw-lib{display:flex;gap:10px;flex-wrap:wrap}.cw-lib figure{width:138px;margin:0;font-size:12px;line-height:1.5}"
    ".cw-lib img{width:138px;height:92px;object-fit:contain;background:rgba(128,128,128,.12);border-radius:6px;display:block}"
    ".cw-text{white-space:pre-wrap;line-height:2;font-size:15px;border:1px solid rgba(128,128,128,.3);border-radius:8px;padding:10px 14px}"
    ".cw-bad{background:rgba(192,57,43,.18);border-bottom:2px solid #c0392b}"
    ".cw-warn{background:rgba(214,137,16,.18);border-bottom:2px solid #d68910}"
    ".cw-good{background:rgba(30,132,73,.15);border-bottom:2px solid #1e8449}"
    ".cw-text small{font-size:11px;opacity:.8;margin:0 2px}"
    ".cw-ins{background:rgba(30,132,73,.2)}.cw-del{background:rgba(192,57,43,.18);text-decoration:line-through}</style>"
)


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
    return f'<div class="cw-phones">{"".join(_phone(one, copy, brand, page_url, label=label) for one in shown)}</div>'


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
    return f'<img src="{escape(page_url(address(one.picture)))}" alt="{escape(one.caption or one.picture.scene.subject)}">'


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
