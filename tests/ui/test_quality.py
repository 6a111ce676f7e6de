"""The data themselves: what to ask about, and which columns are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.platform import Platform
from tests.ui import world
from tests.ui.conftest import Opened, all_opened
from tests.ui.test_crossing import charts, table
from tests.ui.test_pages import said

PAGE = "pages/analysis/quality.py"


@pytest.mark.parametrize(
    ("lang", "told"),
    [("sv", "4 av 4 rader i bladet Företag."), ("en", "4 of 4 rows in the sheet Företag.")],
)
@pytest.mark.usefixtures("platform")
def test_companies_without_sni(open_page: Opened, lang: str, told: str) -> None:
    assert told in said(open_page(PAGE, lang=lang))


def test_the_rows_behind_are_as_many_as_told(open_page: Opened, platform: Platform) -> None:
    app = all_opened(open_page(PAGE))
    asked = [one for one in platform.questions() if one.rows]
    assert [one.question.id for one in asked] == ["company_without_sni", "no_participant"]
    lists = [frame.value for frame in app.dataframe]
    assert [len(one) for one in lists] == [len(one.rows) for one in asked]
    assert set(lists[0]["Fil"]) == {"foretag.csv"}


def test_yes_and_no_and_codes_are_words(own_database: Path, open_page: Opened) -> None:
    marked = world.COMPANIES.replace("Storlek\n", "Storlek;Känslig\n").replace(
        ";liten\n", ";liten;ja\n"
    )
    Platform.open(own_database).deliver([world.file("foretag", marked)], world.FOOD)
    shown = open_page(PAGE).dataframe[0].value.set_index("Namn")
    assert (shown.loc["Alfa AB", "Känslig"], shown.loc["Alfa AB", "Storlek"]) == ("ja", "Liten")


def test_columns_filled_in(open_page: Opened, platform: Platform) -> None:
    app = open_page(PAGE, sheet="participation", column="hours")
    shown = table(app, "Timmar")
    [hours] = [
        one
        for one in platform.completeness()
        if (one.table, one.column) == ("participation", "hours")
    ]
    # Six rows are accepted; a grant has no hours.
    assert (hours.filled, hours.rows) == (5, 6)
    assert list(shown["Timmar"]) == [5 / 6]
    [chart] = charts(app)
    assert chart["data"][0]["text"] == ["83,3\u00a0%"]
