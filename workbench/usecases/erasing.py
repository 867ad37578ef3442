"""Erasing who sat a sitting, when the school's policy says so. Marks and traces stay."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from workbench.domain.errors import Absent, Refused
from workbench.store import audit, erasing, sittings
from workbench.store.people import Person
from workbench.usecases.appealing import settle_fault
from workbench.usecases.filing import kept
from workbench.usecases.reasons import reason_given
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

ERASERS = ("administrator",)
ERASED = "erased-"
"""How a pseudonym begins."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How many people have pseudonyms now, how many had one before, and whose names are still needed.

    ``needed`` holds the candidate numbers of people who sit in another sitting that is not archived.
    """

    erased: int
    before: int
    needed: tuple[str, ...]


def erase_personal_data(wb: Workbench, by: Person, sitting_id: int, reason: str) -> Erased:
    """Put pseudonyms in the place of the names and accounts of everybody who sat in the sitting.

    Candidate numbers stay where the draw's record, the papers and the traces hold them: these are
    evidence under a hash. Raises Refused without a reason and before the sitting is released and
    while appeals are open or may still come.
    """
    require(by, *ERASERS)
    why = reason_given(reason)
    with wb.store.writing() as conn:
        found = sittings.sitting(conn, sitting_id)
        if found is None:
            raise Absent("没有这个场次。")
        if found.state not in ("released", "archived"):
            raise Refused(f"“{found.name}”的成绩还没有公布，这时不能抹去个人信息。")
        if fault := settle_fault(conn, found, wb.clock()):
            raise Refused(f"{fault}，这时不能抹去个人信息。")
        people = erasing.sitters(conn, sitting_id)
        elsewhere = erasing.needed_elsewhere(conn, sitting_id)
        named = [one for one in people if not one.login.startswith(ERASED)]
        needed = tuple(one.login for one in named if one.id in elsewhere)
        chosen = [one for one in named if one.id not in elsewhere]
        erasing.overwrite_erased(conn)
        for one in chosen:
            erasing.pseudonymise(conn, one, ERASED + secrets.token_hex(6))
        done = Erased(len(chosen), len(people) - len(named), needed)
        detail = {"sitting": sitting_id, "reason": why, "erased": done.erased, "needed": len(needed)}
        audit.note(conn, at=wb.clock(), who=by.login, what="erase", detail=detail)
    kept.forget(wb, sitting_id)
    return done
