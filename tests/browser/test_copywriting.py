"""A copy written for real: counted, checked, illustrated, previewed, published; then an examiner opens it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, open_tool, settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


def section(page: Page, title: str) -> None:
    page.locator(".st-key-copywriting-editor-section button", has_text=title).click()
    settled(page)


def button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    settled(page)


def kept(server, query: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        return db.execute(query, values).fetchall()


def test_a_student_writes_checks_publishes_and_an_examiner_reads_it(serve_task, chromium, shots) -> None:
    server = serve_task("copywriting-01")
    page = started(chromium, server)
    brand = re.search(r"推出“(.+?)”牌", page.inner_text("body"))[1]
    title, body = page.locator("textarea").nth(0), page.locator("textarea").nth(1)
    title.fill(f"虾走了，{brand}的米香来了")
    story = (
        f"妈妈说稻田里先养虾再种米，我还不信。那天拆开一袋{brand}稻虾米，锅盖一掀满屋饭香，剩饭第二天还软糯。"
        "孩子扒了两口就问，虾去哪里了？我说，虾把草吃了，把田让给了稻子。你家的米有故事吗？真是最.佳"
    )
    body.fill(story)
    counting = page.locator("[data-fit]")
    expect(counting).to_have_attribute("data-fit", "full")
    expect(counting).to_contain_text("计分口径")
    expect(page.locator(".status").nth(1)).to_have_text(SAVED, timeout=5000)
    button(page, "刷新预览")
    expect(page.locator(".cw-phone")).to_have_count(4)
    both_sizes(page, shots, "copywriting-preview")

    section(page, "配图")
    expect(page.locator(".cw-lib img")).to_have_count(6)
    page.locator(".cw-lib img").last.evaluate("(img) => img.decode()")
    page.get_by_label("图片说明", exact=True).fill("刚盛好的饭")
    button(page, "放入文案")
    expect(page.get_by_text("刚盛好的饭").first).to_be_visible()
    both_sizes(page, shots, "copywriting-pictures")

    section(page, "检查")
    page.locator('[data-testid="stButtonGroup"] button', has_text="K1").click()
    settled(page)
    button(page, "检查")
    expect(page.locator(".cw-bad").first).to_have_text("最.佳")
    expect(page.get_by_text("广告法第九条第（三）项").first).to_be_visible()
    both_sizes(page, shots, "copywriting-check")

    section(page, "版本")
    button(page, "保存版本")
    body.fill(story.replace("真是最.佳", "说来听听。"))
    expect(page.locator(".status").nth(1)).to_have_text(SAVED, timeout=5000)
    page.get_by_label(re.compile("^修改说明：")).fill("去掉绝对化用语，收尾改成提问")
    button(page, "保存版本")
    expect(page.get_by_text(re.compile("^第 2 版.*去掉绝对化用语")).first).to_be_visible()
    both_sizes(page, shots, "copywriting-versions")
    button(page, "恢复第 1 版")
    expect(body).to_have_value(story)
    expect(page.locator(".status").nth(1)).to_have_text(SAVED, timeout=5000)
    body.fill(story.replace("真是最.佳", "说来听听。"))
    expect(page.locator(".status").nth(1)).to_have_text(SAVED, timeout=5000)

    open_tool(page, "发布与自评")
    page.get_by_label(re.compile("^话题（")).fill(f"{brand}稻虾米 家常饭")
    button(page, "预览")
    expect(page.locator(".cw-phone")).to_contain_text("#家常饭#")
    button(page, "发布")
    expect(page.get_by_text("发布记录")).to_be_visible()
    both_sizes(page, shots, "copywriting-publish")
    posted = json.loads(kept(server, "SELECT params FROM events WHERE action = 'settings'")[-1][0])
    assert posted["topics"] == f"{brand}稻虾米 家常饭"

    page.get_by_role("button", name="交卷").first.click()
    settled(page)
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(page)
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("您已交卷")).to_be_visible(timeout=15_000)
    outcomes = dict(kept(server, "SELECT line, points FROM outcomes"))
    assert float(outcomes["2"]) == 8

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    examiner.get_by_role("tab", name="学生的工具").click()
    settled(examiner)
    expect(examiner.get_by_text("硬广分").first).to_be_visible()
    both_sizes(examiner, shots, "copywriting-examiner")
    examiner.goto(f"{server.base}/panels")
    settled(examiner)
    open_tool(examiner, "文案创意与撰写")
    expect(examiner.locator(".js-plotly-plot").first).to_be_visible(timeout=15_000)
    examiner.wait_for_timeout(800)  # plotly fades its bars in
    both_sizes(examiner, shots, "copywriting-panel")
