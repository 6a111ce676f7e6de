"""Tables drawn in a test, handed in through the intake, and the figures they give."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from s3metrics.engine.entities import Entities
from s3metrics.engine.result import Overlap, Result
from s3metrics.engine.selection import Selection
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.ledger.places import PROJECT, Places
from s3metrics.platform import Platform, load_programme
from s3metrics.programme import Programme
from tests.recount.orgnr import ORGNR

TODAY = date(2025, 12, 31)
ONE_COUNTY = PROJECT / "tests" / "programmes" / "one_county.toml"
FILES = {
    "actor": "aktorer",
    "company": "foretag",
    "need": "behov",
    "initiative": "insatser",
    "participation": "deltaganden",
    "funding": "finansiering",
    "booking": "ekonomi",
    "outcome": "resultat",
    "solution": "losningar",
    "context": "bakgrund",
}
# Required columns that a drawing may leave out, since nothing hangs on them.
DEFAULTS = {
    "actor": {"name": "Exempelaktör", "kind": "ovrig"},
    "company": {"name": "Exempelföretag", "municipality": "Växjö", "size": "liten"},
    "need": {"title": "Exempelbehov", "status": "identifierat", "county": "07"},
    "initiative": {
        "title": "Exempelinsats",
        "area": "tra_skog",
        "principal": "Exempelhuvudman",
        "start_date": "2024-04-01",
        "status": "pagaende",
    },
    "participation": {"date": "2025-02-01", "support": "radgivning"},
    "funding": {"funder": "Region Kronoberg", "source": "region", "form": "kontant"},
    "booking": {"date": "2025-02-01", "kind": "kostnad"},
    "outcome": {"date": "2025-06-01"},
    "solution": {"title": "Exempellösning", "area": "tra_skog"},
    "context": {"source": "SCB", "year": "2024"},
}
# Columns in which a short name, `Alfa`, stands for a number.
NUMBERS = ("orgnr", "principal", "funder")


class Book:
    """A platform over a new database, filled from drawings."""

    def __init__(self, folder: Path, programme: Programme | None = None) -> None:
        self.places = Places(folder / "s3.duckdb")
        self.platform = Platform(self.places, programme or load_programme(), lambda: TODAY)

    def deliver(
        self, drawing: str, sender: str = "Exempel", *, may_quarantine: bool = False
    ) -> DeliveryReport:
        """The drawn tables as that sender's whole lists. Short names stand for numbers."""
        sources = [
            NamedBytes(name=f"{FILES[table]}.csv", content=csv_bytes(table, rows))
            for table, rows in drawn(drawing).items()
        ]
        report = self.platform.deliver(sources, sender, confirm_withdrawals=True)
        assert may_quarantine or not report.has_quarantined, report.faults
        return report

    def result(
        self, indicator: str, by: str = "", as_of: int | None = None, **selected: Any
    ) -> Result:
        return self.platform.compute(indicator, Selection(**selected), split(by), as_of)

    def figures(
        self, indicator: str, by: str = "", as_of: int | None = None, **selected: Any
    ) -> dict[str, Any]:
        """Members joined by a blank → value, or the status where there is no value."""
        return {
            " ".join(members): cell.status.value if cell.value is None else float(cell.value)
            for members, cell in self.result(indicator, by, as_of, **selected).cells.items()
        }

    def filled(
        self, indicator: str, by: str = "", as_of: int | None = None, **selected: Any
    ) -> dict[str, Any]:
        """The figures that are not zero."""
        figures = self.figures(indicator, by, as_of, **selected)
        return {members: value for members, value in figures.items() if value != 0}

    def total(self, indicator: str, as_of: int | None = None, **selected: Any) -> Any:
        """The figure without any breakdown; its status where there is no value."""
        return self.figures(indicator, "", as_of, **selected)[""]

    def overlap(self, indicator: str, by: str, **selected: Any) -> Overlap:
        """Of the first breakdown, with `*` for the others."""
        entries = self.result(indicator, by, **selected).overlap[split(by)[0]]
        return next(one for one in entries if set(one.members.values()) <= {"*"})

    def entities(self, indicator: str, selected: Selection, **cell: str) -> Entities:
        return self.platform.entities(indicator, selected, cell)


def split(by: str) -> tuple[str, ...]:
    return tuple(by.split())


def drawn(drawing: str) -> dict[str, list[dict[str, str]]]:
    """Table → its rows. A table begins with its name; a heading alone is an empty list."""
    tables: dict[str, list[dict[str, str]]] = {}
    heading: list[str] = []
    name = ""
    for line in filter(None, map(str.strip, drawing.splitlines())):
        if not line.startswith("|"):
            name, heading = line, []
            tables[name] = []
        elif not heading:
            heading = cells_of(line)
        else:
            tables[name].append(dict(zip(heading, cells_of(line), strict=True)))
    return tables


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def csv_bytes(table: str, rows: Iterable[dict[str, str]]) -> bytes:
    text = io.StringIO()
    full = [{**DEFAULTS[table], **row} for row in rows]
    columns = list(dict.fromkeys(name for row in full or [DEFAULTS[table]] for name in row))
    key = {"company": "orgnr", "initiative": "initiative_id", "participation": "initiative_id"}
    if not full and table in key:
        columns.insert(0, key[table])
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(columns)
    for row in full:
        writer.writerow(
            ORGNR.get(row[name], row[name]) if name in NUMBERS else row[name] for name in columns
        )
    return text.getvalue().encode()
