"""Practice in a real browser: an instructor releases, a student takes it, is told why, and takes it again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, open_tool, settled, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def practice_page(page: Page) -> None:
    page.get_by_role("link", name="练习", exact=False).first.click()
    page.get_by_text("练习和考试分开").wait_for()
    settled(page)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="交卷").first.click()
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(page)
    page.get_by_role("button", name="确定交卷").click()
    page.get_by_text("逐项得分").wait_for(timeout=20_000)
    settled(page)


def test_a_student_practises_with_reasons_at_once_and_takes_it_again(demo_server, chromium, shots) -> None:
    teacher = signed_in(chromium, demo_server, "jiaoshi")
    teacher.get_by_role("link", name="练习题").first.click()
    teacher.get_by_text("看不到是谁练的").wait_for()
    settled(teacher)
    both_sizes(teacher, shots, "practice-staff")

    page = signed_in(chromium, demo_server, "lianxi1")
    expect(page.get_by_text("没有考试安排")).to_be_visible()
    both_sizes(page, shots, "practice-no-exam")
    practice_page(page)
    both_sizes(page, shots, "practice-empty")
    page.get_by_role("button", name="不限时练习").first.click()
    page.locator(".st-key-exam-head").wait_for()
    settled(page)
    expect(page.get_by_text("不限时")).to_be_visible()
    expect(page.get_by_text("剩余时间")).to_be_hidden()
    both_sizes(page, shots, "practice-work")

    page.get_by_role("button", name="现在看评分").click()
    expect(page.get_by_text("什么也不记")).to_be_visible(timeout=20_000)
    settled(page)
    both_sizes(page, shots, "practice-now")
    page.keyboard.press("Escape")

    page.reload()
    page.locator(".st-key-exam-head").wait_for()  # a refresh comes back to the same place
    settled(page)
    open_tool(page, "表格")
    hand_in(page)
    both_sizes(page, shots, "practice-told")
    page.locator('[data-testid="stButtonGroup"] button', has_text="参考答案").click()
    expect(page.get_by_text("好答案不止一种")).to_be_visible(timeout=20_000)
    settled(page)
    both_sizes(page, shots, "practice-model")

    page.get_by_role("button", name="用同样的数字再练").click()
    page.locator(".st-key-exam-head").wait_for()
    settled(page)
    page.get_by_role("button", name="练习列表").click()
    expect(page.get_by_role("button", name="继续练习")).to_be_visible(timeout=20_000)
    settled(page)
    both_sizes(page, shots, "practice-list")

    teacher.reload()
    settled(teacher)
    expect(teacher.get_by_text("看不到是谁练的")).to_be_visible()
    both_sizes(teacher, shots, "practice-staff-used")


def test_an_exam_that_waits_leaves_no_way_to_practice(demo_server, chromium, shots) -> None:
    page = signed_in(chromium, demo_server, "A0001")
    expect(page.get_by_role("button", name="开始考试")).to_be_visible()
    expect(page.get_by_role("link", name="练习")).to_have_count(0)
    page.goto(f"{demo_server.base}/practice")
    expect(page.get_by_text("您有考试，练习已停")).to_be_visible(timeout=20_000)
    settled(page)
    both_sizes(page, shots, "practice-stopped")
    page.get_by_role("link", name="回到考试").click()
    expect(page.get_by_role("button", name="开始考试")).to_be_visible(timeout=20_000)
