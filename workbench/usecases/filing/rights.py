"""Who may take papers out of the house, of which sittings, and the note that it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.domain.sitting_rules import SittingRules
from workbench.store import audit, sittings
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import STATES, Sitting
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

EXPORTERS = ("administrator", "examiner")
FIRST_STATE = "closed"
FIRST_STATE_OF_NAMES = "released"
"""From this state on an examiner may see whose script it is."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for papers of which sitting; ``names`` is whether people's names and numbers stand in them."""

    by: Person
    sitting_id: int
    names: bool = True


def may_see_names(by: Person, sitting: Sitting) -> bool:
    """Whether ``by`` may be told whose script is whose."""
    is_released = STATES.index(sitting.state) >= STATES.index(FIRST_STATE_OF_NAMES)
    return by.role == "administrator" or (by.role == "examiner" and is_released)


def demand(conn: Connection, asking: Asking) -> Sitting:
    """The sitting, when its papers may be handed to the one who asks.

    Raises NotAllowed for a role or for names before the release, Absent, and Refused for practice and
    for a sitting that is not over.
    """
    require(asking.by, *EXPORTERS)
    found = sittings.sitting(conn, asking.sitting_id)
    if found is None:
        raise Absent("没有这个场次。")
    if found.kind != "exam":
        raise Refused(f"“{found.name}”是练习，不出成绩册和评分表。")
    if STATES.index(found.state) < STATES.index(FIRST_STATE):
        raise Refused(f"“{found.name}”还没有结束，结束场次后才能导出。")
    if asking.by.role == "examiner" and found.state == FIRST_STATE and _is_double(found):
        raise Refused(f"“{found.name}”有双评的答卷，评完之前考评员不能导出，免得看到另一位的分数。")
    if asking.names and not may_see_names(asking.by, found):
        raise NotAllowed("成绩公布之前，考评员只能导出不带姓名的（盲评代码）材料。")
    return found


def _is_double(sitting: Sitting) -> bool:
    return SittingRules.from_json(sitting.rules).second_share > 0


def exportable(wb: Workbench, by: Person) -> tuple[Sitting, ...]:
    """The exams whose papers can be exported, newest first."""
    require(by, *EXPORTERS)
    with wb.store.reading() as conn:
        found = sittings.sittings(conn)
    over = STATES.index(FIRST_STATE)
    return tuple(one for one in reversed(found) if one.kind == "exam" and STATES.index(one.state) >= over)


def note(wb: Workbench, asking: Asking, what: str, **facts: object) -> None:
    """Write into the log that papers were taken out: who, which, of what, with names or without."""
    detail = {"sitting": asking.sitting_id, "paper": what, "names": asking.names, **facts}
    with wb.store.writing() as conn:
        audit.note(conn, at=wb.clock(), who=asking.by.login, what="export", detail=detail)
