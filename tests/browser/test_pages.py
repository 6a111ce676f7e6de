"""The dashboard as people use it: every page opens, and a delivery changes a figure."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard
from tests.browser.looking import LONG_MS, settled
from tests.ui import world

pytestmark = pytest.mark.browser


def headline(page: Page) -> int:
    """The overview's first figure: SMEs reached."""
    text = page.get_by_test_id("stMetricValue").first.inner_text()
    return int(re.sub(r"\D", "", text))


def test_selection_follows_the_reader_and_the_link(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    page.goto(f"{read_only_dashboard.url}/?county=09")
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


def test_figure_opens_to_its_rows(page: Page, read_only_dashboard: Dashboard) -> None:
    page.goto(read_only_dashboard.url)
    settled(page)
    figure = headline(page)
    # Below the figures: a page that still grows would move the button under the pointer.
    expect(page.get_by_text("Medfinansieras av")).to_be_visible(timeout=LONG_MS)
    page.get_by_test_id("stMain").get_by_role("button", name="Öppna").first.click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text(f"{figure} företag", timeout=LONG_MS)
    expect(dialogue).to_contain_text("stämmer med siffran")
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
