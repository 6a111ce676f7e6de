"""Every worked example goes through the real intake and the real engine, cell by cell."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from s3metrics.engine.result import Cell, Result
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import Count, Indicator, Sum
from tests.properties.taking import asked, taken
from tests.recount.definitions import DEFINITIONS
from tests.recount.delivered import Delivery
from tests.recount.model import ALL
from tests.recount.reading import SENDER, Example, ExpectedCell, examples

EXAMPLES = examples()
ZERO = ExpectedCell(value=Fraction(0), status="zero", numerator=None, denominator=None)
BOTH = sorted(set(CATALOGUE) & set(DEFINITIONS))


def test_every_indicator_has_one_example_and_every_example_an_indicator() -> None:
    assert [example.indicator for example in EXAMPLES] == sorted(CATALOGUE)
    assert len(CATALOGUE) == 42


@pytest.mark.parametrize("indicator", BOTH)
def test_breakdowns_and_what_adds_up_are_the_contracts(indicator: str) -> None:
    entry, contract = CATALOGUE[indicator], DEFINITIONS[indicator]
    assert entry.breakdowns == contract.breakdowns
    assert set(entry.additive) == contract.additive


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.indicator)
def test_worked_example(example: Example, tmp_path: Path) -> None:
    delivery = Delivery(SENDER, example.world.tables)
    platform = taken(tmp_path, example.setting, [delivery])
    result = platform.compute(example.indicator, asked(example.selection), example.by)
    assert {key: seen(cell) for key, cell in result.cells.items()} == wanted(example, result)
    assert overlap_of(result) == example.overlap


def seen(cell: Cell) -> ExpectedCell:
    return ExpectedCell(
        value=_exact(cell.value),
        status=str(cell.status),
        numerator=_exact(cell.numerator),
        denominator=_exact(cell.denominator),
    )


def _exact(number: object) -> Fraction | None:
    """A float is taken for the simplest fraction that it can stand for: 0.3333… is 1/3."""
    if number is None:
        return None
    exact = Fraction(str(number))
    return exact.limit_denominator(10_000) if isinstance(number, float) else exact


def wanted(example: Example, result: Result) -> dict[tuple[str, ...], ExpectedCell]:
    """What is drawn, and zero in the cells that the example leaves to `others: zero`."""
    others = {} if example.others is None else dict.fromkeys(result.cells, ZERO)
    assert example.others in (None, "zero")
    return {**others, **example.expected}


def overlap_of(result: Result) -> dict[str, tuple[Fraction, dict[int, int]]]:
    """Along each dimension, at `*` of the others."""
    return {
        dimension: (Fraction(str(entry.overlap)), entry.units_in_parts)
        for dimension, entries in result.overlap.items()
        for entry in entries
        if set(entry.members.values()) <= {ALL}
    }


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.id)
def test_the_example_shows_an_overlap_where_there_can_be_one(entry: Indicator) -> None:
    example = next(one for one in EXAMPLES if one.indicator == entry.id)
    has_overlap = isinstance(entry.rule, Count | Sum)
    shown = {d for d in example.by if has_overlap and not entry.adds_up(d)}
    assert set(example.overlap) == shown
