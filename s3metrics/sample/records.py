"""Rows that change with time: what a sender's list holds on a day is read off its records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Value = str | int | bool | Decimal | date | tuple[str, ...] | None
"""Codes (not words), numbers and dates; how they are written is the sender's style."""


@dataclass(frozen=True)
class Verbatim:
    """A cell that is written exactly so: somebody's slip of the keyboard."""

    text: str


Row = Mapping[str, Value | Verbatim]
"""Column name → value; a column that is left out is empty."""


@dataclass(kw_only=True)
class Record:
    """One line of a sender's list, through all its versions."""

    table: str
    sender: str
    versions: list[tuple[date, Row | None]]
    """In order of their first day; None from the day when the line is gone."""

    @property
    def known_from(self) -> date:
        """The first day on which the sender knows the line."""
        return self.versions[0][0]

    def on(self, day: date) -> Row | None:
        """The line as the sender knows it on a day, or None before it is known or when gone."""
        known: Row | None = None
        for first_day, row in self.versions:
            if first_day > day:
                break
            known = row
        return known


@dataclass
class Records:
    """All records, in the order in which they were written down."""

    _by_list: dict[tuple[str, str], list[Record]] = field(default_factory=dict)

    def add(self, table: str, sender: str, *versions: tuple[date, Row | None]) -> Record:
        """Write down a record of `table` in the sender's list."""
        record = Record(table=table, sender=sender, versions=list(versions))
        self._by_list.setdefault((sender, table), []).append(record)
        return record

    def of(self, table: str) -> Iterator[Record]:
        """Every sender's records of a table."""
        for (_, listed), records in self._by_list.items():
            if listed == table:
                yield from records

    def list_on(self, sender: str, table: str, day: date) -> list[Row]:
        """The sender's whole list of a table on a day, the longest known lines first."""
        records = sorted(self._by_list.get((sender, table), ()), key=lambda r: r.known_from)
        return [row for record in records if (row := record.on(day)) is not None]
