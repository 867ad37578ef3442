"""An administrator takes the papers of an exam home: the workbook, the score sheets, the zip of everything."""

from __future__ import annotations

import zipfile

import openpyxl
import pypdfium2
import pytest
from class_to_file import worked
from screens import SMALL, both_sizes, settled

from tests.conftest import SECRET
from workbench.rehearsal.server import RunningServer


@pytest.fixture
def server(tmp_path):
    over = worked(tmp_path / "home")
    over.wb.store.close()
    running = RunningServer(over.wb.settings.home, demo=False)
    running.start()
    yield running
    running.stop()


@pytest.mark.browser
def test_the_papers_of_an_exam_are_downloaded_and_open(chromium, server, shots, tmp_path) -> None:
    page = chromium.new_context(viewport=SMALL, locale="zh-CN", accept_downloads=True).new_page()
    page.goto(f"{server.base}/exports")
    page.fill("input[name=login]", "gl")
    page.fill("input[name=secret]", SECRET)
    page.click("button")
    settled(page)

    def saved(locator, name):
        with page.expect_download() as download:
            locator.click()
        download.value.save_as(tmp_path / name)
        return tmp_path / name

    book = openpyxl.load_workbook(saved(page.locator(".st-key-export-book button"), "b.xlsx"), data_only=True)
    assert book["总览"]["B6"].value == 6
    with pypdfium2.PdfDocument(saved(page.locator(".st-key-export-pdf button"), "s.pdf")) as document:
        assert "张三" in "".join(one.get_textpage().get_text_bounded() for one in document)
    page.get_by_role("button", name="生成材料包").click()
    link = page.get_by_role("link", name="生成的材料包")
    link.wait_for(timeout=60_000)
    settled(page)
    both_sizes(page, shots, "exports")
    with zipfile.ZipFile(saved(link, "p.zip")) as file:
        assert file.testzip() is None
        assert "评分表/网营1/A0001_张三_SEO-02.pdf" in file.namelist()
