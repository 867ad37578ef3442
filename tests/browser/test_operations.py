"""A student reckons a shop's month and prices its goods; an examiner reads the script and the panels."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, open_tool, settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

TOOL = ".st-key-tool-operations-profit"


def pick(page: Page, key: str, words: str) -> None:
    page.locator(f"[class*='{key}'] input").last.click()
    page.locator('[role="option"]', has_text=words).first.click()


def add(page: Page, voucher: str, category: str, base: str, rate: str) -> None:
    pick(page, "st-key-operations-profit-voucher-", voucher)
    pick(page, "st-key-operations-profit-category-", category)
    pick(page, "st-key-operations-profit-base-", base)
    page.get_by_label("单价、金额或费率").fill(rate)
    page.get_by_role("button", name="加入", exact=True).click()
    settled(page)


def part(page: Page, title: str) -> None:
    page.locator(".st-key-operations-profit-part button", has_text=title).click()
    settled(page)


def steps(server) -> list[tuple[str, dict]]:
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        rows = db.execute(
            "SELECT action, params FROM events WHERE tool = 'operations.profit' AND refused IS NULL ORDER BY seq"
        )
        return [(action, json.loads(params)) for action, params in rows]


def test_a_student_prices_goods_and_an_examiner_sees_what_was_forgotten(serve_task, chromium, shots) -> None:
    server = serve_task("operations-06")
    page = started(chromium, server)
    page.get_by_role("tab", name="素材").click()
    page.get_by_text("素材四 本月单据").click()
    settled(page)
    page.screenshot(path=shots / "operations-empty.png")
    pick(page, "st-key-operations-profit-income-", "实付净额")
    settled(page)
    add(page, "进货单", "货品", "净销售件数", "27.50")
    add(page, "快递结算单", "运费", "订单数", "3.6")
    add(page, "平台技术服务费", "平台佣金", "实付净额", "5")
    add(page, "仓库租金", "固定费用", "当月金额", "3,600")
    expect(page.locator(TOOL)).to_contain_text("净利润")
    both_sizes(page, shots, "operations-costs")
    page.get_by_role("button", name="生成 03 文件").click()
    settled(page)
    expect(page.get_by_role("link", name=re.compile("下载 03"))).to_be_visible()

    part(page, "竞品与定价")
    for rival in ("K01", "K03", "K05"):
        pick(page, "st-key-operations-profit-rivals", rival)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="统计", exact=True).click()
    settled(page)
    pick(page, "st-key-operations-profit-sku", "利润款")
    pick(page, "st-key-operations-profit-method", "成本加成")
    settled(page)
    page.get_by_label("单位成本（元）").fill("31.20")
    page.get_by_label("加成率（%）").fill("90")
    pick(page, "st-key-operations-profit-ending-", "角位取 9")
    page.get_by_role("button", name="计算", exact=True).click()
    settled(page)
    page.get_by_role("button", name="采用", exact=True).click()
    settled(page)
    expect(page.locator(TOOL)).to_contain_text("31.20 ×（1 + 90.00 %）")
    both_sizes(page, shots, "operations-pricing")

    part(page, "保本与下月方案")
    page.get_by_label("方案名称").fill("涨价方案")
    page.get_by_label("佣金率（%）").first.fill("5.3")
    page.get_by_label("销量变化（%）").fill("-5")
    page.locator(TOOL).get_by_role("button", name="保存", exact=True).click()
    settled(page)
    expect(page.locator(TOOL)).to_contain_text("预计净利润")
    expect(page.locator(f"{TOOL} .js-plotly-plot")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="选定为下月方案").click()
    settled(page)
    both_sizes(page, shots, "operations-planning")
    assert [action for action, _ in steps(server)].count("add_item") == 4

    open_tool(page, "表格")
    page.locator("tbody tr:nth-child(1) td:nth-of-type(1)").click()
    page.keyboard.type("固定费用合计")
    page.keyboard.press("Enter")
    settled(page)

    page.get_by_role("button", name="交卷").first.click()
    settled(page)
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(page)
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("您已交卷")).to_be_visible(timeout=15_000)

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    examiner.get_by_role("tab", name="学生的工具").click()
    settled(examiner)
    expect(examiner.get_by_role("button", name="加入", exact=True)).to_be_disabled()
    examiner.screenshot(path=shots / "operations-locked.png")
    examiner.goto(f"{server.base}/panels")
    settled(examiner)
    expect(examiner.locator(".st-key-panel-vouchers .js-plotly-plot")).to_be_visible(timeout=15_000)
    expect(examiner.locator(".st-key-panel-prices .js-plotly-plot")).to_be_visible(timeout=15_000)
    examiner.wait_for_timeout(600)
    both_sizes(examiner, shots, "operations-panels")
