"""An administrator before the exam: plan, class list with its faults, seat slips, freeze, the draw step by step."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from screens import both_sizes, settled, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

HEAD = "准考证号,姓名,班级,座位,加时"
GOOD = [f"2026{number:04d},考生{number:02d},网营2401,A{number:02d}," for number in range(1, 23)]
FAULTY = [*GOOD[:3], "2026 0004,,网营2401,A04,五", GOOD[0]]


@pytest.fixture
def lists(tmp_path: Path) -> dict[str, Path]:
    made = {"faulty": tmp_path / "有错的名单.csv", "good": tmp_path / "名单.csv"}
    for name, rows in (("faulty", FAULTY), ("good", GOOD)):
        made[name].write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8-sig")
    return made


def pressed(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    settled(page)


def upload(page: Page, path: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(path)
    settled(page)


def test_from_a_name_on_paper_to_a_drawn_sitting(demo_server, chromium, shots, lists, tmp_path) -> None:
    page = signed_in(chromium, demo_server, "guanli")
    page.goto(f"{demo_server.base}/sittings")
    settled(page)
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="新建场次").click()
    settled(page)
    page.get_by_label("场次名称").fill("2026 年冬季技能考核")
    page.get_by_label("日期和地点（印在座位条上）").fill("2026-12-20　实训楼 301")
    page.get_by_label("模块里怎样抽题").click()
    page.get_by_role("option", name="先抽模块的一部分，再抽一题").click()
    both_sizes(page, shots, "plan-form")
    pressed(page, "新建")
    expect(page.get_by_role("tab", name="名单与冻结")).to_be_visible(timeout=15_000)
    page.get_by_role("tab", name="名单与冻结").click()
    upload(page, lists["faulty"])
    expect(page.get_by_text(re.compile("行有问题"))).to_be_visible(timeout=15_000)
    page.screenshot(path=shots / "plan-list-faults.png")
    upload(page, lists["good"])
    pressed(page, "导入这份名单")
    expect(page.get_by_text("有 22 张座位条待打印")).to_be_visible(timeout=20_000)
    page.screenshot(path=shots / "plan-list.png")
    with page.expect_download() as saved:
        page.locator(".st-key-slips-pdf button").click()
    saved.value.save_as(tmp_path / "slips.pdf")
    assert "20260022" in "".join(one.extract_text() for one in PdfReader(tmp_path / "slips.pdf").pages)

    page.get_by_role("button", name=re.compile("冻结")).last.click()
    pressed(page, "确定冻结")
    expect(page.get_by_label("公开值", exact=True)).to_be_visible(timeout=15_000)
    page.get_by_label("公开值", exact=True).fill("6 3 1 5 2 4")
    page.get_by_label("现场人员一").fill("张老师")
    page.get_by_label("现场人员二").fill("李老师")
    both_sizes(page, shots, "plan-ceremony")
    pressed(page, "抽签")
    expect(page.get_by_text("请先当众核对公开值")).to_be_visible(timeout=15_000)
    page.screenshot(path=shots / "plan-ceremony-error.png")
    page.get_by_text("公开值已当众念过，与输入一致").last.click()
    pressed(page, "抽签")
    for at in range(8):
        onward = page.get_by_role("button", name=re.compile("^下一步"))
        page.screenshot(path=shots / f"plan-step-{at}.png")
        if onward.count() == 0:
            break
        onward.click()
        settled(page)
    pressed(page, "结束演示")
    page.goto(f"{demo_server.base}/draw")
    settled(page)
    both_sizes(page, shots, "plan-record")
