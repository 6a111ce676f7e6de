"""The denominator of reach: companies of the context table in its latest year.

A county counts by its own rows if it has any, else by its municipalities', those that have rows:
the coverage says how many. What has no row of that year is unknown, and so is every sum of
counties, or of selected municipalities, that would need it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from sqlglot import exp

from s3metrics import codes
from s3metrics.engine.parameters import parameter
from s3metrics.engine.query import ALL, Query, query_of
from s3metrics.engine.selection import Scope
from s3metrics.programme import Programme

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine

Members = tuple[str, ...]


def companies(
    engine: Engine, scope: Scope, by: Sequence[str], as_of: int
) -> dict[Members, int | None]:
    """Companies per cell of every level of `by`; None where a row is missing."""
    schema = engine.schema(as_of, "population")
    by_county = dict(engine.run(_sums(schema, "county", is_county_level=True)))
    by_municipality = dict(engine.run(_sums(schema, "municipality", is_county_level=False)))
    county_of = {m.code: m.county for m in engine.programme.municipalities}
    counties = scope.members("county") or engine.programme.county_ids
    chosen = [m for m in scope.members("municipality") or county_of if county_of[m] in counties]
    if scope.members("municipality"):
        counties = tuple(c for c in counties if c in {county_of[m] for m in chosen})

    def one(cell: Mapping[str, str]) -> int | None:
        county, municipality = cell.get("county", ALL), cell.get("municipality", ALL)
        if municipality != ALL:
            return by_municipality.get(municipality)
        if scope.members("municipality"):
            parts = [m for m in chosen if county in (ALL, county_of[m])]
            return _total([by_municipality.get(m) for m in parts])
        return _total([by_county.get(c) for c in (counties if county == ALL else (county,))])

    axes = {"county": [*counties, ALL], "municipality": [*chosen, ALL]}
    return {
        members: one(dict(zip(by, members, strict=True)))
        for members in product(*(axes[dimension] for dimension in by))
    }


def places_of(
    programme: Programme, scope: Scope, cell: Mapping[str, str]
) -> tuple[str, Sequence[str]]:
    """The kind of place whose rows count in a cell, and which: counties, or municipalities."""
    county, municipality = cell.get("county"), cell.get("municipality")
    counties = [county] if county else scope.members("county") or programme.county_ids
    chosen = [municipality] if municipality else scope.members("municipality")
    if not chosen:
        return "county", counties
    return "municipality", [m for m in chosen if codes.municipality_by_code(m).county in counties]


def rows_behind(schema: str, place: str, members: Sequence[str]) -> Query:
    """The context rows of some counties or municipalities: `unit`, `row_id`, `value`."""
    query = exp.select(
        exp.alias_(exp.column("county"), "unit"),
        "row_id",
        exp.alias_(exp.column("companies"), "value"),
    ).from_(exp.table_("population", db=schema))
    if place == "county":
        query = query.where(exp.column("is_county_level"))
    parameters = {f"place_{i}": member for i, member in enumerate(members)}
    query = query.where(exp.column(place).isin(*(parameter(name) for name in parameters)))
    return query_of(query, dict(parameters))


def _sums(schema: str, place: str, *, is_county_level: bool) -> Query:
    query = (
        exp.select(place, exp.Sum(this=exp.column("companies")))
        .from_(exp.table_("population", db=schema))
        .where(exp.column(place).is_(exp.Null()).not_())
        .group_by(place)
    )
    if is_county_level:
        query = query.where(exp.column("is_county_level"))
    return query_of(query, {})


def _total(parts: list[int | None]) -> int | None:
    return None if None in parts else sum(part for part in parts if part is not None)
