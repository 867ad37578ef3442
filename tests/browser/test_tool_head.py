"""What stands above a simulated tool, and what an examiner sees of it afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from screens import started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_a_paper_of_a_given_task_opens(serve_task, chromium, shots) -> None:
    page = started(chromium, serve_task("seo-02"))
    expect(page.locator(".st-key-exam-head")).to_contain_text("SEO-02")
