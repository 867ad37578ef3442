"""An exam day with everybody at once: who runs it, who watches it, three students, and what goes wrong."""

from __future__ import annotations

import re

import pytest
from day_home import leave_seconds, make_day_home, move_the_past, told
from playwright.sync_api import Page, expect
from screens import both_sizes, open_tool, settled, signed_in

from workbench.rehearsal.server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")
AWAY_SECONDS = 200


@pytest.fixture
def server(tmp_path):
    running = RunningServer(tmp_path / "home", demo=False)
    make_day_home(running.home)
    running.start()
    yield running
    running.stop()


def beat(page: Page) -> None:
    """Let the page's next heartbeat be now, and wait for its answer."""
    with page.expect_response("**/heartbeat", timeout=20_000):
        page.evaluate("window.__workbench.pulse.at = 0")


def start(page: Page) -> None:
    beat(page)  # it tells that the room is open: nobody has to reload
    expect(page.get_by_role("button", name="开始考试")).to_be_enabled(timeout=15_000)
    settled(page)
    page.get_by_role("button", name="开始考试").click()
    page.locator(".st-key-exam-head").wait_for()
    settled(page)


def write(page: Page, text: str) -> None:
    area = page.locator("textarea").first
    area.press("Control+End")
    area.press_sequentially(text, delay=5)
    expect(page.locator(".status").first).to_have_text(SAVED, timeout=15_000)


def seconds_left(page: Page) -> int:
    seconds = 0
    for part in page.locator("time").inner_text().split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def opened(page: Page, title: str):
    """The form behind the button ``title`` of the board."""
    settled(page)
    page.locator('[data-testid="stPopover"]').get_by_role("button", name=title).click()
    settled(page)
    return page.locator('[data-testid="stPopoverBody"]')


def choose(page: Page, form, login: str) -> None:
    box = form.locator('[role="combobox"], input[aria-autocomplete]').first
    box.click()
    box.fill(login)
    page.locator('[role="option"]').filter(has_text=login).first.click()
    page.keyboard.press("Escape") if form.locator("[data-baseweb=tag]").count() else None


def act(page: Page, title: str, login: str, reason: str, button: str = "") -> None:
    form = opened(page, title)
    choose(page, form, login)
    form.get_by_label("原因").fill(reason)
    form.get_by_role("button", name=button or title).click()
    expect(page.get_by_text("已办").or_(page.get_by_text("已给")).first).to_be_visible(timeout=10_000)
    settled(page)
    page.keyboard.press("Escape")


def test_an_exam_day_with_its_accidents(server, chromium, shots) -> None:
    jk = signed_in(chromium, server, "jiankao")
    admin = signed_in(chromium, server, "guanli")
    a, b, c = (signed_in(chromium, server, login) for login in ("A0001", "A0002", "A0003"))
    jk.get_by_role("button", name="宣布开始").click()
    expect(jk.get_by_text("进行中")).to_be_visible()
    for page in (a, b, c):
        start(page)
        open_tool(page, "文档")
        write(page, "我的方案。")

    assert a.evaluate("window.__workbench.ticker instanceof Worker")  # hidden pages keep their pace

    # The board: list and map, live; the administrator sees the same room.
    expect(jk.get_by_text("作答中 3")).to_be_visible(timeout=15_000)
    expect(admin.get_by_text("作答中 3")).to_be_visible(timeout=15_000)
    both_sizes(jk, shots, "day-board")
    jk.get_by_text("座位图", exact=True).click()
    expect(jk.locator(".wb-s.work")).to_have_count(3)
    settled(jk)
    both_sizes(jk, shots, "day-board-map")

    # An extension.
    act(jk, "加时", "A0002", "开考时电脑没有声音")
    beat(b)
    expect(b.locator("time")).to_have_text(re.compile(r"^1:0\d:\d\d$"))

    # A message: it comes while one types, takes no focus, and stays until it is confirmed.
    form = opened(jk, "发通知")
    form.get_by_label("内容").fill("第 3 题的数据表已更正，请以考试页面显示的为准。")
    form.get_by_role("button", name="发送").click()
    expect(jk.get_by_text("已读 0/12")).to_be_visible(timeout=15_000)
    a.locator("textarea").first.press_sequentially("正在写", delay=5)
    beat(a)
    expect(a.locator(".said")).to_contain_text("第 3 题的数据表已更正")
    a.keyboard.type("，没有停")
    expect(a.locator("textarea").first).to_have_value(re.compile("正在写，没有停$"))
    a.screenshot(path=shots / "day-message.png")
    expect(a.locator(".status").first).to_have_text(SAVED, timeout=15_000)
    a.reload()
    a.locator(".st-key-exam-head").wait_for()
    expect(a.locator(".said")).to_contain_text("第 3 题的数据表已更正")
    a.get_by_role("button", name="知道了").click()
    expect(a.locator(".notice")).to_be_hidden()
    expect(jk.get_by_text("已读 1/12")).to_be_visible(timeout=30_000)
    jk.screenshot(path=shots / "day-telling.png")
    jk.keyboard.press("Escape")

    # An outage: the server is killed; while it is away the past is moved, so that it was long away.
    for _ in range(2):
        beat(c)
    wait_for_presence(server, jk)
    server.kill()
    move_the_past(server, AWAY_SECONDS)
    server.start()
    expect(jk.get_by_text("有 3 段断线")).to_be_visible(timeout=60_000)
    for page in (a, b, c):
        settled(page)
    form = opened(jk, "断线补时")
    expect(form.get_by_text(re.compile(r"\d\d:\d\d:\d\d—\d\d:\d\d:\d\d，3 人"))).to_be_visible()
    form.get_by_label("原因").fill("教学楼停电")
    jk.screenshot(path=shots / "day-outage.png")
    beat(a)
    before = seconds_left(a)
    form.get_by_role("button", name="补时", exact=True).click()
    expect(form.get_by_text("没有等待处理的断线")).to_be_visible(timeout=10_000)
    jk.keyboard.press("Escape")
    beat(a)
    expect(a.locator("time")).to_have_text(re.compile(r"^\d?:?\d\d:\d\d$"))
    assert seconds_left(a) > before + AWAY_SECONDS - 30
    assert told(server, "SELECT count(*), min(seconds) >= 200 FROM outages WHERE state = 'credited'") == [
        (3, 1)
    ]

    # A second computer.
    act(jk, "换机", "A0003", "电脑蓝屏")
    c2 = signed_in(chromium, server, "A0003")
    c2.locator(".st-key-exam-head").wait_for()
    open_tool(c2, "文档")
    expect(c2.locator("textarea").first).to_have_value(re.compile("我的方案。$"))
    write(c2, "新电脑。")
    c.locator("textarea").first.press_sequentially("旧电脑", delay=5)
    expect(c.locator(".banner .say").first).to_contain_text("登录已失效", timeout=15_000)
    c.screenshot(path=shots / "day-takeover.png")
    (kept,) = told(
        server,
        "SELECT body FROM drafts JOIN attempts ON id = attempt_id WHERE candidate = 'A0003' AND tool = 'desk.doc'",
    )
    assert kept[0].endswith("新电脑。")

    # A hand-in by mistake.
    a.get_by_role("button", name="交卷").first.click()
    a.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(a)
    a.get_by_role("button", name="确定交卷").click()
    expect(a.get_by_text("您已交卷")).to_be_visible(timeout=15_000)
    act(jk, "恢复作答", "A0001", "误按交卷")
    beat(a)
    a.locator(".st-key-exam-head").wait_for()
    open_tool(a, "文档")
    write(a, "接着写。")

    # Time is up, and the server hands in.
    leave_seconds(server, "A0002", 4)
    beat(b)
    expect(b.get_by_text("时间到，系统已自动交卷")).to_be_visible(timeout=30_000)
    b.screenshot(path=shots / "day-expiry.png")
    expect(jk.locator(".wb-s.done")).to_have_count(1, timeout=15_000)
    jk.screenshot(path=shots / "day-board-end.png")
    acts = [row[0] for row in told(server, "SELECT what FROM audit WHERE who = 'jiankao' ORDER BY id")]
    assert acts == ["open", "extend", "message", "credit", "release", "reopen"]


def wait_for_presence(server, page: Page) -> None:
    """Until the batch of signs of life has all three: what a killed server is to find again."""
    for _ in range(60):
        if (
            told(server, "SELECT count(*) FROM presence WHERE seen > (SELECT max(began) FROM attempts)")[0][0]
            >= 3
        ):
            return
        page.wait_for_timeout(250)
    raise AssertionError("the signs of life were not kept")
