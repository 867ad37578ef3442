"""Line 7, the machine's part: the brief report's four elements."""

from __future__ import annotations

from collections import Counter
from datetime import date

from workbench.api import Cite, Evidence, Finding, reading

from ..world.build import World
from .labels import Labelled, days_in, labelled, numbers_in
from .mistakes import as_facts, told
from .truth import growths, week_readers, world_of

LABELS = ("致", "统计周期", "期末累计粉丝", "本月净增", "最后七天阅读人数", "责任人", "完成时间")
ELEMENTS = 4


def report_elements(evidence: Evidence, *, field: str) -> Finding:
    """Four elements of equal weight; the key numbers are an element in thirds.

    Without one right key number the others count nothing: a form filled with words is no report.
    """
    world = world_of(evidence.given)
    said = labelled(reading.doc_body(evidence, field), LABELS)
    notes: list[str] = []
    mistakes: Counter[str] = Counter()
    numbers = _numbers(world, said, notes, mistakes)
    period = said.get("统计周期")
    start, last = world.days.month, world.days.last
    others = {
        "写明致送对象": "致" in said,
        f"统计周期为 {start} 至 {last}": period is not None
        and {start, last} <= set(days_in(period.plain, last.year)),
        "有责任人和晚于统计周期的完成时间": "责任人" in said and _is_later(said.get("完成时间"), last),
    }
    notes += [f"没有做到：{name}" for name, is_met in others.items() if not is_met]
    share = (numbers + sum(others.values())) / ELEMENTS if numbers else 0.0
    if not numbers:
        notes.append("关键数据没有一个正确，其余要素不计分")
    reason = (
        f"四要素计 {share * ELEMENTS:.2f} 项" + (f"；{'；'.join(notes)}" if notes else "") + told(mistakes)
    )
    cites = tuple(Cite(tool="desk.doc", field=field, start=one.start, end=one.end) for one in said.values())
    return Finding(share, reason, cites, as_facts(mistakes))


def _numbers(world: World, said: dict[str, Labelled], notes: list[str], mistakes: Counter[str]) -> float:
    month = growths(world.key)["全月"]
    once, summed = week_readers(world.key)
    wanted = {"期末累计粉丝": month.total, "本月净增": month.net, "最后七天阅读人数": once}
    right = 0
    for label, number in wanted.items():
        one = said.get(label)
        found = numbers_in(one.plain) if one is not None else []
        if number in found:
            right += 1
            continue
        if label == "最后七天阅读人数" and summed in found:
            mistakes["uv_added"] += 1
        notes.append(f"{label}{'未填' if one is None else f'写作“{one.text[:20]}”'}，应为 {number:,}")
    return right / len(wanted)


def _is_later(said: Labelled | None, last: date) -> bool:
    return said is not None and any(day > last for day in days_in(said.plain, last.year))
