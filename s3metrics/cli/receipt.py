"""`receipt`: what is behind a figure's code."""

from __future__ import annotations

from collections.abc import Iterator

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.figures import entities_listing
from s3metrics.cli.out import tame, tell, tell_sample, write, write_json
from s3metrics.cli.texts import as_of_words, dimension_word
from s3metrics.cli.values import counted, figure, rows, shown
from s3metrics.editions.reopening import Reopened
from s3metrics.engine.cells import Cell
from s3metrics.indicators import CATALOGUE


@click.command(
    cls=Command,
    help="Öppna en siffra igen med koden som står vid den: definitionen, urvalet, tidpunkten, "
    "SQL:en, värdet då och räknat igen, och raderna bakom. Stora och små bokstäver, bindestreck, "
    "0 för O och 1 för I spelar ingen roll.",
    short_help="Öppna en siffra igen med dess kod.",
)
@click.argument("code", metavar="KOD", help="Till exempel K4QPT-7XA2M.")
@click.option("--json", "is_json", is_flag=True, help="Allt för program.")
def receipt(code: str, is_json: bool) -> int:
    """What it is, its SQL and its rows to stdout."""
    platform = opened()
    found = platform.reopen(code)
    if is_json:
        write_json(found.as_json())
    else:
        write(tame("\n".join(_lines(found))))
        if found.again:
            write(entities_listing(found.again.entities).as_table())
    tell_sample(platform)
    if found.is_same is False:
        tell("Siffran blir en annan när den räknas igen: se raden ”Räknad igen”.")
    return 0


def _lines(found: Reopened) -> Iterator[str]:
    shown_, content = found.shown, found.shown.receipt
    definition = shown_.definition
    label = definition.label if definition else CATALOGUE[content.indicator].label
    unit = definition.unit if definition else CATALOGUE[content.indicator].unit
    yield f"{content.code}  {label} ({unit})"
    yield f"Period: {content.selection['from']} – {content.selection['to']}"
    for name, names in found.selected:
        yield f"Urval: {dimension_word(name).lower()} {', '.join(map(str, names))}"
    for name, member in found.cell:
        yield f"Cell: {dimension_word(name).lower()} {member}"
    if content.by and not found.cell:
        yield f"Total av tabellen efter {', '.join(map(dimension_word, content.by)).lower()}"
    yield f"Tidpunkt: {_as_of(found)}"
    yield _shown_line(found)
    yield f"Räknad igen: {_again(found)}"
    if definition:
        yield f"Definition, version {definition.version}: {definition.sentence}"
    yield f"Sedan dess: {found.change or 'definitionen är densamma'}"
    yield f"Programfil: {content.programme_sha256}"
    yield f"Programversion: {content.software_version}"
    for query in found.again.queries if found.again else ():
        yield f"SQL: {query.sql}"
        bound = ", ".join(f"${name} = {value}" for name, value in query.bound.items())
        yield f"     {bound or 'inga värden'}"
    if found.again:
        units = counted(len(found.again.entities.units), "enhet", "enheter")
        yield f"Bakom den: {units} i {rows(len(found.again.entities.rows))}"


def _as_of(found: Reopened) -> str:
    delivery, edition = found.delivery, found.shown.edition
    last = f"leverans {delivery.delivery} från {delivery.sender}, {shown(delivery.received_at)} UTC"
    if edition is None:
        return f"efter {last}"
    return f"{as_of_words(edition.name, is_sealed=found.shown.is_sealed)}, efter {last}"


def _shown_line(found: Reopened) -> str:
    what = "Förseglad" if found.shown.is_sealed else "Visad"
    return f"{what} {shown(found.shown.shown_at)} UTC: {_figure(found, found.shown.cell)}"


def _again(found: Reopened) -> str:
    if found.again is None:
        return f"går inte. {found.why_not}"
    same = "samma" if found.is_same else "en annan"
    table = "" if found.again.is_whole_table_same else "; tabellen den stod i skiljer sig"
    return f"{_figure(found, found.again.cell)}, {same}{table}"


def _figure(found: Reopened, cell: Cell) -> str:
    indicator = CATALOGUE.get(found.shown.receipt.indicator)
    if indicator is None:
        return shown(cell.value)
    return figure(indicator, cell.value, cell.status.value)
