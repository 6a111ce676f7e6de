"""The dashboard as people use it: every page opens, and a delivery changes a figure."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard
from tests.ui import world
from ui.pages import PAGES

LONG_MS = 30_000

pytestmark = pytest.mark.browser


def settled(page: Page) -> None:
    """Waits until the page has been drawn and nothing runs."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=LONG_MS)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_visible(timeout=LONG_MS)


def headline(page: Page) -> int:
    """The overview's first figure: SMEs reached."""
    text = page.get_by_test_id("stMetricValue").first.inner_text()
    return int(re.sub(r"\D", "", text))


def test_every_page_opens_in_both_languages(page: Page, dashboard: Dashboard) -> None:
    for entry in PAGES:
        for language in ("sv", "en"):
            page.goto(f"{dashboard.url}/{entry.path}?lang={language}")
            settled(page)
            expect(page.get_by_test_id("stException")).to_have_count(0)
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            banner = "Exempeldata" if language == "sv" else "Sample data"
            expect(page.get_by_test_id("stAlert").first).to_contain_text(banner)


def test_selection_follows_the_reader_and_the_link(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.url}/?county=09")
    settled(page)
    on_gotland = headline(page)
    page.get_by_test_id("stSidebar").get_by_role("link", name="Områden och län").click()
    expect(page.get_by_role("heading", name="Områden och län", exact=True)).to_be_visible()
    settled(page)
    assert "county=09" in page.url
    page.get_by_test_id("stSidebar").get_by_role("link", name="Översikt").click()
    expect(page.get_by_role("heading", name="Översikt", exact=True)).to_be_visible()
    settled(page)
    link = page.url
    other = page.context.new_page()
    other.goto(link)
    settled(other)
    assert headline(other) == headline(page) == on_gotland
    # The address was changed by hand, or by the back button: the controls follow.
    page.goto(link.replace("county=09", "county=all"))
    settled(page)
    assert headline(page) > on_gotland


def test_delivery_is_checked_takes_effect_and_changes_the_overview(
    page: Page, dashboard: Dashboard
) -> None:
    page.goto(dashboard.url)
    settled(page)
    before = headline(page)
    page.get_by_test_id("stSidebar").get_by_role("link", name="Leveranser").click()
    expect(page.get_by_role("heading", name="Leveranser", exact=True)).to_be_visible()
    settled(page)
    page.locator("input[type=file]").set_input_files(
        [
            {"name": file.name, "mimeType": "text/csv", "buffer": file.content}
            for file in world.food_files()
        ]
    )
    sender = page.get_by_role("combobox", name="Avsändare").first
    sender.click()
    sender.fill("En ny avsändare")
    sender.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Kontroll"))).to_be_visible(timeout=LONG_MS)
    checked = page.get_by_role("row", name=re.compile("^SMF som nåtts"))
    expect(checked).to_contain_text(str(before))
    expect(checked).to_contain_text(str(before + 2))
    page.get_by_role("button", name="Låt leveransen gälla").click()
    expect(page.get_by_text("från En ny avsändare gäller nu")).to_be_visible(timeout=LONG_MS)
    page.get_by_test_id("stSidebar").get_by_role("link", name="Översikt").click()
    expect(page.get_by_role("heading", name="Översikt", exact=True)).to_be_visible()
    settled(page)
    assert headline(page) == before + 2


def test_figure_opens_to_its_rows(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.url)
    settled(page)
    figure = headline(page)
    # Below the figures: a page that still grows would move the button under the pointer.
    expect(page.get_by_text("Medfinansieras av")).to_be_visible(timeout=LONG_MS)
    page.get_by_role("button", name="Öppna").first.click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text(f"{figure} företag", timeout=LONG_MS)
    expect(dialogue).to_contain_text("stämmer med siffran")
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)


def test_phone_shows_the_overview_without_scrolling_sideways(
    page: Page, dashboard: Dashboard
) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(dashboard.url)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
