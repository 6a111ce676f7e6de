"""Deliveries: each sender's whole lists, in order; as csv files, and as the world they leave."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .model import Row, World

Rows = list[Row]

KEYS: dict[str, tuple[str, ...]] = {
    "actor": ("orgnr",),
    "company": ("orgnr",),
    "need": ("need_id",),
    "initiative": ("initiative_id",),
    "participation": ("initiative_id", "orgnr", "date", "support"),
    "funding": ("initiative_id", "funder", "source", "form"),
    "booking": (),
    "outcome": ("orgnr", "date", "kind", "initiative_id"),
    "solution": ("solution_id", "step"),
    "context": ("county", "municipality", "size", "year"),
}
"""Table → its key; a booking has none."""
SHARED = ("actor", "company")
FILES = {
    "actor": "aktorer.csv",
    "company": "foretag.csv",
    "need": "behov.csv",
    "initiative": "insatser.csv",
    "participation": "deltaganden.csv",
    "funding": "finansiering.csv",
    "booking": "ekonomi.csv",
    "outcome": "resultat.csv",
    "solution": "losningar.csv",
    "context": "bakgrund.csv",
}

HEADINGS: dict[str, tuple[str, ...]] = {
    "actor": ("orgnr", "name", "kind", "county", "publicly_funded"),
    "company": ("orgnr", "name", "municipality", "size", "founded_year"),
    "need": ("need_id", "title", "area", "county", "date", "raised_by", "status"),
    "initiative": (
        "initiative_id",
        "title",
        "area",
        "other_areas",
        "principal",
        "start_date",
        "end_date",
        "status",
        "counties",
        "needs",
    ),
    "participation": (
        "initiative_id",
        "orgnr",
        "date",
        "support",
        "hours",
        "value_sek",
        "municipality",
    ),
    "funding": ("initiative_id", "funder", "source", "form", "budget_sek"),
    "booking": ("initiative_id", "date", "kind", "amount_sek", "funder", "cost_category"),
    "outcome": ("orgnr", "date", "kind", "value", "initiative_id"),
    "solution": ("solution_id", "title", "area", "step", "date"),
    "context": ("county", "municipality", "size", "year", "companies", "source"),
}


@dataclass(frozen=True)
class Delivery:
    """What one sender hands in at one time: its whole list for each of the tables."""

    sender: str
    tables: Mapping[str, Rows]


def known_after(deliveries: Sequence[Delivery]) -> World:
    """The rows known after the deliveries; a row that comes again unchanged is not brought anew."""
    lists: dict[tuple[str, str], Rows] = {}
    last: dict[tuple[str, str], int] = {}
    for number, delivery in enumerate(deliveries, start=1):
        for table, rows in delivery.tables.items():
            place = (delivery.sender, table)
            lists[place] = _brought(rows, lists.get(place, []), delivery.sender, number)
            last[place] = number
    tables: dict[str, Rows] = {}
    for (_, table), rows in lists.items():
        tables.setdefault(table, []).extend(rows)
    senders = {sender for sender, _ in last}
    return World(
        tables=tables,
        reported=frozenset(tables),
        delivered_by={s: frozenset(t for who, t in last if who == s) for s in senders},
        last_delivery=last,
    )


def _brought(rows: Rows, before: Rows, sender: str, number: int) -> Rows:
    old = list(before)
    result: Rows = []
    for row in rows:
        same = next((one for one in old if {**one, **row} == one), None)
        if same:
            old.remove(same)
        result.append(same or {**row, "sender": sender, "brought_by": number})
    return result


def csv_files(delivery: Delivery) -> dict[str, str]:
    """File name → text, with English headings and semicolons, as the intake reads it."""
    return {FILES[table]: _csv_text(table, rows) for table, rows in delivery.tables.items()}


def _csv_text(table: str, rows: Rows) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADINGS[table])
    for row in rows:
        writer.writerow([_cell(row.get(column)) for column in HEADINGS[table]])
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
