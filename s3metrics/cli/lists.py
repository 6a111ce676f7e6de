"""`template`, `deliveries` and `quarantine`: what to send in, what has come in, what waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.files import output_option, write_workbook
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import format_option
from s3metrics.cli.out import tell, tell_sample
from s3metrics.cli.values import rows
from s3metrics.errors import WrongCall
from s3metrics.intake.quarantine_file import write_quarantine
from s3metrics.intake.template import write_template
from s3metrics.ledger.reader import DeliveredTable, Delivery
from s3metrics.sheets import QuarantinedRow, sheet_for_table
from s3metrics.words import Text, all_of, did_you_mean, listed, name_key

COUNTS = (
    ("read", "Lästa"),
    ("accepted", "Godkända"),
    ("quarantined", "I karantän"),
    ("added", "Nya"),
    ("changed", "Ändrade"),
    ("withdrawn", "Återtagna"),
)
COUNT_COLUMNS = tuple(
    Column(name=name, heading=heading, is_number=True) for name, heading in COUNTS
)


@click.command(
    cls=Command,
    help="Skriv arbetsboken som partner fyller i: rubriker, val ur listor, en exempelrad per blad "
    "och förklaringar. En fil med samma namn ersätts.",
    short_help="Skriv arbetsboken som partner fyller i.",
)
@output_option("Filen som skrivs.", is_required=True)
def template(target: Path) -> int:
    """The workbook made from the sheets' declarations and the programme file."""
    programme = opened().programme
    write_workbook(target, lambda content: write_template(content, programme))
    tell(f"Mallen är skriven till {target}. Ta emot den ifylld med ”s3metrics import”.")
    return 0


@click.command(cls=Command, help="Visa leveranserna som har tagits emot, den senaste först.")
@format_option
def deliveries(format_: str) -> int:
    """One line per delivery and sheet."""
    platform = opened()
    found = platform.deliveries()
    lines = [row for delivery in found for row in _delivery_rows(delivery)]
    columns = (
        Column(
            name="delivery",
            heading="Leverans",
            show=lambda row: str(row["delivery"]),
            is_number=True,
        ),
        Column(name="received_at", heading="Mottagen (UTC)"),
        Column(name="sender", heading="Avsändare"),
        Column(name="format", heading="Format"),
        Column(name="files", heading="Filer"),
        Column(name="sheet", heading="Blad"),
        *COUNT_COLUMNS,
    )
    Listing(columns=columns, rows=lines).write(
        format_, lambda: [_delivery_as_json(delivery) for delivery in found]
    )
    tell_sample(platform)
    return 0


@click.command(
    cls=Command,
    help="Visa raderna som väntar på rättning, ett fel per rad, eller skriv dem i en arbetsbok "
    "att skicka tillbaka till avsändaren.",
    short_help="Visa raderna som väntar på rättning, eller skriv dem i en fil.",
)
@output_option("Arbetsboken som skrivs i stället för listan.", is_required=False)
@click.option("--sender", metavar="NAMN", help="Bara den avsändarens rader.")
@format_option
def quarantine(target: Path | None, sender: str | None, format_: str) -> int:
    """The rows that wait now; a file to send back should hold one sender's only."""
    platform = opened()
    waiting = platform.quarantine()
    if sender is not None:
        known = {delivery.sender for delivery in platform.deliveries()}
        waiting = _of_sender(waiting, sender, sorted(known))
    tell_sample(platform)
    if target is not None:
        _write_file(target, waiting)
        return 0
    found = [row for waits in waiting for row in _quarantine_rows(waits)]
    Listing(columns=_QUARANTINE_COLUMNS, rows=found).write(
        format_, lambda: [_quarantined_as_json(row) for row in waiting]
    )
    tell(f"{rows(len(waiting))} väntar på rättning.")
    return 0


def _write_file(target: Path, waiting: Sequence[QuarantinedRow]) -> None:
    write_workbook(target, lambda content: write_quarantine(content, waiting))
    tell(f"{rows(len(waiting))} som väntar på rättning står nu i {target}.")
    senders = sorted({row.sender for row in waiting})
    if len(senders) > 1:
        tell(
            f"Filen har rader från {listed(senders)}. En fil att skicka tillbaka ska bara ha en "
            "avsändares: välj med --sender."
        )


def _delivery_rows(delivery: Delivery) -> Iterator[Row]:
    about = {
        "delivery": delivery.delivery,
        "received_at": delivery.received_at,
        "sender": delivery.sender,
        "format": delivery.format,
        "files": ", ".join(name for name, _ in delivery.files),
    }
    for table in delivery.tables:
        yield {**about, "sheet": sheet_for_table(table.table).title, **_counts(table)}
    if not delivery.tables:
        yield {**about, "sheet": None, **{name: None for name, _ in COUNTS}}


def _counts(table: DeliveredTable) -> dict[str, Any]:
    return {name: getattr(table, name) for name, _ in COUNTS}


def _delivery_as_json(delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery.delivery,
        "received_at": delivery.received_at.isoformat(),
        "sender": delivery.sender,
        "format": delivery.format,
        "files": [{"name": name, "sha256": sha256} for name, sha256 in delivery.files],
        "sheets": {sheet_for_table(table.table).title: _counts(table) for table in delivery.tables},
    }


def _of_sender(
    waiting: Sequence[QuarantinedRow], sender: str, known: Sequence[str]
) -> list[QuarantinedRow]:
    """Raises WrongCall for somebody who has delivered nothing: that is not ”no faults”."""
    if name_key(sender) not in map(name_key, known):
        hint, there = did_you_mean(sender, known), all_of(known)
        raise WrongCall(
            Text(
                f"Avsändaren ”{sender}” har inte levererat något.{hint.sv} Leveranser finns från "
                f"{there.sv}.",
                f"The sender “{sender}” has not delivered anything.{hint.en} There are deliveries "
                f"from {there.en}.",
            )
        )
    return [row for row in waiting if name_key(row.sender) == name_key(sender)]


_QUARANTINE_COLUMNS = (
    Column(
        name="delivery", heading="Leverans", show=lambda row: str(row["delivery"]), is_number=True
    ),
    Column(name="sender", heading="Avsändare"),
    Column(name="file", heading="Fil"),
    Column(name="sheet", heading="Blad"),
    Column(name="row", heading="Rad", show=lambda row: str(row["row"]), is_number=True),
    Column(name="column", heading="Kolumn"),
    Column(name="value", heading="Värde"),
    Column(name="code", heading="Kod"),
    Column(name="message", heading="Vad som är fel"),
)


def _quarantine_rows(waiting: QuarantinedRow) -> Iterator[Row]:
    for fault in waiting.faults:
        yield {
            "delivery": waiting.delivery,
            "sender": waiting.sender,
            "file": waiting.file,
            "sheet": waiting.sheet,
            "row": waiting.row,
            "column": fault.column,
            "value": fault.value,
            "code": fault.code.value,
            "message": fault.message.sv,
        }


def _quarantined_as_json(row: QuarantinedRow) -> dict[str, Any]:
    return {
        "delivery": row.delivery,
        "sender": row.sender,
        "table": row.table,
        "file": row.file,
        "sheet": row.sheet,
        "row": row.row,
        "cells": dict(row.values),
        "faults": [
            {
                "column": fault.column,
                "value": fault.value,
                "code": fault.code.value,
                "message": fault.message.sv,
            }
            for fault in row.faults
        ],
    }
