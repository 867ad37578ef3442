"""Worked answers to newmedia-05 for any seed: what good, careless and hostile students do."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.api import JSON, SampleStep, worked

from ..tools.ratio import NO_RATE, Ratio
from ..world.build import World
from ..world.packs import account
from ..world.variant import periods, spread, vary
from .answers_texts import analysis, report
from .truth import growths, month_effects, world_of

FAN_COLUMNS = ("时段", "期初累计", "新增", "取关", "净增", "期末累计", "增长率%", "取关率%")
POST_COLUMNS = ("图文", "送达人数", "阅读人数", "转发人数", "点赞", "评论", "打开率%", "转发率%", "互动率%")
SPREAD_COLUMNS = ("维度", "类别", "人数", "占比%")
TOOL = "newmedia.data"
AFTER_EIGHT = 330.0  # seconds after the beginning at which the month's last day can be read

Rows = list[list[str]]


def good(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Everything done in order and right."""
    del seed
    world = world_of(given)
    steps: list[SampleStep] = [
        worked.write_doc("05", report(world).split("## 关键数据", maxsplit=1)[0], 200.0)
    ]
    rows: Rows = []
    for at, name in enumerate(growths(world.key)):
        when = AFTER_EIGHT + 80 * at
        steps.append(_ask_period(world, name, when))
        rows.append(_fan_row(world, name, at + 2))
        steps.append(worked.write_sheet("01", FAN_COLUMNS, rows, when + 40))
    start, last = _month(world)
    whole = {"start": start, "end": last}
    steps += [
        _ask(900.0, view="growth", **whole),
        SampleStep(TOOL, "export", {}, 920.0),
        _ask(960.0, view="posts", **whole),
        SampleStep(TOOL, "export", {}, 980.0),
        worked.write_sheet("02", POST_COLUMNS, _post_rows(world), 1500.0),
        *_charts(whole),
        worked.write_sheet("03", SPREAD_COLUMNS, _spread_rows(world), 2100.0),
        *_looks(world, whole),
        worked.write_doc("04", analysis(world), 2700.0),
        worked.write_doc("05", report(world), 3100.0),
    ]
    return [*steps, *worked.hand_in(given, 3300.0)]


def _month(world: World) -> tuple[str, str]:
    start, end = world.month
    return str(world.days.day(start)), str(world.days.day(end))


def _ask(at: float, **asked: str) -> SampleStep:
    return SampleStep(TOOL, "ask", asked, at)


def _ask_period(world: World, name: str, at: float) -> SampleStep:
    start, end, source = periods(world.key)[name]
    days = {"start": str(world.days.day(start)), "end": str(world.days.day(end))}
    return _ask(at, view="growth", source=source, **days)


def _charts(whole: dict[str, str]) -> list[SampleStep]:
    steps = []
    for at, (dimension, kind, title) in enumerate(
        (("sex", "pie", "粉丝性别分布"), ("age", "bar", "粉丝年龄分布"))
    ):
        steps.append(_ask(1600.0 + 60 * at, view="people", metric=dimension, **whole))
        steps.append(SampleStep(TOOL, "keep_chart", {"kind": kind, "title": title}, 1630.0 + 60 * at))
    return [*steps, _ask(1720.0, view="people", metric="kind", **whole)]


def _looks(world: World, whole: dict[str, str]) -> list[SampleStep]:
    days, before = world.days, world.month[0] - 1
    against = {"against_start": str(days.first), "against_end": str(days.day(before))}
    week = {"start": str(days.day(world.month[1] - 6)), "end": whole["end"]}
    return [
        _ask(2200.0, view="growth", **whole, **against),
        _ask(2260.0, view="groups", by="hour", **whole),
        _ask(2300.0, view="groups", by="topic", metric="share", **whole),
        _ask(2340.0, view="reading", **week),
    ]


def _fan_row(world: World, name: str, line: int) -> list[str]:
    now = growths(world.key)[name]
    counts = [str(now.previous), str(now.new), str(now.lost), f"=C{line}-D{line}", f"=B{line}+E{line}"]
    if now.previous == 0:
        return [name, *counts, NO_RATE, NO_RATE]
    return [name, *counts, f"=ROUND(E{line}/B{line}*100,2)", f"=ROUND(D{line}/B{line}*100,2)"]


def _post_rows(world: World) -> Rows:
    rows = []
    for line, (post, one) in enumerate(month_effects(world), start=2):
        done = one.done
        counts = (one.delivered, done.read_people, done.share_people, done.likes, done.comments)
        formulas = (
            f"=C{line}/B{line}*100",
            f"=D{line}/C{line}*100",
            f"=(D{line}+E{line}+F{line})/C{line}*100",
        )
        rows.append([f"{post.id} {post.title}", *map(str, counts), *formulas])
    return rows


def _spread_rows(world: World) -> Rows:
    rows: Rows = []
    for name, title in (("sex", "性别"), ("age", "年龄"), ("kind", "粉丝类型")):
        shares = spread(world, name)
        first = len(rows) + 2
        area = f"SUM(C${first}:C${first + len(shares) - 1})"
        rows += [
            [title, one.name, str(one.people), f"=ROUND(C{first + at}/{area}*100,2)"]
            for at, one in enumerate(shares)
        ]
    return rows


def wrong_definitions(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The right counts with every definition taken wrongly, typed without formulas, nothing proved."""
    del seed
    world = world_of(given)
    rows: Rows = []
    for name, now in growths(world.key).items():
        rates = (Ratio(now.net, now.total), Ratio(now.lost, now.new))
        shown = [str(one.percent) for one in rates]
        rows.append([name, *map(str, (now.previous, now.new, now.lost, now.net, now.total)), *shown])
    posts: Rows = []
    for post, one in month_effects(world):
        done = one.done
        acts = done.likes + done.comments + done.share_people
        wrong = (
            Ratio(done.read_people, one.fans),
            Ratio(done.share_times, done.read_times),
            Ratio(acts, done.read_times),
        )
        counts = (one.delivered, done.read_people, done.share_people, done.likes, done.comments)
        posts.append([post.id, *map(str, counts), *(str(ratio.percent) for ratio in wrong)])
    return [
        worked.write_sheet("01", FAN_COLUMNS, rows, 1200.0),
        worked.write_sheet("02", POST_COLUMNS, posts, 2000.0),
        worked.write_doc("04", analysis(world, by_sums=True), 2600.0),
        worked.write_doc("05", report(world, adds_days=True), 3000.0),
        SampleStep("desk.folder", "name_file", {"deliverable": "01", "name": "粉丝统计.xlsx"}, 3300.0),
    ]


def other_account(given: JSON, seed: int) -> Sequence[SampleStep]:
    """A whole good answer to another seed's paper, handed in under the own number."""
    other = dict(vary({"shows_rates": given["shows_rates"]}, seed + 1))
    return good({**other, "desk": given["desk"]}, seed + 1)


def constants(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The same few numbers everywhere, as formulas, and every box of the form filled."""
    del seed
    world = world_of(given)
    names = list(growths(world.key))
    fans_rows = [
        [name, "0", "100", "10", f"=C{at}-D{at}", "100", "—", "—"] for at, name in enumerate(names, start=2)
    ]
    posts = [
        [post.id, *["100"] * 5, *[f"=B{at}/B{at}*10"] * 3]
        for at, post in enumerate(world.month_posts, start=2)
    ]
    spreads = [
        [title, one.name, "100", f"=C{at}/C{at}*10"]
        for at, (title, one) in enumerate(
            (
                (title, one)
                for name, title in (("sex", "性别"), ("age", "年龄"), ("kind", "粉丝类型"))
                for one in spread(world, name)
            ),
            start=2,
        )
    ]
    return [
        worked.write_sheet("01", FAN_COLUMNS, fans_rows, 100.0),
        worked.write_sheet("02", POST_COLUMNS, posts, 200.0),
        worked.write_sheet("03", SPREAD_COLUMNS, spreads, 300.0),
        worked.write_doc(
            "04",
            "新增最多的一天：15日，100人\n净增环比：10%\n最佳推送时段：20:00，10%\n转发率最高的主题：不知道，10%",
            400.0,
        ),
        worked.write_doc(
            "05",
            "致：运营部\n统计周期：全月\n期末累计粉丝：100\n本月净增：100\n责任人：我\n完成时间：明天",
            500.0,
        ),
        *worked.hand_in(given, 600.0),
    ]


def dump(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The brief copied into the documents, every number and word at once, steps that no tool takes."""
    del seed
    words = f"{account().company} 增长率 取关率 打开率 转发率 互动率 去重 未知 高互动 沉默 上旬 中旬 下旬 "
    every = "".join(f"{hour}点 " for hour in range(24)) + "".join(topic.name for topic in account().topics)
    numbers = " ".join(str(number) for number in range(400))
    brief = str(given["desk"]["brief"])
    lines = ("新增最多的一天", "净增环比", "最佳推送时段", "转发率最高的主题")
    copied = brief + words * 8 + "".join(f"\n{line}：{every}{numbers}" for line in lines)
    form = "".join(
        f"\n{label}：{numbers} <script>alert(1)</script>"
        for label in ("致", "统计周期", "期末累计粉丝", "责任人")
    )
    noise = [[words, "=1/0", "9" * 40, "-1", "=A1", "NaN", "∞", "100%"]] * 8
    return [
        _ask(1.0, view="growth", start="2026-13-99", end="<script>"),
        _ask(2.0, view="growth", start="1999-01-01", end="2099-01-01"),
        _ask(3.0, view="drop table", start=str(given["first_day"]), end=str(given["last_day"])),
        _ask(4.0, view="growth", start=str(given["last_day"]), end=str(given["last_day"])),
        SampleStep(TOOL, "keep_chart", {"kind": "pie", "title": "性别"}, 5.0),
        SampleStep(TOOL, "ask", {"view": 7}, 6.0),
        worked.write_sheet("01", FAN_COLUMNS, noise, 60.0),
        worked.write_sheet("02", POST_COLUMNS, noise, 90.0),
        worked.write_sheet("03", SPREAD_COLUMNS, [row[:4] for row in noise], 100.0),
        worked.write_doc("04", copied[:19_000], 120.0),
        worked.write_doc("05", (brief + form)[:19_000], 130.0),
        *worked.hand_in(given, 200.0),
    ]


ANSWERS = {
    "newmedia05_good": good,
    "newmedia05_wrong_definitions": wrong_definitions,
    "newmedia05_other_account": other_account,
    "newmedia05_constants": constants,
    "newmedia05_dump": dump,
}
"""The worked answers by the name that the task file uses."""
