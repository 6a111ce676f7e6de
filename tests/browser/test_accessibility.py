"""Accessibility as a machine sees it, and what it does not: language, keyboard, narrow screens."""

from __future__ import annotations

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.conftest import EDITION, Dashboard
from tests.browser.looking import LONG_MS, menu, settled, turn_to, violations
from ui import i18n
from ui.pages import PAGES

BANNER = {"sv": "Exempeldata", "en": "Sample data"}
MOST_TABS = 60

pytestmark = pytest.mark.browser


def translated(language: str, text: str) -> str:
    """A text as a reader of that language sees it."""
    catalogue = i18n._catalogue(language)
    return text if catalogue is None else catalogue.gettext(text)


def dark(page: Page, *, is_dark: bool) -> None:
    """The other theme: the reader's system has changed its own."""
    page.emulate_media(color_scheme="dark" if is_dark else "light")
    page.wait_for_function(
        """(isDark) => {
            const colour = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
            return (colour.match(/\\d+/g).map(Number)[0] < 128) === isDark;
        }""",
        arg=is_dark,
    )
    page.wait_for_timeout(300)  # colours fade into one another


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_sound_in_both_themes(
    page: Page, read_only_dashboard: Dashboard, language: str
) -> None:
    refused: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    page.on("console", listen)
    page.goto(f"{read_only_dashboard.url}/?lang={language}")
    settled(page)
    for entry in PAGES:
        title = translated(language, entry.title)
        turn_to(page, entry, title)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.get_by_test_id("stAlert").first).to_contain_text(BANNER[language])
        assert violations(page) == [], title
        # Only the contrast depends on the theme.
        dark(page, is_dark=True)
        assert violations(page, "color-contrast") == [], f"{title}, dark"
        dark(page, is_dark=False)
    assert not refused, "the page's own policy refused it something"


def test_opened_parts_of_a_page_are_sound(page: Page, read_only_dashboard: Dashboard) -> None:
    page.goto(f"{read_only_dashboard.url}/?clock={EDITION}")
    settled(page)
    for title in ("Tabell, filer och rader", "Fler siffror", "Reglerna"):
        page.get_by_text(title, exact=True).click()
    expect(page.get_by_role("button", name="Ladda ned SVG")).to_be_visible(timeout=LONG_MS)
    settled(page)
    assert violations(page) == []
    page.get_by_test_id("stMain").get_by_role("button", name="Öppna").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("stämmer med siffran", timeout=LONG_MS)
    page.wait_for_timeout(500)  # the dialogue fades in
    assert violations(page) == []


def test_language_of_the_document_follows_the_reader(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    def spoken() -> object:
        return page.evaluate("document.documentElement.lang")

    answer = page.goto(f"{read_only_dashboard.url}/finansiering?lang=en")
    assert answer is not None
    assert '<html lang="en">' in answer.text()
    settled(page)
    assert spoken() == "en"
    menu(page).get_by_text("Svenska", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Finansiering")).to_be_visible()
    assert spoken() == "sv"
    page.go_back()
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.goto(f"{read_only_dashboard.url}/?lang=fi")
    settled(page)
    assert spoken() == "sv"


def test_frame_is_worked_by_keyboard(page: Page, read_only_dashboard: Dashboard) -> None:
    page.goto(read_only_dashboard.url)
    settled(page)
    tab_to(page, "Områden och län")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Områden och län")).to_be_visible(
        timeout=LONG_MS
    )
    settled(page)
    # A selection, from the keyboard alone.
    tab_to(page, "Län")
    page.keyboard.type("Jönk")
    expect(page.get_by_role("option", name="Jönköpings län")).to_be_visible(timeout=LONG_MS)
    page.keyboard.press("Enter")
    page.wait_for_url("**county=06*", timeout=LONG_MS)
    page.keyboard.press("Escape")
    settled(page)
    tab_to(page, "Öppna raderna bakom", opening="Filer och rader")
    page.keyboard.press("Enter")
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("stämmer med siffran", timeout=LONG_MS)
    page.keyboard.press("Escape")
    expect(dialogue).to_have_count(0)


def tab_to(page: Page, name: str, opening: str | None = None) -> None:
    """Tabs on until what has the focus is called so; opens the part named on the way there."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        called = str(page.evaluate(_CALLED))
        if opening is not None and called == opening:
            page.keyboard.press("Enter")
            settled(page)
            opening = None
        elif called == name:
            return
    pytest.fail(f"{MOST_TABS} presses of the tabulator do not lead to ”{name}”")


# Near enough to the accessible name: aria-label or the text, without the icons' own names.
_CALLED = """() => {
    const at = document.activeElement;
    const label = at.getAttribute("aria-label") || at.labels?.[0]?.innerText;
    const copy = at.cloneNode(true);
    for (const icon of copy.querySelectorAll('[data-testid="stIconMaterial"]')) icon.remove();
    return (label || copy.textContent || "").trim();
}"""


def test_phone_shows_every_page_without_scrolling_sideways(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    wide = []
    for entry in PAGES:
        # In Swedish, whose words are the longer ones.
        page.goto(f"{read_only_dashboard.url}/{entry.path}?lang=sv")
        settled(page)
        width = page.evaluate(
            "Math.max(document.documentElement.scrollWidth, "
            "document.querySelector('[data-testid=stMain]').scrollWidth)"
        )
        wide += [(entry.path, width)] if width > 400 else []
    assert not wide
