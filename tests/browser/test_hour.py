"""The whole hour in a real browser: sign in, work, lose the server, lose nothing, hand in, be marked."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from screens import SMALL, WIDE, open_tool, settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")
LOGIN = "A0001"


def audit(page: Page, at: int) -> None:
    page.locator(".st-key-seo-checker-address input").click()
    page.locator('[data-testid="stSelectboxVirtualDropdown"] li, [role="option"]').nth(at).click()
    page.get_by_role("button", name="查询", exact=True).click()
    settled(page)


def kept(server, query: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        return db.execute(query, values).fetchall()


def draft(server, tool_id: str, field: str) -> str:
    found = kept(server, "SELECT body FROM drafts WHERE tool = ? AND field = ?", tool_id, field)
    return found[0][0] if found else ""


@pytest.fixture
def server(serve_task):
    return serve_task("seo-02")


def test_a_students_hour_from_sign_in_to_the_score_panel(server, chromium, shots) -> None:
    page = signed_in(chromium, server, LOGIN)
    expect(page.get_by_text("考试须知")).to_be_visible()
    assert "TDK" not in page.inner_text("body")  # what was drawn is hidden until the start
    page.locator("textarea").fill("试一试保存")
    expect(page.locator(".status")).to_have_text(SAVED, timeout=5000)
    page.screenshot(path=shots / "waiting.png")

    page.get_by_role("button", name="开始考试").click()
    page.locator(".st-key-exam-head").wait_for()
    settled(page)
    deadline_before = kept(server, "SELECT began + minutes * 60 FROM attempts WHERE state = 'running'")
    paper_before = kept(server, "SELECT paper_hash FROM attempts WHERE state = 'running'")

    for at in range(3):
        audit(page, at)
    expect(page.get_by_text("前后并列").or_(page.locator("table").nth(1))).to_be_visible()
    page.screenshot(path=shots / "exam.png")
    page.set_viewport_size(WIDE)
    page.screenshot(path=shots / "exam-wide.png")
    page.set_viewport_size(SMALL)

    open_tool(page, "网站后台")
    page.get_by_label("标题（title）").fill("农机配件厂家直供，型号齐全当天发货")
    page.get_by_role("button", name="保存", exact=True).last.click()
    settled(page)
    page.screenshot(path=shots / "site.png")
    edits = kept(server, "SELECT params FROM events WHERE tool = 'seo.site' AND refused IS NULL")
    assert json.loads(edits[-1][0])["title"] == "农机配件厂家直供，型号齐全当天发货"

    open_tool(page, "表格")
    page.locator("tbody tr:nth-child(1) td:nth-of-type(1)").click()
    page.keyboard.type("首页")
    page.keyboard.press("Tab")
    page.keyboard.type("配件批发")
    page.keyboard.press("Enter")
    expect(page.locator(".status")).to_have_text(SAVED, timeout=5000)
    page.screenshot(path=shots / "sheet.png")
    assert json.loads(draft(server, "desk.sheet", "01"))["rows"][0][:2] == ["首页", "配件批发"]

    open_tool(page, "文档")
    area = page.locator("textarea").first
    area.press_sequentially("# 诊断方案\n首页标题过长，先改首页。", delay=15)
    expect(page.locator(".status")).to_have_text(SAVED, timeout=5000)
    acknowledged = draft(server, "desk.doc", "03")
    assert acknowledged.endswith("先改首页。")

    area.press_sequentially("正在打字时", delay=15)
    server.kill()
    area.press_sequentially("服务器断电了。", delay=15)
    expect(page.locator(".banner .say").first).to_contain_text("连不上服务器", timeout=15_000)
    page.screenshot(path=shots / "outage.png")
    assert draft(server, "desk.doc", "03").startswith(acknowledged)
    server.start()
    page.reload()
    page.locator(".st-key-exam-head").wait_for()
    settled(page)
    assert (
        kept(server, "SELECT began + minutes * 60 FROM attempts WHERE state = 'running'") == deadline_before
    )
    assert kept(server, "SELECT paper_hash FROM attempts WHERE state = 'running'") == paper_before

    open_tool(page, "文档")
    expect(page.locator("textarea").first).to_have_value(
        re.compile("正在打字时服务器断电了。$"), timeout=10_000
    )
    expect(page.locator(".status").first).to_have_text(SAVED, timeout=15_000)
    assert draft(server, "desk.doc", "03").endswith("正在打字时服务器断电了。")
    page.screenshot(path=shots / "doc.png")
    open_tool(page, "表格")
    expect(page.locator("tbody tr:nth-child(1) td:nth-of-type(2)")).to_have_text("配件批发")

    open_tool(page, "提交夹")
    names = page.locator(".st-key-tool-desk-folder input[type=text]")
    names.first.fill(f"{LOGIN}_SEO02_01_查询表.xlsx")
    names.first.press("Enter")
    settled(page)
    page.get_by_role("button", name="检查", exact=True).click()
    settled(page)
    page.screenshot(path=shots / "folder.png")

    page.get_by_role("button", name="交卷").first.click()
    settled(page)
    expect(page.get_by_role("dialog")).to_contain_text("还有")
    page.screenshot(path=shots / "hand-in.png")
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(page)
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("您已交卷")).to_be_visible(timeout=15_000)
    settled(page)
    page.screenshot(path=shots / "after.png")
    assert kept(server, "SELECT count(*) FROM outcomes")[0][0] == 11

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    expect(examiner.locator("body")).not_to_contain_text(f"人{LOGIN}")
    for line, points in (("4", "9"), ("6", "7.5"), ("11", "2.5")):
        form = examiner.locator(f".st-key-line-{line}")
        form.get_by_label(re.compile("分数")).fill(points)
        examiner.keyboard.press("Tab")
        settled(examiner)
    examiner.screenshot(path=shots / "script.png")
    expect(examiner.locator(".st-key-script-head")).to_contain_text("不合格")
    assert [row[0] for row in kept(server, "SELECT points FROM marks ORDER BY id")] == ["9", "7.5", "2.5"]

    examiner.get_by_role("tab", name="过程回放").click()
    settled(examiner)
    examiner.screenshot(path=shots / "film.png")
    examiner.goto(f"{server.base}/panels")
    settled(examiner)
    expect(examiner.locator(".js-plotly-plot").first).to_be_visible(timeout=15_000)
    examiner.wait_for_timeout(500)


def test_two_pages_of_one_attempt_never_both_write(server, chromium, shots) -> None:
    first = started(chromium, server, LOGIN)
    open_tool(first, "文档")
    first.locator("textarea").first.press_sequentially("第一台电脑。", delay=15)
    expect(first.locator(".status").first).to_have_text(SAVED, timeout=5000)

    second = signed_in(chromium, server, LOGIN)
    second.locator(".st-key-exam-head").wait_for()
    open_tool(second, "文档")
    expect(second.locator("textarea").first).to_have_value(re.compile("第一台电脑。$"))
    second.locator("textarea").first.press("Control+End")
    second.locator("textarea").first.press_sequentially("第二台电脑。", delay=15)
    expect(second.locator(".status").first).to_have_text(SAVED, timeout=5000)

    first.locator("textarea").first.press("Control+End")
    first.locator("textarea").first.press_sequentially("旧页", delay=15)
    expect(first.get_by_text("另一").first).to_be_visible(timeout=10_000)
    first.screenshot(path=shots / "taken-over.png")
    assert draft(server, "desk.doc", "03").endswith("第二台电脑。")


def test_a_simulated_site_is_seen_as_a_visitor_would_and_nothing_beyond_it(server, chromium, shots) -> None:
    page = started(chromium, server, LOGIN)
    audit(page, 0)
    address = page.get_by_role("link", name="像访客一样打开").first.get_attribute("href")
    visit = page.context.new_page()
    answer = visit.goto(f"{server.base}{address}" if address.startswith("/") else address)
    assert answer.status == 200
    assert "sandbox" in answer.headers["content-security-policy"]
    visit.screenshot(path=shots / "visitor.png")
    attempt = re.search(r"/web/([^/]+)/", address).group(1)
    outside = visit.goto(f"{server.base}/web/{attempt}/www.baidu.com/")
    assert outside.status == 404
    assert "仿真网络里没有" in visit.inner_text("body")


def test_wrong_sign_in_says_so_and_keeps_the_name(server, chromium, shots) -> None:
    page = chromium.new_context(viewport=SMALL).new_page()
    page.goto(f"{server.base}/")
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=secret]", "000001")
    page.click("button")
    expect(page.get_by_text("账号或密码不对")).to_be_visible()
    page.screenshot(path=shots / "signin.png")


@pytest.mark.parametrize(
    ("login", "heading"),
    [("jiankao", "每 5 秒自动更新"), ("jiaoshi", "个插件"), ("guanli", "每 5 秒自动更新")],
)
def test_those_who_run_the_school_see_their_own_pages(demo_server, chromium, shots, login, heading) -> None:
    page = signed_in(chromium, demo_server, login)
    expect(page.get_by_text(heading).first).to_be_visible(timeout=10_000)
    page.screenshot(path=shots / f"staff-{login}.png")
