"""The controls' own words, which Streamlit has in English only, in the reader's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard
from tests.browser.looking import menu, settled

pytestmark = pytest.mark.browser


def test_uploader_speaks_the_readers_language(page: Page, read_only_dashboard: Dashboard) -> None:
    page.goto(f"{read_only_dashboard.url}/leveranser?lang=sv")
    settled(page)
    uploader = page.get_by_test_id("stFileUploader").first
    expect(uploader).to_contain_text("Välj filer")
    expect(uploader).to_contain_text("per fil ")
    expect(uploader).not_to_contain_text("Upload")
    expect(page.get_by_label("Helskärm: Alla leveranser")).to_have_count(1)
    # Without loading anything the words go back where the language does, and come again.
    menu(page).get_by_text("English", exact=True).click()
    expect(uploader).to_contain_text("Upload")
    expect(uploader).to_contain_text("per file")
    settled(page)  # the old switch stands beside the new one until then
    menu(page).get_by_text("Svenska", exact=True).click()
    expect(uploader).to_contain_text("Välj filer")


def test_what_the_pages_show_is_left_as_it_is(page: Page, read_only_dashboard: Dashboard) -> None:
    page.goto(f"{read_only_dashboard.url}/?lang=sv")
    settled(page)
    changed = page.evaluate(
        """() => {
          const place = document.querySelector('[data-testid="stMarkdownContainer"] p');
          place.textContent = "Upload";
          return new Promise((done) => setTimeout(() => done(place.textContent), 200));
        }"""
    )
    assert changed == "Upload"
