"""How each kind of row is filtered and grouped: its table, dates, units and dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from s3metrics.indicators.model import TIME, Source, Unit

NAMED_BY_PARTNERS = ("funder", "cost_category")
"""Dimensions whose members are, besides the programme file's, those that delivered rows name."""

_PLACE = {"area": "area", "county": "county", "municipality": "municipality", "size": "size"}


@dataclass(frozen=True, kw_only=True)
class SourceTable:
    """A facts table as the composer sees it."""

    table: str
    needs: tuple[str, ...]
    """The ledger's tables that must have been delivered; `row_id` opens to the first."""
    dimensions: Mapping[str, str]
    """Dimension → column."""
    units: Mapping[Unit, str] = field(default_factory=dict)
    order: tuple[str, ...] = ("date",)
    """Columns by which a unit's rows come one after the other."""
    initiative_columns: tuple[str, str, str] = (
        "initiative_start",
        "initiative_end",
        "initiative_is_active",
    )
    """The columns of the initiative's start, its end, and whether it counts as active."""
    is_coded: bool = False
    """The dimensions are numbers (see `coding`), and so are companies and initiatives."""
    has_many_counties: bool = False
    """The county comes from the initiative's list: one row, several counties."""

    @property
    def ledger_table(self) -> str:
        """The table of partners' rows that a figure opens to."""
        return self.needs[0]


SOURCES: Mapping[Source, SourceTable] = {
    Source.PARTICIPATION: SourceTable(
        table="participation",
        needs=Source.PARTICIPATION.tables,
        dimensions={**_PLACE, "support": "support"},
        units={
            Unit.COMPANY: "company",
            Unit.COMPANY_INITIATIVE: "company_initiative",
            Unit.INITIATIVE: "initiative",
            Unit.MUNICIPALITY: "municipality",
            Unit.ROW: "row_id",
        },
        is_coded=True,
    ),
    Source.SEAT: SourceTable(
        table="participation",
        needs=Source.SEAT.tables,
        dimensions={
            **_PLACE,
            "county": "seat_county",
            "municipality": "seat_municipality",
            "support": "support",
        },
        units={
            Unit.COMPANY: "company",
            Unit.INITIATIVE: "initiative",
            Unit.MUNICIPALITY: "seat_municipality",
            Unit.ROW: "row_id",
        },
        is_coded=True,
    ),
    Source.PAIR: SourceTable(
        table="participation",
        needs=Source.PAIR.tables,
        dimensions={"county_a": "county_a", "county_b": "county_b"},
        units={Unit.INITIATIVE: "initiative"},
        is_coded=True,
    ),
    Source.INITIATIVE: SourceTable(
        table="initiative",
        needs=Source.INITIATIVE.tables,
        dimensions={
            "area": "area",
            "initiative_status": "status",
            "principal_kind": "principal_kind",
        },
        units={Unit.INITIATIVE: "initiative"},
        has_many_counties=True,
        initiative_columns=("start_date", "end_date", "is_active"),
    ),
    Source.PRINCIPAL: SourceTable(
        table="initiative",
        needs=Source.PRINCIPAL.tables,
        dimensions={"area": "area", "kind": "principal_kind", "county": "principal_home"},
        units={Unit.ACTOR: "principal"},
        initiative_columns=("start_date", "end_date", "is_active"),
    ),
    Source.FUNDING: SourceTable(
        table="funding",
        needs=Source.FUNDING.tables,
        dimensions={"area": "area", "source": "source", "form": "form", "funder": "funder"},
        units={Unit.INITIATIVE: "initiative", Unit.ROW: "row_id"},
        has_many_counties=True,
    ),
    Source.BOOKING: SourceTable(
        table="booking",
        needs=Source.BOOKING.tables,
        dimensions={"area": "area", "funder": "funder", "cost_category": "cost_category"},
        units={Unit.ROW: "row_id"},
    ),
    Source.OUTCOME: SourceTable(
        table="outcome",
        needs=Source.OUTCOME.tables,
        dimensions={"county": "county", "size": "size"},
        units={Unit.COMPANY: "company", Unit.ROW: "row_id"},
        order=("date", "initiative"),
        is_coded=True,
    ),
    Source.NEED: SourceTable(
        table="need",
        needs=Source.NEED.tables,
        dimensions={"area": "area", "county": "county", "raised_by": "raised_by"},
        units={Unit.NEED: "need"},
    ),
    Source.SOLUTION: SourceTable(
        table="solution",
        needs=Source.SOLUTION.tables,
        dimensions={"area": "area"},
        units={Unit.SOLUTION: "solution"},
        order=("date", "is_last_step"),
    ),
    Source.POPULATION: SourceTable(
        table="population",
        needs=Source.POPULATION.tables,
        dimensions={"county": "county", "municipality": "municipality"},
    ),
}


def is_time(dimension: str) -> bool:
    """True for a grain of time."""
    return dimension in TIME
