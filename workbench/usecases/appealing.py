"""Appeals: a student says what is wrong with a line, an examiner who did not mark it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Absent, Refused
from workbench.domain.rubric import Line
from workbench.store import appeals, attempts, audit, marks, people, releases, sittings
from workbench.store.appeals import Appeal, Verdict
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import marking
from workbench.usecases.giving_marks import level_of, points_typed
from workbench.usecases.marking import MARKERS, Script
from workbench.usecases.results import appeal_until, released_attempt
from workbench.usecases.roles import require
from workbench.usecases.totalling import marked, paper_of
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

WHOLE = ""
"""In the place of a line's id: the appeal is against the whole script."""

SHORTEST_APPEAL, LONGEST_APPEAL = 10, 1000
SHORTEST_ANSWER, LONGEST_ANSWER = 10, 1000


def appeal(wb: Workbench, student: Person, attempt_id: str, line: str, body: str) -> Appeal:
    """Appeal against a line of one's own released script, or all of it (``WHOLE``); once each.

    Raises Absent, and Refused before the release, after the last day, and for words that do not fit.
    """
    with wb.store.writing() as conn:
        seen = released_attempt(wb, conn, student, attempt_id)
        now = wb.clock()
        if appeal_until(seen.sitting, seen.release, now) is None:
            raise Refused("申诉期已过，或本场考试不受理申诉。有疑问请找老师。")
        rubric = paper_of(conn, seen.attempt).task.rubric
        if line != WHOLE and line not in {one.id for one in rubric}:
            raise Refused("评分表里没有这一行。")
        if line in {one.line for one in appeals.appeals_of(conn, attempt_id)}:
            raise Refused("这一行您已经申诉过，请等答复；每一行只能申诉一次。")
        words = _words(body, SHORTEST_APPEAL, LONGEST_APPEAL, "申诉理由")
        made = appeals.add_appeal(conn, attempt_id, line=line, body=words, at=now)
        detail = {"attempt": attempt_id, "appeal": made.id, "line": line}
        audit.note(conn, at=now, who=student.login, what="appeal", detail=detail)
    return made


def _words(text: str, shortest: int, longest: int, name: str) -> str:
    words = text.strip()
    if not shortest <= len(words) <= longest:
        raise Refused(f"{name}要写 {shortest}—{longest} 字，现在有 {len(words)} 字。")
    return words


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal in a list, blind: the script's code, the line's title and the student's words.

    ``judges`` counts the accounts that may answer it; with none the school must call in somebody.
    """

    appeal: Appeal
    code: str
    sitting: str
    task: str
    line: str
    judges: int


def waiting(wb: Workbench, examiner: Person) -> tuple[AppealRow, ...]:
    """The open appeals that this examiner may answer, oldest first."""
    require(examiner, *MARKERS)
    with wb.store.reading() as conn:
        return tuple(_row(conn, one, 0) for one in _answerable(conn, examiner))


def how_many_wait(wb: Workbench, examiner: Person) -> int:
    """How many open appeals this examiner may answer."""
    require(examiner, *MARKERS)
    with wb.store.reading() as conn:
        return len(_answerable(conn, examiner))


def _answerable(conn: Connection, examiner: Person) -> list[Appeal]:
    return [one for one in appeals.appeals_in(conn, state="open") if examiner.id not in _own_marks(conn, one)]


def _own_marks(conn: Connection, one: Appeal) -> set[int]:
    """Whose mark the appeal is about: all who marked the script, and who answered an appeal on its line.

    An answer to an appeal on another line does not count, else few examiners could answer many appeals.
    """
    return {
        mark.examiner_id
        for mark in marks.marks_of(conn, one.attempt_id)
        if mark.appeal is None or one.line in (WHOLE, mark.line)
    }


def _row(conn: Connection, one: Appeal, judges: int) -> AppealRow:
    attempt = _attempt(conn, one)
    sitting = sittings.sitting(conn, attempt.sitting_id)
    task = paper_of(conn, attempt).task
    titles = {line.id: f"{line.id}. {line.title}" for line in task.rubric}
    return AppealRow(
        appeal=one,
        code=attempt.code,
        sitting=sitting.name if sitting else "",
        task=f"{task.id.upper()} {task.title}",
        line=titles.get(one.line, "整份答卷"),
        judges=judges,
    )


def _attempt(conn: Connection, one: Appeal) -> Attempt:
    found = attempts.attempt(conn, one.attempt_id)
    if found is None:
        raise Absent("没有这件申诉。")
    return found


def appeals_of_sitting(wb: Workbench, by: Person, sitting_id: int) -> tuple[AppealRow, ...]:
    """Every appeal of a sitting, for who runs it, with how many accounts may answer."""
    require(by, "administrator")
    with wb.store.reading() as conn:
        judges = [one.id for role in MARKERS for one in people.people(conn, role)]
        return tuple(
            _row(conn, one, sum(judge not in _own_marks(conn, one) for judge in judges))
            for one in appeals.appeals_in(conn, sitting_id)
        )


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal, the script that it is about, and the lines that an answer may change."""

    appeal: Appeal
    script: Script
    lines: tuple[Line, ...]


def appealed(wb: Workbench, examiner: Person, appeal_id: int) -> Appealed:
    """An open appeal with its script. Raises Absent, or Refused for one's own mark."""
    require(examiner, *MARKERS)
    with wb.store.reading() as conn:
        found, _, _ = _demand(conn, examiner, appeal_id)
    script = marking.script(wb, examiner, found.attempt_id)
    return Appealed(found, script, _lines(script.paper.task.rubric, found))


def _demand(conn: Connection, examiner: Person, appeal_id: int) -> tuple[Appeal, Attempt, Sitting]:
    found = appeals.appeal(conn, appeal_id)
    if found is None:
        raise Absent("没有这件申诉。")
    attempt = _attempt(conn, found)
    sitting = demand(conn, attempt.sitting_id, "答复申诉", "marked", "released", held=True)
    if found.state != "open":
        raise Refused("这件申诉已经有答复。")
    if examiner.id in _own_marks(conn, found):
        raise Refused("这份答卷您评过分，申诉要由另一位考评员答复。")
    return found, attempt, sitting


def _lines(rubric: Sequence[Line], found: Appeal) -> tuple[Line, ...]:
    return tuple(line for line in rubric if found.line in (WHOLE, line.id))


@dataclass(frozen=True, slots=True)
class AnswerIn:
    """An answer as typed. ``points`` holds new points of whole lines by id; rejecting, it is empty."""

    verdict: Verdict
    reason: str
    points: Mapping[str, str]


def answer(wb: Workbench, examiner: Person, appeal_id: int, given: AnswerIn) -> None:
    """Uphold an appeal with new points for its line, or reject it; either way with a reason.

    New points are the whole line's, the machine's part included, and more than it has: an appeal never
    costs its student points. Raises Absent, Refused.
    """
    require(examiner, *MARKERS)
    words = _words(given.reason, SHORTEST_ANSWER, LONGEST_ANSWER, "答复理由")
    with wb.store.writing() as conn:
        found, attempt, _ = _demand(conn, examiner, appeal_id)
        now = wb.clock()
        changes = _uphold(conn, attempt, found, given) if given.verdict == "upheld" else []
        for line, _, after in changes:
            level = level_of(line, after, line.points)
            before = [mark.id for mark in marks.marks_of(conn, attempt.id) if mark.line == line.id]
            marks.add_mark(
                conn, attempt.id, line=line.id, examiner_id=examiner.id, points=after,
                level=level.letter if level else "", comment=words, at=now,
                replaces=before[-1] if before else None, appeal=found.id,
            )  # fmt: skip
        appeals.answer(conn, appeal_id, verdict=given.verdict, words=words, by=examiner.id, at=now)
        told = {line.id: [str(before), str(after)] for line, before, after in changes}
        detail = {
            "attempt": attempt.id, "appeal": appeal_id, "line": found.line, "verdict": given.verdict,
            "points": told, "reason": words,
        }  # fmt: skip
        audit.note(conn, at=now, who=examiner.login, what="answer_appeal", detail=detail)


def _uphold(
    conn: Connection, attempt: Attempt, found: Appeal, given: AnswerIn
) -> list[tuple[Line, Decimal, Decimal]]:
    """The lines that change, each with its points before and after."""
    paper = paper_of(conn, attempt)
    now = {part.line.id: part.points for part in marked(conn, attempt, paper).total.lines}
    lines = {line.id: line for line in _lines(paper.task.rubric, found)}
    changes = []
    for line_id, typed in given.points.items():
        if line_id not in lines:
            raise Refused("这件申诉不涉及这一行。")
        after = points_typed(typed, lines[line_id].points)
        if after <= now[line_id]:
            raise Refused(
                f"申诉成立，新的分数要高于现在的 {now[line_id]} 分，您写的是 {after}。不改分就选“不成立”。"
            )
        changes.append((lines[line_id], now[line_id], after))
    if not changes:
        raise Refused("申诉成立要写出新的分数。")
    return changes


def settle_fault(conn: Connection, sitting: Sitting, now: float) -> str | None:
    """Why the sitting may not become final yet, in words: appeals are open or may come. None if it may."""
    still_open = len(appeals.appeals_in(conn, sitting.id, state="open"))
    if still_open:
        return f"“{sitting.name}”还有 {still_open} 件申诉没有答复"
    ends = [appeal_until(sitting, one, now) for one in releases.releases_of(conn, sitting.id).values()]
    running = [until for until in ends if until is not None]
    if running:
        days = int((max(running) - now) // 86_400) + 1
        return f"“{sitting.name}”的申诉期还没有过（还有不到 {days} 天）"
    return None
