"""Ready criteria: what every task may use without writing a line of Python."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.desk.folder import problems
from workbench.domain.score import Cite, Criterion, Finding, cite_events, cite_text
from workbench.domain.trace import Event, Evidence


def text_length(evidence: Evidence, *, field: str, low: int, high: int) -> Finding:
    """Share of the marks for a document's length in characters without white space.

    Full within ``low``..``high``; outside it falls evenly to 0 at half of ``low`` or twice ``high``.
    """
    body = str(evidence.states.get("desk.doc", {}).get("drafts", {}).get(field, ""))
    count = len("".join(body.split()))
    if low <= count <= high:
        share = 1.0
    elif count < low:
        share = max(0.0, (count - low / 2) / (low / 2))
    else:
        share = max(0.0, (2 * high - count) / high)
    reason = f"共 {count} 个字符（不计空白），要求 {low}—{high}"
    return Finding(round(share, 4), reason, cite_text("desk.doc", field))


def step_before_step(
    evidence: Evidence, *, first_tool: str, first_action: str, then_tool: str, then_action: str
) -> Finding:
    """Full marks when the first kind of step was taken before the second kind began."""
    first = evidence.steps(first_tool, first_action)
    then = evidence.steps(then_tool, then_action)
    if not first:
        return Finding(0.0, "没有做应当先做的步骤", cite_events(*(event.seq for event in then[:1])))
    if then and then[0].seq < first[0].seq:
        return Finding(0.0, "次序颠倒：后一步做在前一步之前", cite_events(then[0].seq, first[0].seq))
    return Finding(1.0, "次序正确", cite_events(first[0].seq, *(event.seq for event in then[:1])))


def files_named_and_listed(evidence: Evidence, *, faults_to_zero: int = 4) -> Finding:
    """PQ1: each file is there, not empty, rightly named and on the hand-in list; each fault costs a part.

    The folder's own check finds the faults, over the last states; a file that is not there costs one
    part however it is named. A paper of which no file is there earns nothing. Source:
    process_indicators P01-P03, blueprints PQ1 (每错一处扣1分).
    """
    folder = evidence.states.get("desk.folder")
    if folder is None:
        return Finding(0.0, "没有提交夹")
    faults = problems(folder, evidence.states)
    absent = {fault["deliverable"] for fault in faults if fault["problem"] in ("missing", "empty")}
    counted = [
        fault["text"]
        for fault in faults
        if fault["deliverable"] not in absent or fault["problem"] in ("missing", "empty")
    ]
    nothing = len(absent) == len(folder["wanted"])
    share = 0.0 if nothing else max(0.0, 1 - len(counted) / faults_to_zero)
    reason = "；".join(counted) or f"应交 {len(folder['wanted'])} 件齐全，命名与清单正确"
    return Finding(share, reason, cite_events(*(event.seq for event in evidence.steps("desk.folder")[-1:])))


def saved_and_tidied(evidence: Evidence, *, first_save_minutes: int = 15, saves: int = 2) -> Finding:
    """PQ2: saved by hand early and more than once, and checked the folder before handing in.

    Three indicators of equal weight; a paper without any step earns nothing. Source:
    process_indicators P07 (首次主动保存≤15分钟且全程≥2次) and P18 (提交前检查清单). Integrity events are
    never points.
    """
    by_hand = [
        event for event in evidence.trace if event.params.get("by") == "student" and event.refused is None
    ]
    checks = evidence.steps("desk.folder", "check")
    early = bool(by_hand) and by_hand[0].at <= first_save_minutes * 60
    met = {
        f"开考 {first_save_minutes} 分钟内主动保存": early,
        f"主动保存不少于 {saves} 次（实有 {len(by_hand)} 次）": len(by_hand) >= saves,
        "交卷前检查过提交夹": bool(checks),
    }
    reason = "；".join(f"{name}：{'是' if is_met else '否'}" for name, is_met in met.items())
    return Finding(sum(met.values()) / len(met), reason, _cites(by_hand[:saves], checks[-1:]))


def _cites(*groups: list[Event] | tuple[Event, ...]) -> tuple[Cite, ...]:
    return cite_events(*(event.seq for group in groups for event in group))


READY: Mapping[str, Criterion] = {
    "text_length": text_length,
    "step_before_step": step_before_step,
    "files_named_and_listed": files_named_and_listed,
    "saved_and_tidied": saved_and_tidied,
}
"""The ready criteria by the name that task files use."""
