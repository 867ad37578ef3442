"""Candidates who come after the draw: their own supplementary draw, accounts, slips and papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.domain.draw_record import late, record_of
from workbench.domain.draw_supplement import Supplement
from workbench.domain.errors import Closed, Refused, RosterError
from workbench.domain.sitting_rules import SittingRules
from workbench.store import attempts, audit, candidates, people, signins, sittings
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases.accounts import Slip, add_account, clashes, fresh_pins, slip_of
from workbench.usecases.redrawing import REDRAWERS, STATES
from workbench.usecases.roles import require
from workbench.usecases.roster import MAX_CANDIDATES, Candidate
from workbench.usecases.running_sitting import demand_unchanged, prepare
from workbench.usecases.signed import Signed
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench


def add_latecomers(
    wb: Workbench, by: Person, sitting_id: int, rows: Sequence[Candidate], given: tuple[str, Signed]
) -> tuple[Slip, ...]:
    """Put late candidates on the roster and draw for them alone, all of them or none; a slip for each.

    ``given`` is the public value of this draw, and who signs it. Nothing of the draws before changes.
    Everybody added gets a new PIN. Raises RosterError with every fault of the rows, Refused out of turn,
    after the latest start, without a public value, and where the bank is no longer what was frozen.
    """
    require(by, *REDRAWERS)
    ceremony, signed = given
    if not ceremony.strip():
        raise Refused("请输入补充抽签的公开值：当众掷骰子或摇号产生，不能沿用第一次的。")
    if not rows:
        raise Refused("请先填要补录的考生。")
    pins = fresh_pins(len(rows))
    with wb.store.writing() as conn:
        sittings.hold(conn, sitting_id)
        sitting = demand(conn, sitting_id, "补录考生", *STATES)
        _demand_in_time(wb, sitting)
        known = {row.number: people.person_by_login(conn, row.number) for row in rows}
        if faults := _faults(conn, sitting, rows, known):
            raise RosterError(faults)
        supplement = _drawn(wb, sitting, [row.number for row in rows], ceremony.strip(), signed)
        kept = [*(sitting.supplements or ()), supplement.as_json()]
        sittings.set_redrawn(conn, sitting_id, record=sitting.record or {}, supplements=kept)
        for row, (_, secret_hash) in zip(rows, pins, strict=True):
            person_id = _person(conn, wb, row, known[row.number], secret_hash)
            candidates.add_candidates(conn, sitting_id, [(person_id, row.seat, row.extra_minutes)])
        extra = {row.number: row.extra_minutes * 60 for row in rows}
        for line in supplement.record.assignments:
            prepare(conn, wb, sitting, line, extra_seconds=extra[line.candidate])
        detail = {
            "sitting": sitting_id, "candidates": list(supplement.record.roster), "reason": signed.reason,
            "witnesses": list(signed.names), "record": supplement.as_json()["record_hash"],
        }  # fmt: skip
        audit.note(conn, at=wb.clock(), who=by.login, what="late", detail=detail)
    return tuple(slip_of(row, pin) for row, (pin, _) in zip(rows, pins, strict=True))


def _demand_in_time(wb: Workbench, sitting: Sitting) -> None:
    closes = SittingRules.from_json(sitting.rules).closes
    if closes is not None and wb.clock() > closes:
        raise Closed("已过最晚开始时间，补录的考生不能再开始，所以没有补录。")


def _faults(
    conn: Connection, sitting: Sitting, rows: Sequence[Candidate], known: Mapping[str, Person | None]
) -> tuple[str, ...]:
    entries = candidates.roster_of(conn, sitting.id)
    there = {entry.person.login for entry in entries}
    numbers = [row.number for row in rows]
    faults = [f"准考证号 {number} 已在本场名单里" for number in numbers if number in there]
    faults += [f"准考证号 {number} 出现了两次" for number in sorted({*numbers}) if numbers.count(number) > 1]
    for number, person in known.items():
        working = () if person is None else attempts.attempts_of(conn, person.id)
        if any(one.state == "running" for one in working):
            faults.append(f"考生 {number} 正在另一份试卷上作答")
    if len(entries) + len(rows) > MAX_CANDIDATES:
        faults.append(f"加上补录共 {len(entries) + len(rows)} 人，一个场次最多 {MAX_CANDIDATES} 人")
    return (*faults, *clashes(rows, known))


def _drawn(
    wb: Workbench, sitting: Sitting, numbers: Sequence[str], ceremony: str, signed: Signed
) -> Supplement:
    used = {str(one["ceremony"]) for one in (sitting.record or {}, *(sitting.supplements or ()))}
    if ceremony in used:
        raise Refused("这个公开值已经用过。请当众重新产生一个。")
    demand_unchanged(wb, (sitting.frozen or {})["items"])
    record = late(record_of(sitting.record or {}), numbers, ceremony=ceremony)
    return Supplement(record, signed.reason, signed.names)


def _person(conn: Connection, wb: Workbench, row: Candidate, known: Person | None, secret_hash: str) -> int:
    if known is None:
        return add_account(conn, wb, row, secret_hash)
    people.change_secret(conn, known.id, secret_hash)
    signins.revoke_person(conn, known.id)
    return known.id
