"""`filed`: what was typed into the application, and whether it is what was sealed."""

from __future__ import annotations

from pathlib import Path

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.editions import SPANS
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import format_option
from s3metrics.cli.out import tell, tell_sample, write_json
from s3metrics.cli.values import number, rows
from s3metrics.editions.filed import Comparison, FiledReport
from s3metrics.editions.filed_sheet import FILED
from s3metrics.editions.model import Span
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE
from s3metrics.words import Text, listed

DONE, NOT_ALL = 0, 1


@click.command(
    cls=Command,
    help="Läs in det som har skrivits in i Min ansökan (en arbetsbok eller csv-fil med rubrikerna "
    f"{listed(column.heading for column in FILED.columns)}), eller visa, utan fil, inlämnat mot "
    "förseglat utan tolerans. Slutkod 1: rader med fel, eller värden som skiljer.",
    short_help="Läs in inlämnade värden, eller jämför dem med de förseglade.",
)
@click.argument("file", metavar="[FIL]", required=False, help="Filen med inlämnade värden.")
@click.option("--edition", metavar="UTGÅVA", help="Utgåvan som de jämförs med.")
@click.option("--period", metavar="PERIOD", help="Rapportperioden, för rader som inte anger någon.")
@format_option
@click.option("--json", "is_json", is_flag=True, help="Samma som --format json.")
def filed(
    file: str | None, edition: str | None, period: str | None, format_: str, is_json: bool
) -> int:
    """With a file what became of it; with an edition the comparison, to stdout."""
    format_ = "json" if is_json else format_
    if file is None and edition is None:
        raise WrongCall(
            Text(
                "Ange en fil att läsa in, eller en utgåva att jämföra med (--edition).",
                "Give a file to read, or an edition to compare with (--edition).",
            )
        )
    platform = opened()
    if file is not None:
        report = platform.file_values(Path(file), edition=edition, period=period)
        _write_report(report, format_)
        tell_sample(platform)
        return NOT_ALL if report.accepted < report.read else DONE
    assert edition is not None
    if period is not None:
        raise WrongCall(
            Text(
                "Utgåvan har sin period: utelämna --period.",
                "The edition has its period: leave out --period.",
            )
        )
    found = platform.filed(edition)
    Listing(columns=_COMPARISON, rows=[_row(one) for one in found]).write(
        format_, lambda: [one.as_json() for one in found]
    )
    tell_sample(platform)
    different = sum(not one.is_same for one in found)
    tell(f"{number(different)} av {number(len(found))} inlämnade värden skiljer sig.")
    return NOT_ALL if different else DONE


def _write_report(report: FiledReport, format_: str) -> None:
    faults = [fault.as_json() for fault in report.faults]
    if format_ == "json":
        write_json(report.as_json())
    else:
        Listing(columns=_FAULTS, rows=faults).write(format_, report.as_json)
    kept = "Ingenting nytt." if report.is_unchanged else f"{rows(report.added)} är nya."
    tell(f"{rows(report.read)} lästa, {number(report.accepted)} godkända. {kept}")


def _row(one: Comparison) -> Row:
    return {
        **one.as_json(),
        "filed": one.filed.value,
        "sealed": one.sealed_value,
        "difference": one.difference,
        "label": CATALOGUE[one.filed.indicator].label.sv,
    }


_COMPARISON = (
    Column(name="indicator", heading="Indikator"),
    Column(name="label", heading="Namn"),
    Column(name="span", heading="Avser", show=lambda row: SPANS[Span(row["span"])]),
    Column(name="filed", heading="Inlämnat", is_number=True),
    Column(name="sealed", heading="Förseglat", is_number=True),
    Column(name="difference", heading="Skillnad", is_number=True),
    Column(name="explanation", heading="Förklaring"),
    Column(name="file", heading="Fil"),
    Column(name="row", heading="Rad", show=lambda row: str(row["row"]), is_number=True),
)
_FAULTS = (
    Column(name="file", heading="Fil"),
    Column(name="sheet", heading="Blad"),
    Column(name="row", heading="Rad", show=lambda row: str(row["row"]), is_number=True),
    Column(name="column", heading="Kolumn"),
    Column(name="value", heading="Värde"),
    Column(name="code", heading="Kod"),
    Column(name="message", heading="Vad som är fel"),
)
