"""Which delivered column is which declared one, and what to say about the rest."""

from __future__ import annotations

from dataclasses import dataclass

from s3metrics.intake.raw import RawSheet, column_named
from s3metrics.sheets import Column, Sheet
from s3metrics.words import NOTHING, Text, all_of, meant, nearest

_COMPARED_LENGTH = 60


@dataclass(frozen=True, kw_only=True)
class Headings:
    """The headings of one delivered sheet, matched with its declaration."""

    known: dict[str, int]
    """Column name → position in the sheet."""
    unknown: dict[int, str]
    """Position → heading as it is shown: never empty, each once."""


def match_headings(raw: RawSheet, sheet: Sheet) -> Headings:
    """Matches Swedish headings and English column names, in any order and case.

    Two headings of one column have been refused when the file was read.
    """
    known: dict[str, int] = {}
    unknown: dict[int, str] = {}
    for position, (heading, letters) in enumerate(zip(raw.header, raw.letters, strict=True)):
        column = column_named(sheet, heading)
        if column is not None:
            known[column.name] = position
        else:
            shown = heading or f"kolumn {letters}"
            unknown[position] = f"{shown} ({letters})" if shown in unknown.values() else shown
    return Headings(known=known, unknown=unknown)


def missing_heading(column: Column, headings: Headings) -> Text:
    """The sentence about a required column that was not delivered."""
    hit = nearest(column.heading, [_short(heading) for heading in headings.unknown.values()])
    asked = NOTHING
    if hit:
        asked = Text(
            f" Är det kolumnen ”{hit}”? Kalla den då ”{column.heading}”.",
            f" Is it the column “{hit}”? Then name it “{column.heading}”.",
        )
    return Text(
        f"Kolumnen ”{column.heading}” saknas i bladet, och den måste fyllas i på varje "
        f"rad.{asked.sv} Rubriken ska vara ”{column.heading}” eller ”{column.name}”.",
        f"The column “{column.heading}” is missing from the sheet, and it must be filled in on "
        f"every row.{asked.en} The heading should be “{column.heading}” or “{column.name}”.",
    )


def unknown_heading(heading: str, sheet: Sheet) -> Text:
    """The sentence about a delivered column that no declaration knows."""
    names = [column.heading for column in sheet.columns]
    hit = nearest(_short(heading), names)
    hint, there = meant(hit), all_of(names)
    return Text(
        f"”{_short(heading)}” är ingen kolumn i bladet {sheet.title}, så det som står där "
        f"läses inte.{hint.sv} Bladets kolumner är {there.sv}.",
        f"“{_short(heading)}” is no column of the sheet {sheet.title}, so what stands there is "
        f"not read.{hint.en} The sheet's columns are {there.en}.",
    )


def _short(heading: str) -> str:
    """Looking for the nearest match in a whole page of text would take for ever."""
    return heading[:_COMPARED_LENGTH]
