"""The keyword-bid planner: an account is built, a simulated week is run, read, and run again. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from workbench.api import JSON, Action, Refused

from ..world.market import facts
from . import editing
from .account import Account, Plan, Unit, account_of, as_json
from .campaign import Week, run_week
from .export import MAKERS
from .money import fen_of
from .report import summed

MAX_RUNS = 20
KEPT_ACCOUNTS = 3  # newest runs whose whole account the state keeps, so that it stays small
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class SavePlan:
    """A new plan (``old`` blank) or new settings of plan ``old``. ``budget`` in yuan, ``end`` exclusive."""

    old: str
    name: str
    budget: str
    areas: list[str]
    start: int
    end: int
    device: str
    negatives: str
    exact_negatives: str
    paused: bool


@dataclass(frozen=True, slots=True)
class SaveUnit:
    """A new unit (``old`` blank) or the new settings of unit ``old``."""

    plan: str
    old: str
    name: str
    page: str
    paused: bool


@dataclass(frozen=True, slots=True)
class SetKeywords:
    """All keywords of a unit: rows of word, match, bid in yuan, and "1" where it is paused."""

    plan: str
    unit: str
    rows: list[list[str]]


@dataclass(frozen=True, slots=True)
class Import:
    """A pasted table: plan, unit, keyword, match, bid."""

    text: str


@dataclass(frozen=True, slots=True)
class SaveCreative:
    """A new creative (``number`` 0) or the one of that number, from 1."""

    plan: str
    unit: str
    number: int
    title: str
    line1: str
    line2: str
    paused: bool


@dataclass(frozen=True, slots=True)
class CopyCreatives:
    """The creatives of a unit, for every unit that has keywords and no creative."""

    plan: str
    unit: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A plan (``unit`` blank), a unit (``number`` 0) or a creative of it."""

    plan: str
    unit: str
    number: int


@dataclass(frozen=True, slots=True)
class Run:
    """The simulated week with the account as it stands; ``note`` says what was changed and why."""

    note: str


@dataclass(frozen=True, slots=True)
class HandOut:
    """A file made of the account, to be handed in as ``deliverable``."""

    deliverable: str
    file: str
    name: str
    size: int
    facts: dict[str, Any]  # Any: nothing is read from it; the file is compared as a whole


ACTIONS = (
    Action("save_plan", "保存计划", SavePlan),
    Action("save_unit", "保存单元", SaveUnit),
    Action("set_keywords", "保存关键词", SetKeywords),
    Action("import", "批量导入关键词", Import),
    Action("save_creative", "保存创意", SaveCreative),
    Action("copy_creatives", "复制创意", CopyCreatives),
    Action("remove", "删除", Remove),
    Action("run", "运行模拟一周", Run),
    Action("hand_out", "导出文件", HandOut, takes_file=True),
)


class PlannerEngine:
    """State: ``account``; ``runs`` [{"no", "note", "sums", "account" (newest only)}]; ``files``; ``exports``.

    ``exports`` says which deliverable is made of what. A file that the account has outgrown is dropped.
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """An empty account. The variant's own seed makes the market, so ``seed`` is not used."""
        del seed
        return {
            "market": dict(given["market"]),
            "account": as_json(Account()),
            "runs": [],
            "files": {},
            "exports": dict(given.get("exports", {})),
        }

    def apply(self, state: JSON, action: str, params: JSON, seen: Mapping[str, JSON] | None = None) -> JSON:
        """The state after a step. ``seen`` is for the face alone, which offers the sheet's rows to import."""
        del seen
        if action == "run":
            return _run(state, params["note"])
        if action == "hand_out":
            return _handed_out(state, params)
        if action not in _CHANGES:
            raise Refused(f"没有“{action}”这个操作。")
        account = _CHANGES[action](account_of(state["account"]), params)
        made = {name: MAKERS[kind](account) for name, kind in state["exports"].items()}
        files = {name: file for name, file in state["files"].items() if file["file"] == _hash(made[name])}
        return {**state, "account": as_json(account), "files": files}


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _plan(account: Account, params: JSON) -> Account:
    old = params["old"]
    units = editing.plan_of(account, old).units if old else ()
    plan = Plan(
        editing.line(params["name"], "计划名称", editing.LONGEST_NAME),
        fen_of(params["budget"], "计划日预算"),
        tuple(dict.fromkeys(params["areas"])),
        (params["start"], params["end"]),
        params["device"],
        editing.words(params["negatives"]),
        editing.words(params["exact_negatives"]),
        params["paused"],
        units,
    )
    return editing.with_plan(account, old, plan)


def _unit(account: Account, params: JSON) -> Account:
    plan, old = params["plan"], params["old"]
    name = editing.line(params["name"], "单元名称", editing.LONGEST_NAME)
    before = editing.unit_of(account, plan, old) if old else Unit(name, params["page"])
    unit = replace(before, name=name, page=params["page"], paused=params["paused"])
    return editing.with_unit(account, plan, old, unit)


def _keywords(account: Account, params: JSON) -> Account:
    if any(len(row) != 4 for row in params["rows"]):  # noqa: PLR2004  the fields of SetKeywords
        raise Refused("每个关键词要有：词、匹配方式、出价、是否暂停。")
    found = [
        editing.keyword(word, match, bid, paused=paused == "1") for word, match, bid, paused in params["rows"]
    ]
    return editing.with_keywords(account, params["plan"], params["unit"], found)


def _imported(account: Account, params: JSON) -> Account:
    return editing.imported(account, params["text"], _fresh, facts().pages[0])


def _fresh(name: str) -> Plan:
    """A plan that an import makes: everywhere, all day, without budget; its settings are still to be made."""
    return Plan(name, 0, tuple(facts().areas), (0, editing.DAY_HOURS))


def _creative(account: Account, params: JSON) -> Account:
    new = editing.creative(params["title"], params["line1"], params["line2"], paused=params["paused"])
    return editing.with_creative(account, params["plan"], params["unit"], params["number"], new)


def _copied(account: Account, params: JSON) -> Account:
    return editing.with_copies(account, params["plan"], params["unit"])


def _removed(account: Account, params: JSON) -> Account:
    return editing.without(account, params["plan"], params["unit"], params["number"])


_CHANGES: Mapping[str, Callable[[Account, JSON], Account]] = {
    "save_plan": _plan,
    "save_unit": _unit,
    "set_keywords": _keywords,
    "import": _imported,
    "save_creative": _creative,
    "copy_creatives": _copied,
    "remove": _removed,
}


def week_of(state: JSON, account: JSON) -> Week:
    """The week of this paper's market with an account of the state. Cached."""
    return run_week(int(state["market"]["seed"]), account_of(account))


def sums_of(week: Week) -> dict[str, int]:
    """What a run keeps of its week; money in fen."""
    whole = summed((), week.cells)
    parts = ("impressions", "clicks", "cost", "orders", "margin", "place_sum")
    return {part: getattr(whole, part) for part in parts}


def _run(state: JSON, note: str) -> JSON:
    note = " ".join(note.split())
    if len(note) > LONGEST_NOTE:
        raise Refused(f"说明最多 {LONGEST_NOTE} 个字，现在有 {len(note)} 个。")
    if not note.isprintable():
        raise Refused("说明里有看不见的字符，请删去。")
    runs = state["runs"]
    if len(runs) >= MAX_RUNS:
        raise Refused(f"最多运行 {MAX_RUNS} 次，已经用完。")
    if not account_of(state["account"]).keywords:
        raise Refused("账户里还没有关键词，没有什么可以投放。请先建计划、单元和关键词。")
    sums = sums_of(week_of(state, state["account"]))
    run = {"no": len(runs) + 1, "note": note, "sums": sums, "account": state["account"]}
    older = [{**one, "account": None} for one in runs[: max(0, len(runs) + 1 - KEPT_ACCOUNTS)]]
    return {**state, "runs": [*older, *runs[len(older) :], run]}


def _handed_out(state: JSON, params: JSON) -> JSON:
    name = params["deliverable"]
    if name not in state["exports"]:
        raise Refused(f"这个工具不做“{str(name)[:20]}”这份文件。")
    body = MAKERS[state["exports"][name]](account_of(state["account"]))
    if params["file"] != _hash(body):
        raise Refused("文件与账户现在的内容不一致，请重新导出。")
    file = {"file": params["file"], "name": params["name"], "size": params["size"]}
    return {**state, "files": {**state["files"], name: file}}
