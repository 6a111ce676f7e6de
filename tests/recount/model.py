"""What the recount is given and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
"""One row of a table: column → typed value, and `sender` and `brought_by` (delivery number)."""

Number = int | float | Decimal

ALL = "*"
UNKNOWN = "okand"


class Refused(ValueError):
    """The indicator lacks a breakdown that was asked for, or a selection by it."""


@dataclass(frozen=True, kw_only=True)
class World:
    """The rows known at the as-of point."""

    tables: Mapping[str, list[Row]]
    reported: frozenset[str]
    """Tables that any sender has delivered, with or without rows."""
    delivered_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Sender → the tables it has delivered."""
    last_delivery: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(sender, table) → number of the last delivery in which that sender's list came."""

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What the programme file says, as far as counting needs it."""

    counties: tuple[str, ...]
    areas: tuple[str, ...]
    municipalities: Mapping[str, str]
    """Municipality code → county code, of every municipality known, outside ones too."""
    start: date
    end: date
    today: date
    minimum_hours: Decimal | None = None
    minimum_value_sek: Decimal | None = None
    new_enterprise_years: int = 3
    statuses: tuple[str, ...] = ("planerad", "pagaende", "avslutad", "avbruten")
    inactive: frozenset[str] = frozenset({"avbruten"})
    reporting_periods: tuple[tuple[str, date, date], ...] = ()
    expected: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    """(sender, areas, tables); no areas or no tables means all of them."""
    funders: tuple[str, ...] = ()
    cost_categories: tuple[str, ...] = ()
    """Funders and cost categories that appear even when no row names them."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What is asked about; None is no restriction (period: programme start to today)."""

    from_: date | None = None
    to: date | None = None
    areas: tuple[str, ...] | None = None
    counties: tuple[str, ...] | None = None
    municipalities: tuple[str, ...] | None = None
    sizes: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Cell:
    """One figure. Counts and sums have no numerator and denominator."""

    value: Number | None
    numerator: Number | None
    denominator: Number | None
    status: str
    """ok, zero, not_reported, not_applicable or unknown."""


@dataclass(frozen=True)
class Overlap:
    """How much the parts exceed the total, and how many units lie in 2, 3, … parts."""

    sum_of_parts: Number
    total: Number
    overlap: Number
    units_in_parts: Mapping[int, int]


@dataclass(frozen=True)
class Recount:
    rows: dict[tuple[str, ...], Cell]
    """Members in the order of the breakdowns asked for, `*` for all → the figure."""
    overlap: Mapping[str, Mapping[tuple[str, ...], Overlap]]
    """Dimension whose parts do not add up → members of the other dimensions → the overlap along
    that one dimension. Ratios, means and medians have none."""
