"""The data themselves: what to ask about, and which columns are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.platform import Platform
from s3metrics.sheets import sheet_for_table
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
    lists = [frame.value for frame in app.dataframe][: len(asked)]
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


def test_a_share_opens_to_the_rows_without_the_value(open_page: Opened, platform: Platform) -> None:
    for one in platform.completeness():
        app = open_page(PAGE, sheet=one.table, column=one.column)
        choose(app, "Kolumn", one.column)
        told = f"{one.rows - one.filled} av {one.rows} rader i bladet"
        assert said(app).count(told) >= 2, (one, said(app))
        opened = [frame.value for frame in app.dataframe if "Fil" in frame.value][-2:]
        if one.filled < one.rows:
            assert [len(rows) for rows in opened] == [one.rows - one.filled] * 2
            heading = sheet_for_table(one.table).by_name[one.column].heading
            assert all(heading not in rows for rows in opened)
            assert all(set(rows["Avsändare"]) == {one.sender} for rows in opened)
            assert all(int(row) > 1 for rows in opened for row in rows["Rad"])


def choose(app: AppTest, label: str, value: str) -> None:
    next(box for box in app.selectbox if box.label == label).select(value).run()
    assert not app.exception


@pytest.mark.usefixtures("platform")
def test_the_row_without_hours_is_shown_where_it_stands(open_page: Opened) -> None:
    app = open_page(PAGE, sheet="participation", column="hours")
    choose(app, "Kolumn", "hours")
    [row] = app.dataframe[-1].value.to_dict("records")
    assert (row["Fil"], row["Stöd"]) == ("deltaganden.csv", "Bidrag")
    assert "1 av 6 rader i bladet Deltaganden saknar Timmar" in said(app)


def test_a_column_that_is_filled_in_everywhere_has_no_rows_to_show(
    open_page: Opened, platform: Platform
) -> None:
    full = next(one for one in platform.completeness() if one.filled == one.rows)
    sheet = sheet_for_table(full.table)
    app = open_page(PAGE, sheet=full.table, column=full.column, lang="en")
    choose(app, "Column", full.column)
    told = f"0 of {full.rows} rows in the sheet {sheet.title} lack "
    assert said(app).count(told + sheet.by_name[full.column].heading) == 2
    assert len(app.dataframe) == len([one for one in platform.questions() if one.rows])
