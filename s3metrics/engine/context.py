"""The SME populations that partners have delivered, each with its source and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from s3metrics.ledger.known import known

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine

SME_SIZES = ("mikro", "liten", "medel")
"""The sizes of an SME."""


@dataclass(frozen=True, kw_only=True)
class PopulationRow:
    """How many companies there are of a size, in a county or one of its municipalities."""

    county: str
    municipality: str | None
    """None: the county as a whole."""
    size: str | None
    """None: every size, as the source has it."""
    year: int
    companies: int
    source: str
    sender: str
    delivery: int
    is_latest: bool
    """Of the year, and of a size, that shares of SMEs are divided by."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return dict(vars(self))


def populations(engine: Engine, as_of: int) -> tuple[PopulationRow, ...]:
    """Every row of the sheet Bakgrund known at a delivery: by county, municipality, year, size.

    Nothing is filled in: a county without a row has none here, and its share is not shown.
    """
    rows = (
        engine.reader.cursor()
        .execute(
            "SELECT county, municipality, size, year, companies, source, sender, brought_by "
            f"FROM ({known('context')}) ORDER BY county, municipality NULLS FIRST, year, size",
            {"as_of": as_of},
        )
        .fetchall()
    )
    inside = engine.programme.county_ids
    years = [row[3] for row in rows if row[0] in inside and (row[2] is None or row[2] in SME_SIZES)]
    return tuple(
        PopulationRow(
            county=county,
            municipality=municipality,
            size=size,
            year=year,
            companies=companies,
            source=source,
            sender=sender,
            delivery=delivery,
            is_latest=year == max(years, default=None) and (size is None or size in SME_SIZES),
        )
        for county, municipality, size, year, companies, source, sender, delivery in rows
    )
