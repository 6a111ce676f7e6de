"""Figures per 1 000 SMEs, on a world that can be counted by hand.

SMEs reached: Alfa (Växjö, mikro), Beta (Växjö, liten) and Gamma (Kalmar, mikro); Delta is large.
Kronoberg states sizes and has a number of its own, beside one of its municipalities'; Kalmar's
companies are its municipalities'; Jönköping has only an older year; Gotland has no company.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s3metrics.engine.result import Cell, Status
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from tests.soundness.drawing import Book

SUPPORT = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | mikro |
| Beta  | Växjö        | liten |
| Gamma | Kalmar       | mikro |
| Delta | Kalmar       | stor  |
initiative
| initiative_id | area     |
| I1            | tra_skog |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
| I1            | Beta  |
| I1            | Gamma |
| I1            | Delta |
"""
COMPANIES = """
context
| county | municipality | size  | year | companies |
| 06     |              | mikro | 2023 | 999       |
| 07     |              | mikro | 2024 | 400       |
| 07     |              | liten | 2024 | 100       |
| 07     | 0780         |       | 2024 | 250       |
| 08     | 0880         | mikro | 2024 | 60        |
| 08     | 0881         | mikro | 2024 | 20        |
| 08     | 0880         | liten | 2024 | 20        |
| 08     | 0880         | stor  | 2024 | 3         |
| 09     |              |       | 2024 | 0         |
"""
UNKNOWN, NOT_APPLICABLE = Status.UNKNOWN, Status.NOT_APPLICABLE


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    made = Book(tmp_path_factory.mktemp("world"))
    made.deliver(SUPPORT + COMPANIES)
    return made


def rates(book: Book, by: str, indicator: str = "smes_reached", **selected: object) -> dict:
    """Members → (per 1 000, above, below), or the kind of empty in the first's place."""
    found = book.platform.per_thousand(indicator, Selection(**selected), tuple(by.split()))
    return {
        " ".join(members): (
            cell.status if cell.value is None else cell.value,
            cell.numerator,
            cell.denominator,
        )
        for members, cell in found.cells.items()
    }


def test_counties_with_both_counts(book: Book) -> None:
    assert rates(book, "county") == {
        "06": (UNKNOWN, 0, None),
        "07": (4.0, 2, 500),
        "08": (10.0, 1, 100),
        "09": (NOT_APPLICABLE, 0, 0),
        # A part whose number is missing makes the whole unknown: it is never passed off as all.
        "*": (UNKNOWN, 3, None),
    }


def test_as_reach_share_divides(book: Book) -> None:
    for by in ((), ("county",), ("municipality",)):
        shares = book.platform.compute("reach_share", by=by).cells
        found = book.platform.per_thousand("smes_reached", by=by).cells
        assert found.keys() == shares.keys()
        for members, cell in found.items():
            share = shares[members]
            assert (cell.numerator, cell.denominator) == (share.numerator, share.denominator)
            if share.value is not None:
                assert cell.value == pytest.approx(share.value * 1000)


def test_municipalities(book: Book) -> None:
    found = rates(book, "municipality")
    assert found["0780"] == (8.0, 2, 250)
    assert found["0881"] == (0.0, 0, 20)
    assert found["0760"] == (UNKNOWN, 0, None)


def test_sizes_are_divided_by_their_own(book: Book) -> None:
    found = rates(book, "county size")
    assert found["07 mikro"] == (2.5, 1, 400)
    assert found["07 liten"] == (10.0, 1, 100)
    # Kronoberg's source has no row for this size: it is not known to have none.
    assert found["07 medel"] == (UNKNOWN, 0, None)
    assert found["07 *"] == (4.0, 2, 500)
    # Kalmar's two municipalities have 60 and 20.
    assert found["08 mikro"] == (12.5, 1, 80)
    assert found["08 stor"] == (NOT_APPLICABLE, 0, None)


def test_selected_sizes_confine_the_companies(book: Book) -> None:
    assert rates(book, "county", sizes=("mikro",))["07"] == (2.5, 1, 400)
    assert rates(book, "", sizes=("mikro",), counties=("07", "08")) == {
        "": (pytest.approx(2000 / 480), 2, 480)
    }
    # All sizes of SMEs are as none selected: also where the source has no row for one of them.
    assert rates(book, "county", sizes=("mikro", "liten", "medel"))["07"] == (4.0, 2, 500)
    of_micro = rates(book, "municipality", sizes=("mikro",))
    assert of_micro["0780"] == (UNKNOWN, 1, None)
    assert of_micro["0880"] == (pytest.approx(1000 / 60), 1, 60)


def test_a_size_that_no_sme_has_is_divided_by_nothing(book: Book) -> None:
    found = rates(book, "county", "enterprises_supported", sizes=("stor",))
    assert found["08"] == (NOT_APPLICABLE, 1, None)


def test_the_year_and_the_source_are_told(book: Book) -> None:
    found = book.platform.per_thousand("smes_reached", by=("county",))
    assert (found.year, found.sources) == (2024, ("SCB",))
    assert found.receipt == book.platform.compute("smes_reached", by=("county",)).receipt.code
    assert (found.indicator.id, found.by) == ("smes_reached", ("county",))
    assert found.cell(county="07") is found.cells[("07",)]
    assert (found.cell(county="07").status, found.cell(county="06").status) == ("ok", UNKNOWN)
    assert found.cell() is found.cells[("*",)]


def test_none_reached_is_a_rate_of_zero(book: Book) -> None:
    found = book.platform.per_thousand("enterprises_grants", Selection(counties=("07",)))
    assert found.cell() == Cell(0.0, 0, 500, Status.ZERO)


def test_without_the_sheet_it_is_not_reported(tmp_path: Path) -> None:
    made = Book(tmp_path)
    made.deliver(SUPPORT)
    assert rates(made, "county")["07"] == (Status.NOT_REPORTED, 2, None)
    assert made.platform.per_thousand("smes_reached").year is None


def test_one_row_of_companies_and_nobody_reported_as_reached(tmp_path: Path) -> None:
    made = Book(tmp_path)
    made.deliver("""
        context
        | county | year | companies |
        | 07     | 2023 | 400       |
    """)
    found = made.platform.per_thousand("smes_reached", by=("county",))
    assert found.cell(county="07") == Cell(None, None, 400, Status.NOT_REPORTED)
    assert found.year == 2023


def test_what_is_decided_has_no_period(tmp_path: Path) -> None:
    made = Book(tmp_path)
    made.deliver("""
        initiative
        | initiative_id | counties |
        | I1            | 07       |
        funding
        | initiative_id | budget_sek |
        | I1            | 6000       |
        context
        | county | companies |
        | 07     | 400       |
    """)
    turned = {"from_": date(2025, 12, 31), "to": date(2025, 1, 1)}
    assert rates(made, "county", "funding_decided", **turned)["07"] == (15000.0, 6000, 400)


@pytest.mark.parametrize(
    ("indicator", "by", "message"),
    [
        ("reach_share", (), "kan inte ställas i relation till antalet SMF"),
        ("need_lead_time_days", (), "kan inte ställas i relation till antalet SMF"),
        ("smes_outside", (), "kan inte ställas i relation till antalet SMF"),
        ("smes_reached", ("area",), "Möjliga uppdelningar är county, municipality och size"),
    ],
)
def test_what_has_no_rate_is_refused(
    book: Book, indicator: str, by: tuple[str, ...], message: str
) -> None:
    with pytest.raises(WrongCall, match=message):
        book.platform.per_thousand(indicator, by=by)


def test_a_county_lacks_a_size_of_which_one_municipality_says_nothing(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.deliver(
        f"""{SUPPORT}
context
| county | municipality | size  | year | companies |
| 07     | 0780         | mikro | 2024 | 900       |
| 07     | 0781         |       | 2024 | 500       |
"""
    )
    found = rates(book, "county", sizes=("mikro",))
    assert found["07"] == (UNKNOWN, 1, None)
    assert rates(book, "municipality", sizes=("mikro",))["0780"] == (1000 / 900, 1, 900)
