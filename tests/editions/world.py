"""A small world that is sealed, corrected and tampered with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from s3metrics.editions.model import Edition
from s3metrics.ledger.places import PROJECT
from s3metrics.platform import Platform
from tests.soundness.drawing import TODAY, Book

FIRST = """
actor
| orgnr  | name   | kind     | county | publicly_funded |
| Campus | Campus | larosate | 07     | ja              |
company
| orgnr | municipality | size  | founded_year |
| Alfa  | Växjö        | liten | 2023         |
| Beta  | Kalmar       | mikro |              |
| Gamma | Gotland      | okand |              |
initiative
| initiative_id | area      | principal |
| I1            | tra_skog  | Campus    |
| I2            | livsmedel | Campus    |
participation
| initiative_id | orgnr | date       | support    | hours |
| I1            | Alfa  | 2024-06-10 | radgivning | 1.5   |
| I1            | Beta  | 2025-01-11 | bidrag     | 2     |
| I2            | Alfa  | 2025-02-11 | radgivning | 4     |
| I2            | Gamma | 2025-03-12 | radgivning | 8     |
funding
| initiative_id | budget_sek | source | funder                 |
| I1            | 300000     | region | Region Kronoberg       |
| I1            | 200000     | eruf   | Tillväxtverket (ERUF)  |
booking
| initiative_id | amount_sek | kind        | date       |
| I1            | 1234.56    | kostnad     | 2024-12-01 |
| I1            | 999.44     | inbetalning | 2025-01-20 |
context
| county | municipality | size | companies |
| 06     |              |      | 30        |
| 07     |              |      | 20        |
| 08     |              |      | 20        |
| 09     |              |      | 7         |
"""
CORRECTED = """
company
| orgnr | municipality | size  | founded_year |
| Alfa  | Gotland      | stor  | 2023         |
| Beta  | Kalmar       | mikro |              |
| Gamma | Gotland      | mikro |              |
participation
| initiative_id | orgnr | date       | support    | hours |
| I1            | Alfa  | 2024-06-10 | radgivning | 7     |
| I2            | Gamma | 2025-03-12 | radgivning | 8     |
| I2            | Beta  | 2025-03-30 | radgivning | 3     |
booking
| initiative_id | amount_sek | kind    | date       |
| I1            | 2000       | kostnad | 2024-12-01 |
"""
REASON = "Det här är ett prov."


def sealed_book(folder: Path, name: str = "2025-H1", period: str = "P2") -> Book:
    """The first delivery, sealed."""
    book = Book(folder)
    book.deliver(FIRST)
    seal(book, name, period)
    return book


def seal(book: Book, name: str, period: str, replaces: str | None = None) -> Edition:
    """The small world lacks much that the check before sealing asks for."""
    return book.platform.seal(name, period, replaces=replaces, reason=REASON)


def opened_again(book: Book, today: date = TODAY) -> Platform:
    """The same database, as another process finds it."""
    return Platform(book.places, book.platform.programme, lambda: today)


def tamper(book: Book, *statements: str) -> Platform:
    """Changes the ledger's file behind the program's back; the platform that then finds it."""
    with duckdb.connect(str(book.places.database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("CHECKPOINT")
    shutil.rmtree(book.places.published)
    return opened_again(book)


def programme_file(folder: Path, change: Callable[[str], str]) -> Path:
    """The default programme file with a change in its text."""
    text = (PROJECT / "data" / "programme.toml").read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path = folder / "programme.toml"
    path.write_text(changed, encoding="utf-8")
    return path
