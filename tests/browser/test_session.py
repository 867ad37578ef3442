"""All that a face may ask of its session, in a real browser: files in and out, time, help, an examiner's look."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect
from screens import settled, signed_in, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

DROPINS = Path(__file__).parent / "dropins"


def png(colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (120, 80), colour).save(made, "PNG")
    return made.getvalue()


def events(server, action: str) -> list[tuple[dict, str | None]]:
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        query = "SELECT params, refused FROM events WHERE action = ? ORDER BY seq"
        return [(json.loads(params), refused) for params, refused in db.execute(query, (action,))]


def test_files_time_and_help_reach_the_student_and_the_examiner(serve_task, chromium, shots) -> None:
    server = serve_task("probe-01", plugins_dir=DROPINS)
    page = started(chromium, server)
    expect(page.get_by_text("本台模拟一切。")).to_be_visible()
    page.get_by_role("button", name="公式与来源").click()
    expect(page.get_by_text("传闻（来源未核）")).to_be_visible()
    page.keyboard.press("Escape")

    chooser = page.locator("input[type=file]")
    chooser.set_input_files({"name": "说明.txt", "mimeType": "text/plain", "buffer": b"x"})
    expect(page.get_by_text("这里只收 .png 文件")).to_be_visible()
    chooser.set_input_files({"name": "假的.png", "mimeType": "image/png", "buffer": b"GIF89a"})
    expect(page.get_by_text("“假的.png”不是 PNG 图片。").first).to_be_visible()
    assert events(server, "bring")[-1][1] == "“假的.png”不是 PNG 图片。"
    chooser.set_input_files({"name": "我的图.png", "mimeType": "image/png", "buffer": png("#1a7f4b")})
    expect(page.get_by_text(f"01 我的图.png {len(png('#1a7f4b'))} png")).to_be_visible()
    brought, refused = events(server, "bring")[-1]
    assert (brought["facts"], brought["slot"], refused) == ({"kind": "png"}, "01", None)

    page.get_by_role("button", name="做图").click()
    expect(page.get_by_text("02 做出的图.png")).to_be_visible()
    page.get_by_role("button", name="做坏图").click()
    expect(page.get_by_text("“坏图.png”不是 PNG 图片。").first).to_be_visible()
    page.get_by_role("button", name="说话").click()
    expect(page.get_by_text("说过 1")).to_be_visible()
    assert 0 <= events(server, "say")[0][0]["at"] < 120  # the server's time, not the face's -5
    pictures = page.locator("img[src^='/files/']")
    expect(pictures).to_have_count(2)
    assert page.evaluate(
        "[...document.querySelectorAll(\"img[src^='/files/']\")].every((one) => one.naturalWidth > 0)"
    )
    page.screenshot(path=shots / "session.png")

    page.get_by_role("button", name="交卷").first.click()
    page.get_by_role("dialog").get_by_text("我已检查，确定交卷").click()
    settled(page)
    page.get_by_role("button", name="确定交卷").click()
    expect(page.get_by_text("您已交卷")).to_be_visible(timeout=15_000)

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    expect(examiner.locator("img[src^='/files/']").first).to_be_visible()
    examiner.get_by_role("tab", name="学生的工具").click()
    expect(examiner.get_by_text("锁住")).to_be_visible()
    expect(examiner.get_by_role("button", name="做图")).to_be_disabled()
    examiner.screenshot(path=shots / "session-examiner.png")
