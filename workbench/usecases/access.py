"""Finding an attempt that a person may see or write. What is not theirs sounds like what is not there."""

from __future__ import annotations

from workbench.domain.clock import Timing
from workbench.domain.errors import Absent, Closed, TakenOver
from workbench.domain.sitting_rules import SittingRules
from workbench.store import attempts, practice, sittings
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
    """The student's own attempt. Raises Absent, or Closed for practice that must wait for an exam."""
    found = attempts.attempt(conn, attempt_id)
    if found is None or found.person_id != person.id:
        raise Absent(NOT_THERE)
    if practice.is_practice(conn, found.sitting_id):
        refuse_beside_exam(conn, person, found.task)
    return found


def seen_attempt(conn: Connection, person: Person, attempt_id: str) -> Attempt:
    """An attempt to look at: one's own, or any exam's that is handed in for those who mark.

    Raises Absent, or Closed for practice that must wait for an exam.
    """
    if person.role not in STAFF:
        return own_attempt(conn, person, attempt_id)
    found = exam_attempt(conn, attempt_id)
    if found.state != "handed_in":
        raise Absent(NOT_THERE)
    return found


def exam_attempt(conn: Connection, attempt_id: str) -> Attempt:
    """An attempt in an exam, for staff. Raises Absent; practice is its student's own affair."""
    found = attempts.attempt(conn, attempt_id)
    if found is None or practice.is_practice(conn, found.sitting_id):
        raise Absent(NOT_THERE)
    return found


def refuse_practice(conn: Connection, sitting_id: int) -> None:
    """Nothing, for an exam. Raises Absent: no list of exams and no statistics has practice."""
    if practice.is_practice(conn, sitting_id):
        raise Absent("没有这个场次。")


def refuse_beside_exam(conn: Connection, person: Person, task: str) -> None:
    """Nothing, where the person may practise ``task`` now. Raises Closed.

    An exam comes first: while one waits or runs, practice is neither written nor read, so that nothing of
    it can be carried over; and no item of a bank that is in use may leak.
    """
    if practice.has_exam(conn, person.id):
        raise Closed("您有考试，练习已停。考完以后再来，已保存的内容都在。")
    if exam := practice.held_tasks(conn).get(task):
        raise Closed(f"这道题在“{exam}”的题库里，那场考试结束之前不能练习。已保存的内容都在。")


def writable(conn: Connection, person: Person, attempt_id: str, holder: str, now: float) -> Attempt:
    """The student's running attempt, to work on now. Raises Absent, Closed or TakenOver."""
    found = own_attempt(conn, person, attempt_id)
    _refuse_closed(found, timing(found).may_edit(now) if found.began is not None else False)
    _refuse_taken(found, holder)
    return found


def receivable(conn: Connection, person: Person, attempt_id: str, holder: str, now: float) -> Attempt:
    """The student's attempt, to take in work that was on its way. Raises Absent, Closed or TakenOver."""
    found = own_attempt(conn, person, attempt_id)
    _refuse_closed(found, may_arrive(conn, found, now))
    _refuse_taken(found, holder)
    return found


def may_arrive(conn: Connection, attempt: Attempt, now: float) -> bool:
    """Whether work that was under way at the deadline is still taken, by the sitting's own grace."""
    if attempt.began is None:
        return False
    hour = timing(attempt)
    return hour.may_edit(now) or hour.may_arrive(now, grace_seconds(conn, attempt.sitting_id))


def grace_seconds(conn: Connection, sitting_id: int) -> float:
    """How long after the deadline the sitting takes what was under way."""
    sitting = sittings.sitting(conn, sitting_id)
    return SittingRules.from_json(sitting.rules if sitting else None).grace_seconds


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
