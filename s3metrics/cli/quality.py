"""`quality`: how complete the lists are, and what a careful analyst would ask of them."""

from __future__ import annotations

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.listing import Column, Listing, Row
from s3metrics.cli.options import as_of_option, format_option
from s3metrics.cli.out import tell, tell_sample
from s3metrics.cli.values import share
from s3metrics.engine.entities import SourceRow
from s3metrics.errors import WrongCall
from s3metrics.explore.completeness import Completeness, latest, optional_column
from s3metrics.explore.questions import Asked
from s3metrics.platform import Platform
from s3metrics.sheets import sheet_for_table
from s3metrics.words import Text

DONE = 0


@click.command(
    cls=Command,
    help="Visa vad en noggrann läsare frågar om uppgifterna själva: rader som var för sig är rätta "
    "men ihop är märkliga. Ingen siffra ändras av det. Med --completeness: hur stor del av varje "
    "avsändares rader som har varje frivillig kolumn ifylld, leverans för leverans. Med --empty: "
    "de rader som saknar en av kolumnerna.",
    short_help="Visa hur fullständiga och rimliga uppgifterna är.",
)
@click.option("--question", metavar="FRÅGA", help="Raderna bakom en av frågorna.")
@click.option("--completeness", is_flag=True, help="Ifyllda kolumner i stället för frågor.")
@click.option(
    "--empty",
    metavar="BLAD.KOLUMN",
    help="Raderna som saknar en frivillig kolumn, i varje avsändares senaste lista; till exempel "
    "Deltaganden.Timmar.",
)
@as_of_option
@format_option
def quality(
    question: str | None, completeness: bool, empty: str | None, as_of: str | None, format_: str
) -> int:
    """One row per question, row behind a question or without a value, or column; the rest to
    stderr."""
    if (question is not None) + completeness + (empty is not None) > 1:
        raise WrongCall(
            Text(
                "--question, --completeness och --empty visar var sin tabell. Ange en av dem.",
                "--question, --completeness and --empty show a table each. Give one of them.",
            )
        )
    platform = opened()
    if empty is not None:
        lacking = _empty_rows(platform, empty, as_of)
        Listing(columns=_ROWS, rows=[_behind(row) for row in lacking]).write(
            format_, lambda: [row.as_json() for row in lacking]
        )
    elif completeness:
        found = platform.completeness(as_of)
        shown = latest(found) if format_ == "table" else found
        rows = [_filled(one) for one in shown]
        Listing(columns=_FILLED, rows=rows).write(format_, lambda: [one.as_json() for one in found])
    else:
        asked = platform.questions(as_of, question)
        columns, rows = (
            (_QUESTIONS, [_question(one) for one in asked])
            if question is None
            else (_ROWS, [_behind(row) for one in asked for row in one.rows])
        )
        Listing(columns=columns, rows=rows).write(format_, lambda: [one.as_json() for one in asked])
        if question is not None:
            tell(f"{asked[0].question.heading.sv}. {asked[0].question.why.sv}")
    tell_sample(platform)
    return DONE


def _question(one: Asked) -> Row:
    return {
        "question": one.question.id,
        "what": one.question.heading.sv,
        "sheet": sheet_for_table(one.question.table).title,
        "count": len(one.rows),
        "of": one.of,
    }


def _empty_rows(platform: Platform, given: str, as_of: str | None) -> list[SourceRow]:
    """The rows without a value in the column, list by list as each stood last."""
    sheet, column = optional_column(given)
    return [
        row
        for one in latest(platform.completeness(as_of))
        if (one.table, one.column) == (sheet.table, column.name)
        for row in platform.empty_rows(one)
    ]


def _behind(row: SourceRow) -> Row:
    sheet = sheet_for_table(row.table)
    return {
        "sender": row.sender,
        "delivery": row.delivery,
        "file": row.file,
        "sheet": row.sheet,
        "row": row.row,
        "cells": "; ".join(
            f"{column.heading}: {row.cells[column.name]}"
            for column in sheet.columns
            if row.cells.get(column.name) not in (None, "", [])
        ),
    }


def _filled(one: Completeness) -> Row:
    sheet = sheet_for_table(one.table)
    headings = {column.name: column.heading for column in sheet.columns}
    return {
        "sender": one.sender,
        "sheet": sheet.title,
        "column": headings[one.column],
        "delivery": one.delivery,
        "rows": one.rows,
        "filled": one.filled,
        "share": one.share,
    }


_QUESTIONS = [
    Column(name="question", heading="Fråga"),
    Column(name="what", heading="Vad"),
    Column(name="sheet", heading="Blad"),
    Column(name="count", heading="Rader", is_number=True),
    Column(name="of", heading="Av", is_number=True),
]
_ROWS = [
    Column(name="sender", heading="Avsändare"),
    Column(name="delivery", heading="Leverans", is_number=True),
    Column(name="file", heading="Fil"),
    Column(name="sheet", heading="Blad"),
    Column(name="row", heading="Rad", is_number=True),
    Column(name="cells", heading="Uppgifter"),
]
_FILLED = [
    Column(name="sender", heading="Avsändare"),
    Column(name="sheet", heading="Blad"),
    Column(name="column", heading="Kolumn"),
    Column(name="delivery", heading="Leverans", is_number=True),
    Column(name="rows", heading="Rader", is_number=True),
    Column(name="filled", heading="Ifyllda", is_number=True),
    Column(
        name="share",
        heading="Andel",
        is_number=True,
        show=lambda row: share(row["share"]),
    ),
]
