"""Initiatives in a real browser: from a mark to the rows, and an initiative opened by its link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Dashboard
from tests.browser.looking import LONG_MS, settled

pytestmark = pytest.mark.browser


def click_mark(page: Page, mark: Locator) -> None:
    """Clicks where a mark stands: Plotly lays a sheet over the marks that takes the clicks."""
    mark.scroll_into_view_if_needed(timeout=LONG_MS)
    page.wait_for_timeout(500)
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def come_by_the_overview(page: Page, dashboard: Dashboard, path: str) -> None:
    page.goto(dashboard.url)
    settled(page)
    page.goto(f"{dashboard.url}/{path}")
    settled(page)
    # Below all charts: a page that still grows would move a mark under the pointer.
    expect(page.get_by_text("Medfinansieras av")).to_be_visible(timeout=LONG_MS)


def chart(page: Page, place: int) -> Locator:
    found = page.get_by_test_id("stPlotlyChart").nth(place)
    expect(found.locator(".main-svg").first).to_be_visible(timeout=LONG_MS)
    return found


def test_mark_of_a_pair_opens_as_many_rows_as_it_says(page: Page, dashboard: Dashboard) -> None:
    come_by_the_overview(page, dashboard, "insatser?part=pairs")
    numbers = chart(page, 1).locator(".scatterlayer .trace", has=page.locator(".textpoint"))
    texts = numbers.first.locator(".textpoint text")
    number = texts.first.text_content() or ""
    assert int(number) > 0
    click_mark(page, numbers.first.locator(".points path").first)
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text(f"{number} insatser i", timeout=LONG_MS)
    expect(dialogue).to_contain_text("antalet insatser stämmer med siffran")
    expect(dialogue).to_contain_text("Jönköpings län · Kronobergs län")


def test_bar_of_the_timeline_opens_the_initiatives_page(page: Page, dashboard: Dashboard) -> None:
    come_by_the_overview(page, dashboard, "insatser")
    click_mark(page, chart(page, 0).locator(".barlayer .point").first)
    expect(page).to_have_url(re.compile("initiative=[A-Z]{3}-[0-9]{2}"), timeout=LONG_MS)
    settled(page)
    expect(page.get_by_role("heading", name="Deltagande företag")).to_be_visible(timeout=LONG_MS)
    chosen = re.search("initiative=([A-Z0-9-]+)", page.url)
    assert chosen is not None
    expect(page.get_by_text(f"{chosen[1]} · ").first).to_be_visible()
    page.get_by_role("button", name="Till alla insatser").click()
    expect(page.get_by_role("heading", name="Insatserna över tid")).to_be_visible(timeout=LONG_MS)
    assert chosen[1] not in page.url


def test_initiative_opens_by_its_link_in_both_languages(page: Page, dashboard: Dashboard) -> None:
    page.goto(f"{dashboard.url}/insatser?initiative=DIG-05&lang=en")
    settled(page)
    expect(page.get_by_role("heading", name="Säkra tjänster")).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_role("heading", name="Participating companies")).to_be_visible()
    assert "initiative=DIG-05" in page.url
    # The link names the selection too, and shows the same page to somebody else.
    other = page.context.new_page()
    other.goto(page.url.replace("lang=en", "lang=sv"))
    settled(other)
    expect(other.get_by_role("heading", name="Deltagande företag")).to_be_visible(timeout=LONG_MS)
    other.goto(f"{dashboard.url}/insatser?initiative=DIG-99")
    settled(other)
    expect(other.get_by_text("Insatsen ”DIG-99” finns inte")).to_be_visible(timeout=LONG_MS)


@pytest.mark.parametrize(
    "path",
    [
        "insatser?part=counties",
        "insatser?initiative=DIG-05",
        "behov-och-resultat",
        "finansiering?flow=initiative",
    ],
)
def test_phone_does_not_scroll_sideways(page: Page, dashboard: Dashboard, path: str) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    page.goto(f"{dashboard.url}/{path}")
    settled(page)
    expect(page.get_by_text("Medfinansieras av")).to_be_visible(timeout=LONG_MS)
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
