"""Lines 1 to 3: the agents' KPI, their weak spots, and the adjusted weights."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from workbench.api import Evidence, Finding, cite_text, reading

from ..tools.money import percent, yuan
from ..world.packs import indicators
from ..world.service import AGENTS, Kpi, Service, service_of, team_sums
from .written import is_near, lines_of, rows_by, told

RATE_TOLERANCE = Decimal("0.05")
"""Percentage points: a rate may be kept to one decimal."""

MONEY_TOLERANCE = Decimal("0.01")

PARTS = {"转化": 0.125, "客单价": 0.125, "得分": 0.5, "名次": 0.25}
"""What each part of an agent's row is worth: 得分 12 and 排名 4 of 16 in the blueprint."""

GUESSED = 2
"""Agents that one indicator written everywhere gets right at most: each is somebody's lowest, one twice."""

_WEIGHT = re.compile(r"^([^:：]{2,20})[:：]\s*([0-9]+(?:\.[0-9]+)?)\s*[%％]?\s*(?:$|[,，;；。（(])")


def _team(evidence: Evidence) -> Service:
    return service_of(evidence.given["service"])


def _names() -> dict[str, str]:
    return {one.id: one.zh for one in indicators()}


def kpi_table(evidence: Evidence, *, field: str) -> Finding:
    """Line 1: each agent's conversion, spend, weighted KPI, and rank.

    A rank counts only beside a right KPI, so that 1 to 6 in any order earns nothing.
    """
    service = _team(evidence)
    results = service.results()
    rows = rows_by(evidence, field, "客服", [one.agent.name for one in results])
    share, notes, right = 0.0, [], 0
    for one in results:
        met = _met(one, rows.get(one.agent.name, {}))
        share += sum(PARTS[name] for name, is_met in met.items() if is_met) / AGENTS
        right += met["得分"]
        wrong = [name for name, is_met in met.items() if not is_met]
        if wrong:
            notes.append(_corrected(one, service, rows.get(one.agent.name, {}), wrong))
    reason = f"六名客服中 {right} 名 KPI 得分正确" + (f"；{'；'.join(notes)}" if notes else "，名次全对")
    return Finding(round(min(1.0, share), 4), reason, cite_text("desk.sheet", field), {"right_kpi": right})


def _met(one: Kpi, row: reading.Row) -> dict[str, bool]:
    conversion = Decimal(one.agent.conversion) / 100
    spend = Decimal(one.agent.spend) / 100
    is_score_right = is_near(row.get("kpi得分", ""), Decimal(one.hundredths) / 100, MONEY_TOLERANCE)
    return {
        "转化": is_near(row.get("询单转化率", ""), conversion, RATE_TOLERANCE),
        "客单价": is_near(row.get("客单价", ""), spend, MONEY_TOLERANCE),
        "得分": is_score_right,
        "名次": is_score_right and is_near(row.get("名次", ""), Decimal(one.rank), Decimal(0)),
    }


def _corrected(one: Kpi, service: Service, row: reading.Row, wrong: list[str]) -> str:
    agent = one.agent
    terms = " + ".join(f"{score} × {service.weights[name]} %" for name, score in one.scores.items())
    right = {
        "转化": f"询单转化率{told(row.get('询单转化率', ''))}，应为 {agent.total(1)} ÷ {agent.total(0)} = "
        f"{percent(agent.conversion)}（两个半月合并计算）",
        "客单价": f"客单价{told(row.get('客单价', ''))}，应为 {yuan(agent.total(3))} ÷ {agent.total(1)} 人 = "
        f"{yuan(agent.spend)}（按付款人数，不按订单数）",
        "得分": f"KPI{told(row.get('kpi得分', ''))}，应为 {terms} = {one.hundredths / 100:g}",
        "名次": f"名次应为第 {one.rank}",
    }
    return f"{agent.name}：{'，'.join(right[name] for name in wrong)}"


def weak_spots(evidence: Evidence, *, sheet: str, doc: str) -> Finding:
    """Line 2, the machine's half: each agent's lowest indicator, in the table and in a line of feedback.

    A line counts when it names one agent and at most two indicators, the lowest among them. The first
    two agents earn nothing, as many as one indicator written everywhere gets right.
    """
    results = _team(evidence).results()
    names = _names()
    rows = rows_by(evidence, sheet, "客服", [one.agent.name for one in results])
    in_table = [
        one for one in results if _named(rows.get(one.agent.name, {}).get("最低指标", "")) == [one.lowest]
    ]
    lines = lines_of(evidence, doc)
    in_words = [one for one in results if any(_is_feedback(line, one, results) for line in lines)]
    share = (_beyond_guess(len(in_table)) + _beyond_guess(len(in_words))) / 2
    missed = [
        f"{one.agent.name}最低的是{names[one.lowest]}"
        for one in results
        if one not in in_table or one not in in_words
    ]
    reason = (
        f"最低指标表中 {len(in_table)}/{AGENTS} 名正确，反馈中 {len(in_words)}/{AGENTS} 名说对"
        f"（各从第 {GUESSED + 1} 名起计分，避免猜测）"
    )
    if missed:
        reason += f"；{'、'.join(missed)}"
    return Finding(share, reason, (*cite_text("desk.sheet", sheet), *cite_text("desk.doc", doc)))


def _beyond_guess(count: int) -> float:
    return max(0, count - GUESSED) / (AGENTS - GUESSED)


def _named(text: str) -> list[str]:
    folded = reading.fold(text)
    return [one.id for one in indicators() if one.said in folded]


def _is_feedback(line: str, one: Kpi, results: tuple[Kpi, ...]) -> bool:
    agents = [other.agent.name for other in results if other.agent.name in line]
    found = _named(line)
    return agents == [one.agent.name] and one.lowest in found and len(found) <= 2  # noqa: PLR2004  a dump names all


def new_weights(
    evidence: Evidence,
    *,
    doc: str,
    rise_low: int,
    rise_high: int,
    least: int,
    sum_part: float,
    rise_part: float,
) -> Finding:
    """Line 3: five weights that sum to 100, the team's weakest indicator raised, no other raised.

    ``rise_low``..``rise_high`` are percentage points; every weight stays at ``least`` or more. The old
    weights again earn nothing.
    """
    service = _team(evidence)
    found = _weights(lines_of(evidence, doc))
    cites = cite_text("desk.doc", doc)
    names = _names()
    if len(found) < len(names):
        missing = "、".join(zh for name, zh in names.items() if name not in found)
        return Finding(0.0, f"缺少新权重：{missing}（写法：“指标：数字 %”，每行一个）", cites)
    whole = sum(found.values())
    shown = " + ".join(f"{found[name]:g}" for name in names)
    if whole != 100:  # noqa: PLR2004  percent
        return Finding(0.0, f"新权重合计 {shown} = {whole:g}，不是 100", cites)
    if all(found[name] == weight for name, weight in service.weights.items()):
        return Finding(0.0, "新权重与原来的完全相同，没有调整", cites)
    weakest = service.weakest()
    rise = found[weakest] - service.weights[weakest]
    sums = "、".join(f"{names[name]} {total}" for name, total in team_sums(service.agents).items())
    reason = (
        f"新权重合计 {shown} = 100；六人得分合计：{sums}，最低的是{names[weakest]}，"
        f"权重由 {service.weights[weakest]} 调为 {found[weakest]:g}"
    )
    if not rise_low <= rise <= rise_high:
        return Finding(sum_part, f"{reason}，应调高 {rise_low}—{rise_high} 个百分点", cites)
    others = [names[name] for name in names if name != weakest and found[name] > service.weights[name]]
    small = [names[name] for name in names if found[name] < least]
    if others or small:
        return Finding(
            sum_part + rise_part,
            f"{reason}；不应再调高：{'、'.join(others) or '无'}；低于 {least} %：{'、'.join(small) or '无'}",
            cites,
        )
    return Finding(1.0, f"{reason}，其余没有调高，都不低于 {least} %", cites)


def _weights(lines: list[str]) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in lines:
        label = _WEIGHT.match(line.replace("**", ""))
        meant = _named(label[1]) if label else []
        if label and len(meant) == 1:
            found.setdefault(meant[0], Decimal(label[2]))
    return found
