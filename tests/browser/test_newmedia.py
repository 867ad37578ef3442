"""A student reads the simulated account's data in a real browser; an examiner reads the script and the panels."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, open_tool, settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def choose(page: Page, label: str, text: str) -> None:
    box = page.locator(".st-key-tool-newmedia-data").get_by_label(label).first
    box.click()
    box.fill(text)
    page.locator('[role="option"]').first.click()


def turn(page: Page, view: str) -> None:
    page.locator(".st-key-newmedia-data-view button", has_text=view).click()
    settled(page)


def ask(page: Page) -> None:
    page.get_by_role("button", name="查询", exact=True).click()
    settled(page)


def test_a_student_reads_the_account_and_an_examiner_reads_the_student(serve_task, chromium, shots) -> None:
    server = serve_task("newmedia-05")
    page = started(chromium, server)
    tool = page.locator(".st-key-tool-newmedia-data")
    expect(tool).to_contain_text("以后发布")
    expect(tool).to_contain_text("由您计算")
    month = re.search(r"账号时间 (\d{4})-(\d{2})", tool.inner_text())
    choose(page, "开始日期", f"{int(month[2]) - 1:02d}-01")
    ask(page)
    expect(tool).to_contain_text("（29 天）")
    choose(page, "结束日期", f"{int(month[2]) - 1:02d}-10")
    choose(page, "来源", "扫描")
    ask(page)
    expect(tool).to_contain_text("（10 天）")
    expect(tool).to_contain_text("用户增长　扫描二维码")
    choose(page, "结束日期", f"{int(month[2]) - 1:02d}-30")
    ask(page)
    expect(tool).to_contain_text("才发布")
    both_sizes(page, shots, "newmedia-growth")
    choose(page, "结束日期", f"{int(month[2]) - 1:02d}-29")
    choose(page, "对比时段起", "01")
    choose(page, "对比时段止", "29")
    ask(page)
    both_sizes(page, shots, "newmedia-compared")
    for view in ("用户属性", "单篇图文", "阅读趋势", "分组比较"):
        turn(page, view)
        both_sizes(page, shots, f"newmedia-{view}")
    turn(page, "用户属性")
    choose(page, "维度", "年龄")
    ask(page)
    for kind, title in (("饼图", "本月粉丝年龄分布"),):
        choose(page, "图的类型", kind)
        tool.get_by_label("图的标题").fill(title)
        page.get_by_role("button", name="放进图表册").click()
        settled(page)
    page.get_by_role("button", name="导出筛选结果").click()
    settled(page)
    expect(tool.get_by_role("link", name=re.compile("用户属性"))).to_be_visible()
    page.set_viewport_size({"width": 1366, "height": 2200})
    settled(page)
    page.screenshot(path=shots / "newmedia-book.png")
