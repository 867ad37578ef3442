"""What is asked of the data: which view, which days, which source or post, against which other days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from workbench.api import JSON, Refused

from ..world.build import World
from ..world.days import PUBLISHED
from ..world.packs import sources
from .fans import DIMENSIONS


@dataclass(frozen=True, slots=True)
class ViewKind:
    """One view of the data. ``by``: its kinds of rows; ``metrics``: what its chart shows, default first."""

    name: str
    by: Mapping[str, str]
    metrics: Mapping[str, str]
    takes_source: bool = False
    takes_post: bool = False
    takes_against: bool = False


VIEWS: Mapping[str, ViewKind] = {
    "growth": ViewKind(
        "用户增长",
        {"day": "按日", "source": "按来源"},
        {"both": "新增与取关", "net": "净增", "total": "累计"},
        takes_source=True,
        takes_against=True,
    ),
    "people": ViewKind("用户属性", {"class": "按类别"}, DIMENSIONS),
    "posts": ViewKind(
        "单篇图文",
        {"post": "按图文"},
        {"read": "阅读人数", "delivered": "送达人数", "share": "转发人数", "like": "点赞"},
        takes_post=True,
    ),
    "reading": ViewKind(
        "阅读趋势",
        {"day": "按日", "hour": "按小时"},
        {"people": "阅读人数", "times": "阅读次数", "share": "转发人数"},
        takes_post=True,
        takes_against=True,
    ),
    "groups": ViewKind(
        "分组比较",
        {"hour": "按推送时段", "topic": "按主题"},
        {"read": "阅读人数合计", "share": "转发人数合计", "delivered": "送达人数合计"},
    ),
}
"""The views by their id, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Query:
    """A checked question. Days are numbers, both ends inside; blank is all; ``against`` may be None."""

    view: str
    start: int
    end: int
    by: str
    metric: str
    source: str = ""
    post: str = ""
    against: tuple[int, int] | None = None

    @property
    def kind(self) -> ViewKind:
        """What the view is."""
        return VIEWS[self.view]

    def as_json(self) -> JSON:
        """The JSON that ``query_of`` reads."""
        return {**asdict(self), "against": list(self.against) if self.against else None}


def query_of(state: JSON) -> Query:
    """The query that a state holds."""
    against = state["against"]
    return Query(**{**state, "against": tuple(against) if against else None})


def checked(world: World, asked: JSON, elapsed: float) -> Query:
    """The query that ``asked`` (the fields of Ask) means. Raises Refused in the student's words."""
    view = VIEWS.get(asked["view"])
    if view is None:
        raise Refused(
            f"没有“{asked['view']:.20}”这个页面，请选{'、'.join(one.name for one in VIEWS.values())}。"
        )
    start, end = _stretch(world, asked["start"], asked["end"], elapsed)
    source, post = asked.get("source", ""), asked.get("post", "")
    _known(source, {one.key for one in sources()}, "来源")
    _known(post, {one.id for one in world.posts}, "图文")
    return Query(
        view=asked["view"],
        start=start,
        end=end,
        by=_choice(asked.get("by", ""), view.by, "分组"),
        metric=_choice(asked.get("metric", ""), view.metrics, "指标"),
        source=source if view.takes_source else "",
        post=post if view.takes_post else "",
        against=_against(world, asked, elapsed) if view.takes_against else None,
    )


def _stretch(world: World, first: str, last: str, elapsed: float) -> tuple[int, int]:
    start, end = world.days.number(first), world.days.number(last)
    if start > end:
        raise Refused(f"开始日期 {first} 在结束日期 {last} 之后，请改过来。")
    newest = world.days.published(elapsed)
    if end > newest:
        raise Refused(
            f"{last} 的数据要到次日 {PUBLISHED:%H:%M} 才发布，现在是 {world.days.now(elapsed):%H:%M}，"
            f"可查到 {world.days.day(newest)}。"
        )
    return start, end


def _against(world: World, asked: JSON, elapsed: float) -> tuple[int, int] | None:
    first, last = asked.get("against_start", ""), asked.get("against_end", "")
    if not first and not last:
        return None
    if not first or not last:
        raise Refused("对比时段的开始和结束日期要都选，或者都不选。")
    return _stretch(world, first, last, elapsed)


def _known(name: str, known: set[str], kind: str) -> None:
    if name and name not in known:
        raise Refused(f"没有“{name:.20}”这个{kind}。")


def _choice(name: str, known: Mapping[str, str], kind: str) -> str:
    if not name:
        return next(iter(known))
    if name not in known:
        raise Refused(f"这个页面没有“{name:.20}”这个{kind}，可选{'、'.join(known.values())}。")
    return name
