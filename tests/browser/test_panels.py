"""What is read of a whole class: scripts from real worked answers, some marked by two, some open."""

from __future__ import annotations

import random
from decimal import Decimal

import openpyxl
import pytest
from one_task import make_home
from playwright.sync_api import Page, expect
from screens import SMALL, WIDE, settled, signed_in

from workbench.domain.second_marking import wants_second
from workbench.domain.sitting_rules import SittingRules
from workbench.host import samples
from workbench.host.paper import thaw
from workbench.rehearsal.server import RunningServer
from workbench.settings import Settings
from workbench.store import attempts, events, papers, people, schema
from workbench.store.attempts import Attempt
from workbench.usecases import giving_marks, sitting_exam
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.workbench import Workbench, open_workbench

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SCRIPTS, MARKED, SHARE = 40, 38, 0.4


def class_of_scripts(home) -> None:
    """A class after its hour: worked answers broken off at different points, most of them marked."""
    make_home(home, "seo-02", [f"A{number:04d}" for number in range(1, SCRIPTS + 1)])
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}))
    dice = random.Random(7)
    with wb.store.writing() as conn:
        conn.execute(
            schema.sittings.update().values(rules=SittingRules(second_share=SHARE, third_share=0.5).as_json())
        )
        second_class = schema.people.c.login.like("A00%5") | schema.people.c.login.like("A003%")
        conn.execute(schema.people.update().where(second_class).values(class_name="网营2402"))
        drawn = attempts.attempts_in(conn, 1)
    for number, one in enumerate(drawn):
        works_and_is_marked(wb, one, dice, marked=number < MARKED)
    wb.store.close()


def works_and_is_marked(wb: Workbench, one: Attempt, dice: random.Random, *, marked: bool) -> None:
    with wb.store.reading() as conn:
        examiners = people.people(conn, "examiner")[:2]
        paper = thaw(papers.paper(conn, one.paper_hash) or "")
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
    seats = examiners if wants_second(1, one.code, SHARE) else examiners[:1]
    for line in paper.task.rubric if marked else ():
        if line.judged_points:
            share = dice.uniform(0.3, 1.0)
            for off, examiner in zip((0.0, -0.08), seats, strict=False):
                given = max(0.0, share + off + dice.uniform(-0.05, 0.05))
                points = Decimal(round(float(line.judged_points) * min(1.0, given) * 2)) / 2
                giving_marks.put_mark(wb, examiner, one.id, MarkIn(line.id, str(points)))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = RunningServer(tmp_path_factory.mktemp("panels") / "home", demo=False)
    class_of_scripts(running.home)
    running.start()
    yield running
    running.stop()


def panels(chromium, server, login: str, viewport=SMALL) -> Page:
    page = signed_in(chromium, server, login, viewport)
    page.goto(f"{server.base}/panels")
    settled(page)
    expect(page.locator(".st-key-panel-totals .js-plotly-plot")).to_be_visible(timeout=20_000)
    return page


def part(page: Page, name: str) -> None:
    page.locator(".st-key-panel-part button", has_text=name).click()
    settled(page)
    page.wait_for_timeout(800)  # plotly fades its bars in


def click_bar(page: Page, panel: str, at: int) -> None:
    """Click the middle of a bar: plotly's own layer lies over it and takes the pointer."""
    bar = page.locator(f".st-key-panel-{panel} .barlayer .point path").nth(at)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page)


def test_a_bar_leads_to_its_scripts_and_a_script_to_the_marking_page(chromium, server, shots) -> None:
    page = signed_in(chromium, server, "kaoping1")
    expect(page.get_by_text("待评 2 份")).to_be_visible()
    page.screenshot(path=shots / "queue.png")
    page = panels(chromium, server, "kaoping1")
    # the plugin's own panels stand before the host's
    expect(page.locator(".js-plotly-plot").nth(3)).to_be_visible(timeout=20_000)
    page.wait_for_timeout(800)
    page.screenshot(path=shots / "panel.png")
    expect(page.locator(".st-key-panel-totals").get_by_text("平均", exact=False).first).to_be_visible()
    click_bar(page, "totals", 7)
    behind = page.locator(".st-key-behind-totals button")
    expect(behind.first).to_be_visible()
    page.screenshot(path=shots / "panel-behind.png")
    code = behind.first.inner_text().split()[0]
    behind.first.click()
    expect(page.locator(".st-key-script-head").get_by_text(code)).to_be_visible(timeout=20_000)
    assert page.url.rstrip("/") == server.base, "the marking page is the examiner's first"
    page.screenshot(path=shots / "panel-opened.png")


def test_a_field_of_the_clause_map_leads_to_its_scripts(chromium, server) -> None:
    page = panels(chromium, server, "guanli")
    part(page, "评分项与条款")
    number = page.locator(".st-key-panel-clauses .scatterlayer .textpoint").first
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    scripts = page.locator(".st-key-behind-clauses [data-testid=stButton]")
    expect(scripts).to_have_count(SCRIPTS, timeout=10_000)


def test_the_table_and_the_picture_of_a_panel_are_taken(chromium, server, tmp_path) -> None:
    page = panels(chromium, server, "guanli")
    with page.expect_download() as found:
        page.locator(".st-key-panel-totals").get_by_role("button", name="下载表格").click()
    found.value.save_as(tmp_path / "table.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "table.xlsx")["数据"].iter_rows(values_only=True))
    assert rows[0] == ("分数段", "份数")
    assert sum(count for _, count in rows[1:]) == MARKED
    camera = page.locator('.st-key-panel-totals .modebar-btn[data-title="下载图片"]')
    page.locator(".st-key-panel-totals .js-plotly-plot").hover()
    with page.expect_download() as picture:
        camera.click()
    assert picture.value.suggested_filename.endswith(".png")


@pytest.mark.parametrize("size", ["small", "wide"])
def test_every_part_is_drawn_for_the_administrator(chromium, server, shots, size) -> None:
    page = panels(chromium, server, "guanli", SMALL if size == "small" else WIDE)
    for at, name in enumerate(("总体", "评分项与条款", "信度与公平", "用时", "考评员")):
        part(page, name)
        expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=20_000)
        page.screenshot(path=shots / f"panels-{at}-{size}.png", full_page=True)
    expect(page.get_by_text("画不出来")).to_have_count(0)
