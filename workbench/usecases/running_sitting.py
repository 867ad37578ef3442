"""Running a sitting: plan it, draw it, prepare every paper, open it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from workbench.domain.draw import Policy, Record, draw
from workbench.domain.errors import Absent, Refused
from workbench.host.paper import freeze, item_fingerprint
from workbench.store import attempts, audit, candidates, papers, people, sittings
from workbench.store.attempts import Attempt
from workbench.store.candidates import Entry
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases.roles import require
from workbench.usecases.roster import Candidate
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

RUNNERS = ("administrator", "invigilator")
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that look alike


def item_bank(wb: Workbench, modules: Sequence[str]) -> dict[str, list[str]]:
    """The ready items of ``modules`` by part."""
    bank: dict[str, list[str]] = {}
    for task in wb.registry.tasks.values():
        if task.state == "ready" and wb.registry.plugins[task.plugin].module.module in modules:
            bank.setdefault(task.part, []).append(task.id)
    return bank


def plan(wb: Workbench, name: str, *, minutes: int = 60, policy: Mapping[str, object] | None = None) -> int:
    """The id of a new sitting. Raises DrawError for a policy that does not fit."""
    Policy.from_json(policy or {})
    with wb.store.writing() as conn:
        return sittings.add_sitting(conn, name=name, minutes=minutes, policy=policy or {}, created=wb.clock())


def freeze_bank(wb: Workbench, sitting: Sitting, numbers: Sequence[str]) -> dict[str, Any]:  # Any: JSON
    """What a draw of ``sitting`` may draw from: roster, bank by part, items' fingerprints, policy, hashes.

    Raises DrawError for a roster or bank that does not serve the policy.
    """
    policy = Policy.from_json(sitting.policy)
    bank = item_bank(wb, policy.modules)
    # A draw with any value finds out whether roster, bank and policy fit; its lines are thrown away.
    tried = draw(numbers, bank, exam=sitting.name, ceremony="fit?", policy=policy)
    tasks = wb.registry.tasks
    items = {item: item_fingerprint(wb.registry, tasks[item]) for part in bank.values() for item in part}
    return {
        "roster": list(tried.roster),
        "bank": {part: list(found) for part, found in tried.bank.items()},
        "items": dict(sorted(items.items())),
        "hashes": dict(tried.hashes),
    }


def draw_frozen(
    conn: Connection, wb: Workbench, sitting: Sitting, entries: Sequence[Entry], *, ceremony: str
) -> Record:
    """Draw a frozen sitting and prepare every paper, in the caller's transaction.

    Raises Refused where an item of the bank is not what was frozen.
    """
    frozen = sitting.frozen or {}
    demand_unchanged(wb, frozen["items"])
    policy = Policy.from_json(sitting.policy)
    record = draw(frozen["roster"], frozen["bank"], exam=sitting.name, ceremony=ceremony, policy=policy)
    sittings.set_record(conn, sitting.id, record.as_json())
    sittings.set_state(conn, sitting.id, "drawn")
    extra = {entry.person.login: entry.extra_minutes for entry in entries}
    for line in record.assignments:
        prepare(conn, wb, sitting, line, extra_seconds=extra[line.candidate] * 60)
    return record


def demand_unchanged(wb: Workbench, items: Mapping[str, str]) -> None:
    """Raise Refused where an item is not what the fingerprint of the freeze says."""
    for item, fingerprint in items.items():
        task = wb.registry.tasks.get(item)
        if task is None or item_fingerprint(wb.registry, task) != fingerprint:
            raise Refused(f"试题 {item.upper()} 在冻结之后改动过，不能抽签。请恢复原来的题库，或另建场次。")


def draw_sitting(
    wb: Workbench, by: Person, sitting_id: int, roster: Sequence[Candidate], *, ceremony: str
) -> Record:
    """Roster, freeze, draw and papers in one step, as demo and drills want it; all of it or nothing.

    Raises DrawError, Absent, NotAllowed, or Refused when a candidate has no account.
    """
    require(by, *RUNNERS)
    with wb.store.writing() as conn:
        planned = _sitting(conn, sitting_id)
        places = [(_owner(conn, one.number).id, one.seat, one.extra_minutes) for one in roster]
        candidates.add_candidates(conn, sitting_id, places)
        entries = candidates.roster_of(conn, sitting_id)
        frozen = freeze_bank(wb, planned, [entry.person.login for entry in entries])
        sittings.set_frozen(conn, sitting_id, frozen)
        record = draw_frozen(conn, wb, _sitting(conn, sitting_id), entries, ceremony=ceremony)
        audit.note(conn, at=wb.clock(), who=by.login, what="draw", detail={"sitting": sitting_id})
    return record


def _sitting(conn: Connection, sitting_id: int) -> Sitting:
    found = sittings.sitting(conn, sitting_id)
    if found is None:
        raise Absent("没有这个场次。")
    return found


def _owner(conn: Connection, number: str) -> Person:
    found = people.person_by_login(conn, number)
    if found is None:
        raise Refused(f"考生 {number} 还没有账号，请先导入名单。")
    return found


class Line(Protocol):
    """What a paper is made of: a line of a draw, or of a redraw."""

    @property
    def candidate(self) -> str:
        """The candidate's number."""

    @property
    def item(self) -> str:
        """The id of the task."""

    @property
    def data_seed(self) -> str:
        """The seed of the numbers, 16 hexadecimal digits."""


def prepare(
    conn: Connection, wb: Workbench, sitting: Sitting, line: Line, *, extra_seconds: int, number: int = 1
) -> None:
    """Freeze the paper that ``line`` says, and keep the attempt that waits for its start."""
    owner = _owner(conn, line.candidate)
    task = wb.registry.tasks[line.item]
    paper = freeze(wb.registry, task, int(line.data_seed, 16), line.candidate)
    attempts.add_attempt(
        conn,
        Attempt(
            id=secrets.token_urlsafe(16),
            code=blind_code(),
            sitting_id=sitting.id,
            person_id=owner.id,
            candidate=line.candidate,
            plugin=task.plugin,
            task=task.id,
            seed=line.data_seed,
            paper_hash=papers.put_paper(conn, paper.body()),
            state="prepared",
            began=None,
            minutes=sitting.minutes,
            extra_seconds=extra_seconds,
            ended=None,
            ended_by=None,
            holder=None,
            number=number,
        ),
    )


def blind_code() -> str:
    """A number that says nothing about whose script it is; two may be alike, which the store refuses."""
    return "".join(secrets.choice(_CODE_LETTERS) for _ in range(5))


def open_sitting(wb: Workbench, by: Person, sitting_id: int) -> None:
    """Let the candidates start. Raises Refused unless the sitting is drawn."""
    require(by, *RUNNERS)
    with wb.store.writing() as conn:
        demand(conn, sitting_id, "宣布开始", "drawn")
        sittings.set_state(conn, sitting_id, "open", at=wb.clock())
        audit.note(conn, at=wb.clock(), who=by.login, what="open", detail={"sitting": sitting_id})


def close_sitting(wb: Workbench, by: Person, sitting_id: int) -> None:
    """End the sitting, so that nobody can start any more. Raises Refused while anybody still works.

    Also unless the sitting is open. Who never started stays without a script.
    """
    require(by, *RUNNERS)
    with wb.store.writing() as conn:
        demand(conn, sitting_id, "结束场次", "open")
        running = [one.candidate for one in attempts.attempts_in(conn, sitting_id) if one.state == "running"]
        if running:
            raise Refused(f"还有 {len(running)} 人在作答（{'、'.join(running[:5])}），不能结束场次。")
        sittings.set_state(conn, sitting_id, "closed", at=wb.clock())
        audit.note(conn, at=wb.clock(), who=by.login, what="close", detail={"sitting": sitting_id})


def sittings_with_record(wb: Workbench, person: Person) -> tuple[Sitting, ...]:
    """The sittings that are drawn, newest first."""
    require(person, *RUNNERS, "instructor")
    with wb.store.reading() as conn:
        found = sittings.sittings(conn)
    return tuple(sitting for sitting in reversed(found) if sitting.record is not None)
