"""Two clocks: what an edition reported stays what it reported, everything else is as known then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from s3metrics.editions.model import Span
from s3metrics.engine.cells import Cell
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE
from tests.editions.world import CORRECTED, opened_again, tamper
from tests.soundness.drawing import TODAY, Book

PERIOD = Selection(from_=date(2024, 10, 1), to=date(2025, 3, 31))


def test_after_corrections_the_edition_says_what_was_reported(book: Book) -> None:
    sealed = book.platform.sealed("2025-H1")
    book.deliver(CORRECTED)
    platform = opened_again(book)
    for table in sealed.tables.values():
        selection = PERIOD if table.span is Span.PERIOD else Selection()
        result = platform.compute(table.indicator, selection, table.by, as_of="2025-H1")
        assert result.is_sealed
        assert (result.cells, result.overlap) == (table.cells, table.overlap)
        assert result.receipt == table.receipt
    hours = [platform.compute("support_hours", as_of=clock).total.value for clock in ("2025-H1", 2)]
    assert hours == [Decimal("15.5"), Decimal("18")]


def test_the_default_period_of_an_edition_ends_with_it(book: Book) -> None:
    clock = book.platform.at("2025-H1")
    assert (clock.today, clock.delivery) == (date(2025, 3, 31), 1)
    assert clock.edition == book.platform.edition("2025-H1")
    now = book.platform.at()
    assert (now.today, now.delivery, now.edition) == (TODAY, 1, None)
    result = book.platform.compute("smes_reached", as_of="2025-H1")
    assert (result.receipt.selection["from"], result.receipt.selection["to"]) == (
        "2024-04-01",
        "2025-03-31",
    )
    assert result.receipt.as_of == result.as_json()["as_of"] == "2025-H1"


def test_what_was_not_sealed_is_counted_from_the_rows_of_then(book: Book) -> None:
    selection = replace(PERIOD, counties=("07",))
    before = book.platform.compute("support_hours", selection, ("area",), as_of=1)
    book.deliver(CORRECTED)
    then = book.platform.compute("support_hours", selection, ("area",), as_of="2025-H1")
    assert (then.is_sealed, then.note) == (False, None)
    assert then.cells == before.cells
    assert then.receipt.as_of == "2025-H1"
    assert then.receipt.code != before.receipt.code
    behind = book.platform.entities("support_hours", selection, {"area": "livsmedel"}, "2025-H1")
    assert [row.value for row in behind.rows] == [Decimal(4)]


def test_breakdowns_in_the_other_order_are_the_same_sealed_table(book: Book) -> None:
    one = book.platform.compute("support_hours", PERIOD, ("area", "county"), as_of="2025-H1")
    other = book.platform.compute("support_hours", PERIOD, ("county", "area"), as_of="2025-H1")
    assert other.is_sealed
    assert {(area, county): cell for (county, area), cell in other.cells.items()} == one.cells
    counted = book.platform.compute("support_hours", PERIOD, ("county", "area"), as_of=1)
    assert list(other.cells.items()) == list(counted.cells.items())


def test_an_indicator_without_period_is_served_whatever_the_start(book: Book) -> None:
    for start in (None, date(2024, 10, 1), date(2025, 1, 1)):
        selection = Selection(from_=start)
        result = book.platform.compute("funding_decided", selection, as_of="2025-H1")
        assert result.is_sealed
        assert result.total.value == 500_000


def test_what_is_served_is_what_stands_in_the_edition(book: Book) -> None:
    platform = tamper(
        book,
        "UPDATE edition_figure SET value = '41' WHERE indicator = 'smes_reached' "
        "AND span = 'accumulated' AND breakdown = []",
    )
    assert platform.compute("smes_reached", as_of="2025-H1").total.value == 41
    assert platform.compute("smes_reached", as_of=1).total.value == 2


def test_a_definition_that_changed_is_told_with_every_figure(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = replace(CATALOGUE["support_hours"], version=2)
    monkeypatch.setitem(CATALOGUE, "support_hours", entry)
    sealed = book.platform.compute("support_hours", as_of="2025-H1")
    assert (sealed.is_sealed, sealed.receipt.version, sealed.as_json()["version"]) == (True, 1, 1)
    assert sealed.note is not None
    assert sealed.note.sv == (
        "Siffran visas som den rapporterades: definitionen var version 1 och är nu version 2."
    )
    counted = book.platform.compute(
        "support_hours", Selection(areas=("livsmedel",)), as_of="2025-H1"
    )
    assert counted.note is not None
    assert counted.receipt.version == 2
    assert counted.note.en == (
        "The figure is counted by the new definition: the definition was version 1 and is now "
        "version 2."
    )
    assert book.platform.compute("support_hours").note is None


def test_targets_coverage_and_alternatives_follow_the_clock(book: Book) -> None:
    before = [status.as_json() for status in book.platform.targets("2025-H1")]
    coverage = book.platform.coverage("smes_reached", as_of="2025-H1")
    book.deliver(CORRECTED)
    platform = opened_again(book)
    assert [status.as_json() for status in platform.targets("2025-H1")] == before
    assert [status.as_json() for status in platform.targets()] != before
    assert platform.coverage("smes_reached", as_of="2025-H1").as_json() == coverage.as_json()
    result = platform.compute("smes_reached", as_of="2025-H1", alternatives=True)
    assert result.is_sealed
    assert result.alternatives
    assert result.coverage is not None


def test_an_unknown_edition_names_the_nearest_and_what_there_is(book: Book) -> None:
    with pytest.raises(WrongCall) as error:
        book.platform.compute("smes_reached", as_of="2025-H2")
    assert "Menade du ”2025-H1”?" in str(error.value)
    assert "numret på en leverans, 1–1" in str(error.value)


def test_an_edition_without_rows_of_a_kind_keeps_its_kinds_of_empty(book: Book) -> None:
    sealed = book.platform.compute("smes_innovating", PERIOD, as_of="2025-H1").total
    assert sealed == book.platform.compute("smes_innovating", PERIOD).total
    assert isinstance(sealed, Cell)
    assert sealed.value is None
    assert sealed.status.value == "not_reported"
