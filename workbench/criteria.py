"""Ready criteria: what every task may use without writing a line of Python."""

from __future__ import annotations

from collections.abc import Mapping

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

    The folder's own check finds the faults, run over the last states. A paper with nothing in its
    folder earns nothing. Source: process_indicators P01-P03, blueprints PQ1 (每错一处扣1分).
    """
    wanted = evidence.given.get("desk", {}).get("deliverables", [])
    files = evidence.states.get("desk.folder", {}).get("files", {})
    faults = [fault for made in wanted if (fault := _file_fault(evidence, made, files.get(made["id"], {})))]
    extras = [
        name for name, file in files.items() if file.get("listed") and name not in {m["id"] for m in wanted}
    ]
    faults += [f"{name}：不在应交之列" for name in extras]
    share = max(0.0, 1 - len(faults) / faults_to_zero) if len(faults) < len(wanted) else 0.0
    checks = cite_events(*(event.seq for event in evidence.steps("desk.folder")[-1:]))
    return Finding(share, "；".join(faults) or f"应交 {len(wanted)} 件齐全，命名与清单正确", checks)


def _file_fault(evidence: Evidence, made: Mapping[str, str], file: Mapping[str, object]) -> str:
    desk = evidence.given["desk"]
    right = f"{desk['candidate']}_{desk['item_code']}_{made['name']}"
    if _is_empty(evidence, made):
        return f"{made['name']}：没有内容"
    if file.get("name") != right:
        return f"{made['name']}：文件名是“{file.get('name', '')}”，应为“{right}”"
    if not file.get("listed"):
        return f"{made['name']}：没有列入提交清单"
    return ""


def _is_empty(evidence: Evidence, made: Mapping[str, str]) -> bool:
    state = evidence.states.get(made["tool"], {})
    if made["tool"] == "desk.sheet":
        rows = state.get("values", {}).get(made["id"], {}).get("rows", [])
        return not any(str(cell).strip() for row in rows for cell in row)
    body = str(state.get("drafts", {}).get(made["id"], "")).strip()
    return body in ("", made.get("template", "").strip())


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
