"""A student plans a week of search bidding for real; an examiner opens the script and the plugin's panels."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from screens import SMALL, both_sizes, open_tool, settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

PASTED = """空调	空调维修	空调维修	短语	2.60
空调	空调维修	湘潭空调维修	精确	2.80
空调	空调加氟	空调加氟	短语	2.10
洗衣机	洗衣机维修	洗衣机维修	广泛	2.00"""
CREATIVE = (
    "{空调维修}找捷修，本地师傅当天到",
    "先看机后报价，不修好不收工时费",
    "雨湖岳塘都有站点，手机点一下就有人回电",
)


def part(page: Page, title: str) -> None:
    """Turn to a part of the planner."""
    page.locator(".st-key-seo-sem-part button", has_text=title).first.click()
    settled(page)


def pressed(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def events(server, tool: str) -> list[tuple[str, dict, str | None]]:
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        query = "SELECT action, params, refused FROM events WHERE tool = ? ORDER BY seq"
        return [
            (action, json.loads(params), refused) for action, params, refused in db.execute(query, (tool,))
        ]


def typed_into_sheet(page: Page, cells: tuple[str, ...]) -> None:
    """The first row of the sheet, saved by hand."""
    open_tool(page, "表格")
    page.locator("tbody tr:nth-child(1) td:nth-of-type(1)").click()
    for cell in cells:
        page.keyboard.type(cell)
        page.keyboard.press("Tab")
    expect(page.locator(".status").first).to_have_text(re.compile("已保存"), timeout=5000)


def planned(page: Page) -> None:
    """The account: keywords from sheet and clipboard, and a plan's settings."""
    typed_into_sheet(page, ("空调", "空调维修", "空调维修上门", "短语", "2.50"))
    open_tool(page, "竞价推广台")
    part(page, "关键词")
    area = page.get_by_label(re.compile("每行依次是"))
    expect(area).to_have_value("空调\t空调维修\t空调维修上门\t短语\t2.50")
    pressed(page, "导入")
    page.get_by_text("批量导入（").click()
    area.fill(PASTED)
    pressed(page, "导入")
    part(page, "计划与单元")
    page.get_by_label("日预算（元）").fill("200")
    page.get_by_label("短语否定词").fill("培训 视频 教程 招聘 自己")
    pressed(page, "保存计划")


def test_a_student_plans_a_week_of_bidding_and_an_examiner_reads_it(serve_task, chromium, shots) -> None:
    server = serve_task("seo-05")
    page = started(chromium, server)
    planned(page)
    both_sizes(page, shots, "seo-sem-account")
    part(page, "创意")
    for label, text in zip(("标题（", "描述一（", "描述二（"), CREATIVE, strict=True):
        page.get_by_label(re.compile(label)).fill(text)
    pressed(page, "保存创意")
    pressed(page, "复制到没有创意的单元")
    expect(page.locator(".wb-ad").first).to_contain_text("可以上线")
    both_sizes(page, shots, "seo-sem-creative")
    part(page, "关键词")
    page.screenshot(path=shots / "seo-sem-words.png")
    part(page, "运行与报告")
    page.get_by_label(re.compile("这次改了什么")).fill("第一轮，看看展现")
    pressed(page, "运行一周")
    expect(page.locator(".js-plotly-plot")).to_be_visible(timeout=15_000)
    page.wait_for_timeout(600)  # plotly fades its bars in
    both_sizes(page, shots, "seo-sem-report")
    part(page, "导出文件")
    page.get_by_role("button", name="导出", exact=True).first.click()
    settled(page)
    expect(page.get_by_text("已导出").first).to_be_visible()
    page.screenshot(path=shots / "seo-sem-files.png")
    steps = events(server, "seo.sem")
    assert [action for action, _, refused in steps if refused] == []
    assert "run" in [action for action, _, _ in steps]

    open_tool(page, "题卡")
    page.screenshot(path=shots / "seo-card.png")
    page.get_by_role("button", name="交卷").first.click()
    settled(page)
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(page)
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("您已交卷")).to_be_visible(timeout=15_000)

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    examiner.screenshot(path=shots / "seo-script.png")
    examiner.get_by_role("tab", name="学生的工具").click()
    settled(examiner)
    examiner.wait_for_timeout(600)
    both_sizes(examiner, shots, "seo-script-tool")
    examiner.set_viewport_size(SMALL)
    examiner.goto(f"{server.base}/panels")
    settled(examiner)
    expect(examiner.locator(".st-key-panel-bid-distance .js-plotly-plot")).to_be_visible(timeout=15_000)
    examiner.wait_for_timeout(600)
    both_sizes(examiner, shots, "seo-panels")
