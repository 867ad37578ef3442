"""Lines 2, 6 and 8: length, selling points, and not being an advertisement. One copy, one set of checks."""

from __future__ import annotations

from workbench.api import Cite, Evidence, Finding

from ..tools.banned import kinds
from ..tools.checks import Copy, copy_of
from ..tools.publish import EDITOR

Facts = dict[str, str | int | float | bool]
_TEXT_MOST = 400  # characters of the copy that the panels count again by every rule


def copy_in(evidence: Evidence) -> Copy | None:
    """The copy that was handed in; None where the paper has no editor."""
    state = evidence.states.get(EDITOR)
    return None if state is None else copy_of(state)


def cites_of(evidence: Evidence, *spans: tuple[int, int]) -> tuple[Cite, ...]:
    """Cites of stretches of the body, or of the whole body."""
    field = evidence.given["copy"]["field"]
    return tuple(Cite(tool=EDITOR, field=field, start=a, end=b) for a, b in spans) or (
        Cite(tool=EDITOR, field=field),
    )


def copy_length(evidence: Evidence, *, full: list[int], half: list[int]) -> Finding:
    """Full marks within ``full``, half within ``half``, else nothing; [low, high] of the effective length.

    The effective length is the count by the paper's rule, less what is copied from the paper or repeated
    where that is more than three tenths of it, and 0 for a list of keywords. Source: oddities A3.
    """
    copy = copy_in(evidence)
    if copy is None or not copy.body.strip():
        return Finding(0.0, "正文没有写")
    own = copy.own
    n = own.effective
    share = 1.0 if full[0] <= n <= full[1] else 0.5 if half[0] <= n <= half[1] else 0.0
    wanted = f"{full[0]}—{full[1]} 字满分，{half[0]}—{half[1]} 字一半"
    reason = f"{own.shown}；计分字数 {n}，{wanted}"
    facts: Facts = {
        "text": copy.body[:_TEXT_MOST], "length": own.count, "effective": n, "copied": own.copied,
        "repeated": own.repeated, "is_list": own.is_list, "low": full[0], "high": full[1],
    }  # fmt: skip
    return Finding(share, reason, cites_of(evidence, *own.copied_spans, *own.repeated_spans), facts)


def selling_points(evidence: Evidence, *, least: int) -> Finding:
    """Share of ``least`` true points that the copy uses; nothing with a false claim or a banned word.

    Points with a number that is not the paper's do not count, and each takes half away. Brand and product
    must be named: a copy without them sells nobody's rice.
    """
    copy = copy_in(evidence)
    if copy is None or not copy.body.strip():
        return Finding(0.0, "正文没有写")
    found = copy.coverage
    names = "、".join(f"{use.point.name}（{use.words[0]}）" for use in found.covered) or "没有"
    notes = [f"写到真卖点 {len(found.covered)} 个：{names}，要求不少于 {least} 个"]
    share = min(1.0, len(found.covered) / least)
    for use in found.wrong:
        share = max(0.0, share - 0.5)
        notes.append(f"{use.point.name}的数字 {'、'.join(map(str, use.wrong))} 与素材 {use.n} 不符")
    zero = [f"伪卖点 {use.fake.name}（{use.words[0]}）：档案写明“{use.fake.truth}”" for use in found.fakes]
    zero += [f"禁用词“{flag.word}”（{flag.kind.law.split('：')[0]}）" for flag in copy.banned]
    zero += [] if found.is_named else ["没有同时写出品牌名和产品名"]
    zero += [] if copy.own.is_own else [copy.own.shown]
    if zero:
        notes.append("；".join(["有下列情形，本项不得分", *zero]))
    suspect = [copy.body[flag.start : flag.end] for flag in copy.flags if flag.state == "suspect"]
    if suspect:
        notes.append(f"疑似用标点拆写禁用词，未计，请考评员看：{'、'.join(suspect)}")
    spans = [span for use in found.covered for span in use.spans]
    spans += [span for use in found.fakes for span in use.spans]
    hidden = sum(flag.is_hidden for flag in copy.banned)
    facts: Facts = {
        "covered": len(found.covered), "false_claims": len(found.fakes), "hidden": hidden,
    }  # fmt: skip
    facts |= {f"banned_{kind}": sum(flag.kind.id == kind for flag in copy.banned) for kind in kinds()}
    return Finding(0.0 if zero else share, "；".join(notes), cites_of(evidence, *spans), facts)


def not_an_advert(evidence: Evidence, *, full: int, half: int) -> Finding:
    """Full marks up to ``full`` of the hard-sell sum, half up to ``half``, else nothing.

    Two opposed checks: a copy that hides brand, product and points is no advertisement but no copy
    either, and earns nothing. A purchase link wants the label 广告 (互联网广告管理办法第九条); the label
    itself costs nothing, and calling oneself no advertisement is counted against the text.
    """
    copy = copy_in(evidence)
    if copy is None or not copy.body.strip():
        return Finding(0.0, "正文没有写")
    sell = copy.hard_sell
    share = 1.0 if sell.score <= full else 0.5 if sell.score <= half else 0.0
    notes = [f"{sell.shown}；不超过 {full} 满分，不超过 {half} 一半"]
    zero = []
    if not copy.coverage.is_named or not copy.coverage.covered:
        zero.append("没有写出品牌、产品和至少一个真卖点，谈不上推广")
    if not copy.own.is_own:
        zero.append(copy.own.shown)
    if _is_unlabelled(evidence, copy):
        zero.append("放了购买链接而没有标明“广告”")
    if zero:
        notes.append("；".join(["有下列情形，本项不得分", *zero]))
    spans = [(find.start, find.end) for find in sell.finds]
    facts = {"hard_sell": sell.score, "is_named": copy.coverage.is_named}
    return Finding(0.0 if zero else share, "；".join(notes), cites_of(evidence, *spans), facts)


def _is_unlabelled(evidence: Evidence, copy: Copy) -> bool:
    state = evidence.states.get("copywriting.publish", {})
    settings = (state.get("posts") or [state.get("settings", {})])[-1]
    return (bool(settings.get("link")) or copy.hard_sell.has("link")) and not settings.get("label")
