"""The dashboard in a real browser, with nothing but this machine to ask."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Dashboard

# What a page asks for late (fonts, icons, pictures) is asked for within this time.
SETTLE_MS = 2_000

pytestmark = pytest.mark.browser


def test_first_page_opens_without_asking_any_other_host(page: Page, dashboard: Dashboard) -> None:
    page.goto(dashboard.url)
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.wait_for_timeout(SETTLE_MS)
