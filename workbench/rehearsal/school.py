"""A school of synthetic candidates, never the real one: accounts, class list, plan, freeze, draw."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from workbench.domain.draw import PARTS, Policy, Record
from workbench.domain.errors import WorkbenchError
from workbench.domain.module import STANDARD_MODULES
from workbench.host.paper import thaw
from workbench.rehearsal.script import Script, script_of
from workbench.store import attempts, papers, people, sittings
from workbench.store.attempts import Attempt
from workbench.store.people import Person
from workbench.usecases import planning, running_sitting
from workbench.usecases.planning import Plan
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import Workbench

SECRET = "482913"  # noqa: S105  the same for all of them, in a home that is thrown away
STAFF = {"guanli": "administrator", "kaoping": "examiner"}
WITNESSES = ("演练见证甲", "演练见证乙")


class NotEmpty(WorkbenchError):
    """The database holds people already: it is a school's own, and a rehearsal has no business there."""


@dataclass(frozen=True, slots=True)
class School:
    """What a rehearsal knows of its sitting. ``scripts``: what is done with each task, by its id."""

    sitting: int
    record: Record
    runner: Person
    examiner: Person
    attempts: tuple[Attempt, ...]
    scripts: dict[str, Script]
    policy: Policy


def make(wb: Workbench, candidates: int, *, seed: int) -> School:
    """An open sitting in which nobody has started. Raises NotEmpty, or DrawError for a bank without items."""
    with wb.store.reading() as conn:
        if people.people(conn, "student") or sittings.sittings(conn):
            raise NotEmpty(
                "the database holds students or sittings already; want an empty one to rehearse in"
            )
    logins = [f"R{number:04d}" for number in range(1, candidates + 1)]
    staff = _add_people(wb, logins)
    runner, examiner = staff["guanli"], staff["kaoping"]
    policy = policy_of(wb)
    sitting = planning.plan(wb, runner, Plan("演练", policy=policy))
    planning.import_roster(wb, runner, sitting, _class_list(logins))
    planning.freeze(wb, runner, sitting)
    record = planning.draw(wb, runner, sitting, ceremony=f"演练 {seed}", witnesses=WITNESSES)
    running_sitting.open_sitting(wb, runner, sitting)
    with wb.store.reading() as conn:
        drawn = tuple(sorted(attempts.attempts_in(conn, sitting), key=lambda one: one.candidate))
        bodies = {one.task: papers.paper(conn, one.paper_hash) or "" for one in drawn}
    # One worked answer a task serves the whole room: some take seconds to make (pictures).
    scripts = {task: script_of(wb.registry, thaw(body)) for task, body in bodies.items()}
    return School(sitting, record, runner, examiner, drawn, scripts, policy)


def _add_people(wb: Workbench, logins: list[str]) -> dict[str, Person]:
    secret_hash = hash_secret(SECRET)
    with wb.store.writing() as conn:
        for login, role in {**dict.fromkeys(logins, "student"), **STAFF}.items():
            people.add_person(
                conn, login=login, name=f"演练{login}", role=role, secret_hash=secret_hash, created=wb.clock()
            )
        found = {login: people.person_by_login(conn, login) for login in STAFF}
    return {login: person for login, person in found.items() if person is not None}


def _class_list(logins: list[str]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(("准考证号", "姓名", "班级", "座位"))
    rows.writerows((login, f"演练{login}", "演练", login[1:]) for login in logins)
    return text.getvalue().encode()


def policy_of(wb: Workbench) -> Policy:
    """The standard's draw where every part has an item, else equal shares of the modules that have one."""
    bank = running_sitting.item_bank(wb, tuple(STANDARD_MODULES))
    parts = {part for module in STANDARD_MODULES for part in PARTS.get(module, (module,))}
    if parts <= bank.keys():
        return Policy()
    ready = {wb.registry.plugins[task.plugin].module.module for task in wb.registry.tasks.values()}
    return Policy(modules=tuple(name for name in STANDARD_MODULES if name in ready), item_policy="by_part")
