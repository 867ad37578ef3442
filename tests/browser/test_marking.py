"""Ten scripts marked by keyboard alone, twice; a line on which two differ reaches a third; then the release."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from one_task import SECRET, hand_in_answers, make_home
from playwright.sync_api import Page, expect
from screens import both_sizes, settled, signed_in

from workbench.domain.sitting_rules import SittingRules
from workbench.rehearsal.server import RunningServer
from workbench.settings import Settings
from workbench.store import people, schema
from workbench.usecases import expiring, giving_marks, marking, running_sitting
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.workbench import Workbench, open_workbench

pytestmark = pytest.mark.browser

SCRIPTS = 10
POINTS = {"4": "9", "6": "B", "11": "3"}
"""What is typed for the three judged lines of seo-02: numbers, and a level's letter."""


@pytest.fixture
def server(tmp_path: Path):
    running = RunningServer(tmp_path / "home", demo=False)
    make_home(running.home, "seo-02", [f"A{number:04d}" for number in range(1, SCRIPTS + 1)])
    with_workbench(running, handed_in)
    running.start()
    yield running
    running.stop()


def with_workbench(server: RunningServer, work: Callable[[Workbench], object]) -> None:
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(server.home)}))
    work(wb)
    wb.store.close()


def handed_in(wb: Workbench) -> None:
    """Ten scripts of a closed sitting whose scripts two examiners mark."""
    hand_in_answers(wb)
    expiring.expire_due(wb)
    with wb.store.writing() as conn:
        conn.execute(schema.sittings.update().values(rules=SittingRules(second_share=1.0).as_json()))
        runner = people.person_by_login(conn, "guanli")
    running_sitting.close_sitting(wb, runner, 1)


def marked_by(wb: Workbench, login: str, points: dict[str, str]) -> None:
    """Every script marked from this examiner's seat."""
    with wb.store.reading() as conn:
        examiner = people.person_by_login(conn, login)
    for row in marking.queue(wb, examiner, 1):
        for line, typed in points.items():
            if line in row.open_ids:
                giving_marks.put_mark(wb, examiner, row.attempt_id, MarkIn(line, typed))


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement?.getAttribute('aria-label') || ''")


def tab_to_points(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if focused(page).startswith("分数"):
            return
    raise AssertionError("the keyboard does not reach the next line")


def mark_by_keyboard(page: Page, points: list[str], *, told: str = "您已评完") -> None:
    """Type the points of every open line, from the first, which has the focus, on."""
    page.wait_for_function(
        "(document.activeElement?.getAttribute('aria-label') || '').startsWith('分数')", timeout=10_000
    )
    for at, typed in enumerate(points):
        if at:
            tab_to_points(page)
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
        settled(page)
    expect(page.locator(".st-key-script-head")).to_contain_text(told, timeout=10_000)


def kept(server: RunningServer, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(server.home / "workbench.db") as conn:
        return conn.execute(query).fetchall()


def test_ten_scripts_are_marked_by_keyboard_twice_and_a_third_decides_and_they_are_released(
    server, chromium, shots
) -> None:
    first = signed_in(chromium, server, "kaoping1")
    first.keyboard.press("Alt+n")
    settled(first)
    for at in range(SCRIPTS):
        if at:
            first.keyboard.press("Alt+n")
            settled(first)
        mark_by_keyboard(first, list(POINTS.values()))
        if at == 0:
            both_sizes(first, shots, "marking")
    marks = kept(server, "SELECT count(*), count(DISTINCT attempt_id) FROM marks WHERE seat = 1")
    assert marks == [(SCRIPTS * len(POINTS), SCRIPTS)]

    second = signed_in(chromium, server, "kaoping2")
    second.keyboard.press("Alt+n")
    settled(second)
    expect(second.locator(".st-key-script-head")).to_contain_text("二评")
    mark_by_keyboard(second, ["5", "9.5", "3"])
    with_workbench(server, lambda wb: marked_by(wb, "kaoping2", POINTS))

    third = signed_in(chromium, server, "kaoping3")
    expect(third.get_by_text("待评 1 份")).to_be_visible()
    third.screenshot(path=shots / "marking-third-queue.png")
    third.keyboard.press("Alt+n")
    settled(third)
    mark_by_keyboard(third, ["7"], told="合格")
    third.screenshot(path=shots / "marking-third.png")
    assert kept(server, "SELECT points FROM marks WHERE seat = 3") == [("7",)]

    release(signed_in(chromium, server, "guanli"), server, shots)
    assert kept(server, "SELECT state FROM sittings") == [("released",)]


def test_a_note_is_written_on_a_stretch_of_a_text_by_keyboard_and_taken_away(server, chromium, shots) -> None:
    page = signed_in(chromium, server, "kaoping1")
    page.keyboard.press("Alt+n")
    settled(page)
    for _ in range(SCRIPTS):
        if page.locator(".sheet").count():  # an empty script has no text to write on
            break
        page.keyboard.press("Alt+ArrowDown")
        settled(page)
    sheet = page.locator(".sheet").first
    sheet.focus()
    page.keyboard.press("Control+Home")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.type("不许改")  # nothing of a student's text can be changed here
    body = sheet.inner_text()
    page.keyboard.press("Control+Home")
    for _ in range(6):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("<b>没有写复查时间</b>")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".list li").first).to_contain_text("<b>没有写复查时间</b>")
    page.screenshot(path=shots / "marking-note.png")
    assert "不许改" not in body
    ((place,),) = kept(server, "SELECT place FROM remarks WHERE removed IS NULL")
    assert '"start": 0' in place
    assert '"end": 6' in place
    page.get_by_role("button", name="删除").first.click()
    settled(page)
    expect(page.locator(".list li")).to_have_count(0)
    assert kept(server, "SELECT count(*) FROM remarks WHERE removed IS NULL") == [(0,)]


def test_a_line_leads_to_the_step_and_the_film_goes_on_by_keyboard(server, chromium, shots) -> None:
    page = signed_in(chromium, server, "kaoping1")
    page.keyboard.press("Alt+n")
    settled(page)
    step = page.locator('[data-testid="stButtonGroup"] button', has_text=re.compile("^第 [0-9]+ 步$"))
    for _ in range(SCRIPTS):
        if step.count() > 4:
            break
        page.keyboard.press("Alt+ArrowDown")
        settled(page)
    said = step.first.inner_text()
    step.first.click()
    settled(page)
    expect(page.locator(".st-key-script-work")).to_contain_text(said)
    both_sizes(page, shots, "film-step")
    page.keyboard.press("Alt+k")
    settled(page)
    onward = f"第 {int(re.sub('[^0-9]', '', said)) + 1} 步"
    expect(page.locator(".st-key-script-work")).to_contain_text(onward)


def release(page: Page, server: RunningServer, shots: Path) -> None:
    page.goto(f"{server.base}/after")
    settled(page)
    page.get_by_role("button", name="设为评完").click()
    settled(page)
    page.get_by_label("第二位的账号").fill("kaoping1")
    page.get_by_label("第二位的密码").fill(SECRET)
    page.get_by_text("两人已核对上面的数字").click()
    page.screenshot(path=shots / "release.png")
    page.get_by_role("button", name=re.compile("^公布")).last.click()
    settled(page)
    expect(page.get_by_text("的成绩已公布")).to_be_visible(timeout=10_000)
