"""What the frame and every chart do in a real browser: clock, receipts, marks, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import EDITION, EDITION_ENDS, Dashboard
from tests.browser.looking import LONG_MS, menu, settled

pytestmark = pytest.mark.browser

PNG = b"\x89PNG\r\n\x1a\n"


def first_figure(page: Page) -> str:
    return page.get_by_test_id("stMetricValue").first.inner_text()


def test_edition_is_chosen_seen_and_shared(
    page: Page, browser: Browser, read_only_dashboard: Dashboard
) -> None:
    page.goto(read_only_dashboard.url)
    settled(page)
    now = first_figure(page)
    assert "clock=now" in page.url
    menu(page).get_by_role("combobox", name="Tidpunkt").click()
    page.get_by_role("option", name=f"Utgåva {EDITION}").click()
    title = page.get_by_role("heading", level=1, name=f"Översikt · utgåva {EDITION}")
    expect(title).to_be_visible(timeout=LONG_MS)
    settled(page)
    then = first_figure(page)
    assert int(then) < int(now)
    assert f"clock={EDITION}" in page.url
    assert f"to={EDITION_ENDS}" in page.url
    expect(page.get_by_text("så som det rapporterades.")).to_be_visible()

    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    other = context.new_page()
    other.goto(page.url)
    settled(other)
    assert first_figure(other) == then
    context.close()

    page.get_by_role("link", name="Visa det som är känt nu").click()
    expect(page.get_by_role("heading", level=1, name="Översikt", exact=True)).to_be_visible()
    settled(page)
    assert first_figure(page) == now


def test_receipt_of_a_figure_opens_it_again(page: Page, read_only_dashboard: Dashboard) -> None:
    page.goto(f"{read_only_dashboard.url}/?county=09")
    settled(page)
    figure = first_figure(page)
    page.get_by_test_id("stMain").get_by_role("button", name="Öppna").first.click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("Kvitto", timeout=LONG_MS)
    found = re.search(r"Kvitto (\S+?)\.", dialogue.inner_text())
    assert found
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
    page.goto(read_only_dashboard.url)
    settled(page)
    box = menu(page).get_by_role("textbox", name="Kvittots kod")
    box.fill(found[1].lower())
    box.press("Enter")
    expect(dialogue).to_contain_text("blir siffran densamma", timeout=LONG_MS)
    expect(dialogue.get_by_test_id("stMetricValue")).to_have_text(figure)
    expect(dialogue).to_contain_text("Gotlands län")


def test_mark_of_a_chart_opens_its_rows(page: Page, read_only_dashboard: Dashboard) -> None:
    page.goto(f"{read_only_dashboard.url}/omraden-och-lan")
    settled(page)
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.scroll_into_view_if_needed()
    mark = chart.locator(".point path").first
    text = chart.locator(".point text").first.text_content()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text(f"{text} företag", timeout=LONG_MS)
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)
    # The same mark once more: as Plotly sees it, the choice is taken back.
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(dialogue).to_contain_text(f"{text} företag", timeout=LONG_MS)


@pytest.mark.parametrize(("format_", "start"), [("PNG", PNG), ("SVG", b"<svg")])
def test_chart_is_saved_as_a_picture(
    page: Page, read_only_dashboard: Dashboard, tmp_path: Path, format_: str, start: bytes
) -> None:
    page.goto(read_only_dashboard.url)
    settled(page)
    page.get_by_text("Tabell, filer och rader", exact=True).click()
    button = page.get_by_role("button", name=f"Ladda ned {format_}")
    expect(button).to_be_visible(timeout=LONG_MS)
    settled(page)
    with page.expect_download(timeout=LONG_MS) as download:
        button.focus()
        page.keyboard.press("Enter")
    target = tmp_path / download.value.suggested_filename
    download.value.save_as(target)
    assert target.name == f"smes_reached-programme-trend.{format_.lower()}"
    assert target.read_bytes().startswith(start)
