"""A student makes a promotion picture at the desk, checks it, hands in; an examiner opens it and the panels."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, open_tool, settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

TASK = "shopdesign-02"


def kept(server, action: str) -> list[dict]:
    query = "SELECT params FROM events WHERE action = ? AND refused IS NULL ORDER BY seq"
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        return [json.loads(row[0]) for row in db.execute(query, (action,))]


def choose(page: Page, title: str) -> None:
    page.locator('[data-testid="stButtonGroup"] button', has_text=title).first.click()
    settled(page)


def press(page: Page, title: str) -> None:
    page.get_by_role("button", name=title, exact=True).first.click()
    settled(page)


def fill(page: Page, label: str, value: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Tab")


def test_a_promotion_picture_from_the_shelf_to_the_panel(serve_task, chromium, shots) -> None:
    server = serve_task(TASK)
    page = started(chromium, server)
    expect(page.get_by_text("模拟网店美工用的图片编辑软件")).to_be_visible()
    choose(page, "03 直通车主图")
    choose(page, "画布")
    fill(page, "宽（像素）", "800")
    fill(page, "高（像素）", "800")
    press(page, "设置画布")
    choose(page, "加图层")
    press(page, "加入画布")
    page.screenshot(path=shots / "shopdesign-shelf.png")

    choose(page, "改图层")
    choose(page, "位置与角度")
    fill(page, "旋转（度，顺时针为正）", "6")
    press(page, "应用")
    press(page, "铺满画布")
    choose(page, "调色")
    slider = page.locator('[data-testid="stSlider"]', has_text="亮度").get_by_role("slider")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowLeft")
    settled(page)
    page.locator("label", has_text="参考线").first.click()
    settled(page)
    both_sizes(page, shots, "shopdesign-adjust")

    choose(page, "加图层")
    choose(page, "文字")
    page.get_by_label("文字", exact=True).last.fill("沃柑5斤 活动价￥29.9")
    press(page, "加入文字")
    choose(page, "改图层")
    fill(page, "字号（像素）", "60")
    fill(page, "描边（像素，0 为不描）", "4")
    press(page, "应用")
    both_sizes(page, shots, "shopdesign-text")

    press(page, "图层操作")
    page.screenshot(path=shots / "shopdesign-menu.png")
    press(page, "复制")
    page.keyboard.press("Escape")
    press(page, "撤销")

    choose(page, "导出")
    expect(page.get_by_text("上限")).to_be_visible()
    press(page, "导出")
    expect(page.get_by_text("已导出")).to_be_visible(timeout=10_000)
    both_sizes(page, shots, "shopdesign-export")
    exported = kept(server, "export")[-1]
    assert exported["facts"]["format"] == "JPEG"
    assert (exported["facts"]["width"], exported["facts"]["height"]) == (800, 800)

    open_tool(page, "规格检查")
    choose(page, "03_直通车主图.jpg")
    press(page, "检查")
    expect(page.locator("table").first).to_contain_text("1024")
    expect(page.get_by_text("不等于好看")).to_be_visible()
    both_sizes(page, shots, "shopdesign-check")

    press(page, "交卷")
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(page)
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("您已交卷")).to_be_visible(timeout=15_000)

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    examiner.screenshot(path=shots / "shopdesign-script.png")
    expect(examiner.locator("img[alt$='.jpg']").first).to_be_visible()
    examiner.get_by_role("tab", name="学生的工具").click()
    settled(examiner)
    choose(examiner, "03 直通车主图")
    choose(examiner, "改图层")
    expect(examiner.get_by_role("button", name="应用", exact=True)).to_be_disabled()
    both_sizes(examiner, shots, "shopdesign-locked")
    examiner.goto(f"{server.base}/panels")
    settled(examiner)
    expect(examiner.locator(".js-plotly-plot").first).to_be_visible(timeout=15_000)
    expect(examiner.get_by_text("规格不合格分布")).to_be_visible()
    examiner.wait_for_timeout(800)
    both_sizes(examiner, shots, "shopdesign-panel")
