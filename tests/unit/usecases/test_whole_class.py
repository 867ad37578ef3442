"""A class of a hundred by the standard: the draw's proportions, and one script of every task to the panel."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.conftest import SECRET_HASH, Time
from workbench.domain.draw import Record
from workbench.domain.draw_record import verify
from workbench.domain.module import STANDARD_MODULES
from workbench.domain.total import judged_by_hand
from workbench.host import registry, samples
from workbench.host.filling import Brought
from workbench.host.paper import thaw
from workbench.panels.ready import READY
from workbench.panels.shown import basis
from workbench.settings import Settings
from workbench.store import attempts, papers, people
from workbench.store.attempts import Attempt
from workbench.usecases import giving_marks, marking, running_sitting, score_panels, sitting_exam, uploads
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.roster import Candidate
from workbench.usecases.workbench import Workbench, open_workbench

CANDIDATES = 100
TASKS = sorted(task.id for task in registry.load().tasks.values() if task.state == "ready")


@dataclass
class Class:
    wb: Workbench
    time: Time
    sitting: int
    record: Record
    drawn: tuple[Attempt, ...]

    def person(self, login: str) -> people.Person:
        with self.wb.store.reading() as conn:
            found = people.person_by_login(conn, login)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def whole_class(tmp_path_factory):
    time = Time()
    home = tmp_path_factory.mktemp("class") / "home"
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}), clock=time)
    logins = [f"A{number:04d}" for number in range(1, CANDIDATES + 1)]
    roles = {**dict.fromkeys(logins, "student"), "kp1": "examiner", "jk": "invigilator"}
    with wb.store.writing() as conn:
        for login, role in roles.items():
            people.add_person(
                conn,
                login=login,
                name=login,
                role=role,
                secret_hash=SECRET_HASH,
                created=time.now,
                class_name="网营1",
            )
        runner = people.person_by_login(conn, "jk")
    sitting = running_sitting.plan(wb, "期末", policy={"item_policy": "by_part"})
    roster = [Candidate(login, login) for login in logins]
    record = running_sitting.draw_sitting(wb, runner, sitting, roster, ceremony="2 7 1 8")
    running_sitting.open_sitting(wb, runner, sitting)
    with wb.store.reading() as conn:
        drawn = attempts.attempts_in(conn, sitting)
    yield Class(wb, time, sitting, record, tuple(drawn))
    wb.store.close()


def test_each_module_of_the_standard_is_drawn_by_a_fifth_of_the_class(whole_class) -> None:
    module_of = {name: one.module.module for name, one in whole_class.wb.registry.plugins.items()}
    drawn = Counter(module_of[attempt.plugin] for attempt in whole_class.drawn)
    assert drawn == dict.fromkeys(STANDARD_MODULES, CANDIDATES // len(STANDARD_MODULES))


def test_every_plugin_and_every_ready_task_comes_up(whole_class) -> None:
    assert {attempt.plugin for attempt in whole_class.drawn} == {
        "service", "shopdesign", "operations", "seo", "newmedia", "copywriting",
    }  # fmt: skip
    assert {attempt.task for attempt in whole_class.drawn} == set(TASKS)


def test_the_record_of_the_class_recomputes(whole_class) -> None:
    assert list(verify(whole_class.record.as_json())) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("task_id", TASKS)
def test_a_script_of_every_task_goes_from_the_draw_to_the_panel(whole_class, task_id) -> None:
    wb, examiner = whole_class.wb, whole_class.person("kp1")
    attempt = next(one for one in whole_class.drawn if one.task == task_id)
    promised = _work(whole_class, attempt)

    script = marking.script(wb, examiner, attempt.id)
    machine = sum((one.points or Decimal(0) for one in script.outcomes.values()), Decimal(0))
    assert {one.status for one in script.outcomes.values()} <= {"scored", "needs_examiner"}
    assert machine >= promised, "a good answer earns the same on whatever numbers were drawn"
    by_hand = Decimal(0)
    for line in script.paper.task.rubric:
        limit = judged_by_hand(line, script.outcomes.get(line.id))
        if limit:
            giving_marks.put_mark(wb, examiner, attempt.id, MarkIn(line.id, str(limit)))
            by_hand += limit
    marked = marking.script(wb, examiner, attempt.id).total
    assert (marked.open_lines, marked.passed) == (0, True)
    assert marked.points == machine + by_hand == marked.process + marked.result

    frame = score_panels.frame(wb, examiner, whole_class.sitting, attempt.plugin)
    own = frame[frame["attempt"] == attempt.id]
    assert own["points"].sum() == pytest.approx(float(marked.points))
    panels = wb.registry.plugins[attempt.plugin].panels
    assert panels, "each plugin has a panel of its own"
    for panel in panels:
        table = panel.summarise(frame)
        assert panel.draw(table).to_dict()["layout"]
        assert table.empty or (panel.finding and panel.finding(table).endswith("。"))
    for ready in READY:
        assert ready.show(basis(frame, pass_points=60)).finding


def _work(whole_class: Class, attempt: Attempt) -> Decimal:
    """Start, take the steps of the task's good answer at their times, hand in; what that answer promises."""
    wb, time = whole_class.wb, whole_class.time
    person = whole_class.person(attempt.candidate)
    with wb.store.reading() as conn:
        paper = thaw(papers.paper(conn, attempt.paper_hash))
    good = next(one for one in paper.task.samples if one.kind == "good")
    sitting_exam.start(wb, person, attempt.id)
    sitting_exam.claim(wb, person, attempt.id, "page")
    began = time.now
    for taken in samples.steps_of(wb.registry, paper, good):
        time.now = began + taken.at if taken.at is not None else time.now + samples.SECONDS_A_STEP
        brought = None
        if taken.body is not None:
            brought = Brought(str(taken.params["name"]), taken.body)
            uploads.keep(wb, person, attempt.id, taken.tool, brought.name, brought.body)
        sitting_exam.step(
            wb, person, attempt.id, "page", (taken.tool, taken.action, taken.params), brought=brought
        )
    sitting_exam.hand_in(wb, person, attempt.id, "page")
    return good.low
