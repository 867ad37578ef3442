"""粉丝与传播数据: the engine. It holds what was asked, which charts were kept and what was exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.api import JSON, Action, Refused

from ..world.build import build, key_of, world_json
from .fans import DIMENSIONS
from .query import checked, query_of

MOST_EXPORTS, MOST_TITLE_CHARS = 12, 30
CHART_KINDS = {"bar": "条形图", "pie": "饼图", "line": "折线图"}


@dataclass(frozen=True, slots=True)
class Ask:
    """Look at a view of some days (``2026-06-01``), of one source or post, against other days."""

    view: str
    start: str
    end: str
    at: float
    by: str = ""
    metric: str = ""
    source: str = ""
    post: str = ""
    against_start: str = ""
    against_end: str = ""


@dataclass(frozen=True, slots=True)
class KeepChart:
    """Keep the chart of the dimension that is shown, under a title of the student's own."""

    kind: Literal["bar", "pie", "line"]
    title: str


@dataclass(frozen=True, slots=True)
class DropChart:
    """Take the chart of that dimension out again."""

    dimension: str


@dataclass(frozen=True, slots=True)
class ExportShown:
    """Make an Excel file of what is shown now."""

    at: float


ACTIONS = (
    Action("ask", "查询数据", Ask, stamped=True),
    Action("keep_chart", "把图放进图表册", KeepChart),
    Action("drop_chart", "从图表册取出", DropChart),
    Action("export", "导出筛选结果", ExportShown, stamped=True),
)


class DataEngine:
    """State: ``world``, ``shows_rates``, ``query`` (as JSON), ``asked`` (how often).

    ``charts`` is {dimension: {"kind", "title", "start", "end"}}; ``exports`` [{"id", "query"}], newest last.
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """The newest seven published days, as a backend opens. The variant's own key makes the account."""
        del seed
        world = build(key_of(given))
        newest = world.days.published(0)
        asked = {
            "view": "growth",
            "start": str(world.days.day(newest - 6)),
            "end": str(world.days.day(newest)),
        }
        return {
            **world_json(world.key),
            "shows_rates": bool(given.get("shows_rates", True)),
            "query": checked(world, asked, 0).as_json(),
            "asked": 0,
            "charts": {},
            "exports": [],
        }

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after a step. Refuses days without data, unknown names, a chart of no dimension."""
        if action == "ask":
            query = checked(build(key_of(state)), params, params["at"])
            return {**state, "query": query.as_json(), "asked": state["asked"] + 1}
        if action == "keep_chart":
            return _kept(state, params["kind"], params["title"])
        if action == "drop_chart":
            return _dropped(state, params["dimension"])
        if action == "export":
            return _exported(state)
        raise Refused(f"没有“{action}”这个操作。")


def _kept(state: JSON, kind: str, title: str) -> JSON:
    query = query_of(state["query"])
    if query.view != "people":
        raise Refused("图表册放粉丝分布图：请先在“用户属性”里查询一个维度，再放进图表册。")
    title = " ".join(title.split())
    if not title or not title.isprintable():
        raise Refused("请给图写一个标题。")
    if len(title) > MOST_TITLE_CHARS:
        raise Refused(f"图的标题最多 {MOST_TITLE_CHARS} 个字，现在有 {len(title)} 个。")
    chart = {"kind": kind, "title": title, "start": query.start, "end": query.end}
    return {**state, "charts": {**state["charts"], query.metric: chart}}


def _dropped(state: JSON, dimension: str) -> JSON:
    if dimension not in state["charts"]:
        name = DIMENSIONS.get(dimension, dimension)
        raise Refused(f"图表册里没有“{name:.20}”的图。")
    return {**state, "charts": {name: chart for name, chart in state["charts"].items() if name != dimension}}


def _exported(state: JSON) -> JSON:
    query, days = query_of(state["query"]), build(key_of(state)).days
    last = max((int(one["id"].rpartition("_")[2]) for one in state["exports"]), default=0)
    stretch = f"{days.day(query.start):%m%d}-{days.day(query.end):%m%d}"
    made = {"id": f"{query.kind.name}_{stretch}_{last + 1}", "query": state["query"]}
    return {**state, "exports": [*state["exports"], made][-MOST_EXPORTS:]}
