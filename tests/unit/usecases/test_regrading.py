"""A regrade: the trial writes nothing, it is applied whole in two names, and undone exactly."""

from __future__ import annotations

import dataclasses
import hashlib
from decimal import Decimal

import pytest
import sqlalchemy as sa

from workbench.domain.errors import NotAllowed, Refused
from workbench.domain.score import Finding
from workbench.store import attempts, audit, marks, regrades, schema
from workbench.usecases import giving_marks, marking, regrading, running_sitting, saving, sitting_exam
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.regrade_trial import Spec, trial
from workbench.usecases.saving import DraftIn
from workbench.usecases.scoring_jobs import Job, Spread, score_all

# Each student saves once, after 20 minutes; line 10 wants the first save within 15.
KINDER = Spec("seo-02", {"10": {"first_save_minutes": 45}})


@pytest.fixture
def handed_in(school):
    """Two handed-in scripts, saved once."""
    for login in ("A0001", "A0002"):
        attempt_id = school.start(login)
        school.time.pass_seconds(20 * 60)
        draft = DraftIn(attempt_id, "page", "desk.doc", "03", 1, "诊断报告", "student")
        saving.save_draft(school.wb, school.people[login], draft)
        sitting_exam.hand_in(school.wb, school.people[login], attempt_id, "page")
    return school


@pytest.fixture
def closed(handed_in):
    """The same, and the sitting is closed."""
    running_sitting.close_sitting(handed_in.wb, handed_in.people["jk"], handed_in.sitting)
    return handed_in


def tried(school, spec=KINDER, **more):
    return trial(school.wb, school.people["gl"], school.sitting, spec, **more)


def applied(school, found, *, by="gl", second="kp1", reason="第 10 行的时限过严，命题组改为 45 分钟"):
    people = school.people
    return regrading.apply(school.wb, people[by], people[second], school.sitting, found, reason=reason)


def dump(school) -> str:
    with school.wb.store.reading() as conn:
        rows = [
            (table.name, sorted(map(repr, conn.execute(sa.select(table)))))
            for table in schema.metadata.sorted_tables
        ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def scores(school) -> dict[str, tuple[Decimal, ...]]:
    rows = marking.queue(school.wb, school.people["kp1"], school.sitting)
    return {
        row.code: tuple(
            line.points
            for line in marking.script(school.wb, school.people["kp1"], row.attempt_id).total.lines
        )
        for row in rows
    }


def test_a_trial_shows_each_changed_line_and_changes_nothing_in_the_store(closed) -> None:
    before = dump(closed)
    found = tried(closed)
    assert {(change.line, change.is_protected) for change in found.changes} == {("10", False)}
    assert len(found.changes) == 2
    assert all(change.after.points > change.before.points for change in found.changes)
    gained = [one.after.points - one.before.points for one in found.scripts]
    assert gained == [change.after.points - change.before.points for change in found.changes]
    assert dump(closed) == before


def test_what_is_applied_holds_and_undoing_it_restores_the_scores_exactly(closed) -> None:
    before = scores(closed)
    made = applied(closed, tried(closed))
    after = scores(closed)
    assert after != before
    assert tried(closed).changes == ()
    regrading.undo(closed.wb, closed.people["gl"], closed.people["kp2"], made, reason="命题组收回")
    assert scores(closed) == before
    assert [change.line for change in tried(closed).changes] == ["10", "10"]
    again = applied(closed, tried(closed))
    assert again > made
    assert scores(closed) == after


def test_a_changed_criterion_is_run_on_the_papers_as_they_were(closed) -> None:
    seo = closed.wb.registry.plugins["seo"]

    def generous(evidence: object, *, field: str) -> Finding:
        return Finding(1.0, f"新的评分程序：{field} 给满分")

    changed = dataclasses.replace(seo, criteria={**seo.criteria, "tdk_query": generous})
    registry = dataclasses.replace(closed.wb.registry, plugins={**closed.wb.registry.plugins, "seo": changed})
    closed.wb = dataclasses.replace(closed.wb, registry=registry)
    found = tried(closed, Spec("seo-02", {}))
    assert {(change.line, change.after.points) for change in found.changes} == {("1", Decimal(12))}


def test_a_mark_given_in_the_machines_place_is_protected(closed) -> None:
    with closed.wb.store.reading() as conn:
        one = attempts.attempts_in(conn, closed.sitting)[0]
        outcomes = marks.newest_outcomes(conn, one.id)
    failed = [
        dataclasses.replace(outcome, status="failed", points=None) if outcome.line == "10" else outcome
        for outcome in outcomes
    ]
    with closed.wb.store.writing() as conn:
        marks.add_outcomes(conn, one.id, failed, at=closed.time.now)
    giving_marks.put_mark(closed.wb, closed.people["kp1"], one.id, MarkIn("10", "1.5"))
    found = tried(closed)
    assert {(change.code == one.code, change.is_protected) for change in found.changes} == {
        (True, True),
        (False, False),
    }
    applied(closed, found)
    line = {
        part.line.id: part for part in marking.script(closed.wb, closed.people["kp1"], one.id).total.lines
    }
    assert line["10"].points == Decimal("1.5")


def test_marks_that_moved_after_the_trial_stop_it(closed) -> None:
    found = tried(closed)
    applied(closed, tried(closed))
    with pytest.raises(Refused, match="重新试算"):
        applied(closed, found)


def test_both_acts_stand_in_the_log_with_who_why_and_the_second_name(closed) -> None:
    made = applied(closed, tried(closed))
    regrading.undo(closed.wb, closed.people["gl"], closed.people["kp1"], made, reason="命题组收回")
    with closed.wb.store.reading() as conn:
        notes = [note for note in audit.notes(conn) if note[2].startswith("regrade")]
        kept = regrades.regrade(conn, made)
    assert [(who, what, detail["reason"], detail["second"]) for _, who, what, detail in notes] == [
        ("gl", "regrade", "第 10 行的时限过严，命题组改为 45 分钟", "kp1"),
        ("gl", "regrade_undone", "命题组收回", "kp1"),
    ]
    assert kept.undone["reason"] == "命题组收回"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"second": "gl"}, "不能是同一个人"),
        ({"reason": " "}, "写明原因"),
        ({"by": "js"}, "只供"),
        ({"by": "kp1"}, "只供"),
        ({"second": "A0001"}, "只供"),
    ],
)
def test_it_wants_an_administrator_another_name_and_a_reason(closed, change, says) -> None:
    before = dump(closed)
    with pytest.raises((Refused, NotAllowed), match=says):
        applied(closed, tried(closed), **change)
    assert dump(closed) == before


def test_a_regrade_waits_for_the_end_of_the_sitting(handed_in) -> None:
    school = handed_in
    with pytest.raises(Refused, match="不能重评"):
        applied(school, tried(school))


def test_only_the_last_regrade_of_a_task_is_undone_and_only_once(closed) -> None:
    first = applied(closed, tried(closed))
    second = applied(closed, tried(closed, Spec("seo-02", {"10": {"first_save_minutes": 45, "saves": 1}})))
    undo = lambda which: regrading.undo(  # noqa: E731
        closed.wb, closed.people["gl"], closed.people["kp1"], which, reason="收回"
    )
    with pytest.raises(Refused, match="先撤销后一次"):
        undo(first)
    undo(second)
    with pytest.raises(Refused, match="已经撤销"):
        undo(second)
    undo(first)


@pytest.mark.parametrize(
    ("params", "says"),
    [
        ({"4": {"field": "01"}}, "不由系统评分"),
        ({"99": {}}, "不由系统评分"),
        ({"10": {"saves": "四"}}, "saves"),
        ({"10": {"colour": 1}}, "colour"),
    ],
)
def test_a_line_or_a_parameter_that_does_not_fit_is_named(closed, params, says) -> None:
    with pytest.raises(Refused, match=says):
        tried(closed, Spec("seo-02", params))


def test_the_same_scores_come_from_here_and_from_two_processes(closed) -> None:
    with closed.wb.store.reading() as conn:
        from workbench.usecases.regrade_trial import job_of

        jobs = [job_of(conn, one, {}) for one in attempts.attempts_in(conn, closed.sitting)]
    many = [
        Job(f"{job.attempt_id}-{copy}", *dataclasses.astuple(job)[1:]) for copy in range(15) for job in jobs
    ]
    many = [dataclasses.replace(one, trace=jobs[at % 2].trace) for at, one in enumerate(many)]
    here = {one.attempt_id: one.outcomes for one in score_all(closed.wb.registry, many)}
    there = {one.attempt_id: one.outcomes for one in score_all(closed.wb.registry, many, Spread(processes=2))}
    assert len(there) == 30
    assert there == here
