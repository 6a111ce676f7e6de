"""`seal`, `verify` and `editions`: freeze what is reported, and check that it still stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import format_option
from s3metrics.cli.out import tell, tell_sample, write, write_json
from s3metrics.cli.texts import dimension_word
from s3metrics.cli.values import number
from s3metrics.editions.model import Edition, Span
from s3metrics.editions.verifying import Difference, Verification
from s3metrics.engine.query import ALL

DONE, FAILED = 0, 1
SPANS = {Span.PERIOD: "perioden", Span.ACCUMULATED: "ackumulerat"}


@click.command(
    cls=Command,
    help="Försegla en rapportperiod: varje indikator, totalt och i varje uppdelning, för perioden "
    "och ackumulerat, fryses som de är kända nu. En utgåva ändras aldrig; en rättelse är en ny "
    "utgåva som ersätter den.",
    short_help="Försegla en rapportperiod: frys det som rapporteras.",
)
@click.argument("edition", metavar="UTGÅVA", help="Utgåvans namn, till exempel 2025-H1.")
@click.option(
    "--period", metavar="PERIOD", required=True, help="Rapportperiodens id i programfilen."
)
@click.option("--replaces", metavar="UTGÅVA", help="Utgåvan som den här rättar.")
@click.option("--reason", metavar="TEXT", help="Varför; sparas i utgåvan.")
@click.option(
    "--as-of", metavar="NUMMER", help="Det som var känt vid den leveransen. Utelämnad: den senaste."
)
@click.option("--json", "is_json", is_flag=True, help="Utgåvan för program.")
def seal(
    edition: str,
    period: str,
    replaces: str | None,
    reason: str | None,
    as_of: str | None,
    is_json: bool,
) -> int:
    """The seal and the name to stdout, as `sha256sum` writes them; the rest to stderr."""
    platform = opened()
    sealed = platform.seal(edition, period, replaces=replaces, reason=reason, as_of=as_of)
    if is_json:
        write_json(sealed.as_json())
    else:
        write(f"{sealed.sha256}  {sealed.name}")
    tell_sample(platform)
    tell(
        f"Perioden {sealed.period}, {sealed.period_start} – {sealed.period_end}, är förseglad som "
        f"utgåvan {sealed.name}, per leverans {sealed.as_of}. Spara förseglingens SHA-256 utanför "
        f"databasen. Kontrollera den när som helst: s3metrics verify {_word(sealed.name)}"
    )
    return DONE


@click.command(
    cls=Command,
    help="Kontrollera en utgåva: förseglingen, och varje förseglad siffra räknad igen ur "
    "partnernas rader, cell för cell. Slutkod 0: allt är som det förseglades. 1: något skiljer.",
    short_help="Kontrollera en utgåva cell för cell.",
)
@click.argument("edition", metavar="UTGÅVA", help="Utgåvans namn.")
@click.option(
    "--sha256", metavar="HEX", help="Förseglingen som den sparades utanför databasen, att jämföra."
)
@click.option(
    "--export",
    "target",
    metavar="FIL",
    help="Skriv utgåvan i den form som förseglingen är SHA-256 av; se docs/editions.md.",
)
@format_option
@click.option("--json", "is_json", is_flag=True, help="Samma som --format json.")
def verify(
    edition: str, sha256: str | None, target: str | None, format_: str, is_json: bool
) -> int:
    """One row per difference to stdout; what was found to stderr."""
    platform = opened()
    if target is not None:
        Path(target).write_bytes(platform.canonical(edition))
        tell(f"Utgåvan är skriven till {target}.")
    found = platform.verify(edition)
    rows = [_difference_row(one) for one in found.differences]
    listing = Listing(columns=_DIFFERENCES, rows=rows)
    listing.write("json" if is_json else format_, found.as_json)
    tell_sample(platform)
    for finding in found.findings:
        tell(finding.sentence.sv)
    is_saved_seal = sha256 is None or sha256.strip().lower() == found.edition.sha256
    if not is_saved_seal:
        tell(
            f"Förseglingen i databasen, {found.edition.sha256}, är inte den som angavs: hela "
            "utgåvan kan vara utbytt."
        )
    tell(_summary(found))
    return DONE if found.is_exact and is_saved_seal else FAILED


@click.command(cls=Command, help="Visa utgåvorna, den första först.")
@format_option
@click.option("--json", "is_json", is_flag=True, help="Samma som --format json.")
def editions(format_: str, is_json: bool) -> int:
    """One row per edition."""
    platform = opened()
    found = platform.editions()
    rows = [_edition_row(edition) for edition in found]
    listing = Listing(columns=_EDITIONS, rows=rows)
    listing.write("json" if is_json else format_, lambda: [edition.as_json() for edition in found])
    if platform.has_data:
        tell_sample(platform)
    if not found:
        tell("Ingen period är förseglad än: ”s3metrics seal UTGÅVA --period PERIOD”.")
    return DONE


def _word(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _summary(found: Verification) -> str:
    name, figures = found.edition.name, number(found.figures)
    if found.is_exact:
        return f"Utgåvan {name} stämmer: {figures} celler är exakt som de förseglades."
    if not found.figures:
        return f"Utgåvan {name} kan inte räknas igen: dess programfil går inte att läsa."
    count = number(len(found.differences))
    return f"Utgåvan {name} stämmer inte: {count} skillnader i {figures} celler."


def _difference_row(one: Difference) -> Row:
    return {**one.as_json(), "members": one.cell, "cell": _cell_text(one.cell)}


def _cell_words(row: Row) -> str:
    members: Mapping[str, str] = row["members"]
    named = [f"{dimension_word(d)} {m}" for d, m in members.items() if m != ALL]
    return ", ".join(named) or "totalt"


def _cell_text(cell: Mapping[str, str]) -> str:
    return ",".join(f"{dimension}={member}" for dimension, member in cell.items())


_DIFFERENCES = (
    Column(name="indicator", heading="Indikator"),
    Column(name="span", heading="Avser", show=lambda row: SPANS[Span(row["span"])]),
    Column(name="cell", heading="Cell", show=_cell_words),
    Column(name="field", heading="Fält"),
    Column(name="sealed", heading="Förseglat", is_number=True),
    Column(name="recomputed", heading="Räknat nu", is_number=True),
    Column(name="cause", heading="Orsak", is_in_table=False),
    Column(name="why", heading="Troligaste orsaken"),
)


def _edition_row(edition: Edition) -> Row:
    return {**edition.as_json(), "sealed_at": edition.sealed_at}


_EDITIONS = (
    Column(name="edition", heading="Utgåva"),
    Column(name="period", heading="Period"),
    Column(name="period_start", heading="Från"),
    Column(name="period_end", heading="Till"),
    Column(name="sealed_at", heading="Förseglad (UTC)"),
    Column(name="as_of", heading="Leverans", show=lambda row: str(row["as_of"]), is_number=True),
    Column(name="replaces", heading="Ersätter"),
    Column(name="replaced_by", heading="Ersatt av"),
    Column(name="reason", heading="Skäl"),
    Column(name="sha256", heading="SHA-256"),
)
