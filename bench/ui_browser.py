"""One reader in a real browser: opens a page, picks a county, turns a chart's own control."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, TimeoutError, sync_playwright

from bench.ui_bare import COUNTY
from tools.browser import HELP, NoBrowser, find

WATCH = Path(__file__).with_name("ui_watch.js").read_text(encoding="utf-8")
QUIET_MS = 400
"""A page that has not changed for so long has been drawn; what counts is when it changed last."""
_LONG_MS = 60_000


class NotDrawn(Exception):
    """A page has not been drawn to its end in a minute; the message says what is lacking."""


@dataclass(frozen=True)
class Seen:
    """What one action took, in seconds, and what the page then showed."""

    first: float
    """Until the title stood there; of an opened page only."""
    drawn: float
    """Until the page changed for the last time."""
    shown: dict[str, int]
    redrawn: dict[str, int]
    """Kind → how many on the page the action has touched."""


@contextmanager
def launched() -> Iterator[Browser]:
    """The machine's browser. Raises NoBrowser where there is none."""
    executable = find()
    if executable is None:
        raise NoBrowser(HELP)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # no sandbox for root in Chromium
    arguments = ["--disable-gpu", "--no-first-run", "--no-proxy-server"]
    arguments += ["--disable-background-networking", "--disable-component-update"]
    arguments += ["--no-sandbox"] if is_root else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield browser
        browser.close()


class Reader:
    """A reader with nothing in the browser's cache; one page open at a time."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._context = browser.new_context(
            locale="sv-SE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
        )
        self._context.add_init_script(WATCH)
        self._page: Page = self._context.new_page()
        self._page.set_default_timeout(_LONG_MS)
        self._url = url

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_error: object) -> None:
        self._context.close()

    def open(self, path: str) -> Seen:
        """Opens the page at a path of the app's address."""
        self._page.goto(f"{self._url}/{path}", wait_until="commit")
        return self._seen()

    def pick(self, county: str) -> Seen:
        """Adds a county to the selection."""
        self._page.bring_to_front()
        # Writing opens the list, whether or not the click has done so.
        field = self._control(COUNTY).locator("input")
        field.click()
        field.press_sequentially(county)
        self._page.locator('[role="option"]').filter(has_text=county).first.click()
        seen = self._seen(county)
        self._page.keyboard.press("Escape")  # the list stays open for more
        return seen

    def clear(self) -> None:
        """Takes all counties out of the selection."""
        self._page.bring_to_front()
        field = self._control(COUNTY)
        while field.locator("[data-tag]").count():
            field.locator("input").press("Backspace")
            self._seen()
        self._seen("alla län")

    def has(self, name: str) -> bool:
        """Whether the page has an own control of this name."""
        return self._own(name).count() > 0

    def turn(self, name: str) -> Seen:
        """Turns a page's own control to another of its options; into a field goes a letter more."""
        self._page.bring_to_front()
        control = self._own(name)
        other = control.locator('button[aria-checked="false"]')
        if other.count():
            other.first.click()
        elif (search := control.get_by_role("searchbox")).count():
            search.press_sequentially("a")
        elif (switch := control.get_by_role("switch")).count():
            switch.press("Space")
        else:
            option = self._page.locator('[role="option"][aria-selected="false"]').first
            field = control.get_by_role("combobox")
            field.click()
            if not option.is_visible():  # the click may have closed a list that was open
                field.press("ArrowDown")
            option.click()
        return self._seen()

    def _own(self, name: str) -> Locator:
        return self._page.get_by_test_id("stMain").locator(f".st-key-{name}-sv")

    def _control(self, key: str) -> Locator:
        return self._page.locator(f".st-key-{key.replace(':', '-')}")

    def _seen(self, *words: str) -> Seen:
        asked = [QUIET_MS, list(words)]
        try:
            self._page.wait_for_function(
                "([quiet, words]) => __watch.isStill(quiet, words)", arg=asked, polling=50
            )
        except TimeoutError as error:
            drawn: dict[str, bool] = self._page.evaluate(
                "([quiet, words]) => __watch.drawn(quiet, words)", asked
            )
            lacking = [what for what, is_there in drawn.items() if not is_there]
            said = self._page.get_by_test_id("stMain").inner_text()[:500]
            raise NotDrawn(f"{self._page.url} lacks {', '.join(lacking)}: {said}") from error
        found: dict[str, Any] = self._page.evaluate(
            """() => ({first: __watch.first, began: __watch.began, changed: __watch.changed,
                shown: __watch.shown(), redrawn: __watch.redrawn()})"""
        )
        return Seen(
            first=found["first"] / 1000,
            drawn=(found["changed"] - found["began"]) / 1000,
            shown=found["shown"],
            redrawn=found["redrawn"],
        )
