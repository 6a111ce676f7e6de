"""Looking at a page: when it has been drawn, its menu, and what axe-core finds in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Locator, Page, expect

from ui.pages import Page as Entry

LONG_MS = 30_000
_AXE = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
# All charts of the page hold their drawing, and what waits to be drawn has been.
_IS_DRAWN = """() => {
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    return charts.every((chart) => chart.querySelector(".main-svg"))
        && !document.querySelector('[data-testid="stSkeleton"]')
        && !document.querySelector('[data-stale="true"]');
}"""


def settled(page: Page) -> None:
    """Waits until the page has been drawn and nothing runs."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=LONG_MS)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_visible(timeout=LONG_MS)
    # The footer is the last thing that a run draws.
    expect(page.get_by_test_id("stImage").last).to_be_attached(timeout=LONG_MS)
    page.wait_for_function(_IS_DRAWN, timeout=LONG_MS)


def menu(page: Page) -> Locator:
    """The frame's own part of the page."""
    return page.get_by_test_id("stSidebar")


def turn_to(page: Page, entry: Entry, title: str) -> None:
    """To another page by the menu, as a reader turns to it."""
    menu(page).get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible(
        timeout=LONG_MS
    )
    settled(page)
    assert f"/{entry.path}?" in page.url


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds, by all its rules or by those named: a line for each place."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_AXE)
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    found: dict[str, Any] = page.evaluate(
        "(options) => axe.run(document, {resultTypes: ['violations'], ...options})", only
    )
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
