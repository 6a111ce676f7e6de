"""`compute` and `entities`: a figure, and the rows behind it."""

from __future__ import annotations

from typing import Any

import click

from s3metrics.cli.arguments import members
from s3metrics.cli.base import Command, opened
from s3metrics.cli.cells import find_cell
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import (
    as_of_option,
    format_option,
    indicator_argument,
    list_option,
    selection_options,
)
from s3metrics.cli.out import tell, tell_sample
from s3metrics.cli.texts import about, about_alternatives, as_of_words, dimension_word
from s3metrics.cli.values import counted, figure, number, rows
from s3metrics.engine.entities import Entities
from s3metrics.engine.members import label
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.indicators.model import Ratio
from s3metrics.programme import Programme
from s3metrics.sheets import sheet_for_table

_ROLES = {"counted": "räknad", "numerator": "täljare", "denominator": "nämnare"}


@click.command(
    cls=Command,
    help="Räkna en siffra, i varje nivå av uppdelningen; totalerna räknas, de summeras inte.",
    short_help="Räkna en siffra.",
)
@indicator_argument
@list_option("--by", "Dela upp på, till exempel area,county.", "UPPDELNING,…")
@selection_options
@as_of_option
@click.option("--public", is_flag=True, help="Bara det som får visas offentligt.")
@click.option(
    "--alternatives",
    is_flag=True,
    help="Samma siffra också enligt de andra regler som går att försvara.",
)
@format_option
def compute(
    indicator: str,
    by: tuple[str, ...],
    selection: Selection,
    as_of: str | None,
    public: bool,
    alternatives: bool,
    format_: str,
) -> int:
    """The rows to stdout; name, rule, overlap and receipt to stderr."""
    platform = opened()
    result = platform.compute(
        indicator, selection, by, as_of, public=public, alternatives=alternatives
    )
    figures_listing(result, platform.at(as_of).programme).write(format_, result.as_json)
    platform.remember(result)
    tell_sample(platform)
    for sentence in about(result):
        tell(sentence)
    for sentence in about_alternatives(result):
        tell(sentence)
    return 0


@click.command(
    cls=Command,
    help="Visa raderna bakom en siffra, eller bakom en cell av den: en rad per rad i "
    "partnernas listor, med leverans, fil, blad och radnummer.",
    short_help="Visa raderna bakom en siffra.",
)
@indicator_argument
@click.option(
    "--cell",
    metavar="UPPDELNING=VÄRDE,…",
    multiple=True,
    help="Cellen, till exempel area=livsmedel,county=09. Utelämnad: totalen.",
)
@selection_options
@as_of_option
@format_option
def entities(
    indicator: str, cell: tuple[str, ...], selection: Selection, as_of: str | None, format_: str
) -> int:
    """The rows to stdout; the cell's figure and the number of units to stderr."""
    platform = opened()
    programme, wanted = platform.at(as_of).programme, members(cell)
    result = platform.compute(indicator, selection, tuple(wanted), as_of)
    found = find_cell(result, wanted, programme)
    behind = platform.entities(indicator, selection, found, as_of)
    code = result.receipt.of_cell(found).code
    entities_listing(behind).write(format_, lambda: {**behind.as_json(), "receipt": code})
    platform.remember(result, found)
    tell_sample(platform)
    tell(_about_cell(result, found, behind, programme))
    tell(f"Kvitto {code}, {as_of_words(result.receipt.as_of, is_sealed=result.is_sealed)}")
    return 0


def figures_listing(result: Result, programme: Programme) -> Listing:
    """The result's rows; in the table a plain count leaves out its empty numerator."""
    indicator = result.indicator
    is_ratio = isinstance(indicator.rule, Ratio)

    def member_column(dimension: str) -> Column:
        return Column(
            name=dimension,
            heading=dimension_word(dimension),
            show=lambda row: str(label(dimension, row[dimension], programme)),
        )

    def part(name: str, heading: str) -> Column:
        return Column(
            name=name,
            heading=heading,
            show=lambda row: number(row[name]),
            is_number=True,
            is_in_table=is_ratio,
        )

    rules = [alternative_column(result)] if result.alternatives is not None else []
    columns = (
        *rules,
        *map(member_column, result.by),
        Column(
            name="value",
            heading=f"Värde ({indicator.unit})",
            show=lambda row: figure(indicator, row["value"], row["status"]),
            is_number=True,
        ),
        part("numerator", "Täljare"),
        part("denominator", "Nämnare"),
        Column(name="status", heading="Status", is_in_table=False),
    )
    return Listing(columns=columns, rows=[*_own_rows(result), *_alternative_rows(result)])


def alternative_column(result: Result) -> Column:
    """By which rule the row is counted; empty in csv for the indicator's own."""
    labels = {other.id: other.label.sv for other in result.alternatives or ()}
    return Column(
        name="alternative",
        heading="Regel",
        show=lambda row: labels.get(row["alternative"], "Egen regel"),
    )


def _own_rows(result: Result) -> list[Row]:
    return [{"alternative": None, **row} for row in result.rows]


def _alternative_rows(result: Result) -> list[Row]:
    return [
        {"alternative": other.id, **row}
        for other in result.alternatives or ()
        for row in other.rows
    ]


def entities_listing(behind: Entities) -> Listing:
    """One row per row of a partner's list."""
    names = {unit.id: unit.name for unit in behind.units}
    columns = (
        Column(name="unit", heading="Enhet"),
        Column(name="unit_name", heading="Namn"),
        Column(name="role", heading="Roll", show=lambda row: _ROLES[row["role"]]),
        Column(name="value", heading="Värde", is_number=True),
        Column(
            name="table", heading="Tabell", show=lambda row: sheet_for_table(row["table"]).title
        ),
        Column(name="delivery", heading="Leverans", show=_as_is("delivery"), is_number=True),
        Column(name="sender", heading="Avsändare"),
        Column(name="file", heading="Fil"),
        Column(name="sheet", heading="Blad"),
        Column(name="row", heading="Rad", show=_as_is("row"), is_number=True),
    )
    return Listing(
        columns=columns,
        rows=[{**vars(row), "unit_name": names.get(row.unit, "")} for row in behind.rows],
    )


def _as_is(name: str) -> Any:
    """A number that names something has no blanks between its thousands."""
    return lambda row: str(row[name])


def _about_cell(
    result: Result, cell: dict[str, str], behind: Entities, programme: Programme
) -> str:
    indicator, figured = result.indicator, result.cell(**cell)
    place = ", ".join(
        f"{dimension_word(dimension).lower()} {label(dimension, member, programme)}"
        for dimension, member in cell.items()
    )
    value = figure(indicator, figured.value, figured.status.value)
    return (
        f"{indicator.label}{f', {place}' if place else ''}: {value} ({indicator.unit}). "
        f"Bakom den: {counted(len(behind.units), 'enhet', 'enheter')} i {rows(len(behind.rows))}."
    )
