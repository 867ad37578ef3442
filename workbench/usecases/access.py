"""Finding an attempt that a person may see or write. What is not theirs sounds like what is not there."""

from __future__ import annotations

from workbench.domain.clock import Timing
from workbench.domain.errors import Absent, Closed, TakenOver
from workbench.store import attempts
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person

STAFF = ("examiner", "instructor", "invigilator", "administrator")
VOIDED = "这份试卷已经作废，考场给您重新抽了题。请刷新页面，到新的试卷里作答。"
NOT_THERE = "没有找到这份试卷，或者它不属于您。"


def timing(attempt: Attempt) -> Timing:
    """The attempt's hour. Raises ValueError before it has begun."""
    if attempt.began is None:
        raise ValueError(f"attempt {attempt.id} has not begun")
    return Timing(attempt.began, attempt.minutes, attempt.extra_seconds)


def own_attempt(conn: Connection, person: Person, attempt_id: str) -> Attempt:
    """The student's own attempt. Raises Absent."""
    found = attempts.attempt(conn, attempt_id)
    if found is None or found.person_id != person.id:
        raise Absent(NOT_THERE)
    return found


def seen_attempt(conn: Connection, person: Person, attempt_id: str) -> Attempt:
    """An attempt to look at: one's own, or any handed-in one for those who mark. Raises Absent."""
    found = attempts.attempt(conn, attempt_id)
    if found is None:
        raise Absent(NOT_THERE)
    if found.person_id != person.id and (person.role not in STAFF or found.state != "handed_in"):
        raise Absent(NOT_THERE)
    return found


def writable(conn: Connection, person: Person, attempt_id: str, holder: str, now: float) -> Attempt:
    """The student's running attempt, to work on now. Raises Absent, Closed or TakenOver."""
    found = own_attempt(conn, person, attempt_id)
    _refuse_closed(found, timing(found).may_edit(now) if found.began is not None else False)
    _refuse_taken(found, holder)
    return found


def receivable(conn: Connection, person: Person, attempt_id: str, holder: str, now: float) -> Attempt:
    """The student's attempt, to take in work that was on its way. Raises Absent, Closed or TakenOver."""
    found = own_attempt(conn, person, attempt_id)
    _refuse_closed(found, timing(found).may_arrive(now) if found.began is not None else False)
    _refuse_taken(found, holder)
    return found


def _refuse_closed(attempt: Attempt, is_in_time: bool) -> None:  # noqa: FBT001  read where it is called
    if attempt.state == "handed_in":
        raise Closed("已经交卷，不能再修改。")
    if attempt.state == "void":
        raise Closed(VOIDED)
    if attempt.state == "prepared":
        raise Closed("考试还没有开始。")
    if not is_in_time:
        raise Closed("考试时间已到，不能再修改。已保存的内容会自动交卷。")


def _refuse_taken(attempt: Attempt, holder: str) -> None:
    if attempt.holder != holder:
        raise TakenOver("本卷已在另一个页面或另一台电脑上打开，这里不能再写。")
