"""The example row in the words of each programme, and what is still taken for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from s3metrics.intake.check import check_sheet
from s3metrics.intake.example import example_row
from s3metrics.ledger.identity import Identity
from s3metrics.programme import Period, Programme, load
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text
from tests.intake.tables import PROGRAMMES, default_programme, raw_table

PROGRAMME = default_programme()
ONE_COUNTY = load(PROGRAMMES / "one_county.toml")
INITIATIVE = sheet_for_table("initiative")
SHOWN = {
    "initiative_id": "EXEMPEL-1",
    "title": "Exempel på insats",
    "area": "Trä och skog",
    "other_areas": "Industriell utveckling; Digital tjänsteutveckling",
    "principal": "212000-0142",
    "start_date": dt.date(2025, 2, 1),
    "end_date": dt.date(2026, 1, 31),
    "status": "Pågående",
    "kind": "Innovationscheckar",
    "counties": "Kronobergs län; Kalmar län",
    "needs": "EXEMPEL-B1",
}


def shown(table: str, programme: Programme) -> dict[str, Any]:
    return {k: v for k, v in example_row(sheet_for_table(table), programme).items() if v != ""}


def changed(**fields: Any) -> Programme:
    return PROGRAMME.model_copy(update=fields)


def test_the_example_is_shown_in_words_and_empty_cells_stay_empty() -> None:
    assert shown("initiative", PROGRAMME) == SHOWN
    assert list(example_row(INITIATIVE, PROGRAMME)) == [c.name for c in INITIATIVE.columns]
    assert example_row(sheet_for_table("context"), PROGRAMME)["municipality"] == ""
    assert shown("company", PROGRAMME)["municipality"] == "Ljungby"
    assert shown("need", PROGRAMME)["county"] == "Kronobergs län"
    assert shown("participation", PROGRAMME)["support"] == "Rådgivning"
    assert shown("participation", PROGRAMME)["hours"] == 7.5


def test_another_programme_shows_its_own_first_names() -> None:
    assert shown("initiative", ONE_COUNTY) == SHOWN | {
        "area": "Gruvnäring",
        "other_areas": "Gruvnäring",
        "counties": "Västerbottens län",
    }
    assert shown("company", ONE_COUNTY)["municipality"] == "Nordmaling"


@pytest.mark.parametrize(
    ("number", "first", "others"),
    [
        (2, "Område 0", "Område 1"),
        (3, "Område 0", "Område 1; Område 2"),
        (5, "Område 0", "Område 1; Område 2"),
    ],
)
def test_a_list_shows_the_programmes_second_and_third(number: int, first: str, others: str) -> None:
    one = PROGRAMME.areas[0]
    areas = tuple(
        one.model_copy(update={"id": f"a{n}", "name": Text(f"Område {n}", f"Area {n}")})
        for n in range(number)
    )
    row = shown("initiative", changed(areas=areas))
    assert (row["area"], row["other_areas"]) == (first, others)


def test_a_programme_without_the_status_shows_its_first() -> None:
    statuses = (PROGRAMME.statuses[2], PROGRAMME.statuses[0])
    assert shown("initiative", changed(statuses=statuses))["status"] == "Avslutad"


def test_one_unknown_name_replaces_the_whole_list() -> None:
    counties = (PROGRAMME.counties[0], PROGRAMME.counties[1])
    assert shown("initiative", changed(counties=counties))["counties"] == "Kronobergs län"


def test_a_day_outside_the_programme_is_its_first() -> None:
    late = Period(start=dt.date(2025, 2, 2), end=dt.date(2029, 1, 1))
    row = shown("initiative", changed(period=late))
    assert (row["start_date"], row["end_date"]) == (dt.date(2025, 2, 2), dt.date(2026, 1, 31))


def passed_over(**cells: Any) -> int:
    """How many rows are passed over, of one like the example but for some cells."""
    row = example_row(INITIATIVE, PROGRAMME) | cells
    raw = raw_table("initiative", list(row), list(row.values()))
    return 1 - check_sheet(raw, PROGRAMME, Identity.ephemeral()).rows.num_rows


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "Vår insats"},
        {"kind": ""},
        {"counties": "Kronobergs län"},
        {"counties": "Kalmar län; Kronobergs län"},
        {"counties": ""},
        {"start_date": dt.date(2025, 2, 2)},
        {"needs": "EXEMPEL-B2"},
    ],
    ids=lambda cells: "-".join(cells),
)
def test_a_row_that_differs_in_one_cell_is_data(cells: dict[str, Any]) -> None:
    assert passed_over(**cells) == 0


def test_the_untouched_example_is_passed_over() -> None:
    assert passed_over() == 1
