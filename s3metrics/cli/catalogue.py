"""`indicators`: the catalogue."""

from __future__ import annotations

from typing import Any

import click

from s3metrics.cli.base import Command
from s3metrics.cli.listing import Column, Listing
from s3metrics.cli.options import format_option
from s3metrics.cli.out import tell
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.model import TIME, Direction
from s3metrics.indicators.sentences import sentence
from s3metrics.words import LANGUAGES, Text, listed

_BETTER = {Direction.MORE: "mer", Direction.LESS: "mindre", Direction.NEITHER: "varken eller"}


@click.command(cls=Command, help="Visa indikatorerna: vad de räknar och hur de kan delas upp.")
@format_option
@click.option("--json", "is_json", is_flag=True, help="Samma som --format json.")
def indicators(format_: str, is_json: bool) -> int:
    """Every entry of the catalogue, in its order."""
    entries = list(CATALOGUE.values())
    listing = Listing(columns=_COLUMNS, rows=[_row(entry) for entry in entries])
    listing.write("json" if is_json else format_, lambda: [_as_json(entry) for entry in entries])
    tell(
        f"Uppdelningen time är {listed(TIME, 'eller')}. Summerar: de uppdelningar vars delar "
        "tillsammans är totalen."
    )
    return 0


def source_tables(indicator: Indicator) -> list[str]:
    """The partners' tables that it is computed from, in order, without repetition."""
    tables = [table for source in indicator.sources for table in SOURCES[source].needs]
    return list(dict.fromkeys(tables))


_COLUMNS = (
    Column(name="id", heading="Indikator"),
    Column(name="version", heading="Version", is_number=True),
    Column(name="label", heading="Namn"),
    Column(name="unit", heading="Enhet"),
    Column(
        name="direction", heading="Bättre är", show=lambda row: _BETTER[Direction(row["direction"])]
    ),
    Column(name="eu_code", heading="EU-kod"),
    Column(name="breakdowns", heading="Uppdelningar", show=lambda row: _short(row["breakdowns"])),
    Column(name="additive", heading="Summerar", show=lambda row: _short(row["additive"])),
    Column(name="source_tables", heading="Källor"),
    Column(name="owner", heading="Ansvarig"),
    Column(name="rule", heading="Regel"),
)


def _short(breakdowns: str) -> str:
    """The five grains of time as one word: they always come together."""
    return breakdowns.replace(",".join(TIME), "time")


def _row(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "version": indicator.version,
        "label": indicator.label.sv,
        "unit": indicator.unit.sv,
        "direction": indicator.direction.value,
        "eu_code": indicator.eu_code,
        "breakdowns": ",".join(indicator.breakdowns),
        "additive": ",".join(indicator.additive),
        "source_tables": ",".join(source_tables(indicator)),
        "owner": indicator.owner.sv,
        "rule": sentence(indicator, "sv"),
    }


def _as_json(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "version": indicator.version,
        "theme": indicator.theme,
        "label": _both(indicator.label),
        "unit": _both(indicator.unit),
        "direction": indicator.direction.value,
        "eu_code": indicator.eu_code,
        "breakdowns": list(indicator.breakdowns),
        "additive": list(indicator.additive),
        "rule": {language: sentence(indicator, language) for language in LANGUAGES},
        "note": _both(indicator.note) if indicator.note else None,
        "source_tables": source_tables(indicator),
        "owner": _both(indicator.owner),
        "replaced_by": indicator.replaced_by,
    }


def _both(text: Text) -> dict[str, str]:
    return {language: text.of(language) for language in LANGUAGES}
