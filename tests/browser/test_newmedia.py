"""A student reads the simulated account's data in a real browser; an examiner reads the script and the panels."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, open_tool, settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def choose(page: Page, label: str, text: str) -> None:
    box = page.locator(".st-key-tool-newmedia-data").get_by_label(label).first
    box.click()
    box.fill(text)
    page.locator('[role="option"]').first.click()


def press(page: Page, name: str) -> None:
    page.locator(".st-key-tool-newmedia-data").get_by_role("button", name=name, exact=True).click()
    settled(page)


def fill(page: Page, *cells: str) -> None:
    page.locator("tbody tr:nth-child(1) td:nth-of-type(1)").click()
    for text in cells:
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    expect(page.locator(".status").first).to_have_text(re.compile(r"已保存 \d\d:\d\d:\d\d"), timeout=5000)


def test_a_student_reads_the_account_and_an_examiner_reads_the_student(serve_task, chromium, shots) -> None:
    server = serve_task("newmedia-05")
    page = started(chromium, server)
    tool = page.locator(".st-key-tool-newmedia-data")
    expect(tool).to_contain_text("以后发布")
    expect(tool).to_contain_text("由您计算")
    today = re.search(r"账号时间 \d{4}-(\d{2})", tool.inner_text())
    month = f"{int(today[1]) - 1:02d}"

    choose(page, "开始日期", f"{month}-01")
    choose(page, "结束日期", f"{month}-30")
    press(page, "查询")
    expect(tool).to_contain_text("08:00 才发布")
    choose(page, "结束日期", f"{month}-10")
    press(page, "查询")
    expect(tool).to_contain_text("（10 天）")
    counts = {
        name: tool.locator("tr", has_text=name).first.locator("td").nth(1).inner_text()
        for name in ("期初累计", "新增", "取关")
    }
    choose(page, "来源", "扫描")
    choose(page, "对比时段起", "01")
    choose(page, "对比时段止", "10")
    press(page, "查询")
    expect(tool).to_contain_text("用户增长　扫描二维码")
    expect(tool).to_contain_text("对比期")
    both_sizes(page, shots, "newmedia-growth")

    press(page, "单篇图文")
    both_sizes(page, shots, "newmedia-posts")
    press(page, "导出筛选结果")
    link = tool.get_by_role("link", name=re.compile("单篇图文"))
    exported = page.context.request.get(f"{server.base}{link.get_attribute('href')}")
    book = openpyxl.load_workbook(io.BytesIO(exported.body()))
    assert [cell.value for cell in book["数据"][1]][:2] == ["图文", "群发时间"]
    press(page, "阅读趋势")
    press(page, "分组比较")
    both_sizes(page, shots, "newmedia-groups")
    press(page, "用户属性")
    choose(page, "维度", "年龄")
    press(page, "查询")
    choose(page, "图的类型", "饼图")
    tool.get_by_label("图的标题").fill("本月粉丝年龄分布")
    press(page, "放进图表册")
    expect(tool.get_by_text("图表册　1 张")).to_be_visible()
    expect(tool.locator(".js-plotly-plot")).to_have_count(2)
    both_sizes(page, shots, "newmedia-people")
    tool.get_by_text("图表册　1 张").scroll_into_view_if_needed()
    page.screenshot(path=shots / "newmedia-book.png")

    open_tool(page, "表格")
    numbers = [text.replace(",", "") for text in counts.values()]
    fill(page, "上旬", *numbers, "=C2-D2", "=B2+E2", "=E2/F2*100", "=D2/B2*100")
    page.screenshot(path=shots / "newmedia-sheet.png")
    page.get_by_role("button", name="交卷").first.click()
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("您已交卷")).to_be_visible(timeout=15_000)

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    expect(examiner.locator("body")).to_contain_text("分母用了期末累计")
    examiner.get_by_role("tab", name="学生的工具").click()
    settled(examiner)
    expect(examiner.locator("body")).to_contain_text("图表册　1 张")
    examiner.locator('[data-testid="stButtonGroup"] button', has_text="分组比较").click()
    settled(examiner)
    expect(examiner.locator("body")).to_contain_text("各组篇数不同")
    both_sizes(examiner, shots, "newmedia-locked")
    examiner.goto(f"{server.base}/panels")
    settled(examiner)
    examiner.locator('[data-testid="stButtonGroup"] button', has_text="新媒体推广").click()
    settled(examiner)
    expect(examiner.locator(".st-key-panel-newmedia-definitions")).to_contain_text(
        "分母用了期末累计", timeout=15_000
    )
    both_sizes(examiner, shots, "newmedia-panels")
