"""The same rows in other bytes: order, separators, encodings, headings, dates, decimals."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from s3metrics.sheets import sheet_for_table
from tests.recount.delivered import FILES, HEADINGS, Delivery
from tests.recount.model import Row

ENCODINGS = ("utf-8", "utf-8-sig", "cp1252")


@dataclass(frozen=True)
class Manner:
    """How one partner's program writes csv files."""

    delimiter: str
    encoding: str
    line_end: str
    is_swedish: bool
    """Swedish headings and decimal commas."""
    is_date_compact: bool

    @classmethod
    def drawn(cls, random: Random) -> Manner:
        return cls(
            delimiter=random.choice(";,\t"),
            encoding=random.choice(ENCODINGS),
            line_end=random.choice(("\n", "\r\n")),
            is_swedish=random.random() < 0.5,
            is_date_compact=random.random() < 0.5,
        )

    def heading(self, table: str, column: str) -> str:
        swedish = sheet_for_table(table).by_name[column].heading
        return swedish if self.is_swedish else column.upper()

    def cell(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return ("Ja", "Nej")[not value] if self.is_swedish else str(value).lower()
        if isinstance(value, list):
            return ("; " if self.delimiter == "," else ", ").join(value)
        if isinstance(value, date):
            return value.strftime("%Y%m%d") if self.is_date_compact else value.isoformat()
        if isinstance(value, Decimal):
            return str(value).replace(".", ",") if self.is_swedish else str(value)
        return str(value)


def written(table: str, rows: Sequence[Row], manner: Manner, columns: Sequence[str]) -> bytes:
    """The table as one file's bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=manner.delimiter, lineterminator=manner.line_end)
    writer.writerow(manner.heading(table, column) for column in columns)
    for row in rows:
        writer.writerow(manner.cell(row[column]) for column in columns)
    return text.getvalue().encode(manner.encoding)


def shuffled(delivery: Delivery, random: Random) -> dict[str, bytes]:
    """The delivery's files in another manner, rows, columns and files in another order."""
    tables = random.sample(list(delivery.tables.items()), len(delivery.tables))
    return {
        FILES[table]: written(
            table,
            random.sample(rows, len(rows)),
            Manner.drawn(random),
            random.sample(HEADINGS[table], len(HEADINGS[table])),
        )
        for table, rows in tables
    }
