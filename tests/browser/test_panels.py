"""What examiners read of a whole class: scripts from real worked answers, some marked, some open."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from one_task import make_home
from playwright.sync_api import expect
from screens import SMALL, WIDE, settled, signed_in

from workbench.host import samples
from workbench.host.paper import thaw
from workbench.rehearsal.server import RunningServer
from workbench.settings import Settings
from workbench.store import attempts, events, papers, people
from workbench.usecases import giving_marks, sitting_exam
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.workbench import open_workbench

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def class_of_scripts(home) -> None:
    """A class after its hour: worked answers broken off at different points, most of them marked."""
    make_home(home, "seo-02", [f"A{number:04d}" for number in range(1, 25)])
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}))
    dice = random.Random(7)
    with wb.store.reading() as conn:
        examiner = people.people(conn, "examiner")[0]
        drawn = attempts.attempts_in(conn, 1)
        bodies = {one.id: papers.paper(conn, one.paper_hash) for one in drawn}
    for number, one in enumerate(drawn):
        paper = thaw(bodies[one.id])
        answers = {sample.name: sample for sample in paper.task.samples}
        steps = samples.steps_of(wb.registry, paper, answers["weak" if dice.random() < 0.3 else "good"])
        trace = samples.trace_of(wb.registry, paper, steps[: round(len(steps) * dice.uniform(0.3, 1.0))])
        began = wb.clock() - 3600
        with wb.store.writing() as conn:
            attempts.begin(conn, one.id, at=began)
            for event in trace:
                events.append_event(
                    conn, one.id, at=event.at, tool=event.tool, action=event.action, params=event.params,
                    refused=event.refused,
                )  # fmt: skip
            running = attempts.attempt(conn, one.id)
            sitting_exam.close(conn, wb, running, began + dice.uniform(1500, 3600), by="student")
        score_attempt(wb, one.id)
        judged = [line for line in paper.task.rubric if line.judged_points] if number < 22 else []
        for line in judged:
            points = str(Decimal(round(float(line.judged_points) * dice.uniform(0.3, 1.0) * 2)) / 2)
            giving_marks.put_mark(wb, examiner, one.id, MarkIn(line.id, points))
    wb.store.close()


def test_a_class_is_read_in_panels_and_queue(tmp_path, chromium, shots) -> None:
    server = RunningServer(tmp_path / "home", demo=False)
    class_of_scripts(server.home)
    server.start()
    try:
        page = signed_in(chromium, server, "kaoping1")
        expect(page.get_by_text("待评 2 份")).to_be_visible()
        page.screenshot(path=shots / "queue.png")
        page.goto(f"{server.base}/panels")
        settled(page)
        # the plugin's own panels stand before the host's four
        expect(page.locator(".js-plotly-plot").nth(3)).to_be_visible(timeout=20_000)
        expect(page.locator(".st-key-panel-totals .js-plotly-plot")).to_be_visible(timeout=20_000)
        page.wait_for_timeout(800)  # plotly fades its bars in
        page.screenshot(path=shots / "panel.png")
        page.set_viewport_size(WIDE)
        page.wait_for_timeout(800)
        page.screenshot(path=shots / "panel-wide.png", full_page=True)
        page.set_viewport_size(SMALL)
    finally:
        server.stop()
