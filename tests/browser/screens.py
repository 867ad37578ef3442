"""What the journeys share: waiting until a page has settled, and signing in."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from workbench.rehearsal.server import RunningServer

SMALL = {"width": 1366, "height": 768}
WIDE = {"width": 1920, "height": 1080}


def settled(page: Page) -> None:
    """Wait until Streamlit is connected and no script runs, twice in a row."""
    ready = (
        '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
    )
    for _ in range(2):
        page.wait_for_selector(ready, timeout=30_000)
        page.wait_for_timeout(150)


def started(browser: Browser, server: RunningServer, login: str = "A0001") -> Page:
    """The exam page of ``login``, whose hour has just begun."""
    page = signed_in(browser, server, login)
    page.get_by_role("button", name="开始考试").click()
    page.locator(".st-key-exam-head").wait_for()
    settled(page)
    return page


def open_tool(page: Page, title: str) -> None:
    """Turn to the tool of that title."""
    page.locator('[data-testid="stButtonGroup"] button', has_text=title).first.click()
    settled(page)


def both_sizes(page: Page, shots: Path, name: str) -> None:
    """A screenshot at the school monitor's size and at a wide one."""
    page.screenshot(path=shots / f"{name}.png")
    page.set_viewport_size(WIDE)
    settled(page)
    page.screenshot(path=shots / f"{name}-wide.png")
    page.set_viewport_size(SMALL)
    settled(page)


def signed_in(browser: Browser, server: RunningServer, login: str, viewport: dict[str, int] = SMALL) -> Page:
    """A page of ``login``'s own browser, signed in."""
    page = browser.new_context(viewport=viewport, locale="zh-CN").new_page()
    page.goto(f"{server.base}/")
    page.fill("input[name=login]", login)
    page.fill("input[name=secret]", server.accounts()[login])
    page.click("button")
    settled(page)
    return page
