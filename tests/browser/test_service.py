"""A student's reception in a real browser, and what the examiner makes of it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, settled, signed_in, started
from workbench_plugins.service.rubric.answers import QUESTIONS
from workbench_plugins.service.world.shop import Shop, build

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def shop_of(server) -> Shop:
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        ((body,),) = db.execute("SELECT body FROM papers").fetchall()
    found = re.search(r'"shop_seed":\s*(\d+)', body)
    return build(int(found[1]))


def say(page: Page, text: str) -> None:
    field = page.locator('[data-testid="stChatInputTextArea"]')
    field.fill(text)
    field.press("Enter")
    expect(page.locator(".sv-me").last).to_contain_text(text[:12], timeout=10_000)
    settled(page)


def test_a_customer_is_served_and_an_examiner_reads_it(serve_task, chromium, shots) -> None:
    server = serve_task("service.pre-02")
    page = started(chromium, server)
    expect(page.locator(".st-key-exam-head")).to_contain_text("SERVICE.PRE-02")
    page.screenshot(path=shots / "service-before.png")
    page.get_by_role("button", name="开始接待").click()
    expect(page.locator(".sv-n")).to_be_visible(timeout=35_000)  # the timer brings the first customer

    shop = shop_of(server)
    customer = shop.customers["a"]
    fit = shop.goods[customer.fit]
    asked = [QUESTIONS[need] for need in QUESTIONS if need in customer.hidden]
    say(page, f"您好，欢迎光临云麓茶业。{asked[0]}{asked[1]}")
    say(page, f"好的。{asked[2]}{asked[3]}")
    say(page, asked[4])
    say(page, f"推荐您{fit.name}，{fit.taste}，让您喝着放心。")
    both_sizes(page, shots, "service-talk")
    say(page, "这款是明前原料，品质对得起价格，下单还能满减。")
    page.locator('[data-testid="stButtonGroup"] button', has_text="婉拒").click()
    settled(page)
    page.screenshot(path=shots / "service-phrase.png")
    page.locator(".st-key-tool-service-chat textarea").first.fill(
        "抱歉，不能在平台外付款；用料和包装成本都在这里，请您理解。"
    )
    page.get_by_role("button", name="发送", exact=True).click()
    settled(page)
    expect(page.locator(".sv-row").last).to_contain_text("下单", timeout=10_000)
    page.get_by_role("tab", name="订单").click()
    page.screenshot(path=shots / "service-order.png")
    page.get_by_text("商品库（12 款）", exact=True).click()
    settled(page)
    page.screenshot(path=shots / "service-goods.png")

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
    expect(examiner.get_by_text("逐句批注")).to_be_visible(timeout=10_000)
    both_sizes(examiner, shots, "service-review")
    examiner.goto(f"{server.base}/panels")
    settled(examiner)
    expect(examiner.locator(".js-plotly-plot").first).to_be_visible(timeout=15_000)
    examiner.locator('[data-testid="stButtonGroup"] button', has_text="网络客户服务与管理").first.click()

    settled(examiner)
    expect(examiner.get_by_text("七步骤漏斗")).to_be_visible(timeout=15_000)
    examiner.wait_for_timeout(800)
    both_sizes(examiner, shots, "service-panels")
