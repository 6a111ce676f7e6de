"""An area lead's comparison: counties side by side, a mark opened to its rows, the map clicked."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Dashboard
from tests.browser.looking import LONG_MS, settled, turn_to
from ui import pages

pytestmark = pytest.mark.browser

# Where the points of Växjö lie on the page: the map's last trace holds what is clicked.
POINT = """chart => {
    const points = chart.data.at(-1), layout = chart._fullLayout;
    const box = chart.getBoundingClientRect();
    const at = points.customdata.indexOf("0780");
    return [
        box.left + layout.xaxis._offset + layout.xaxis.d2p(points.x[at]),
        box.top + layout.yaxis._offset + layout.yaxis.d2p(points.y[at]),
    ];
}"""


def chart(page: Page, name: str) -> Locator:
    """The chart of this name."""
    return page.locator(f".st-key-chart-{name}-sv .js-plotly-plot")


def test_counties_are_compared_and_a_mark_opens_its_rows(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.url)
    settled(page)
    turn_to(page, pages.page("compare"), "Län mot län")
    page.get_by_role("button", name="Kalmar län").click()
    expect(page).to_have_url(re.compile("compare=06(,|%2C)07(,|%2C)09"))
    page.get_by_role("radio", name="Per 1 000 SMF").click()
    expect(page).to_have_url(re.compile("measure=per_thousand"))
    expect(page.get_by_role("heading", name="SMF som nåtts per 1 000 SMF i länet")).to_be_visible()
    compared = chart(page, "smes_reached-per_thousand")
    told = page.get_by_text(re.compile(r"^Högst: .*Lägst: .* av "))
    expect(told).to_be_visible(timeout=LONG_MS)
    bars = compared.locator(".barlayer .point")
    expect(bars).to_have_count(3)
    # The last is Gotland's: its text says of how many, and so many companies are behind it.
    text = compared.locator(".barlayer .point text").last.inner_html()
    above = re.search(r"(\d+) av ", re.sub("<[^>]+>", " ", text))
    assert above is not None, text
    # Plotly hears clicks on a layer above the marks: the pointer goes to the mark's own place.
    box = bars.last.locator("path").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("Gotlands län", timeout=LONG_MS)
    expect(dialogue).to_contain_text(f"{above[1]} företag i ")
    expect(dialogue).to_contain_text("antalet företag stämmer med siffran")


def test_a_click_on_the_map_leads_to_the_municipality(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.url)
    settled(page)
    turn_to(page, pages.page("area"), "Mitt område")
    page.get_by_role("radio", name="Livsmedel").click()
    expect(page).to_have_url(re.compile("area=livsmedel"))
    settled(page)
    expect(page.get_by_text("Medfinansieras av")).to_be_visible(timeout=LONG_MS)
    drawn = chart(page, "karta")
    drawn.scroll_into_view_if_needed()
    expect(drawn.locator("g.fills path").first).to_be_attached(timeout=LONG_MS)
    expect(drawn.locator("canvas")).to_have_count(0)
    spots = page.get_by_text(re.compile(r"^I \d+ av 34 kommuner har ingen SMF nåtts"))
    expect(spots).to_be_visible()
    page.mouse.click(*drawn.evaluate(POINT))
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("Växjö, Kronobergs län", timeout=LONG_MS)
    expect(dialogue).to_contain_text("antalet företag stämmer med siffran", timeout=LONG_MS)


def test_phone_shows_the_map_and_the_comparison_without_scrolling_sideways(
    page: Page, dashboard: Dashboard
) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    for path in ("mitt-omrade", "lan-mot-lan", "omraden-och-lan"):
        page.goto(f"{dashboard.url}/{path}")
        settled(page)
        expect(page.get_by_text("Medfinansieras av")).to_be_attached(timeout=LONG_MS)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400
