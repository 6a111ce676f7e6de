"""The four kinds of financing, and the days by which money is followed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from s3metrics.engine.cells import Cell, Status
from s3metrics.engine.financing import Financing, kind_of, kinds_of
from s3metrics.engine.quarters import quarter_ends
from tests.small_world import DEFAULT, programme


def cell(amount: int | None, status: Status = Status.OK) -> Cell:
    return Cell(None if amount is None else Decimal(amount), None, None, status)


def test_who_pays_and_in_which_form() -> None:
    assert kind_of("eruf", "kontant") is Financing.PUBLIC_CASH
    assert kind_of("annan_eu", "annat_an_pengar") is Financing.PUBLIC_IN_KIND
    assert kind_of("privat", "kontant") is Financing.PRIVATE_CASH
    assert kind_of("privat", "annat_an_pengar") is Financing.PRIVATE_IN_KIND
    assert kind_of("ovrig", "kontant") is Financing.OTHER
    assert kind_of("okand", "kontant") is Financing.OTHER


def test_kinds_sum_their_cells_and_keep_the_kinds_of_empty() -> None:
    found = kinds_of(
        {
            ("eruf", "kontant"): cell(400),
            ("region", "kontant"): cell(600),
            ("privat", "annat_an_pengar"): cell(100),
            ("privat", "kontant"): cell(0, Status.ZERO),
            ("kommun", "annat_an_pengar"): cell(None, Status.UNKNOWN),
        }
    )
    assert [(one.kind.value, one.value, one.status.value) for one in found] == [
        ("public_cash", 1000, "ok"),
        ("private_cash", 0, "zero"),
        ("public_in_kind", None, "unknown"),
        ("private_in_kind", 100, "ok"),
    ]
    assert found[0].members == (("eruf", "kontant"), ("region", "kontant"))
    assert {one.status for one in kinds_of({})} == {Status.NOT_REPORTED}


def test_a_source_that_is_neither_has_a_kind_of_its_own_where_it_pays() -> None:
    found = kinds_of({("ovrig", "kontant"): cell(5), ("eruf", "kontant"): cell(5)})
    assert [one.kind for one in found if one.value] == [Financing.PUBLIC_CASH, Financing.OTHER]


def test_quarters_end_on_their_last_day_and_the_day_itself_comes_last() -> None:
    # The default programme begins on 1 April 2024.
    assert list(quarter_ends(DEFAULT, date(2024, 12, 31))) == [
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 12, 31),
    ]
    assert list(quarter_ends(DEFAULT, date(2025, 1, 2)))[-2:] == [
        date(2024, 12, 31),
        date(2025, 1, 2),
    ]
    assert list(quarter_ends(DEFAULT, date(2024, 4, 15))) == [date(2024, 4, 15)]


def test_a_programme_that_begins_within_a_quarter() -> None:
    begun = programme(period=DEFAULT.period.model_copy(update={"start": date(2024, 5, 15)}))
    assert list(quarter_ends(begun, date(2024, 10, 1))) == [
        date(2024, 6, 30),
        date(2024, 9, 30),
        date(2024, 10, 1),
    ]
