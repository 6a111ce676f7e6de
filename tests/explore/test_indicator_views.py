"""The indicators' views hold what `compute` answers, at every clock, and nothing else."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import combinations
from typing import Any

import duckdb
import pytest

from s3metrics.engine.query import ALL
from s3metrics.explore.copy import copy_of
from s3metrics.explore.tables_indicators import view_name
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import TIME, Indicator
from s3metrics.platform import Platform

Row = tuple[Any, ...]


def view(platform: Platform, indicator: Indicator, as_of: int | str | None) -> list[dict[str, Any]]:
    copy = copy_of(platform.at(as_of), platform.places, [indicator.id])
    path = str(copy.indicators[indicator.id])
    with duckdb.connect(path, read_only=True) as connection:
        rows = connection.execute(f"FROM {view_name(indicator)}")
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def questions(indicator: Indicator) -> list[tuple[str, ...]]:
    """The total, each breakdown and each pair of them, with at most one grain of time."""
    pairs = combinations(indicator.breakdowns, 2)
    return [
        (),
        *((dimension,) for dimension in indicator.breakdowns),
        *(pair for pair in pairs if not set(pair) <= set(TIME)),
    ]


def measured(row: dict[str, Any]) -> Row:
    return (*(number(row[name]) for name in ("value", "numerator", "denominator")), row["status"])


def number(value: Any) -> Any:
    """Exact where it is exact; storage adds zeros to a decimal."""
    return Decimal(value) if isinstance(value, int) else value


@pytest.mark.parametrize("as_of", [None, 30, "edition"])
def test_every_view_is_what_compute_answers(
    sample_platform: Platform, as_of: int | str | None
) -> None:
    if as_of == "edition":
        as_of = sample_platform.editions()[-1].name
    for indicator in CATALOGUE.values():
        rows = {
            tuple(row[dimension] for dimension in indicator.breakdowns): row
            for row in view(sample_platform, indicator, as_of)
        }
        told = set()
        for by in questions(indicator):
            result = sample_platform.compute(indicator.id, by=by, as_of=as_of)
            for members, cell in result.cells.items():
                named = dict(zip(by, members, strict=True))
                if ALL in members:
                    continue  # asked for by itself, as its own question
                key = tuple(named.get(dimension, ALL) for dimension in indicator.breakdowns)
                expected = (cell.value, cell.numerator, cell.denominator, cell.status.value)
                where = (indicator.id, named, as_of)
                assert measured(rows[key]) == tuple(map(number, expected)), where
                told.add(key)
        assert told == set(rows), indicator.id


def test_each_row_stands_once_and_says_what_it_is_divided_by(sample_platform: Platform) -> None:
    for name in ("smes_reached", "funding_decided", "county_pairs", "leverage"):
        indicator = CATALOGUE[name]
        rows = view(sample_platform, indicator, None)
        keys = Counter(tuple(row[dimension] for dimension in indicator.breakdowns) for row in rows)
        assert set(keys.values()) == {1}
        for row in rows:
            named = [d for d in indicator.breakdowns if row[d] != ALL]
            assert row["breakdown"] == (",".join(named) or "total")
            assert len(named) <= 2 and len(set(named) & set(TIME)) <= 1
        assert rows[0]["breakdown"] == "total"


def test_the_members_have_their_names_beside_them(sample_platform: Platform) -> None:
    rows = view(sample_platform, CATALOGUE["smes_reached"], None)
    names = {(row["county"], row["county_name"]) for row in rows}
    assert ("06", "Jönköpings län") in names and (ALL, "Totalt") in names
    assert {row["size_name"] for row in rows if row["size"] == "mikro"} == {"Mikro"}


def test_what_was_sealed_stands_as_it_was_sealed(sample_platform: Platform) -> None:
    edition = sample_platform.editions()[0].name
    sealed = sample_platform.compute("smes_reached", by=("county",), as_of=edition)
    assert sealed.is_sealed
    rows = view(sample_platform, CATALOGUE["smes_reached"], edition)
    by_county = {row["county"]: row["value"] for row in rows if row["breakdown"] == "county"}
    assert by_county == {m: cell.value for (m,), cell in sealed.cells.items() if m != ALL}
