"""The csv twins of the workbook: each table for a Swedish Excel, and for programs.

For Excel: semicolon, decimal comma, byte-order mark, CRLF, and an apostrophe before a text that
could run as a formula. For programs: comma, decimal point, UTF-8, CRLF, English column names, every
text as it is, and beside each figure a column `…_status` with its kind of empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from s3metrics.reports.tables import Column, Figure, Kind, Table, Value
from s3metrics.reports.writing import FORMULA_STARTS

EXCEL, PROGRAMS = "excel", "data"
"""The folders of the two."""


def write_twins(tables: Sequence[Table]) -> Mapping[str, bytes]:
    """File name (with its folder) → content; files are numbered as the tabs are."""
    files = {}
    for number, table in enumerate(tables, start=1):
        name = f"{number:02}-{table.id}.csv"
        files[f"{EXCEL}/{name}"] = _for_excel(table)
        files[f"{PROGRAMS}/{name}"] = _for_programs(table)
    return files


def _for_excel(table: Table) -> bytes:
    target = StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.heading for column in table.columns)
    for row in table.rows:
        writer.writerow([_swedish(value) for value in row])
    return target.getvalue().encode("utf-8-sig")


def _for_programs(table: Table) -> bytes:
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(name for column in table.columns for name in _names(column))
    for row in table.rows:
        cells = zip(table.columns, row, strict=True)
        writer.writerow([text for column, value in cells for text in _plain(column, value)])
    return target.getvalue().encode()


def _names(column: Column) -> tuple[str, ...]:
    if column.kind is Kind.FIGURE:
        return column.name, f"{column.name}_status"
    return (column.name,)


def _swedish(value: Value) -> str:
    if isinstance(value, Figure):
        return _number(value.value).replace(".", ",") if value.is_number else value.word
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    if value is None or isinstance(value, date):
        return "" if value is None else value.isoformat()
    return _number(value).replace(".", ",")


def _plain(column: Column, value: Value) -> Iterator[str]:
    if column.kind is Kind.FIGURE:
        is_figure = isinstance(value, Figure)
        number = value.value if isinstance(value, Figure) else value
        yield _number(number) if isinstance(number, int | Decimal | float) else ""
        yield value.status.value if isinstance(value, Figure) else ""
        assert is_figure or value is None
        return
    if value is None:
        yield ""
    elif isinstance(value, date):
        yield value.isoformat()
    elif isinstance(value, Figure):
        yield _number(value.value) if value.is_number else ""
    else:
        yield value if isinstance(value, str) else _number(value)


def _number(value: int | Decimal | float | None) -> str:
    """Exactly as it was computed; never in powers of ten."""
    if value is None:
        return ""
    text = f"{Decimal(repr(value)) if isinstance(value, float) else Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
