"""One list, two looks: an aligned table for people, and csv for programs, row by row the same."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from s3metrics.cli.out import tame, tell, write, write_json
from s3metrics.cli.values import shown

FORMATS = ("table", "csv", "json")

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of both looks."""

    name: str
    """In csv, and the row's key."""
    heading: str
    """In the table."""
    show: Callable[[Row], str] | None = None
    """The row's cell in the table; without it the value as Swedish text."""
    is_number: bool = False
    """Aligned to the right."""
    is_in_table: bool = True
    """False for what only programs need."""

    def text(self, row: Row) -> str:
        """The cell for people: one line."""
        text = self.show(row) if self.show else shown(row[self.name])
        return " ".join(tame(text).split("\n"))


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Columns and rows."""

    columns: Sequence[Column]
    rows: Sequence[Row]

    def as_table(self) -> str:
        """Aligned, with headings, also without any row."""
        columns = [column for column in self.columns if column.is_in_table]
        lines = [[column.heading for column in columns]]
        lines += [[column.text(row) for column in columns] for row in self.rows]
        widths = [max(map(_width, cells)) for cells in zip(*lines, strict=True)]
        lines.insert(1, ["─" * width for width in widths])
        return "\n".join(
            "  ".join(
                _aligned(cell, width, column.is_number)
                for cell, width, column in zip(line, widths, columns, strict=True)
            ).rstrip()
            for line in lines
        )

    def as_csv(self) -> str:
        """Comma, decimal point, line feed; an empty cell is no value. Heading kept when empty."""
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow([column.name for column in self.columns])
        writer.writerows([_plain(row[column.name]) for column in self.columns] for row in self.rows)
        return target.getvalue().removesuffix("\n")

    def write(self, format_: str, as_json: Callable[[], Any]) -> None:
        """To stdout, in one of `FORMATS`."""
        if format_ == "json":
            write_json(as_json())
            return
        write(self.as_csv() if format_ == "csv" else self.as_table())
        if not self.rows:
            tell("Inga rader.")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)


def _width(text: str) -> int:
    """Columns on a screen: a combining accent takes none."""
    return sum(not unicodedata.combining(character) for character in text)


def _aligned(text: str, width: int, is_number: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if is_number else text + blanks
