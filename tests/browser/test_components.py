"""The components in a real browser: what is typed is saved, and the page says so truly."""

import contextlib
import importlib.resources
import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from workbench.counting import RULES

pytestmark = pytest.mark.browser

APP = Path(__file__).parent / "components_app"
SHOTS = Path(__file__).parent / "shots"


@pytest.fixture(scope="module")
def tiny_server():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"server.port": port, "server.address": "127.0.0.1", "server.headless": "true"}
    options |= {
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(APP / "asgi.py")]
    running = subprocess.Popen(command + [f"--{name}={value}" for name, value in options.items()], cwd=APP)
    base = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{base}/_stcore/health", timeout=2):
                break
            assert time.monotonic() < deadline, "the tiny server did not start"
            time.sleep(0.1)
        yield base
    finally:
        running.kill()
        running.wait()


class Bench:
    """One browser profile at one attempt of the tiny server."""

    def __init__(self, browser, server, attempt):
        self.server, self.attempt = server, attempt
        self.context = browser.new_context(viewport={"width": 1200, "height": 860}, locale="zh-CN")
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.page = self.context.new_page()
        self.control(mode={"status": 200, "seconds_left": 1800.0})

    def open(self, kind="doc", page=None, **query):
        page = page or self.page
        words = "&".join(
            f"{name}={value}" for name, value in {"attempt": self.attempt, "kind": kind, **query}.items()
        )
        page.goto(f"{self.server}/?{words}")
        page.get_by_text(re.compile("runs ok")).wait_for()
        page.locator("textarea, td").first.wait_for()
        return page

    def control(self, **message):
        request = urllib.request.Request(
            f"{self.server}/control", json.dumps(message).encode(), method="POST"
        )
        with urllib.request.urlopen(request, timeout=5) as reply:
            return json.load(reply)

    @property
    def saves(self):
        return [save for save in self.control()["saves"] if save["attempt"] == self.attempt]

    @property
    def flags(self):
        return [flag["kind"] for flag in self.control()["flags"] if flag["attempt"] == self.attempt]

    def choose(self, tool):
        """Change to the other field. While a run is under way Streamlit shows the old one beside the new."""
        self.page.get_by_text(tool, exact=True).click()
        self.page.locator(f".label[data-field=doc-{tool}]").wait_for()
        expect(self.area).to_have_count(1)

    def until(self, happened, seconds=3.0):
        """Whether ``happened`` became true in time."""
        deadline = time.monotonic() + seconds
        while not happened() and time.monotonic() < deadline:
            self.page.wait_for_timeout(50)
        return happened()

    @property
    def area(self):
        return self.page.locator("textarea")

    @property
    def status(self):
        return self.page.locator(".status")

    def cell(self, row, column):
        return self.page.locator(f"tbody tr:nth-child({row}) td:nth-of-type({column})")

    def shot(self, name):
        SHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


@pytest.fixture
def bench(chromium, tiny_server, request):
    one = Bench(chromium, tiny_server, f"a-{abs(hash(request.node.name)) % 10**8}")
    yield one
    one.context.close()


def test_typing_is_saved_within_two_seconds_of_a_pause(bench):
    bench.open()
    expect(bench.status).to_have_text("尚未填写")
    bench.area.press_sequentially("首页标题过长，共 38 字。", delay=20)
    expect(bench.status).to_have_text("未保存")
    expect(bench.status).to_have_text(re.compile(r"已保存 \d\d:\d\d:\d\d"), timeout=2000)
    assert bench.saves[-1]["body"] == "首页标题过长，共 38 字。"
    assert bench.saves[-1]["by"] == "timer"
    expect(bench.page.locator(".state")).to_have_text(re.compile("已保存"))
    assert bench.page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('wb:')).length") == 0
    bench.shot("editor")


def test_unbroken_typing_is_saved_at_least_every_ten_seconds(bench):
    bench.open()
    bench.area.press_sequentially("a" * 95, delay=100)
    assert len(bench.saves) >= 1


def test_the_save_key_saves_at_once_by_the_students_own_hand(bench):
    bench.open()
    bench.area.press_sequentially("x")
    bench.page.keyboard.press("Control+s")
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=900)
    bench.page.get_by_role("button", name="保存").click()
    assert bench.until(lambda: [save["by"] for save in bench.saves] == ["student", "student"])


def test_an_outage_keeps_a_local_copy_and_uploads_it_afterwards(bench):
    bench.open()
    bench.context.set_offline(True)
    bench.area.press_sequentially("断网时写的")
    expect(bench.page.locator(".say")).to_have_text(
        "连不上服务器，您写的内容保存在本机，恢复后会自动上传", timeout=5000
    )
    expect(bench.page.locator(".state")).to_have_text("未保存，内容留在本机")
    bench.area.press_sequentially("，还能继续写")
    bench.shot("offline")
    bench.context.set_offline(False)
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=8000)
    expect(bench.page.locator(".say")).to_be_hidden()
    assert bench.saves[-1]["body"] == "断网时写的，还能继续写"


def test_what_was_not_acknowledged_comes_back_after_a_reload(bench):
    bench.open()
    bench.control(mode={"status": 503})
    bench.area.press_sequentially("服务器倒下前写的")
    expect(bench.page.locator(".banner").first).to_be_visible(timeout=4000)
    bench.control(mode={"status": 200})
    bench.open()
    expect(bench.area).to_have_value("服务器倒下前写的")
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=3000)


def test_leaving_the_page_sends_what_is_unsaved(bench):
    bench.open()
    bench.area.press_sequentially("离开前")
    bench.open()
    expect(bench.area).to_have_value("离开前")
    assert "leave" in [save["by"] for save in bench.saves]


def test_an_old_local_copy_is_offered_and_never_overwrites_a_newer_one(bench):
    bench.open()
    bench.control(mode={"status": 503})
    bench.area.press_sequentially("旧副本")
    expect(bench.page.locator(".banner").first).to_be_visible(timeout=4000)
    newer = {"rev": 40, "body": "另一台电脑上写的", "saved_at": 1}
    bench.control(mode={"status": 200}, key=[bench.attempt, "desk.doc", "doc-one"], draft=newer)
    bench.page.goto("about:blank")
    bench.control(key=[bench.attempt, "desk.doc", "doc-one"], draft=newer)
    bench.open()
    expect(bench.area).to_have_value("另一台电脑上写的")
    expect(bench.page.get_by_role("button", name="恢复本机副本")).to_be_visible()
    bench.shot("offer")
    bench.page.get_by_role("button", name="恢复本机副本").click()
    expect(bench.area).to_have_value("旧副本")
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=3000)
    assert bench.saves[-1]["rev"] == 41


def test_a_dropped_offer_is_gone(bench):
    bench.open()
    key = f"wb:s1:{bench.attempt}:desk.doc:doc-one"
    copy = {"rev": 3, "body": "旧", "t": int(time.time() * 1000), "base_rev": 2, "tried": None}
    bench.page.evaluate("([key, copy]) => localStorage.setItem(key, JSON.stringify(copy))", [key, copy])
    bench.open()
    bench.page.get_by_role("button", name="丢弃").click()
    bench.open()
    expect(bench.area).to_have_value("")
    expect(bench.page.get_by_role("button", name="丢弃")).to_be_hidden()


def test_changing_tools_and_back_keeps_the_newest_text(bench):
    bench.open()
    bench.area.press_sequentially("第一份")
    bench.choose("two")
    expect(bench.area).to_have_value("")
    bench.area.press_sequentially("第二份")
    bench.choose("one")
    expect(bench.area).to_have_value("第一份")
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=3000)


def test_the_older_of_two_pages_says_so_and_cannot_write(bench):
    bench.open()
    other = bench.open(page=bench.context.new_page())
    bench.area.press_sequentially("x")
    expect(bench.page.locator(".say")).to_have_text("本卷已在另一处打开，这里不能再写", timeout=3000)
    expect(bench.area).to_have_js_property("readOnly", True)
    other.locator("textarea").press_sequentially("新页")
    expect(other.locator(".status")).to_have_text(re.compile("已保存"), timeout=3000)
    bench.page.get_by_role("button", name="take back").click()
    expect(bench.area).to_have_value("新页", timeout=5000)
    expect(bench.page.get_by_role("button", name="恢复本机副本")).to_be_visible()
    expect(bench.area).to_have_js_property("readOnly", False)


@pytest.mark.parametrize(
    ("status", "text", "words", "is_read_only"),
    [
        (410, "时间到，已自动交卷。", "时间到，已自动交卷。", True),
        (413, "内容太大，没有保存：一处最多 256 KB。", "内容太大", False),
        (422, "文档有 20001 个字符，最多 20000 个。", "20001", False),
        (401, "", "请重新登录", False),
    ],
)
def test_a_save_that_is_turned_away_says_why(bench, status, text, words, is_read_only):
    bench.open()
    bench.control(mode={"status": status, "text": text})
    bench.area.press_sequentially("内容")
    expect(bench.page.locator(".say")).to_contain_text(words, timeout=3000)
    expect(bench.area).to_have_js_property("readOnly", is_read_only)
    expect(bench.area).to_have_value("内容")
    link = bench.page.get_by_role("link", name="重新登录")
    expect(link).to_be_visible() if status == 401 else expect(link).to_be_hidden()
    assert "内容" in bench.page.evaluate(
        "Object.entries(localStorage).filter(([k]) => k.startsWith('wb:')).join()"
    )
    bench.control(mode={"status": 200})


def test_half_typed_pinyin_is_not_sent_but_the_chosen_characters_are(bench):
    bench.open()
    bench.area.focus()
    keyboard = bench.context.new_cdp_session(bench.page)
    keyboard.send("Input.imeSetComposition", {"text": "nong'ji", "selectionStart": 7, "selectionEnd": 7})
    bench.page.wait_for_timeout(1500)
    assert bench.saves == []
    keyboard.send("Input.insertText", {"text": "农机"})
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=2500)
    assert bench.saves[-1]["body"] == "农机"


def test_a_heading_button_marks_the_line_and_undo_takes_it_back(bench):
    bench.open()
    bench.area.fill("诊断方案\n问题")
    bench.area.press("Control+Home")
    bench.page.get_by_role("button", name="标题", exact=True).click()
    expect(bench.area).to_have_value("# 诊断方案\n问题")
    bench.page.get_by_role("button", name="小标题").click()
    expect(bench.area).to_have_value("## 诊断方案\n问题")
    bench.page.keyboard.press("Control+z")
    expect(bench.area).to_have_value("# 诊断方案\n问题")


HARD = [
    "农机配件，正品保证。",
    "满300减50！",
    "SEO title 优化 TDK",
    "　全角空格 和\t制表\n换行\r\n ",
    "１２３ＡＢＣ",
    "“引号”——破折号…·",
    "😀👍🏽👨‍👩‍👧 表情🇨🇳",
    "𠮷野家 𪚥 㐀",
    "々〇カタカナひらがな한국어",
    "a\u00a0b\u200bc\ufeffd\u2028e\x85f\x1cg",
    "①②③㈱㎡",
    "",
]


def test_the_browser_counts_as_python_does(bench):
    bench.open()
    source = (
        importlib.resources.files("workbench.ui.components")
        .joinpath("counting.js")
        .read_text(encoding="utf-8")
    )
    for text in HARD:
        wanted = {name: count(text) for name, (_, count) in RULES.items()}
        assert bench.page.evaluate(f"(text) => {{ {source}; return lengths(text); }}", text) == wanted, repr(
            text
        )
    bench.area.fill(HARD[2])
    expect(bench.page.locator("[data-rule=copy]")).to_have_text(str(RULES["copy"][1](HARD[2])))


def test_the_rule_that_counts_is_marked_and_coloured_by_the_length_that_is_wanted(bench):
    length = {"rule": "copy", "full": [3, 4], "half": [2, 6]}
    bench.open(options=json.dumps({"length": length}))
    counting = bench.page.locator("[data-fit]")
    for text, fits in (
        ("", "none"),
        ("稻米！", "half"),
        ("稻虾米", "full"),
        ("稻虾米稻虾", "half"),
        ("稻" * 7, "none"),
    ):
        bench.area.fill(text)
        expect(counting).to_have_attribute("data-fit", fits)
        expect(counting).to_have_text(f"字数 {RULES['copy'][1](text)} / 3–4　计分口径")
    expect(counting).to_have_count(1)
    bench.shot("counting-rule")
    bench.open()
    expect(bench.page.locator("[data-fit]")).to_have_count(0)


def test_a_text_that_a_tool_puts_in_is_saved_as_if_it_had_been_typed(bench):
    bench.open()
    bench.area.fill("第二版")
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=3000)
    bench.open(options=json.dumps({"put": {"id": 1, "body": "第一版"}}))
    expect(bench.area).to_have_value("第一版")
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=3000)
    assert bench.saves[-1]["body"] == "第一版"
    bench.area.fill("第三版")
    bench.choose("two")
    bench.choose("one")
    expect(bench.area).to_have_value("第三版")  # once for each id


def test_a_grid_is_typed_in_walked_through_and_saved(bench):
    bench.open("grid")
    bench.cell(1, 1).click()
    for text in ("首页", "农机配件", "12", "800", "=ROUND(C2/D2*100,1)"):
        bench.page.keyboard.insert_text(text)
        bench.page.keyboard.press("Tab")
    bench.page.keyboard.insert_text("产品页")
    bench.page.keyboard.press("ArrowUp")
    expect(bench.cell(1, 1)).to_be_focused()
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=3000)
    table = json.loads(bench.saves[-1]["body"])
    assert table["columns"][0] == "页面"
    assert table["rows"] == [
        ["首页", "农机配件", "12", "800", "=ROUND(C2/D2*100,1)"],
        ["产品页", "", "", "", ""],
    ]
    expect(bench.page.get_by_role("button", name="计算公式")).to_be_visible()
    bench.shot("grid")


def test_a_block_from_excel_is_pasted_and_can_be_taken_back(bench):
    bench.open("grid")
    block = '首页\t"含""引号""和\n换行"\t3\t4\t5\t超出\n产品页\tb\t6\n'
    bench.page.evaluate("(text) => navigator.clipboard.writeText(text)", block)
    bench.cell(5, 1).click()
    bench.page.keyboard.press("Control+v")
    expect(bench.cell(6, 3)).to_have_text("6")
    expect(bench.cell(5, 2)).to_have_text('含"引号"和 换行')
    expect(bench.page.locator(".say")).to_contain_text("超出")
    bench.page.keyboard.press("Control+z")
    expect(bench.cell(5, 2)).to_have_text("")


def test_rows_are_added_by_enter_and_removed(bench):
    bench.open("grid")
    bench.cell(5, 1).click()
    bench.page.keyboard.press("Enter")
    bench.page.keyboard.insert_text("第六行")
    expect(bench.cell(6, 1)).to_have_text("第六行")
    bench.page.get_by_role("button", name="删本行").click()
    expect(bench.page.locator("tbody tr")).to_have_count(5)
    bench.page.get_by_role("button", name="撤销").click()
    expect(bench.cell(6, 1)).to_have_text("第六行")


def test_the_keyboard_leaves_the_grid_at_its_end(bench):
    bench.open("grid")
    bench.cell(5, 5).click()
    bench.page.keyboard.press("Tab")
    expect(bench.cell(5, 5)).not_to_be_focused()


def test_a_grid_comes_back_after_a_reload(bench):
    bench.open("grid")
    bench.cell(2, 2).click()
    bench.page.keyboard.insert_text("标题")
    bench.open("grid")
    expect(bench.cell(2, 2)).to_have_text("标题")


def test_computing_saves_first_and_reruns(bench):
    bench.open("grid")
    bench.cell(1, 1).click()
    bench.page.keyboard.insert_text("=1+1")
    bench.page.get_by_role("button", name="计算公式").click()
    expect(bench.status).to_have_text(re.compile("已保存"), timeout=900)
    assert len(bench.saves) == 1


def test_the_clock_is_set_right_by_every_reply(bench):
    bench.open(left=4000)
    expect(bench.page.locator("time")).to_have_text(re.compile(r"1:06:\d\d"))
    bench.control(mode={"seconds_left": 290.0})
    bench.area.press_sequentially("x")
    expect(bench.page.locator("time")).to_have_text(re.compile(r"04:[45]\d"), timeout=3000)
    expect(bench.page.locator(".clock")).to_have_attribute("data-low", "5")
    expect(bench.page.locator(".aloud")).to_have_text("还剩 5 分钟")
    bench.shot("clock")


def test_the_clock_tells_python_once_that_time_is_up_and_sends_what_is_unsaved(bench):
    bench.control(mode={"seconds_left": 2.0})
    bench.open(left=3.5)
    bench.area.press_sequentially("最后一句")
    expect(bench.page.get_by_text("expired 1 runs")).to_be_visible(timeout=8000)
    bench.page.wait_for_timeout(1500)
    expect(bench.page.get_by_text("expired 1 runs")).to_be_visible()
    assert bench.saves[-1]["body"] == "最后一句"


def test_a_lost_focus_is_noted(bench):
    bench.open()
    bench.page.evaluate("for (const kind of ['blur', 'blur', 'focus']) dispatchEvent(new Event(kind))")
    assert bench.until(lambda: sorted(bench.flags) == ["focus_back", "focus_lost"])


def test_letters_typed_in_a_field_are_no_page_shortcuts(bench):
    bench.open()
    heard = "window.heard = 0; document.addEventListener('keydown', () => { window.heard += 1; });"
    bench.page.evaluate(heard)
    bench.area.press_sequentially("rc")
    assert bench.page.evaluate("window.heard") == 0
