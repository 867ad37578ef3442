"""Line 4: four findings, each with the number that proves it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from workbench.api import Cite, Evidence, Finding, reading

from ..tools.ratio import Ratio
from ..world.build import World
from .labels import Labelled, days_in, hours_in, labelled, lone_days_in, numbers_in
from .mistakes import as_facts, is_near, told
from .truth import best, growths, largest, month_groups, net_change, peak, world_of

LABELS = ("新增最多的一天", "净增环比", "最佳推送时段", "转发率最高的主题")
BARE = 0.3
"""What a right finding earns without its number: it may have been guessed."""

DOWN = ("降", "减少", "下滑", "负增长")


@dataclass(frozen=True, slots=True)
class Item:
    """One finding: its worth in [0, 1], what is said of it, the mistake, what was looked at."""

    worth: float
    note: str
    mistake: str = ""
    looked: str = ""


def four_findings(evidence: Evidence, *, field: str) -> Finding:
    """The peak day, the change against the month before, the best push hour, the topic that is shared most.

    Each is worth a quarter: in full with the number that proves it, BARE without. Hour and topic must be
    named alone.
    """
    world = world_of(evidence.given)
    said = labelled(reading.doc_body(evidence, field), LABELS)
    items = {
        LABELS[0]: _peak(world, said.get(LABELS[0])),
        LABELS[1]: _change(world, said.get(LABELS[1])),
        LABELS[2]: _hour(world, said.get(LABELS[2])),
        LABELS[3]: _topic(world, said.get(LABELS[3])),
    }
    mistakes = Counter(item.mistake for item in items.values() if item.mistake)
    share = sum(item.worth for item in items.values()) / len(items)
    reason = "；".join(f"{label}：{item.note}" for label, item in items.items()) + told(mistakes)
    cites = tuple(Cite(tool="desk.doc", field=field, start=one.start, end=one.end) for one in said.values())
    facts = {**as_facts(mistakes), "hour": items[LABELS[2]].looked, "topic": items[LABELS[3]].looked}
    return Finding(share, reason, cites, facts)


def _peak(world: World, said: Labelled | None) -> Item:
    day, count = peak(world)
    wanted = world.days.day(day)
    right = f"{wanted.month} 月 {wanted.day} 日，新增 {count} 人"
    if said is None:
        return Item(0.0, f"未填，应为 {right}")
    text = said.plain
    named = [one.day for one in days_in(text, wanted.year) if one.month == wanted.month] + lone_days_in(text)
    if set(named) != {wanted.day}:
        return Item(0.0, f"写作“{said.text[:24]}”，应为 {right}")
    if count in numbers_in(text):
        return Item(1.0, "正确")
    return Item(BARE, f"日期正确，人数不对或没有写，应为 {count} 人")


def _change(world: World, said: Labelled | None) -> Item:
    now, before = net_change(world)
    ratio = Ratio(now - before, before)
    right = f"（{now:,} − {before:,}）÷ {before:,} = {ratio.shown}"
    if said is None:
        return Item(0.0, f"未填，应为 {right}")
    numbers = numbers_in(said.plain)
    is_down = any(word in said.text for word in DOWN)
    signed = [-abs(one) for one in numbers] if is_down else numbers
    if any(is_near(one, ratio.exact) for one in signed):
        return Item(1.0, "正确")
    base = growths(world.key)["全月"].growth.exact
    mistake = "cumulative_as_net" if any(is_near(one, base) for one in numbers) else ""
    return Item(0.0, f"写作“{said.text[:24]}”，应为 {right}", mistake)


def _hour(world: World, said: Labelled | None) -> Item:
    found = month_groups(world, "hour")
    winner, biggest = best(found, "open"), largest(found, "open")
    one = found[winner]
    right = f"{winner}，打开率 {one.open.how}"
    if said is None:
        return Item(0.0, f"未填，应为 {right}", looked="未填")
    hours = hours_in(said.plain)
    if hours != {int(winner[:2])}:
        is_sum = hours == {int(biggest[:2])}
        note = f"写作“{said.text[:24]}”，应为 {right}" + (
            "（阅读人数合计最大的时段推送篇数多）" if is_sum else ""
        )
        return Item(0.0, note, "sum_as_best" if is_sum else "", "按合计" if is_sum else "其他")
    return _proved(said, one.open.exact, f"时段正确，打开率不对或没有写，应为 {one.open.how}")


def _topic(world: World, said: Labelled | None) -> Item:
    found = month_groups(world, "topic")
    winner, biggest = best(found, "share"), largest(found, "share")
    one = found[winner]
    right = f"{winner}，转发率 {one.share.how}"
    if said is None:
        return Item(0.0, f"未填，应为 {right}", looked="未填")
    named = {name for name in found if reading.fold(name) in reading.fold(said.text)}
    if named != {winner}:
        is_sum = named == {biggest}
        note = f"写作“{said.text[:24]}”，应为 {right}" + (
            "（转发人数合计最大的主题篇数多）" if is_sum else ""
        )
        return Item(0.0, note, "sum_as_best" if is_sum else "", "按合计" if is_sum else "其他")
    return _proved(said, one.share.exact, f"主题正确，转发率不对或没有写，应为 {one.share.how}")


def _proved(said: Labelled, exact: Decimal | None, note: str) -> Item:
    if any(is_near(one, exact) for one in numbers_in(said.plain)):
        return Item(1.0, "正确", looked="按率")
    return Item(BARE, note, looked="按率")
