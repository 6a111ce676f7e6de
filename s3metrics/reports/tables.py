"""Tables of typed cells: what the workbook and its csv twins are both written from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from babel.numbers import format_decimal

from s3metrics.engine.cells import Cell, Status
from s3metrics.indicators import Indicator


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LONG = "long"
    """Text that is wrapped."""
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    """SEK with öre."""
    DATE = "date"
    FIGURE = "figure"
    """A figure of some indicator; each cell knows how it is written."""


EMPTY_WORDS: Mapping[Status, str] = {
    Status.NOT_REPORTED: "ej rapporterat",
    Status.NOT_APPLICABLE: "saknar nämnare",
    Status.SUPPRESSED: "dolt",
    Status.UNKNOWN: "okänt",
}
"""What stands in place of a number, for every kind of empty but zero."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure's cell: its value, or the kind of empty."""

    value: int | Decimal | float | None
    status: Status
    decimals: int
    is_share: bool

    @classmethod
    def of(cls, indicator: Indicator, cell: Cell) -> Figure:
        """The cell of an indicator's result."""
        return cls(
            value=cell.value,
            status=cell.status,
            decimals=indicator.decimals,
            is_share=indicator.is_share,
        )

    @property
    def is_number(self) -> bool:
        """False for a kind of empty that is shown by its word."""
        return self.status not in EMPTY_WORDS

    @property
    def word(self) -> str:
        """The kind of empty in words; empty text for a number."""
        return EMPTY_WORDS.get(self.status, "")


Value = str | int | Decimal | float | date | Figure | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column."""

    name: str
    """For programs."""
    heading: str
    """For people."""
    kind: Kind = Kind.TEXT
    width: int = 14
    """In characters, in the workbook."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """One sheet of the workbook, and one file of each csv twin."""

    id: str
    """For file names: lower case, no å ä ö."""
    title: str
    """The tab's name; at most 31 characters."""
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    about: str
    """What it tells, in one sentence without its name: the first page lists it."""
    notes: tuple[str, ...] = ()
    """Sentences above the table."""
    is_bold: Mapping[int, bool] | None = None
    """Row → True for totals and headings within the table."""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{self.id}: {len(row)} cells, {len(self.columns)} columns")


def swedish(number: Decimal | int | None) -> str:
    """A number within a sentence."""
    return "–" if number is None else str(format_decimal(number, format="#,##0.##", locale="sv_SE"))
