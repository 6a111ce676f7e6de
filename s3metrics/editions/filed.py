"""Filed values: what was typed into the application, kept and held against what was sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import duckdb

from s3metrics.editions.exact import text_of
from s3metrics.editions.filed_sheet import FiledList
from s3metrics.editions.model import Sealed, Span
from s3metrics.editions.schema import make_tables
from s3metrics.engine.cells import Cell
from s3metrics.ledger.reader import Reader
from s3metrics.sheets import Fault

_DECIMALS = Decimal("0.0001")
_Key = tuple[str, str, Span]


@dataclass(frozen=True, kw_only=True)
class FiledValue:
    """A value as it was filed; of several for the same figure the latest counts."""

    period: str
    indicator: str
    span: Span
    value: Decimal
    explanation: str | None
    filed_at: datetime
    file: str
    sheet: str
    row: int


@dataclass(frozen=True, kw_only=True)
class FiledReport:
    """What became of a file of filed values. read = accepted + those with a fault."""

    read: int
    accepted: int
    added: int
    """New, or other than what was filed before."""
    faults: tuple[Fault, ...]

    @property
    def is_unchanged(self) -> bool:
        """True when the file says nothing that was not known."""
        return not self.added

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "read": self.read,
            "accepted": self.accepted,
            "added": self.added,
            "unchanged": self.is_unchanged,
            "faults": [fault.as_json() for fault in self.faults],
        }


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A filed value beside the sealed one. There is no tolerance."""

    filed: FiledValue
    sealed: Cell | None
    """The sealed total; None where the edition holds no such figure."""
    sealed_value: Decimal | None
    """As it is compared: a quotient with four decimals, which is what a filed value has."""

    @property
    def difference(self) -> Decimal | None:
        """Filed − sealed; None where nothing was sealed."""
        return None if self.sealed_value is None else self.filed.value - self.sealed_value

    @property
    def is_same(self) -> bool:
        """Whether they are equal to the last digit."""
        return self.difference == 0

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        filed = self.filed
        return {
            "indicator": filed.indicator,
            "span": filed.span.value,
            "filed": text_of(filed.value),
            "sealed": text_of(self.sealed_value),
            "sealed_status": self.sealed.status.value if self.sealed else None,
            "difference": text_of(self.difference),
            "same": self.is_same,
            "explanation": filed.explanation,
            "file": filed.file,
            "sheet": filed.sheet,
            "row": filed.row,
        }


def filed_values(reader: Reader, period: str | None = None) -> list[FiledValue]:
    """The latest value of each figure, in the order of the lists; of one period or of all."""
    if not reader.has_table("filed_value"):
        return []
    rows = (
        reader.cursor()
        .execute(
            "SELECT period, indicator, span, value, explanation, filed_at, file, sheet, row_number "
            "FROM ledger.filed_value ORDER BY load, row_number"
        )
        .fetchall()
    )
    latest: dict[_Key, FiledValue] = {}
    for of, indicator, span, value, explanation, filed_at, file, sheet, row in rows:
        latest[of, indicator, Span(span)] = FiledValue(
            period=of,
            indicator=indicator,
            span=Span(span),
            value=value,
            explanation=explanation,
            filed_at=filed_at,
            file=file,
            sheet=sheet,
            row=row,
        )
    return [one for one in latest.values() if period in (None, one.period)]


def added_by(found: FiledList, known: Sequence[FiledValue]) -> FiledReport:
    """What a file would add to the values that are known."""
    return FiledReport(
        read=found.read,
        accepted=len(found.rows),
        added=len(_new(found, known)),
        faults=found.faults,
    )


def write_filed(
    connection: duckdb.DuckDBPyConnection,
    found: FiledList,
    known: Sequence[FiledValue],
    filed_at: datetime,
) -> None:
    """Adds the rows that are new, inside the caller's transaction."""
    make_tables(connection)
    load = connection.execute("SELECT coalesce(max(load), 0) + 1 FROM ledger.filed_value")
    number = load.fetchall()[0][0]
    file, sheet = found.checked.file, found.checked.sheet
    connection.executemany(
        "INSERT INTO ledger.filed_value VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            [
                *(row.period, row.indicator, row.span.value, row.value, row.explanation),
                *(filed_at, number, file.name, file.sha256, sheet, row.row),
            ]
            for row in _new(found, known)
        ],
    )


def compare(sealed: Sealed, filed: Sequence[FiledValue]) -> list[Comparison]:
    """Each filed value of the edition's period beside the sealed total."""
    return [_compared(sealed, value) for value in filed if value.period == sealed.edition.period]


def _compared(sealed: Sealed, filed: FiledValue) -> Comparison:
    table = sealed.table(filed.indicator, filed.span)
    cell = table.cells[()] if table else None
    value: Decimal | None = None
    if cell is not None and cell.value is not None:
        value = Decimal(str(cell.value))
        if isinstance(cell.value, float):
            value = value.quantize(_DECIMALS)
    return Comparison(filed=filed, sealed=cell, sealed_value=value)


def _new(found: FiledList, known: Sequence[FiledValue]) -> list[Any]:
    before: Mapping[_Key, tuple[Decimal, str | None]] = {
        (one.period, one.indicator, one.span): (one.value, one.explanation) for one in known
    }
    return [row for row in found.rows if before.get(row.key) != (row.value, row.explanation)]
