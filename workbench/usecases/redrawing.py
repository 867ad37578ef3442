"""One candidate's item again, where the paper itself failed; nobody else is touched."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.draw import PARTS, Record, Redraw
from workbench.domain.draw_record import record_of, redraw
from workbench.domain.draw_supplement import Supplement, supplement_of
from workbench.domain.errors import Absent, Closed, Refused
from workbench.domain.module import JSON
from workbench.store import attempts, audit, candidates, people, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases.access import timing
from workbench.usecases.roles import require
from workbench.usecases.running_sitting import demand_unchanged, prepare
from workbench.usecases.signed import Signed
from workbench.usecases.sitting_exam import take_in_drafts
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

REDRAWERS = ("administrator",)

STATES = ("drawn", "open")
"""While a sitting is in one of these, a candidate's item may be drawn again."""

MOST_TRIES = 64
"""So often is drawn at most until an item comes that the candidate has not had."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What came of it: the candidate's line in force; ``is_had``: this person had the item before."""

    line: Redraw
    is_had: bool
    record_hash: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate whose item may be drawn again. ``state`` is prepared or running."""

    number: str
    name: str
    seat: str
    state: str
    item: str
    papers: int


def choices(wb: Workbench, by: Person, sitting_id: int) -> tuple[Choice, ...]:
    """The candidates whose item may be drawn again now, by number."""
    require(by, *REDRAWERS)
    with wb.store.reading() as conn:
        demand(conn, sitting_id, "重抽", *STATES)
        entries = {entry.person.id: entry for entry in candidates.roster_of(conn, sitting_id)}
        found = attempts.attempts_in(conn, sitting_id)
    rows = [
        Choice(one.candidate, entry.person.name, entry.seat, one.state, one.task, one.number)
        for one in found
        if one.state != "handed_in" and (entry := entries.get(one.person_id)) is not None
    ]
    return tuple(sorted(rows, key=lambda row: row.number))


def redraw_candidate(wb: Workbench, by: Person, sitting_id: int, number: str, signed: Signed) -> Redrawn:
    """Draw candidate ``number``'s item again: the paper before is void, kept with all its evidence.

    It draws until an item comes that the candidate has not had, where the module has one; every such
    draw is a line of the record. The new attempt waits for its start with the whole time and the extra
    time that the one before had. Raises Refused out of turn and for a script that is handed in or whose
    time is over: it is marked as it is, else whoever disliked an item could hand in and ask for another.
    """
    require(by, *REDRAWERS)
    with wb.store.writing() as conn:
        sittings.hold(conn, sitting_id)
        sitting = demand(conn, sitting_id, "重抽", *STATES)
        old = _replaceable(conn, wb, sitting, number.strip())
        had = {
            one.task for one in attempts.every_attempt_in(conn, sitting_id) if one.person_id == old.person_id
        }
        kept = _Kept.of(sitting, old.candidate)
        record = _drawn_again(kept.record, old, signed, had)
        line = record.redraws[-1]
        new_hash = kept.put(conn, record)
        items = (sitting.frozen or {})["items"]
        demand_unchanged(wb, {line.item: items[line.item]})
        if old.state == "running":
            take_in_drafts(conn, wb, old, wb.clock())
        attempts.void(conn, old.id, at=wb.clock())
        prepare(conn, wb, sitting, line, extra_seconds=old.extra_seconds, number=old.number + 1)
        detail = {
            "sitting": sitting_id, "attempt": old.id, "candidate": old.candidate, "state": old.state,
            "reason": signed.reason, "witnesses": list(signed.names), "item": old.task, "new_item": line.item,
            "redraw": line.number, "record": new_hash,
        }  # fmt: skip
        audit.note(conn, at=wb.clock(), who=by.login, what="redraw", detail=detail)
    return Redrawn(line, line.item in had, new_hash)


def _replaceable(conn: Connection, wb: Workbench, sitting: Sitting, number: str) -> Attempt:
    owner = people.person_by_login(conn, number)
    found = None if owner is None else attempts.attempt_of(conn, person_id=owner.id, sitting_id=sitting.id)
    held = None if found is None else attempts.attempt(conn, found.id)  # nobody changes it from here on
    if held is None or held.state == "void":
        raise Absent(f"“{sitting.name}”里没有考生 {number:.40}。")
    if held.state == "handed_in":
        raise Closed(
            f"考生 {number} 已经交卷，不能重抽：交上的答卷照评。试题确有错误时，请在阅卷时处理或安排补考。"
        )
    if held.state == "running" and not timing(held).may_edit(wb.clock()):
        raise Closed(f"考生 {number} 的时间已到，正在自动交卷，不能重抽。")
    return held


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where the candidate's line stands: in the first draw, or in the supplement at ``at``."""

    sitting: Sitting
    record: Record
    at: int | None
    supplement: Supplement | None

    @classmethod
    def of(cls, sitting: Sitting, candidate: str) -> _Kept:
        """The record that holds the candidate, drawn again. Raises DrawError where it does not recompute."""
        main = sitting.record or {}
        for at, stored in enumerate(sitting.supplements or ()):
            if candidate in stored["roster"]:
                found = supplement_of(main, stored)
                return cls(sitting, found.record, at, found)
        return cls(sitting, record_of(main), None, None)

    def put(self, conn: Connection, record: Record) -> str:
        """Keep ``record`` in its place; its new hash."""
        if self.at is None or self.supplement is None:
            plain: JSON = record.as_json()
            sittings.set_redrawn(conn, self.sitting.id, record=plain, supplements=None)
        else:
            plain = Supplement(record, self.supplement.reason, self.supplement.signed).as_json()
            others: list[JSON] = list(self.sitting.supplements or ())
            others[self.at] = plain
            main: JSON = self.sitting.record or {}
            sittings.set_redrawn(conn, self.sitting.id, record=main, supplements=others)
        return str(plain["record_hash"])


def _drawn_again(record: Record, old: Attempt, signed: Signed, had: set[str]) -> Record:
    module = next(line.module for line in record.assignments if line.candidate == old.candidate)
    items = {item for part in PARTS.get(module, (module,)) for item in record.bank.get(part, ())}
    for _ in range(MOST_TRIES):
        record = redraw(record, old.candidate, reason=signed.reason, signed=signed.names)
        if record.redraws[-1].item not in had or items <= had:
            return record
    raise Refused("多次重抽都是做过的题，没有改动任何试卷。请联系管理员核对题库。")
