"""What the journeys share: waiting until a page has settled, and signing in."""

from __future__ import annotations

from playwright.sync_api import Browser, Page
from running_server import RunningServer

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


def signed_in(browser: Browser, server: RunningServer, login: str, viewport: dict[str, int] = SMALL) -> Page:
    """A page of ``login``'s own browser, signed in."""
    page = browser.new_context(viewport=viewport, locale="zh-CN").new_page()
    page.goto(f"{server.base}/")
    page.fill("input[name=login]", login)
    page.fill("input[name=secret]", server.accounts()[login])
    page.click("button")
    settled(page)
    return page
