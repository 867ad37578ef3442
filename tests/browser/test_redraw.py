"""A candidate's paper turns out faulty in the hour: the open page finds the new one by itself."""

from __future__ import annotations

from contextlib import closing

import pytest
from playwright.sync_api import expect
from screens import both_sizes, open_tool, settled, started

from workbench.settings import Settings
from workbench.store import attempts, events, people
from workbench.usecases.redrawing import redraw_candidate
from workbench.usecases.signed import Signed
from workbench.usecases.workbench import open_workbench

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SIGNED = Signed("试题里的图片打不开，换题", ("张老师", "李老师"))


def redraw(home):
    """Draw A0001's item again from another process than the server's, as the command line does."""
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}))
    with closing(wb.store):
        with wb.store.reading() as conn:
            gl = people.person_by_login(conn, "guanli")
        redraw_candidate(wb, gl, 1, "A0001", SIGNED)
        with wb.store.reading() as conn:
            found = sorted(attempts.every_attempt_in(conn, 1), key=lambda one: one.number)
            return found, events.events_of(conn, found[0].id)


def test_a_student_who_types_on_a_void_paper_is_led_to_the_new_one(serve_task, chromium, shots) -> None:
    server = serve_task("seo-02")
    page = started(chromium, server)
    open_tool(page, "文档")
    field = page.locator("textarea").first
    field.fill("写在第一份卷上")
    expect(page.locator(".status").first).to_contain_text("已保存", timeout=15_000)
    (old, new), trace = redraw(server.home)
    assert (old.state, new.state, new.number) == ("void", "prepared", 2)
    assert "写在第一份卷上" in [event.params.get("body") for event in trace]

    field.press_sequentially("，还在写")
    expect(page.get_by_text("考场已给您重新抽了一道题")).to_be_visible(timeout=20_000)
    settled(page)
    both_sizes(page, shots, "redrawn-waiting")
    page.get_by_role("button", name="开始考试").click()
    page.locator(".st-key-exam-head").wait_for()
    settled(page)
    open_tool(page, "文档")
    expect(page.locator("textarea").first).not_to_have_value("写在第一份卷上")
    assert "写在第一份卷上" not in page.locator("textarea").first.input_value()
    page.screenshot(path=shots / "redrawn-started.png")
