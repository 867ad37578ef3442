"""From a name on paper to a drawn sitting: plan, class list, freeze, draw. Every act is in the log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.draw import Policy, Record
from workbench.domain.errors import Refused, RosterError
from workbench.domain.module import JSON
from workbench.domain.sitting_rules import SittingRules
from workbench.store import audit, candidates, people, signins, sittings
from workbench.store.candidates import Entry
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import STATES, Sitting
from workbench.usecases.accounts import Slip, add_account, clashes, fresh_pins, slip_of
from workbench.usecases.roles import require
from workbench.usecases.roster import read_roster
from workbench.usecases.running_sitting import RUNNERS, draw_frozen, freeze_bank
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

PLANNERS = ("administrator",)
LONGEST_NAME = 80
SHORTEST_MINUTES, LONGEST_MINUTES = 1, 240


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled before the freeze."""

    name: str
    minutes: int = 60
    policy: Policy = field(default_factory=Policy)
    rules: SittingRules = field(default_factory=SittingRules)


def plan(wb: Workbench, by: Person, new: Plan) -> int:
    """The id of a new sitting. Raises Refused for a name or a length that does not fit."""
    require(by, *PLANNERS)
    values = _values(new)
    with wb.store.writing() as conn:
        made = sittings.add_sitting(conn, created=wb.clock(), **values)
        audit.note(conn, at=wb.clock(), who=by.login, what="plan", detail={"sitting": made, **values})
    return made


def change(wb: Workbench, by: Person, sitting_id: int, new: Plan) -> None:
    """Change a plan. Raises Refused once it is frozen."""
    require(by, *PLANNERS)
    values = _values(new)
    with wb.store.writing() as conn:
        _demand(conn, sitting_id, "planned", "改计划")
        sittings.change_plan(conn, sitting_id, **values)
        audit.note(conn, at=wb.clock(), who=by.login, what="change", detail={"sitting": sitting_id, **values})


def _values(new: Plan) -> dict[str, Any]:  # Any: a row's values
    name = " ".join(new.name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refused(f"场次名称要有 1—{LONGEST_NAME} 个字。")
    if not SHORTEST_MINUTES <= new.minutes <= LONGEST_MINUTES:
        raise Refused(f"考试时长要写 {SHORTEST_MINUTES}—{LONGEST_MINUTES} 的整数分钟。")
    policy = {
        "modules": list(new.policy.modules),
        "with_replacement": new.policy.with_replacement,
        "item_policy": new.policy.item_policy,
    }
    if new.policy.remainder_modules is not None:
        policy["remainder_modules"] = list(new.policy.remainder_modules)
    return {"name": name, "minutes": new.minutes, "policy": policy, "rules": new.rules.as_json()}


def import_roster(wb: Workbench, by: Person, sitting_id: int, raw: bytes) -> tuple[Slip, ...]:
    """Put a class list on the sitting in place of the one before: all of it or nothing.

    Slips for the accounts that are new. Raises RosterError with every fault, Refused once it is frozen.
    """
    require(by, *PLANNERS)
    rows = read_roster(raw)
    with wb.store.reading() as conn:
        _demand(conn, sitting_id, "planned", "改名单")
        known = {row.number: people.person_by_login(conn, row.number) for row in rows}
    if faults := clashes(rows, known):
        raise RosterError(faults)
    new = [row for row in rows if known[row.number] is None]
    pins = fresh_pins(len(new))
    with wb.store.writing() as conn:
        _demand(conn, sitting_id, "planned", "改名单")
        ids = {row.number: found.id for row in rows if (found := known[row.number]) is not None}
        for row, (_, secret_hash) in zip(new, pins, strict=True):
            ids[row.number] = add_account(conn, wb, row, secret_hash)
        candidates.remove_candidates(conn, sitting_id)
        places = [(ids[row.number], row.seat, row.extra_minutes) for row in rows]
        candidates.add_candidates(conn, sitting_id, places)
        detail = {"sitting": sitting_id, "candidates": len(rows), "new": len(new)}
        audit.note(conn, at=wb.clock(), who=by.login, what="roster", detail=detail)
    return tuple(slip_of(row, pin) for row, (pin, _) in zip(new, pins, strict=True))


def new_pins(wb: Workbench, by: Person, sitting_id: int, numbers: Collection[str] = ()) -> tuple[Slip, ...]:
    """A new PIN for every candidate of the sitting; the old ones and open sign-ins are good no more.

    With ``numbers``, for those candidates alone. Raises Refused once the sitting is archived: who was erased
    must not come back to life.
    """
    require(by, *PLANNERS)
    with wb.store.reading() as conn:
        demand(conn, sitting_id, "重发密码", *STATES[:-1])
        entries = candidates.roster_of(conn, sitting_id)
    entries = tuple(one for one in entries if not numbers or one.person.login in numbers)
    pins = fresh_pins(len(entries))
    with wb.store.writing() as conn:
        for entry, (_, secret_hash) in zip(entries, pins, strict=True):
            people.change_secret(conn, entry.person.id, secret_hash)
            signins.revoke_person(conn, entry.person.id)
        detail = {"sitting": sitting_id, "candidates": len(entries)}
        audit.note(conn, at=wb.clock(), who=by.login, what="pins", detail=detail)
    return tuple(
        Slip(entry.person.login, entry.person.name, entry.person.class_name, entry.seat, pin)
        for entry, (pin, _) in zip(entries, pins, strict=True)
    )


def roster(wb: Workbench, by: Person, sitting_id: int) -> tuple[Entry, ...]:
    """The sitting's roster, by number."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        return candidates.roster_of(conn, sitting_id)


def freeze(wb: Workbench, by: Person, sitting_id: int) -> JSON:
    """Settle roster, bank and policy; what the draw may draw from, with its hashes.

    Raises Refused without candidates or out of turn, DrawError for a bank that does not serve the policy.
    """
    require(by, *PLANNERS)
    with wb.store.writing() as conn:
        found = _demand(conn, sitting_id, "planned", "冻结")
        entries = candidates.roster_of(conn, sitting_id)
        if not entries:
            raise Refused("名单里还没有考生，请先导入名单。")
        frozen = freeze_bank(wb, found, [entry.person.login for entry in entries])
        sittings.set_frozen(conn, sitting_id, frozen)
        detail = {"sitting": sitting_id, "hashes": frozen["hashes"]}
        audit.note(conn, at=wb.clock(), who=by.login, what="freeze", detail=detail)
    return frozen


def draw(wb: Workbench, by: Person, sitting_id: int, *, ceremony: str, witnesses: tuple[str, str]) -> Record:
    """Draw a frozen sitting with the public value, before two named people.

    Raises Refused out of turn, without two different names or a value, and where the bank is no longer
    what was frozen.
    """
    require(by, *PLANNERS)
    names = tuple(" ".join(name.split()) for name in witnesses)
    if not all(names) or names[0] == names[1]:
        raise Refused("请写两位现场人员的姓名，不能是同一个人。")
    if not ceremony.strip():
        raise Refused("请输入现场产生的公开值。")
    with wb.store.writing() as conn:
        found = _demand(conn, sitting_id, "frozen", "抽签")
        entries = candidates.roster_of(conn, sitting_id)
        record = draw_frozen(conn, wb, found, entries, ceremony=ceremony.strip())
        detail = {"sitting": sitting_id, "witnesses": list(names), "record": record.as_json()["record_hash"]}
        audit.note(conn, at=wb.clock(), who=by.login, what="draw", detail=detail)
    return record


def _demand(conn: Connection, sitting_id: int, state: str, act: str) -> Sitting:
    return demand(conn, sitting_id, act, state)


def all_sittings(wb: Workbench, by: Person) -> tuple[Sitting, ...]:
    """Every sitting, newest first."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        return tuple(reversed(sittings.sittings(conn)))
