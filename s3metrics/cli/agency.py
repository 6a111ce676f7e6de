"""`report` and `preflight`: what is handed in to the agency, and the check before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.files import output_option, write_workbook
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import Function, format_option
from s3metrics.cli.out import tell, tell_sample
from s3metrics.cli.values import number
from s3metrics.reports.items import Item, effects_told

DONE, OPEN = 0, 1
_OWNER_ALONE = 0o600


def period_option(function: Function) -> Function:
    """`--period`, a reporting period of the programme file."""
    return click.option(
        "--period", metavar="PERIOD", required=True, help="Rapportperiodens id i programfilen."
    )(function)


@click.command(
    cls=Command,
    help="Skriv arbetsboken till Tillväxtverket: beslutets indikatorer, underlag till "
    "lägesrapportens fyra avsnitt, kostnader, medfinansiering, deltagare, försumbart stöd, "
    "raderna bakom, definitioner och kvitton. En fil med samma namn ersätts. Se docs/report.md.",
    short_help="Skriv arbetsboken till Tillväxtverket.",
)
@period_option
@click.option(
    "--edition",
    metavar="UTGÅVA",
    help="Som det rapporterades i den utgåvan. Utelämnad: som det är känt nu.",
)
@output_option("Filen som skrivs.", is_required=True)
@click.option(
    "--csv",
    "folder",
    metavar="MAPP",
    help="Skriv också varje blad som csv i mappen: excel/ för Excel på svenska (semikolon, "
    "decimalkomma), data/ för program.",
)
@click.option(
    "--with-personal-numbers",
    is_flag=True,
    help="Visa enskilda firmors personnummer i klartext i deltagarlistan. Det loggas vem som "
    "gjorde det, när och i vilken fil.",
)
def report(
    period: str,
    edition: str | None,
    target: Path,
    folder: str | None,
    with_personal_numbers: bool,
) -> int:
    """The workbook and the csv twins; what was written to stderr."""
    platform = opened()
    handout = platform.report(
        period,
        edition,
        with_personal_numbers=with_personal_numbers,
        file_name=target.name,
    )
    made = handout.report
    if with_personal_numbers:
        # Nobody else may read it, not even for the moment before it is whole.
        target.touch(_OWNER_ALONE)
        target.chmod(_OWNER_ALONE)
    write_workbook(target, lambda content: content.write(made.workbook))
    tell_sample(platform)
    tell(f"Rapporten är skriven till {target}: {number(len(made.tables))} blad.")
    if folder is not None:
        _write_twins(Path(folder), made.twins(), is_private=with_personal_numbers)
        tell(f"Csv-filerna är skrivna till {folder}.")
    if with_personal_numbers:
        tell(
            f"Deltagarlistan visar {number(made.persons_in_clear)} personnummer i klartext. "
            f"Det är loggat i {platform.places.exports}."
        )
    if is_open := sum(item.is_open for item in handout.items):
        tell(
            f"Öppna punkter: {number(is_open)}. Se bladet Öppna punkter, eller s3metrics preflight."
        )
    return DONE


def _write_twins(folder: Path, files: Any, *, is_private: bool) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if is_private:
            path.touch(_OWNER_ALONE)
            path.chmod(_OWNER_ALONE)
        path.write_bytes(content)


@click.command(
    cls=Command,
    help="Kontrollera en rapportperiod före försegling: listor som saknas, rader som väntar på "
    "rättning och vad de kan flytta, okända storlekar, deltaganden utanför, finansiering, "
    "försumbart stöd och indikatorer utan värde. Slutkod 0: inget är öppet. 1: något är öppet; då "
    "behöver förseglingen ett skäl.",
    short_help="Kontrollera en rapportperiod före försegling.",
)
@period_option
@click.option(
    "--as-of", metavar="NUMMER", help="Det som var känt vid den leveransen. Utelämnad: den senaste."
)
@format_option
@click.option("--json", "is_json", is_flag=True, help="Samma som --format json.")
def preflight(period: str, as_of: str | None, format_: str, is_json: bool) -> int:
    """One row per item to stdout; how many are open to stderr."""
    platform = opened()
    items = platform.preflight(period, as_of)
    listing = Listing(columns=_COLUMNS, rows=[_row(item) for item in items])
    listing.write("json" if is_json else format_, _json_of(period, items))
    tell_sample(platform)
    is_open = sum(item.is_open for item in items)
    tell(
        f"Öppna punkter: {number(is_open)}. Förseglingen behöver ett skäl: seal … --reason."
        if is_open
        else "Inga öppna punkter: perioden kan förseglas."
    )
    return OPEN if is_open else DONE


def _json_of(period: str, items: list[Item]) -> Callable[[], Any]:
    return lambda: {
        "period": period,
        "open": sum(item.is_open for item in items),
        "items": [item.as_json() for item in items],
    }


def _row(item: Item) -> Row:
    return {
        "id": item.id,
        "severity": item.severity.value,
        "owner": item.owner.sv,
        "rows": len(item.places) or None,
        "what": item.sentence.sv,
        "figures": effects_told(item.effects),
    }


_COLUMNS = (
    Column(name="id", heading="Id", is_in_table=False),
    Column(
        name="severity",
        heading="Läge",
        show=lambda row: "öppen" if row["severity"] == "open" else "att veta",
    ),
    Column(name="owner", heading="Vem kan rätta"),
    Column(name="rows", heading="Rader", is_number=True),
    Column(name="what", heading="Vad"),
    Column(name="figures", heading="Vad det gör med siffrorna"),
)
