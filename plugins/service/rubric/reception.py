"""Lines 1 and 2: the seven steps in order, and the response times."""

from __future__ import annotations

from workbench.api import Evidence, Finding

from ..tools.clock import Times, times
from .talks import STEPS, Part, Talk, follow_fault, mean_of, steps_done

ORDER_FAULTS = (
    "没有先招呼",
    "推荐早于询问",
    "议价早于推荐",
    "没有谈妥就发订单",
    "没有核实就让客户付款",
    "道别早于成交",
)


def seven_steps(evidence: Evidence, *, fault_share: float) -> Finding:
    """Line 1: the steps done rightly out of seven, less ``fault_share`` for each breach of order.

    A step counts where the customer's answer shows that it worked: words alone do nothing. Source:
    service.pre.score.3.
    """
    return mean_of(evidence, lambda talk: _steps(talk, fault_share))


def _steps(talk: Talk, fault_share: float) -> Part:
    done = steps_done(talk)
    said = [fault for note in talk.notes for fault in note.faults]
    faults = [fault for fault in ORDER_FAULTS if fault in said]
    share = max(0.0, len(done) / len(STEPS) - fault_share * len(faults))
    absent = [step for step in STEPS if step not in done]
    note = f"{len(STEPS)} 步做到 {len(done)} 步" + (f"，缺{'、'.join(absent)}" if absent else "")
    note += f"（{follow_fault(talk)}）" if "跟进" in absent and talk.follow else ""
    note += f"；次序错误：{'、'.join(faults)}（各扣 {fault_share:g}）" if faults else ""
    facts: dict[str, str | int | float | bool] = {short: step in done for step, short in STEPS.items()}
    turns = tuple(at for at in done.values() if at is not None)
    return Part(share, f"{note}，得 {share:.2f}", turns, {**facts, "faults": len(faults)})


def response_times(
    evidence: Evidence, *, first: list[float], mean: list[float], fewest_answers: int
) -> Finding:
    """Line 2: first response, mean response and no message left unanswered, a third each.

    ``first`` and ``mean`` are [full, nothing] in seconds; between them the share falls evenly. A
    conversation with fewer than ``fewest_answers`` answers counts in proportion. Source: blueprint line 2.
    """
    rule = f"（首次≤{first[0]:g} 秒、平均≤{mean[0]:g} 秒满分，{first[1]:g} 秒、{mean[1]:g} 秒以上为 0）"
    return mean_of(evidence, lambda talk: _response(talk, first, mean, fewest_answers), rule=rule)


def _response(talk: Talk, first: list[float], mean: list[float], fewest_answers: int) -> Part:
    clock = times(talk.turns)
    weight = min(1.0, clock.answered / fewest_answers)
    parts = (_band(clock.first, first), _band(clock.mean, mean), float(clock.missed == 0))
    share = weight * sum(parts) / len(parts)
    known = {"first": clock.first, "mean": clock.mean, "missed": clock.missed}
    facts = {name: round(value, 1) for name, value in known.items() if value is not None}
    few = f"，不足 {fewest_answers} 次按比例" if 0 < clock.answered < fewest_answers else ""
    return Part(share, f"{_told(clock)}{few}，得 {share:.2f}", (0,), facts)


def _band(seconds: float | None, band: list[float]) -> float:
    if seconds is None:
        return 0.0
    full, nothing = band
    return max(0.0, min(1.0, (nothing - seconds) / (nothing - full)))


def _told(clock: Times) -> str:
    if clock.first is None or clock.mean is None:
        return "没有有效答复"
    return (
        f"首次 {clock.first:.0f} 秒，平均 {clock.mean:.0f} 秒，"
        f"有效答复 {clock.answered} 次，漏回 {clock.missed} 次"
    )
