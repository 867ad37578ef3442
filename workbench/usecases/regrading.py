"""Putting a regrade in force, in two persons' names, and out of force again. A trial comes first."""

from __future__ import annotations

from workbench.domain.errors import Absent, Refused
from workbench.store import audit, marks, regrades
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.regrades import Regrade
from workbench.usecases.reasons import reason_given
from workbench.usecases.regrade_trial import TRIERS, Trial, is_same
from workbench.usecases.roles import require
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

APPLIERS = ("administrator",)
STATES = ("closed", "marked", "released")
SIGNERS = ("administrator", "instructor", "examiner")


def apply(wb: Workbench, by: Person, second: Person, sitting_id: int, trial: Trial, *, reason: str) -> int:
    """Put what a trial found in force, all of it or nothing; the regrade's id.

    Raises Refused without a reason or two different people, while the sitting is open or once it is
    archived, where the trial changes nothing or cannot score a script, and where marks or scores have
    changed since the trial.
    """
    why = _signed(by, second, reason)
    if trial.faults:
        raise Refused(f"有 {len(trial.faults)} 份答卷不能重评，请先处理：{trial.faults[0]}")
    if not trial.outcomes:
        raise Refused("重评不会改变任何分数，没有什么要生效。")
    with wb.store.writing() as conn:
        demand(conn, sitting_id, "重评", *STATES, held=True)
        _demand_unchanged(conn, trial)
        at, spec = wb.clock(), trial.spec
        made = regrades.add_regrade(
            conn, sitting_id=sitting_id, task=spec.task, spec=dict(spec.params), reason=why,
            signed=(by.id, second.id), at=at,
        )  # fmt: skip
        for attempt_id, outcomes in trial.outcomes.items():
            marks.add_outcomes(conn, attempt_id, outcomes, at=at, regrade_id=made)
        detail = {
            "sitting": sitting_id, "regrade": made, "task": spec.task, "params": dict(spec.params),
            "scripts": len(trial.outcomes), "reason": why, "second": second.login,
        }  # fmt: skip
        audit.note(conn, at=at, who=by.login, what="regrade", detail=detail)
    return made


def _signed(by: Person, second: Person, reason: str) -> str:
    require(by, *APPLIERS)
    require(second, *SIGNERS)
    if by.id == second.id:
        raise Refused("重评要两个人签名，不能是同一个人。")
    return reason_given(reason)


def _demand_unchanged(conn: Connection, trial: Trial) -> None:
    # Scores may have moved between the trial and the signatures; then what was signed is not what would be.
    for change in trial.changes:
        now = {one.line: one for one in marks.newest_outcomes(conn, change.attempt_id)}.get(change.line)
        marked = any(mark.line == change.line for mark in marks.marks_of(conn, change.attempt_id))
        is_protected = change.before.status != "scored" and marked
        if now is None or not is_same(now, change.before) or is_protected != change.is_protected:
            raise Refused(f"试算之后，答卷 {change.code} 的分数又变过，请重新试算。")


def undo(wb: Workbench, by: Person, second: Person, regrade_id: int, *, reason: str) -> None:
    """Put a regrade out of force: the scores before it hold again exactly.

    Raises Refused without a reason or two different people, for one that is undone already or has a later
    one of the same task upon it, while the sitting is archived, and Absent.
    """
    why = _signed(by, second, reason)
    with wb.store.writing() as conn:
        found = regrades.regrade(conn, regrade_id)
        if found is None:
            raise Absent("没有这次重评。")
        demand(conn, found.sitting_id, "撤销重评", *STATES, held=True)
        _demand_last(conn, found)
        at = wb.clock()
        regrades.undo(conn, regrade_id, {"by": by.id, "second": second.id, "reason": why, "at": at})
        detail = {"sitting": found.sitting_id, "regrade": regrade_id, "reason": why, "second": second.login}
        audit.note(conn, at=at, who=by.login, what="regrade_undone", detail=detail)


def _demand_last(conn: Connection, found: Regrade) -> None:
    if found.undone is not None:
        raise Refused("这次重评已经撤销过了。")
    later = [
        one
        for one in regrades.regrades_in(conn, found.sitting_id)
        if one.task == found.task and one.id > found.id and one.undone is None
    ]
    if later:
        raise Refused("同一道题后来又重评过，请先撤销后一次。")


def history(wb: Workbench, by: Person, sitting_id: int) -> tuple[Regrade, ...]:
    """The sitting's regrades, oldest first, undone ones among them."""
    require(by, *TRIERS)
    with wb.store.reading() as conn:
        return regrades.regrades_in(conn, sitting_id)
