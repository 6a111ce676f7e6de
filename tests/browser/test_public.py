"""The public view in a browser: sound, in both languages, and nothing else behind any address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard, _served
from tests.browser.looking import LONG_MS, menu, settled, violations
from tests.browser.test_accessibility import BANNER, dark, translated
from ui.pages import PAGES
from ui.public.pages import PUBLIC_PAGES, SWITCH

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def public_dashboard(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dashboard]:
    """The sample's sealed editions, as everybody may see them."""
    place = tmp_path_factory.mktemp("public")
    shutil.copytree(sample, place / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SWITCH, "1")
        with _served(place) as served:
            yield served


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_public_page_is_sound(page: Page, public_dashboard: Dashboard, language: str) -> None:
    page.goto(f"{public_dashboard.url}/?lang={language}&indicator=smes_reached&by=municipality")
    settled(page)
    for entry in PUBLIC_PAGES:
        title = translated(language, entry.title)
        menu(page).get_by_role("link", name=title, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=title, exact=True)).to_be_visible(
            timeout=LONG_MS
        )
        settled(page)
        assert page.evaluate("document.documentElement.lang") == language
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_test_id("stAlert").first).to_contain_text(BANNER[language])
        assert violations(page) == [], title
        dark(page, is_dark=True)
        assert violations(page, "color-contrast") == [], f"{title}, dark"
        dark(page, is_dark=False)


def test_a_table_is_chosen_and_downloaded(page: Page, public_dashboard: Dashboard) -> None:
    page.goto(f"{public_dashboard.url}/?indicator=smes_reached&by=area,county&span=accumulated")
    settled(page)
    expect(page.get_by_test_id("stTable")).to_contain_text("dolt")
    expect(page.get_by_test_id("stMain")).to_contain_text("färre än 3 företag")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Ladda ned CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert ";dolt" in text
    # Another table, from the keyboard.
    page.get_by_role("combobox", name="Fördelat").click()
    page.keyboard.type("per storlek")
    page.keyboard.press("Enter")
    page.wait_for_url("**by=size*", timeout=LONG_MS)
    settled(page)
    expect(page.get_by_test_id("stTable")).to_contain_text("Liten")


def test_no_address_of_the_dashboard_shows_anything(
    page: Page, public_dashboard: Dashboard
) -> None:
    ours = {entry.path for entry in PUBLIC_PAGES}
    for entry in PAGES:
        if entry.path in ours:
            continue
        page.goto(f"{public_dashboard.url}/{entry.path}?lang=sv&clock=now&county=07")
        settled(page)
        expect(page.get_by_role("heading", level=1)).to_have_text([PUBLIC_PAGES[0].title])
        assert entry.title not in menu(page).inner_text()


def test_a_phone_shows_them_without_scrolling_sideways(
    page: Page, public_dashboard: Dashboard
) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    for entry in PUBLIC_PAGES:
        page.goto(f"{public_dashboard.url}/{entry.path}?lang=sv")
        settled(page)
        width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert width <= 400, entry.path
