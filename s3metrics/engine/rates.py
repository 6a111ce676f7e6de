"""A figure per 1 000 SMEs of the place it is counted in, with both its counts.

The companies are those that `reach_share` divides by: the sheet Bakgrund in its latest year. Where
sizes are asked for, only rows of those sizes count: a place whose source states no size has no
number for one, and nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING

from s3metrics.engine import population
from s3metrics.engine.cells import Cell, Status
from s3metrics.engine.context import SME_SIZES, PopulationRow, populations
from s3metrics.engine.query import ALL
from s3metrics.engine.selection import Scope, Selection, resolve
from s3metrics.errors import WrongCall
from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Count, Sum
from s3metrics.words import Text, all_of

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine

PLACES = ("county", "municipality", "size")
"""The breakdowns for which the sheet Bakgrund has companies."""
THOUSAND = 1000

Members = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rates:
    """A figure per 1 000 SMEs, in every level of its breakdown."""

    indicator: Indicator
    by: tuple[str, ...]
    cells: Mapping[Members, Cell]
    """value: per 1 000 SMEs; numerator: the figure; denominator: the SMEs there are."""
    year: int | None
    """The year of the denominators; None where nobody has delivered them."""
    sources: tuple[str, ...]
    """Where they come from, as the sheet says."""
    receipt: str
    """Of the figure that is divided."""

    def cell(self, **members: str) -> Cell:
        """One cell; a breakdown that is not named is `*`."""
        return self.cells[tuple(members.get(name, ALL) for name in self.by)]


def has_rate(indicator: Indicator) -> bool:
    """True for counts and sums with counties; a ratio, mean or median is already a level."""
    return isinstance(indicator.rule, Count | Sum) and "county" in indicator.breakdowns


def per_thousand(
    engine: Engine,
    indicator: Indicator,
    selection: Selection,
    by: Sequence[str],
    as_of: int,
    today: date,
) -> Rates:
    """The indicator per 1 000 SMEs, by county, municipality or size, or for the whole (`by` = ()).

    Raises WrongCall for an indicator that is a level already, for a breakdown for which there are
    no companies, and as `Engine.compute`.
    """
    if not has_rate(indicator):
        raise WrongCall(
            Text(
                f"{indicator.id} kan inte ställas i relation till antalet SMF: det går för antal "
                "och summor som har län.",
                f"{indicator.id} cannot be set against the number of SMEs: that is possible for "
                "counts and sums that have a county.",
            )
        )
    if stray := [name for name in by if name not in PLACES]:
        there = all_of(PLACES)
        raise WrongCall(
            Text(
                f"Antalet SMF finns inte uppdelat på ”{stray[0]}”. Möjliga uppdelningar är "
                f"{there.sv}.",
                f"The number of SMEs is not known by “{stray[0]}”. Possible breakdowns are "
                f"{there.en}.",
            )
        )
    figures = engine.compute(indicator, selection, by, as_of, today)
    scope = resolve(selection, engine.programme, today, has_period=indicator.has_period)
    rows = [row for row in populations(engine, as_of) if row.is_latest]
    is_missing = engine.reported(as_of).lacks("context", ())
    below = _companies(engine, scope, by, as_of, rows)
    return Rates(
        indicator=indicator,
        by=tuple(by),
        cells={
            members: _rate(cell, below[members], is_missing)
            if members in below
            else Cell(None, cell.value, None, Status.NOT_APPLICABLE)
            for members, cell in figures.cells.items()
        },
        year=rows[0].year if rows else None,
        sources=tuple(dict.fromkeys(row.source for row in rows)),
        receipt=figures.receipt.code,
    )


def _rate(figure: Cell, companies: int | None, is_missing: bool) -> Cell:
    if figure.value is None:
        return Cell(None, None, companies, figure.status)
    if companies is None:
        status = Status.NOT_REPORTED if is_missing else Status.UNKNOWN
        return Cell(None, figure.value, None, status)
    if not companies:
        return Cell(None, figure.value, companies, Status.NOT_APPLICABLE)
    value = float(Decimal(str(figure.value)) * THOUSAND / companies)
    return Cell(value, figure.value, companies, figure.status)


def _companies(
    engine: Engine, scope: Scope, by: Sequence[str], as_of: int, rows: Sequence[PopulationRow]
) -> dict[Members, int | None]:
    """Companies per cell; without sizes as `reach_share` divides by them.

    No cell of a size that no SME has: there is nothing to divide by.
    """
    sizes = scope.members("size")
    places = [name for name in by if name != "size"]
    if not set(sizes) <= set(SME_SIZES):
        return {}
    if "size" not in by and not sizes:
        return population.companies(engine, scope, by, as_of)
    whole = population.companies(engine, scope, places, as_of)
    found: dict[Members, int | None] = {}
    for members, size in product(whole, [*SME_SIZES, ALL] if "size" in by else [ALL]):
        at = dict(zip(places, members, strict=True)) | {"size": size}
        wanted = (size,) if size != ALL else sizes or SME_SIZES
        cell = {name: member for name, member in at.items() if member != ALL}
        of_size = _of_sizes(engine, scope, cell, wanted, rows)
        is_all = set(wanted) == set(SME_SIZES)
        found[tuple(at[name] for name in by)] = whole[members] if is_all else of_size
    return found


def _of_sizes(
    engine: Engine,
    scope: Scope,
    cell: Mapping[str, str],
    sizes: Sequence[str],
    rows: Sequence[PopulationRow],
) -> int | None:
    """Companies of some sizes in the places of a cell; None where one has no row for a size."""
    kind, places = population.places_of(engine.programme, scope, cell)
    total = 0
    for place, size in product(places, sizes):
        there = _rows_of(kind, place, rows)
        of_size = [row for row in there if row.size == size]
        # A municipality that a county is the sum of, and whose source states no size, has none.
        sizeless = {row.municipality for row in there if row.size is None}
        if not of_size or sizeless - {row.municipality for row in of_size}:
            return None
        total += sum(row.companies for row in of_size)
    return total


def _rows_of(kind: str, place: str, rows: Sequence[PopulationRow]) -> list[PopulationRow]:
    """A municipality's rows; a county's own if it has any, else its municipalities'."""
    if kind == "municipality":
        return [row for row in rows if row.municipality == place]
    of_county = [row for row in rows if row.county == place]
    return [row for row in of_county if row.municipality is None] or of_county
