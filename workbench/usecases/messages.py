"""What an invigilator tells the room, or one student, in writing."""

from __future__ import annotations

from workbench.domain.errors import Absent, Closed, Refused
from workbench.store import attempts, audit, sittings
from workbench.store import messages as kept
from workbench.store.engine import Connection
from workbench.store.messages import Sent
from workbench.store.people import Person
from workbench.usecases.roles import require
from workbench.usecases.running_sitting import RUNNERS
from workbench.usecases.workbench import Workbench

LONGEST_MESSAGE = 200


def send(wb: Workbench, by: Person, sitting_id: int, body: str, *, attempt_id: str | None = None) -> int:
    """Send ``body`` to every candidate of the sitting, or to the one attempt; the message's id.

    Raises Refused for none or too many characters, Closed where nobody can read it any more, Absent.
    """
    require(by, *RUNNERS)
    text = _text(body)
    with wb.store.writing() as conn:
        _demand_readers(conn, sitting_id, attempt_id)
        made = kept.add(conn, sitting_id, text, attempt_id=attempt_id, by=by.id, at=wb.clock())
        detail = {"sitting": sitting_id, "message": made, "attempt": attempt_id, "body": text}
        audit.note(conn, at=wb.clock(), who=by.login, what="message", detail=detail)
    return made


def _text(body: str) -> str:
    text = " ".join(body.split())
    if not text:
        raise Refused("请写通知的内容。")
    if len(text) > LONGEST_MESSAGE:
        raise Refused(f"通知最多 {LONGEST_MESSAGE} 字，现在有 {len(text)} 字。")
    return text


def _demand_readers(conn: Connection, sitting_id: int, attempt_id: str | None) -> None:
    sitting = sittings.sitting(conn, sitting_id)
    if sitting is None:
        raise Absent("没有这个场次。")
    if sitting.state not in ("drawn", "open"):
        raise Closed(f"“{sitting.name}”没有在进行，不能发通知。")
    if attempt_id is None:
        return
    attempt = attempts.attempt(conn, attempt_id)
    if attempt is None or attempt.sitting_id != sitting_id:
        raise Absent("没有这份试卷。")
    if attempt.state not in ("prepared", "running"):
        raise Closed(f"考生 {attempt.candidate} 已经交卷，看不到通知了。")


def sent(wb: Workbench, by: Person, sitting_id: int) -> tuple[Sent, ...]:
    """What was sent to the sitting, newest first, with how many have confirmed it."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        return kept.sent_in(conn, sitting_id)
