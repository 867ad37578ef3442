"""What follows an exam, by four people's own browsers: marked, released by two, appealed, upheld, sealed."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect
from screens import both_sizes, settled, signed_in

from workbench.settings import Settings
from workbench.store import people
from workbench.usecases import giving_marks, running_sitting, sitting_exam
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.workbench import open_workbench

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SECRET = "482913"


@pytest.fixture
def server(serve_task):
    """A server whose sitting is closed; A0001 handed in, and kaoping1 marked every line but one."""
    running = serve_task("seo-02", ("A0001", "A0002"))
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(running.home)}))
    with wb.store.reading() as conn:
        who = {login: people.person_by_login(conn, login) for login in ("A0001", "kaoping1", "jiankao")}
    attempt = sitting_exam.my_exam(wb, who["A0001"]).attempt.id
    sitting_exam.start(wb, who["A0001"], attempt)
    sitting_exam.claim(wb, who["A0001"], attempt, "page")
    sitting_exam.hand_in(wb, who["A0001"], attempt, "page")
    running_sitting.close_sitting(wb, who["jiankao"], 1)
    for line in ("4", "6"):
        giving_marks.put_mark(wb, who["kaoping1"], attempt, MarkIn(line, "3", "没有写出理由"))
    wb.store.close()
    return running


def turn(page: Page, title: str) -> None:
    page.get_by_role("link", name=re.compile(f"^(?:\\w+ )?{title}")).first.click()
    settled(page)


def part(page: Page, title: str) -> None:
    page.locator('[data-testid="stButtonGroup"] button', has_text=title).first.click()
    settled(page)


def test_from_the_last_mark_to_the_sealed_archive(server, chromium, shots) -> None:
    student = signed_in(chromium, server, "A0001")
    turn(student, "我的成绩")
    expect(student.get_by_text("成绩还没有公布")).to_be_visible()
    both_sizes(student, shots, "result-waiting")

    head = signed_in(chromium, server, "guanli")
    turn(head, "考后")
    expect(head.get_by_text("还有 1 行等考评员评分")).to_be_visible()
    expect(head.get_by_role("button", name="设为评完")).to_be_disabled()
    both_sizes(head, shots, "after-unmarked")

    examiner = signed_in(chromium, server, "kaoping1")
    examiner.get_by_role("button", name=re.compile("评下一份")).click()
    settled(examiner)
    form = examiner.locator(".st-key-line-11")
    form.get_by_label(re.compile("分数")).fill("2")
    examiner.keyboard.press("Tab")
    settled(examiner)

    head.reload()
    settled(head)
    head.get_by_role("button", name="设为评完").click()
    head.get_by_label("第二位的账号").fill("kaoping1")
    head.get_by_label("第二位的密码").fill("000000")
    head.get_by_text("同时给考生看参考答案").click()
    head.get_by_text("两人已核对上面的数字").click()
    head.get_by_role("button", name="公布 企业网络推广").click()
    expect(head.get_by_text("账号或密码不对")).to_be_visible()
    both_sizes(head, shots, "after-release")
    head.get_by_label("第二位的密码").fill(SECRET)
    head.get_by_role("button", name="公布 企业网络推广").click()
    expect(head.get_by_text("的成绩已公布")).to_be_visible()

    student.reload()
    settled(student)
    expect(student.locator(".st-key-result-sums")).to_contain_text("不合格")
    both_sizes(student, shots, "result")
    part(student, "参考答案")
    expect(student.get_by_text("按您这份试题的数据演算")).to_be_visible()
    both_sizes(student, shots, "result-model")
    part(student, "逐项得分")
    before = total(student)
    student.locator(".st-key-result-4").get_by_role("button", name="申诉").click()
    student.get_by_role("dialog").get_by_role("button", name="提交申诉").click()
    expect(student.get_by_text("现在有 0 字")).to_be_visible()
    student.get_by_role("dialog").locator("textarea").fill("第 4 项我写了两条理由，请再看一遍。")
    student.screenshot(path=shots / "appeal-form.png")
    student.get_by_role("dialog").get_by_role("button", name="提交申诉").click()
    expect(student.locator(".st-key-result-4")).to_contain_text("等待答复")

    examiner.goto(f"{server.base}/appeals")
    settled(examiner)
    expect(examiner.get_by_text("没有等您答复的申诉")).to_be_visible()
    other = signed_in(chromium, server, "kaoping2")
    turn(other, "申诉（1）")
    expect(other.locator("body")).not_to_contain_text("人A0001")
    both_sizes(other, shots, "appeals")
    other.get_by_role("button", name="复核并答复").click()
    settled(other)
    other.get_by_text("成立，改分", exact=True).click()
    settled(other)
    other.get_by_label(re.compile("新的分数")).fill("8")
    other.get_by_label(re.compile("^理由")).fill("两条理由都成立，按 C 级给分。")
    both_sizes(other, shots, "appeal-answer")
    other.get_by_role("button", name="答复", exact=True).click()
    expect(other.get_by_text("答复已记下")).to_be_visible()

    student.reload()
    settled(student)
    expect(student.locator(".st-key-result-4")).to_contain_text("申诉成立")
    assert total(student) == before + 5
    student.screenshot(path=shots / "result-upheld.png")
    for login in ("kaoping1", "kaoping2"):
        expect(student.locator("body")).not_to_contain_text(login)

    head.reload()
    settled(head)
    part(head, "4 归档")
    head.get_by_role("button", name="归档", exact=True).click()
    seal = head.locator('[data-testid="stCode"]').first
    expect(seal).to_have_text(re.compile("[0-9a-f]{64}"), timeout=20_000)
    both_sizes(head, shots, "after-archive")
    with head.expect_download() as fetched:
        head.get_by_role("link", name=re.compile("下载")).click()
    with zipfile.ZipFile(fetched.value.path()) as file:
        assert {"appeals.jsonl", "releases.jsonl", "marks.jsonl"} <= set(file.namelist())
    part(head, "5 删除个人信息")
    head.get_by_label(re.compile("场次名称")).fill("演练")
    head.get_by_label("原因").fill("保存期满")
    head.get_by_role("button", name="删除个人信息", exact=True).last.click()
    expect(head.get_by_text("申诉期还没有过")).to_be_visible()
    both_sizes(head, shots, "after-erase")
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        acts = [row[0] for row in db.execute("SELECT what FROM audit ORDER BY id")]
    assert acts[-5:] == ["marked", "release_module", "appeal", "answer_appeal", "archive"]


def total(page: Page) -> float:
    words = page.locator(".st-key-result-sums [data-testid='stMetricValue']").first.inner_text()
    return float(words.partition("/")[0])
