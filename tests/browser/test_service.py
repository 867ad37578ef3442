"""A student's reception in a real browser, and what the examiner makes of it."""

from __future__ import annotations

import pytest
from screens import both_sizes, open_tool, settled, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_probe(serve_task, chromium, shots) -> None:
    page = started(chromium, serve_task("service.pre-02"))
    page.screenshot(path=shots / "service-before.png")
    page.get_by_role("button", name="开始接待").click()
    settled(page)
    page.wait_for_timeout(22000)
    page.screenshot(path=shots / "service-open.png")
    area = page.locator(".st-key-tool-service-chat textarea").first
    area.fill("您好，欢迎光临云麓茶业，请问您喜欢什么口味呢？")
    area.press("Enter")
    settled(page)
    print("FOCUS", page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.className"))
    both_sizes(page, shots, "service-talk")
