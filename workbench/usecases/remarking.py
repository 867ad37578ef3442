"""Notes that an examiner writes on a script, and the comments that examiners share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.errors import Absent, Refused
from workbench.domain.module import JSON
from workbench.store import attempts, remarks
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.remarks import Comment, Remark
from workbench.usecases.marking import MARKERS
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note stands: a draft of a tool, or a file that was handed in, and where in it.

    ``span`` is (start, end) in characters, end exclusive; ``box`` is (x, y, width, height) as shares of the
    picture in [0, 1]. Neither means the whole. Raises Refused for what is no place.
    """

    tool: str
    field: str
    span: tuple[int, int] | None = None
    box: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        is_span = self.span is None or 0 <= self.span[0] < self.span[1]
        is_box = self.box is None or _is_box(self.box)
        if not (is_span and is_box) or (self.span is not None and self.box is not None):
            raise Refused("批注的位置不对，请重新选择。")

    def as_json(self) -> JSON:
        """The parts that are set, by name."""
        named: dict[str, object] = {"tool": self.tool, "field": self.field}
        if self.span is not None:
            named |= dict(zip(("start", "end"), self.span, strict=True))
        if self.box is not None:
            named |= dict(zip(("x", "y", "w", "h"), self.box, strict=True))
        return named


def _is_box(box: tuple[float, float, float, float]) -> bool:
    x, y, width, height = box
    return 0 <= x <= 1 and 0 <= y <= 1 and 0 < width <= 1 and 0 < height <= 1


def note(wb: Workbench, examiner: Person, attempt_id: str, place: Place, body: str, *, line: str = "") -> int:
    """Keep a note on a handed-in script; its id. Raises Refused for an empty or long one, Absent."""
    require(examiner, *MARKERS)
    text = _text(body)
    with wb.store.writing() as conn:
        _demand_handed_in(conn, attempt_id)
        return remarks.add_remark(
            conn,
            attempt_id,
            examiner_id=examiner.id,
            line=line,
            place=place.as_json(),
            body=text,
            at=wb.clock(),
        )


def notes_on(wb: Workbench, examiner: Person, attempt_id: str) -> tuple[Remark, ...]:
    """The notes on a script that this examiner may see: their own; an administrator sees all."""
    require(examiner, *MARKERS, "instructor")
    with wb.store.reading() as conn:
        found = remarks.remarks_of(conn, attempt_id)
    if examiner.role == "administrator":
        return found
    return tuple(one for one in found if one.examiner_id == examiner.id)


def remove(wb: Workbench, examiner: Person, remark_id: int) -> None:
    """Take one's own note away. Raises Absent for another's."""
    require(examiner, *MARKERS)
    with wb.store.writing() as conn:
        if not remarks.remove_remark(conn, remark_id, examiner_id=examiner.id, at=wb.clock()):
            raise Absent("没有这条批注，或者它不是您写的。")


def share_comment(wb: Workbench, examiner: Person, task: str, line: str, body: str) -> None:
    """Put a comment among the common ones of a line; the same twice is one. Raises Refused without words."""
    require(examiner, *MARKERS)
    text = _text(body)
    with wb.store.writing() as conn:
        remarks.add_comment(conn, task=task, line=line, body=text, examiner_id=examiner.id, at=wb.clock())


def comments(wb: Workbench, examiner: Person, task: str) -> Mapping[str, tuple[Comment, ...]]:
    """The common comments of a task, by line."""
    require(examiner, *MARKERS)
    with wb.store.reading() as conn:
        found = remarks.comments_for(conn, task)
    return {line: tuple(one for one in found if one.line == line) for line in {one.line for one in found}}


def drop_comment(wb: Workbench, examiner: Person, comment_id: int) -> None:
    """Take one's own common comment away. Raises Absent for another's."""
    require(examiner, *MARKERS)
    with wb.store.writing() as conn:
        if not remarks.remove_comment(conn, comment_id, examiner_id=examiner.id, at=wb.clock()):
            raise Absent("没有这条常用评语，或者它不是您写的。")


def _text(body: str) -> str:
    text = body.strip()
    if not text:
        raise Refused("请先写内容。")
    if len(text) > LONGEST_NOTE:
        raise Refused(f"最多 {LONGEST_NOTE} 字，现在有 {len(text)} 字。")
    return text


def _demand_handed_in(conn: Connection, attempt_id: str) -> None:
    found = attempts.attempt(conn, attempt_id)
    if found is None or found.state != "handed_in":
        raise Absent("没有这份答卷，或者它还没有交。")
