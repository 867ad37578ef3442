"""The checks of a copy as HTML: the marked text, the tables, and what one version changed against another."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from html import escape

from workbench.api import counting, tables

from ..tools.checks import Copy, Mark, marks
from ..tools.placing import awkward, licence_faults, strangers
from ..tools.platforms import show
from ..world.packs import PLATFORMS, platforms

_STATES = {
    "counts": "禁用",
    "warns": "慎用，须有依据",
    "quoted": "引用并写明出处，须真实",
    "suspect": "跨标点，疑似拆写",
}


def limits_html(copy: Copy, platform_ids: Sequence[str], topics: Sequence[str] = ()) -> str:
    """The platforms' limits beside the present lengths; the same cut as the preview's."""
    rows = []
    for name in platform_ids:
        for check in show(name, copy.title, copy.body, topics).checks:
            limit, unit = check.limit, {"char": "字符", "zi": "字（半角 0.5）"}[check.limit.unit]
            verdict = (
                f"{check.length:g}" if check.fits else f"{check.length:g}，多出 {check.length - limit.at:g}"
            )
            note = "收起" if limit.id == "fold" and not check.fits else ""
            found = (
                tables.text(f"{verdict}，{note}")
                if note
                else f'<span class="wb-w">{tables.mark(verdict, is_good=check.fits)}</span>'
            )
            rows.append(
                [
                    tables.whole(platforms().by_id[name].name),
                    tables.text(limit.name),
                    found,
                    tables.whole(f"{limit.at} {unit}"),
                    tables.dim(f"{limit.source}（{'已核' if limit.verified else '来源未核'}）"),
                ]
            )
    heads = ["平台", "项目", "现在", "限制", "来源"]
    return tables.table(f"平台限制（规则包 {PLATFORMS.read().head.edition}）", heads, rows)


def marked_html(copy: Copy, found: Sequence[Mark]) -> str:
    """The body with its marks; each one names itself."""
    parts: list[str] = []
    at = 0
    for mark in found:
        parts.append(escape(copy.body[at : mark.start]))
        words = escape(copy.body[mark.start : mark.end])
        parts.append(f'<span class="cw-{mark.tone}">{words}</span><small>{escape(mark.tip)}</small>')
        at = mark.end
    return f'<div class="cw-text">{"".join(parts)}{escape(copy.body[at:])}</div>'


def checks_html(copy: Copy, cards: Sequence[str], *, for_examiner: bool) -> str:
    """All tables of the check. An examiner sees what a student must find out: false claims and verdicts."""
    text = marked_html(copy, marks(copy, for_examiner=for_examiner, cards=cards))
    return "".join(
        (
            text,
            _lengths(copy),
            _points(copy, cards, for_examiner=for_examiner),
            _words(copy),
            _selling(copy, for_examiner=for_examiner),
            pictures_html(copy, for_examiner=for_examiner),
        )
    )


def _lengths(copy: Copy) -> str:
    rows = [
        [tables.text(label) + ("（计分口径）" if name == copy.rule else ""), tables.text(copy.lengths[name])]
        for name, (label, _) in counting.RULES.items()
    ]
    own = copy.own
    rows.append([tables.text("与素材连续重合（7 字以上）"), tables.text(f"{own.copied} 字")])
    rows.append([tables.text("自身重复"), tables.text(f"{own.repeated} 字")])
    return tables.table("字数（只算正文）", ["口径", "字数"], rows)


def _points(copy: Copy, cards: Sequence[str], *, for_examiner: bool) -> str:
    names = [
        [tables.text("品牌名"), _said(len(copy.coverage.brand))],
        [tables.text("产品名"), _said(len(copy.coverage.product))],
    ]
    uses = {use.point.id: use for use in copy.coverage.points}
    rows = []
    for claim in copy.world.claims:
        if not for_examiner and claim.id not in cards:
            continue
        if claim.point is not None:
            use = uses[claim.point.id]
            words = "、".join(use.words) or "没有写到"
            wrong = f"；数字 {'、'.join(map(str, use.wrong))} 与卡片 {use.n} 不符" if use.wrong else ""
            rows.append(
                [tables.text(f"{claim.id} {claim.text}"), tables.mark(words + wrong, is_good=use.is_covered)]
            )
        elif for_examiner:
            made = next((one for one in copy.coverage.fakes if one.fake is claim.fake), None)
            said = f"伪卖点，写了：{'、'.join(made.words)}" if made else "伪卖点，没有写"
            rows.append([tables.text(f"{claim.id} {claim.text}"), tables.mark(said, is_good=made is None)])
        else:
            said = "、".join(
                word for use in copy.coverage.fakes if use.fake is claim.fake for word in use.words
            )
            rows.append(
                [tables.text(f"{claim.id} {claim.text}"), tables.mark(said or "没有写到", is_good=bool(said))]
            )
    caption = "卖点与名称" if for_examiner else "自查：选定的卖点写到了吗（真假要您自己对照档案判断）"
    return tables.table(caption, ["内容", "在正文里"], [*names, *rows])


def _said(times: int) -> str:
    return tables.mark(f"出现 {times} 次" if times else "没有出现", is_good=times > 0)


def _words(copy: Copy) -> str:
    rows = [
        [
            tables.text(f"{place}：{text[flag.start : flag.end]}")
            + (tables.dim(f"　即“{flag.word}”") if flag.is_hidden else ""),
            tables.whole(flag.kind.name),
            tables.mark(_STATES[flag.state], is_good=flag.state == "quoted"),
            tables.dim(f"{flag.kind.law}（{'已核' if flag.kind.verified else '来源未核'}）"),
        ]
        for place, text, found in (("标题", copy.title, copy.title_flags), ("正文", copy.body, copy.flags))
        for flag in found
    ]
    rows = rows or [[tables.mark("没有发现", is_good=True), "", "", ""]]
    return tables.table("禁用词与慎用词", ["词", "种类", "判断", "依据"], rows)


def _selling(copy: Copy, *, for_examiner: bool) -> str:
    rows = [
        [tables.whole(find.name), tables.text(copy.body[find.start : find.end])]
        + ([tables.text(f"+{find.adds}")] if for_examiner else [])
        for find in copy.hard_sell.finds
        if for_examiner or find.part != "banned"
    ]
    heads = ["种类", "原文", *(["加分"] if for_examiner else [])]
    caption = copy.hard_sell.shown if for_examiner else f"营销用语（{len(rows)} 处；越少越不像广告）"
    return tables.table(
        caption, heads, rows or [[tables.mark("没有发现", is_good=True), *[""] * (len(heads) - 1)]]
    )


def pictures_html(copy: Copy, *, for_examiner: bool) -> str:
    """The pictures in the text; an examiner also sees what is wrong with each choice."""
    rows = [
        [
            tables.whole(f"{one.picture.id} {one.picture.scene.subject}"),
            tables.text(f"第 {one.after} 段后" if one.after else "正文之前"),
            tables.text(one.caption or "（没有说明）"),
            tables.text(f"{one.picture.width}×{one.picture.height}"),
            tables.text(one.picture.licence),
        ]
        for one in copy.pictures
    ]
    table = tables.table(
        "文案里的图片", ["图片", "位置", "说明", "尺寸", "授权"], rows or [["没有配图", "", "", "", ""]]
    )
    if not for_examiner:
        return table
    faults = {
        "授权不能用于网络": licence_faults(copy.pictures),
        "与产品无关": strangers(copy.pictures),
        "宽高比不合": awkward(copy.pictures),
    }
    said = [f"{name}：{'、'.join(found)}" for name, found in faults.items() if found]
    return table + "".join(f"<div>{tables.mark(one, is_good=False)}</div>" for one in said)


def versions_html(copies: Sequence[tuple[str, Copy]], cards: Sequence[str], *, for_examiner: bool) -> str:
    """A row for each version: what its checks say, beside the version before."""
    chosen = {claim.point.id for claim in copies[0][1].world.claims if claim.point and claim.id in cards}
    heads = [
        "版本",
        "字数",
        "卖点" if for_examiner else "选定卖点",
        "禁用词",
        "营销用语",
        "与素材重合",
        "图片",
    ]
    heads += ["伪卖点", "硬广分"] if for_examiner else []
    rows: list[list[str]] = []
    before: list[int] | None = None
    for name, copy in copies:
        numbers = _numbers(copy, chosen, for_examiner=for_examiner)
        steps = (
            [0] * len(numbers) if before is None else [b - a for a, b in zip(before, numbers, strict=True)]
        )
        cells = [_with_step(number, step) for number, step in zip(numbers, steps, strict=True)]
        rows.append([tables.text(name), *cells])
        before = numbers
    return tables.table("每一版改变了什么（括号里是比上一版的增减）", heads, rows)


def _numbers(copy: Copy, chosen: set[str], *, for_examiner: bool) -> list[int]:
    covered = [use for use in copy.coverage.covered if for_examiner or use.point.id in chosen]
    numbers = [
        copy.own.count, len(covered), len(copy.banned), _selling_finds(copy), copy.own.copied,
        len(copy.pictures),
    ]  # fmt: skip
    return [*numbers, len(copy.coverage.fakes), copy.hard_sell.score] if for_examiner else numbers


def _selling_finds(copy: Copy) -> int:
    return sum(find.part != "banned" for find in copy.hard_sell.finds)


def _with_step(number: int, step: int) -> str:
    return tables.whole(f"{number}（{step:+d}）" if step else f"{number}")


def changes_html(old: str, new: str) -> str:
    """``new`` with what came in and what went out against ``old``."""
    parts: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape(old[a:b]), escape(new[c:d])
        if kind == "equal":
            parts.append(come)
            continue
        parts.append(f'<span class="cw-del">{gone}</span>' if gone else "")
        parts.append(f'<span class="cw-ins">{come}</span>' if come else "")
    return f'<div class="cw-text">{"".join(parts)}</div>'
