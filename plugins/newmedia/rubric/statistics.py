"""Lines 1 and 2: the table of followers and the table of posts, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from workbench.api import Evidence, Finding, cite_text, reading

from ..tools.fans import Growth
from ..tools.ratio import Ratio
from ..tools.spreading import Effect
from ..world.build import Post, World, key_of
from .mistakes import as_facts, is_near, of_growth, of_post, told
from .truth import growths, month_effects, world_of

COUNTS: Mapping[str, Callable[[Growth], int]] = {
    "期初累计": lambda one: one.previous,
    "新增": lambda one: one.new,
    "取关": lambda one: one.lost,
    "净增": lambda one: one.net,
    "期末累计": lambda one: one.total,
}
RATES: Mapping[str, Callable[[Growth], Ratio]] = {
    "增长率": lambda one: one.growth,
    "取关率": lambda one: one.churn,
}
POST_COUNTS: Mapping[str, Callable[[Effect], int]] = {
    "送达人数": lambda one: one.delivered,
    "阅读人数": lambda one: one.done.read_people,
    "转发人数": lambda one: one.done.share_people,
    "点赞": lambda one: one.done.likes,
    "评论": lambda one: one.done.comments,
}
POST_RATES: Mapping[str, Callable[[Effect], Ratio]] = {
    "打开率": lambda one: one.open,
    "转发率": lambda one: one.share,
    "互动率": lambda one: one.interact,
}

POST_RULE = (
    "（打开率 = 阅读人数 ÷ 送达人数；转发率 = 转发人数 ÷ 阅读人数；"
    "互动率 =（点赞 + 评论 + 转发人数）÷ 阅读人数）"
)

ROW_NAMES: Mapping[str, tuple[str, ...]] = {
    "上旬": ("上旬",),
    "中旬": ("中旬",),
    "下旬": ("下旬",),
    "扫码": ("扫码", "二维码", "扫描"),
    "直播": ("直播",),
    "全月": ("全月", "本月", "整月", "合计", "全部"),
}
"""Words by which a row is known, the particular before the whole."""

NO_RATE_WORDS = frozenset(
    {
        "—",
        "-",
        "–",
        "--",
        "——",
        "/",
        "无",
        "n/a",
        "na",
        "不适用",
        "无意义",
        "无法计算",
        "不能计算",
        "没有",
        "无增长率",
        "无取关率",
    }
)
"""How a student says that a rate does not exist, folded."""

OWN_SHARE = 0.5
"""What a rate earns that follows rightly from the student's own wrong counts."""


@dataclass(slots=True)
class Tally:
    """What was found so far, a cell at a time."""

    cells: int = 0
    worth: float = 0.0
    notes: list[str] = field(default_factory=list)
    mistakes: Counter[str] = field(default_factory=Counter)

    def note(self, text: str) -> None:
        """Remember a fault."""
        self.notes.append(text)

    def finding(self, right: str, sheet: str) -> Finding:
        """The share of the cells' worth, with the first faults."""
        share = self.worth / self.cells if self.cells else 0.0
        reason = f"{self.cells} 格计 {self.worth:g} 格正确{right}{told(self.mistakes)}"
        if self.notes:
            more = f"等 {len(self.notes)} 处" if len(self.notes) > 6 else ""  # noqa: PLR2004  a reason stays short
            reason += f"；不符：{'；'.join(self.notes[:6])}{more}"
        return Finding(share, reason, cite_text("desk.sheet", sheet), as_facts(self.mistakes))


def fan_statistics(evidence: Evidence, *, field: str) -> Finding:
    """Line 1: six rows of seven cells against the account.

    Counts must be exact, rates within the paper's tolerance. A row in which neither 新增 nor 期末累计 is
    right earns nothing; a rate that follows from own wrong counts earns half.
    """
    truth = growths(key_of(evidence.given))
    rows = named_rows(reading.sheet_rows(evidence, field), "时段", ROW_NAMES)
    tally = Tally()
    for name, now in truth.items():
        parts = tuple(truth[part] for part in ("上旬", "中旬", "下旬")) if name == "全月" else ()
        _growth_row(tally, name, rows.get(name, {}), (now, *parts))
    return tally.finding("（6 行 × 7 格；增长率 = 净增 ÷ 期初累计，取关率 = 取关 ÷ 期初累计）", field)


def named_rows(
    rows: Sequence[reading.Row], column: str, names: Mapping[str, tuple[str, ...]]
) -> dict[str, reading.Row]:
    """The first row that each name means."""
    found: dict[str, reading.Row] = {}
    for row in rows:
        text = reading.fold(row.get(column, ""))
        name = next((name for name, words in names.items() if any(word in text for word in words)), None)
        if name is not None:
            found.setdefault(name, row)
    return found


def _growth_row(tally: Tally, name: str, row: reading.Row, truth: tuple[Growth, ...]) -> None:
    now, parts = truth[0], truth[1:]
    tally.cells += len(COUNTS) + len(RATES)
    said = {column: reading.number(row.get(column, "")) for column in COUNTS}
    right = {column: said[column] == of(now) for column, of in COUNTS.items()}
    if not (right["新增"] or right["期末累计"]):
        tally.note(f"{name}的新增和期末累计都不对，整行不计" if row else f"没有“{name}”这一行")
        return
    for column, of in COUNTS.items():
        tally.worth += right[column]
        if not right[column]:
            tally.note(f"{name}{column} {_told(said[column])}，应为 {of(now):,}")
    for column, rate in RATES.items():
        cell = row.get(column, "")
        if is_rate(cell, rate(now)):
            tally.worth += 1
            continue
        value = reading.number(cell)
        kind = None if value is None else of_growth(column, value, now, parts)
        if kind is not None:
            tally.mistakes[kind] += 1
        elif value is not None and _follows(column, value, said):
            tally.worth += OWN_SHARE
        tally.note(f"{name}{column} {_told(value)}，应为 {rate(now).how}")


def _follows(column: str, value: Decimal, said: Mapping[str, Decimal | None]) -> bool:
    top, bottom = said["净增" if column == "增长率" else "取关"], said["期初累计"]
    return top is not None and bool(bottom) and is_near(value, top * 100 / bottom if bottom else None)


def is_rate(cell: str, ratio: Ratio) -> bool:
    """Whether a cell says the rate; where there is none it must say so in a sign or a word."""
    if ratio.bottom == 0:
        return reading.fold(cell) in NO_RATE_WORDS
    said = reading.number(cell)
    return said is not None and is_near(said, ratio.exact)


def _told(said: Decimal | None) -> str:
    return "未填" if said is None else f"{said:f}"[:12]


def by_post(rows: Sequence[reading.Row], world: World) -> dict[str, reading.Row]:
    """The first row of each of the month's posts, known by its number or its title."""
    found: dict[str, reading.Row] = {}
    for row in rows:
        post = _post_named(row.get("图文", ""), world.month_posts)
        if post is not None:
            found.setdefault(post.id, row)
    return found


def _post_named(cell: str, posts: Sequence[Post]) -> Post | None:
    text = reading.fold(cell)
    for post in posts:
        if text == reading.fold(post.id) or reading.fold(post.title) in text:
            return post
    longest = sorted(posts, key=lambda post: -len(post.id))
    return next((post for post in longest if text.startswith(reading.fold(post.id))), None)


def post_metrics(evidence: Evidence, *, field: str) -> Finding:
    """Line 2: three rates of each of eight posts (blueprint: 正确数 / 24).

    A rate that follows from own wrong counts earns half, where 送达人数 or 阅读人数 is the account's.
    """
    world, tally = world_of(evidence.given), Tally()
    rows = by_post(reading.sheet_rows(evidence, field), world)
    for post, one in month_effects(world):
        row = rows.get(post.id, {})
        said = {column: reading.number(row.get(column, "")) for column in POST_COUNTS}
        for column, rate in POST_RATES.items():
            tally.cells += 1
            _post_cell(tally, f"{post.id}{column}", row.get(column, ""), (column, rate(one), one, said))
    return tally.finding(POST_RULE, field)


def _post_cell(
    tally: Tally, name: str, cell: str, wanted: tuple[str, Ratio, Effect, Mapping[str, Decimal | None]]
) -> None:
    column, ratio, one, said = wanted
    value = reading.number(cell)
    if value is not None and is_near(value, ratio.exact):
        tally.worth += 1
        return
    kind = None if value is None else of_post(column, value, one)
    if kind is not None:
        tally.mistakes[kind] += 1
    elif value is not None and _post_follows(column, value, one, said):
        tally.worth += OWN_SHARE
    tally.note(f"{name} {_told(value)}，应为 {ratio.how}")


def _post_follows(column: str, value: Decimal, one: Effect, said: Mapping[str, Decimal | None]) -> bool:
    is_read_off = any(said[name] == POST_COUNTS[name](one) for name in ("送达人数", "阅读人数"))
    top = {
        "打开率": [said["阅读人数"]],
        "转发率": [said["转发人数"]],
        "互动率": [said["点赞"], said["评论"], said["转发人数"]],
    }[column]
    bottom = said["送达人数" if column == "打开率" else "阅读人数"]
    if not is_read_off or not bottom or any(part is None for part in top):
        return False
    return is_near(value, sum((part for part in top if part is not None), Decimal(0)) * 100 / bottom)
