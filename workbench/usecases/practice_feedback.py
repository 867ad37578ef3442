"""What a practice is told at once: the machine's points with every reason, and a model answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Absent, Closed, Refused
from workbench.domain.module import JSON
from workbench.domain.score import Outcome
from workbench.domain.total import Total, total
from workbench.domain.trace import Event
from workbench.host import replay, scoring
from workbench.host.model_answer import ModelAnswer, model_answer
from workbench.host.paper import Paper, thaw
from workbench.store import drafts, events, marks, papers, practice
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.practice import MachinePoints
from workbench.usecases.access import timing
from workbench.usecases.practising import is_untimed, own_practice, seconds_of
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the machine says of a practice. Lines that a person would judge stay open in ``total``.

    ``has_model`` says whether its model answer may be looked at.
    """

    attempt: Attempt
    paper: Paper
    states: Mapping[str, JSON]
    outcomes: Mapping[str, Outcome]
    total: Total
    seconds: float
    has_model: bool = False

    @property
    def attempt_id(self) -> str:
        """The attempt's id."""
        return self.attempt.id

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
        outcomes = {one.line: one for one in marks.newest_outcomes(conn, attempt_id)}
        offered = practice.released(conn).get(attempt.task)
    if not outcomes:
        raise Refused("这份练习已经交上，评分还没有出来。请过几秒再看；若一直没有，请告诉老师。")
    seconds = seconds_of(attempt, attempt.ended)
    states = replay.evidence(wb.registry, paper, trace, seconds).states
    sums = total(paper.task.rubric, outcomes, {})
    has_model = offered is not None and offered.shows_model
    return Feedback(attempt, paper, states, outcomes, sums, seconds, has_model)


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
    outcomes = {one.line: one for one in scoring.score(wb.registry, paper, evidence)}
    return Feedback(attempt, paper, evidence.states, outcomes, total(paper.task.rubric, outcomes, {}), at)


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
    body = papers.paper(conn, attempt.paper_hash)
    if body is None:
        raise Absent("这份练习的试题不在库中，请联系管理员。")
    if attempt.plugin not in wb.registry.plugins:
        raise Refused("这道题的插件现在没有装，暂时看不了。请联系老师。")
    return thaw(body)


def model(wb: Workbench, person: Person, attempt_id: str) -> ModelAnswer:
    """A good answer worked on the numbers of a practice that is handed in.

    Raises Refused where it may not be shown or the task has none, Absent, Closed.
    """
    with wb.store.reading() as conn:
        attempt = own_practice(conn, person, attempt_id)
        offered = practice.released(conn).get(attempt.task)
        if attempt.state != "handed_in" or offered is None or not offered.shows_model:
            raise Refused("老师没有开放这道题的参考答案，或者练习还没有交。")
        paper = _paper(conn, wb, attempt)
    found = model_answer(wb.registry, paper)
    if found is None:
        raise Refused("这道题没有参考答案。")
    return found
