"""Worlds of a few rows, drawn as tables in the test and taken in by the real intake."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.ledger.places import PROJECT, Places
from s3metrics.platform import Platform
from s3metrics.programme import Programme, Sender, load
from tests.recount.orgnr import ORGNR

TODAY = date(2025, 12, 31)
DEFAULT = load(PROJECT / "data" / "programme.toml")
ACTORS = """
orgnr  | name   | kind    | county | publicly_funded
Campus | Campus | larosate | 07     | ja
IUC    | IUC    | iuc     | 08     | ja
"""


def programme(**changes: Any) -> Programme:
    """The default programme without expected senders, and with the changes."""
    return DEFAULT.model_copy(update={"senders": (), **changes})


def sender(name: str, *sheets: str, areas: tuple[str, ...] = ()) -> Sender:
    """A sender as the programme file lists it."""
    return Sender(name=name, sheets=sheets, areas=areas)


def open_platform(folder: Path, of: Programme | None = None, today: date = TODAY) -> Platform:
    """An empty database under the programme."""
    return Platform(Places(folder / "s3.duckdb"), of or programme(), lambda: today)


def deliver(
    platform: Platform, name: str = "A", on: date = date(2025, 6, 30), **tables: str
) -> DeliveryReport:
    """The tables, by the names of their csv files, as one delivery.

    Short names of companies and actors become their numbers.
    """
    sources = [
        NamedBytes(name=f"{table}.csv", content=_csv(text).encode())
        for table, text in tables.items()
    ]
    return platform.deliver(
        sources, name, received_at=datetime.combine(on, time(12)), confirm_withdrawals=True
    )


def _csv(drawn: str) -> str:
    lines = [line for line in drawn.splitlines() if line.strip()]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    heading = rows[0]
    numbered = [i for i, name in enumerate(heading) if name in {"orgnr", "principal", "funder"}]
    for row in rows[1:]:
        for i in numbered:
            row[i] = ORGNR.get(row[i], row[i])
    return "\n".join(";".join(row) for row in rows) + "\n"
