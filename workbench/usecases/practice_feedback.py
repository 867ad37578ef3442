"""What a practice is told at once: the machine's points with every reason, and a model answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Closed, Refused
from workbench.domain.score import Outcome
from workbench.domain.total import Total, total
from workbench.domain.trace import Event, Evidence
from workbench.host import replay, scoring
from workbench.host.paper import Paper
from workbench.store import drafts, events, marks, practice
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.practice import MachinePoints
from workbench.usecases.access import timing
from workbench.usecases.practising import is_untimed, own_practice, seconds_of
from workbench.usecases.results import ResultLine, result_lines
from workbench.usecases.totalling import Marked, paper_of
from workbench.usecases.work_shown import Work, worked_model
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the machine says of a practice. Lines that a person would judge stay open in ``total``.

    ``shows_model`` says whether its model answer may be looked at.
    """

    attempt: Attempt
    work: Work
    outcomes: Mapping[str, Outcome]
    total: Total
    lines: tuple[ResultLine, ...]
    shows_model: bool = False

    @property
    def machine(self) -> MachinePoints:
        """The machine's points and what they are out of: lines that it could not score are in neither."""
        scored = [one for one in self.outcomes.values() if one.points is not None]
        return MachinePoints(self.total.points, sum((one.max_points for one in scored), Decimal(0)))


def feedback(wb: Workbench, person: Person, attempt_id: str) -> Feedback:
    """What the machine gave for a practice that is handed in. Raises Refused before that, Absent, Closed."""
    with wb.store.reading() as conn:
        attempt = own_practice(conn, person, attempt_id)
        if attempt.state != "handed_in" or attempt.ended is None:
            raise Refused("这份练习还没有交。")
        paper = _paper(conn, wb, attempt)
        trace = events.events_of(conn, attempt_id)
        outcomes = marks.newest_outcomes(conn, attempt_id)
        offered = practice.released(conn).get(attempt.task)
    if not outcomes:
        raise Refused("这份练习已经交上，评分还没有出来。请过几秒再看；若一直没有，请告诉老师。")
    shows_model = offered is not None and offered.shows_model
    evidence = replay.evidence(wb.registry, paper, trace, seconds_of(attempt, attempt.ended))
    return _told(attempt, paper, evidence, outcomes, shows_model=shows_model)


def _told(
    attempt: Attempt, paper: Paper, seen: Evidence, outcomes: Sequence[Outcome], *, shows_model: bool
) -> Feedback:
    by_line = {one.line: one for one in outcomes}
    stands = Marked(by_line, {}, {}, total(paper.task.rubric, by_line, {}))
    work = Work(attempt.id, paper, seen.states, seen.seconds)
    lines = result_lines(paper.task.rubric, stands)
    return Feedback(attempt, work, by_line, stands.total, lines, shows_model)


def feedback_now(wb: Workbench, person: Person, attempt_id: str) -> Feedback:
    """What the machine would give for an untimed practice as it stands now. Nothing is kept.

    Raises Refused for one with a clock, Closed once it has ended or beside an exam, Absent.
    """
    with wb.store.reading() as conn:
        now = wb.clock()
        attempt = own_practice(conn, person, attempt_id)
        if not is_untimed(attempt):
            raise Refused("计时练习交卷以后才能看评分。")
        if attempt.state != "running" or not timing(attempt).may_edit(now):
            raise Closed("这份练习已经结束。")
        paper = _paper(conn, wb, attempt)
        at = now - timing(attempt).began
        trace = _with_drafts(conn, wb, attempt_id, at)
    evidence = replay.evidence(wb.registry, paper, trace, at)
    outcomes = scoring.score(wb.registry, paper, evidence)
    return _told(attempt, paper, evidence, outcomes, shows_model=False)


def _with_drafts(conn: Connection, wb: Workbench, attempt_id: str, at: float) -> tuple[Event, ...]:
    # The trace as a hand-in at this moment would leave it, worked out in memory alone.
    trace = list(events.events_of(conn, attempt_id))
    for draft in drafts.unlogged(conn, attempt_id):
        tool = wb.registry.tools.get(draft.tool)
        if tool is not None and tool.draft_action is not None:
            params = {"field": draft.field, "body": draft.body, "by": "end"}
            trace.append(Event(len(trace) + 1, at, draft.tool, tool.draft_action, params, None))
    return tuple(trace)


def _paper(conn: Connection, wb: Workbench, attempt: Attempt) -> Paper:
    if attempt.plugin not in wb.registry.plugins:
        raise Refused("这道题的插件现在没有装，暂时看不了。请联系老师。")
    return paper_of(conn, attempt)


def model(wb: Workbench, person: Person, attempt_id: str) -> Work | None:
    """A good answer worked on the numbers of a practice that is handed in; None where none holds.

    Raises Refused where it may not be shown, Absent, Closed.
    """
    with wb.store.reading() as conn:
        attempt = own_practice(conn, person, attempt_id)
        offered = practice.released(conn).get(attempt.task)
        if attempt.state != "handed_in" or offered is None or not offered.shows_model:
            raise Refused("老师没有开放这道题的参考答案，或者练习还没有交。")
        paper = _paper(conn, wb, attempt)
    return worked_model(wb, attempt_id, paper)
