"""Analysts' own questions in a real browser: both ways to ask, errors, links, files, phones."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from s3metrics.explore.answer_files import STAMP_KEY
from tests.browser.conftest import EDITION, Dashboard
from tests.browser.looking import LONG_MS, menu, settled, violations

pytestmark = pytest.mark.browser

COUNT = (
    "SELECT county_name, count(DISTINCT company) AS smf FROM participation "
    "WHERE is_supporting AND is_inside AND is_sme AND is_in_period "
    "GROUP BY county, 1 ORDER BY county"
)


def come(page: Page, dashboard: Dashboard, asked: str = "") -> None:
    page.goto(f"{dashboard.url}/utforska?{asked}")
    settled(page)


def editor(page: Page) -> Locator:
    return page.get_by_label("Fråga i SQL", exact=True)


def answered(page: Page, rows: int) -> None:
    words = f"{rows} rader på" if rows != 1 else "1 rad på"
    expect(page.get_by_text(re.compile(rf"Inte officiell.*\b{words}"))).to_be_visible(
        timeout=LONG_MS
    )


def cells(page: Page) -> list[str]:
    """The answer's cells as a screen reader finds them."""
    grid = page.get_by_test_id("stDataFrame").locator("td")
    expect(grid.first).to_be_attached(timeout=LONG_MS)
    return grid.all_inner_texts()


def become(page: Page, expected: list[str]) -> None:
    """Waits until the answer's cells are these: the grid is drawn after the page."""
    grid = page.get_by_test_id("stDataFrame").locator("td")
    expect(grid).to_have_text(expected, timeout=LONG_MS)


def test_written_query_with_completion_is_run_by_keyboard(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    come(page, read_only_dashboard, "ask=sql")
    editor(page).click()
    page.keyboard.type("SELECT coun")
    suggestions = page.get_by_role("listbox")
    expect(suggestions.get_by_role("option").first).to_contain_text("county")
    page.keyboard.press("ArrowDown")
    expect(suggestions.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(editor(page)).to_have_value("SELECT county")
    page.keyboard.type(", count(*) AS n FROM particip")
    page.keyboard.press("Tab")
    expect(editor(page)).to_have_value("SELECT county, count(*) AS n FROM participation")
    expect(suggestions).to_be_hidden()
    page.keyboard.type(" WHERE is_ins")
    page.keyboard.press("Escape")
    expect(suggestions).to_be_hidden()
    page.keyboard.type("ide GROUP BY 1 ORDER BY 1")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    answered(page, 4)
    assert "06" in cells(page)
    assert "sql=SELECT" in page.url


def test_tabulator_leaves_the_field_when_nothing_is_suggested(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    come(page, read_only_dashboard, "ask=sql")
    editor(page).click()
    page.keyboard.type("SELECT 1 ")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") != "TEXTAREA"


def test_built_query_is_the_same_figure_and_is_taken_over(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    come(page, read_only_dashboard)
    answered(page, 4)
    built = cells(page)
    assert built[:4] == ["Jönköpings län", "217", "uppgift finns", "06"]
    page.get_by_role("combobox", name="Tid", exact=True).click()
    page.get_by_role("option", name="År", exact=True).click()
    expect(page.get_by_text("breakdown = 'county,year'")).to_be_visible(timeout=LONG_MS)
    settled(page)
    page.go_back()
    expect(page.get_by_text("breakdown = 'county'", exact=False).first).to_be_visible(
        timeout=LONG_MS
    )
    page.get_by_role("button", name="Ta över i redigeraren").click()
    expect(editor(page)).to_have_value(re.compile("indicator_smes_reached"), timeout=LONG_MS)
    settled(page)
    answered(page, 4)
    # What is written is told in its own words.
    rows = [built[at : at + 4] for at in range(0, len(built), 4)]
    become(page, [text for name, n, _status, code in rows for text in (code, name, n, "ok")])
    # From the rows themselves, the same figures.
    editor(page).fill(COUNT)
    page.get_by_role("button", name="Kör frågan").click()
    expect(page).to_have_url(re.compile("is_sme"), timeout=LONG_MS)
    settled(page)
    # The names and the figures are counted anew.
    become(page, [text for name, n, *_rest in rows for text in (name, n)])


def test_error_is_shown_at_its_line_and_the_cursor_goes_there(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    come(page, read_only_dashboard, "ask=sql")
    editor(page).fill("SELECT county,\n  cuont(*)\nFROM participation")
    page.get_by_role("button", name="Kör frågan").click()
    alert = page.get_by_test_id("stAlert").filter(has_text="cuont")
    expect(alert).to_contain_text("rad 2, tecken 3", timeout=LONG_MS)
    expect(alert).to_contain_text("Menade du ”count”?")
    expect(page.get_by_text("2 │   cuont(*)")).to_be_visible()
    expect(editor(page)).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Gå till stället i frågan").click()
    chosen = "(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)"
    assert page.evaluate(chosen) == "cuont"
    settled(page)
    page.keyboard.type("count")
    expect(editor(page)).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Kör frågan").click()
    expect(alert).to_have_count(0, timeout=LONG_MS)


def test_link_shows_the_same_in_another_browser(
    page: Page, browser: Browser, read_only_dashboard: Dashboard
) -> None:
    sql = (
        "SELECT municipality_name, count(DISTINCT company) AS n FROM participation "
        "WHERE is_inside AND size_name = $storlek\n-- " + "lång kommentar " * 20 + "\nGROUP BY ALL "
        "ORDER BY n DESC, 1"
    )
    come(page, read_only_dashboard, f"ask=sql&sql={quote(sql)}&given=storlek%3DMikro")
    expect(page.get_by_label("$storlek")).to_have_value("Mikro")
    page.get_by_role("button", name="Kör frågan").click()
    # Run by hand, the long text goes packed into the address.
    expect(page).to_have_url(re.compile("sql=(~|%7E)"), timeout=LONG_MS)
    settled(page)
    page.get_by_text("Diagram", exact=True).click()
    expect(page.get_by_test_id("stPlotlyChart")).to_be_visible(timeout=LONG_MS)
    settled(page)
    page.get_by_role("combobox", name="Diagram").click()
    page.get_by_role("option", name="Karta", exact=True).click()
    page.wait_for_url("**draw=map*", timeout=LONG_MS)
    settled(page)
    told = page.get_by_text(re.compile("^n efter municipality_name")).inner_text()
    other = browser.new_context(locale="sv-SE").new_page()
    other.goto(page.url)
    settled(other)
    assert editor(other).input_value() == sql
    expect(other.get_by_text(told)).to_be_visible(timeout=LONG_MS)
    other.context.close()


def test_files_say_what_they_are(page: Page, read_only_dashboard: Dashboard) -> None:
    come(page, read_only_dashboard, f"ask=sql&sql={quote(COUNT)}")
    answered(page, 4)

    def file(name: str) -> bytes:
        with page.expect_download(timeout=LONG_MS) as caught:
            page.get_by_role("button", name=name, exact=True).click()
        assert caught.value.suggested_filename.startswith("ej-officiell")
        return Path(caught.value.path()).read_bytes()

    swedish = file("CSV för Excel").decode("utf-8-sig")
    assert swedish.startswith("county_name;smf\r\n") and "Inte officiell statistik" in swedish
    plain = file("CSV för program").decode()
    assert plain.startswith("# s3metrics") and "\r\ncounty_name,smf\r\n" in plain
    tab = openpyxl.load_workbook(BytesIO(file("Excel"))).active
    assert [cell.value for cell in tab[1]] == ["county_name", "smf"]
    assert any("Inte officiell" in str(row[0].value) for row in tab.iter_rows())
    table = pq.read_table(BytesIO(file("Parquet")))
    stamp = json.loads(table.schema.metadata[STAMP_KEY])
    assert table.num_rows == 4 and stamp["query"] == COUNT and not stamp["is_official"]


def test_the_clock_of_the_frame_is_the_querys(page: Page, read_only_dashboard: Dashboard) -> None:
    come(page, read_only_dashboard)
    now = cells(page)
    come(page, read_only_dashboard, f"clock={EDITION}")
    expect(page.get_by_text(f"Frågan ställdes på utgåva {EDITION}")).to_be_visible(timeout=LONG_MS)
    assert cells(page) != now
    expect(menu(page).get_by_label("Områden")).to_have_count(0)


def test_query_that_overstays_leaves_the_page_up(
    page: Page, read_only_dashboard: Dashboard
) -> None:
    come(page, read_only_dashboard, "ask=sql")
    editor(page).fill("SELECT count(*) FROM range(10000000) a, range(10000000) b")
    page.get_by_role("button", name="Kör frågan").click()
    expect(page.get_by_test_id("stAlert").filter(has_text="tog för lång tid")).to_be_visible(
        timeout=LONG_MS
    )
    editor(page).fill("SELECT 1 AS n")
    page.get_by_role("button", name="Kör frågan").click()
    answered(page, 1)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_part_is_sound_and_fits_a_phone(
    page: Page, read_only_dashboard: Dashboard, language: str
) -> None:
    grouped = quote("SELECT county_name, size_name, count(*) AS n FROM participation GROUP BY ALL")
    for asked in (
        "by=county,size&only=size=mikro,size=liten",
        f"ask=sql&sql={quote('SELECT compny FROM company')}",
        f"ask=sql&sql={quote('FROM participation')}",
        f"ask=sql&shown=chart&draw=heat&split=size_name&sql={grouped}",
        f"ask=sql&shown=columns&sql={quote('FROM company')}",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        come(page, read_only_dashboard, f"lang={language}&{asked}")
        assert violations(page) == [], asked
        page.set_viewport_size({"width": 400, "height": 800})
        settled(page)
        width = page.evaluate(
            "Math.max(document.documentElement.scrollWidth, "
            "document.querySelector('[data-testid=stMain]').scrollWidth)"
        )
        assert width <= 400, asked


def test_what_is_opened_is_sound(page: Page, read_only_dashboard: Dashboard) -> None:
    come(page, read_only_dashboard, f"ask=sql&sql={quote(COUNT)}")
    for title in ("Frågor att börja med", "Tabeller och kolumner", "Spara frågan"):
        page.get_by_text(title, exact=True).click()
    page.get_by_text("Föreslå som indikator", exact=True).click()
    expect(page.get_by_role("button", name="Ladda ned förslaget")).to_be_visible(timeout=LONG_MS)
    editor(page).click()
    page.keyboard.press("End")
    page.keyboard.type(" coun")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert violations(page) == []


def test_query_is_saved_and_found_again(page: Page, dashboard: Dashboard) -> None:
    come(page, dashboard, f"ask=sql&sql={quote(COUNT)}")
    page.get_by_text("Spara frågan", exact=True).click()
    page.get_by_label("Namn", exact=True).fill("SMF per län")
    page.get_by_label("Ägare", exact=True).fill("Åsa Ek")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("är sparad som version 1")).to_be_visible(timeout=LONG_MS)
    come(page, dashboard)
    page.get_by_text("Sparade frågor", exact=True).click()
    expect(page.get_by_text("Version 1, Åsa Ek")).to_be_visible(timeout=LONG_MS)
    page.get_by_role("button", name="Öppna frågan").click()
    expect(editor(page)).to_have_value(COUNT, timeout=LONG_MS)
    answered(page, 4)
