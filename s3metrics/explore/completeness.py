"""How complete the lists are: how many of a sender's rows have each column filled in, over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from s3metrics.editions.clock import Clock
from s3metrics.engine.entities import SourceRow, ledger_rows
from s3metrics.errors import WrongCall
from s3metrics.ledger.known import standing
from s3metrics.ledger.schema import quoted
from s3metrics.sheets import SHEETS, Column, Sheet, sheet_for_table, sheet_for_title
from s3metrics.words import Text, all_of, did_you_mean, fold


@dataclass(frozen=True, kw_only=True)
class Completeness:
    """One column of one sender's list, as it stood after one of its deliveries."""

    sender: str
    table: str
    column: str
    delivery: int
    received: date
    rows: int
    """Rows of the list."""
    filled: int
    """Of these, rows in which the column says something."""

    @property
    def share(self) -> float:
        """`filled` of `rows`, 0–1; a list has at least one row."""
        return self.filled / self.rows

    @property
    def quarter(self) -> str:
        """When it was received, as a member of the breakdown `quarter`: `2025-Q1`."""
        return f"{self.received.year}-Q{(self.received.month + 2) // 3}"

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {**vars(self), "received": self.received.isoformat(), "share": self.share}


def completeness(clock: Clock) -> list[Completeness]:
    """Every optional column of every list by sender, sheet, column and delivery.

    Required columns are always filled in: a row without them waits for correction.
    """
    found = [one for sheet in SHEETS for one in _of_sheet(clock, sheet)]
    return sorted(found, key=lambda one: (one.sender, one.table, one.column, one.delivery))


def latest(found: list[Completeness]) -> list[Completeness]:
    """Of each column the last delivery alone."""
    return list({(one.sender, one.table, one.column): one for one in found}.values())


def optional_column(given: str) -> tuple[Sheet, Column]:
    """The sheet and column that `Deltaganden.Timmar` or `participation.hours` names.

    Raises WrongCall for a sheet or a column that does not exist, and for one that is required.
    """
    title, _, heading = given.partition(".")
    sheet = sheet_for_title(title)
    if sheet is None:
        titles = [one.title for one in SHEETS]
        hint, there = did_you_mean(title, titles), all_of(titles)
        raise WrongCall(
            Text(
                f"Bladet ”{title}” finns inte.{hint.sv} Skriv blad, punkt, kolumn, till exempel "
                f"Deltaganden.Timmar. Bladen är {there.sv}.",
                f"There is no sheet “{title}”.{hint.en} Write sheet, point, column, for example "
                f"participation.hours. The sheets are {there.en}.",
            )
        )
    columns = {
        fold(word): column
        for column in sheet.columns
        if not column.is_required
        for word in (column.heading, column.name)
    }
    if fold(heading) not in columns:
        headings = [column.heading for column in dict.fromkeys(columns.values())]
        hint, there = did_you_mean(heading, headings), all_of(headings)
        raise WrongCall(
            Text(
                f"Bladet {sheet.title} har ingen frivillig kolumn ”{heading}”.{hint.sv} Frivilliga "
                f"är {there.sv}; övriga är alltid ifyllda.",
                f"The sheet {sheet.title} has no optional column “{heading}”.{hint.en} Optional "
                f"are {there.en}; the others are always filled in.",
            )
        )
    return sheet, columns[fold(heading)]


def empty_rows(clock: Clock, one: Completeness) -> list[SourceRow]:
    """The rows of the list in which the column says nothing, `rows` − `filled` of them."""
    column = sheet_for_table(one.table).by_name[one.column]
    found = (
        clock.engine.reader.cursor()
        .execute(
            f"""
            SELECT t.row_id FROM ledger.{quoted(one.table)} t
            WHERE t.sender = $sender AND {standing("t")}
            AND ({_says_something(column.name, column.is_list)}) IS NOT TRUE
            """,
            {"sender": one.sender, "as_of": one.delivery},
        )
        .fetchall()
    )
    rows = ledger_rows(clock.engine, one.table, [row_id for (row_id,) in found]).values()
    return sorted(rows, key=lambda row: (row.file, row.sheet, row.row))


def _of_sheet(clock: Clock, sheet: Sheet) -> list[Completeness]:
    columns = [column for column in sheet.columns if not column.is_required]
    if not columns:
        return []
    counted = ", ".join(
        f"count(*) FILTER (WHERE {_says_something(column.name, column.is_list)})"
        for column in columns
    )
    rows = (
        clock.engine.reader.cursor()
        .execute(
            f"""
            SELECT d.sender, d.delivery, d.received_at::DATE, count(*), {counted}
            FROM ledger.delivery d
            JOIN ledger.delivered_table l ON l.delivery = d.delivery AND l.table_name = $table
            JOIN ledger.{quoted(sheet.table)} t ON t.sender = d.sender
            AND t.brought_by <= d.delivery
            AND (t.withdrawn_by IS NULL OR t.withdrawn_by > d.delivery)
            WHERE d.delivery <= $as_of GROUP BY ALL
            """,
            {"table": sheet.table, "as_of": clock.delivery},
        )
        .fetchall()
    )
    return [
        Completeness(
            sender=sender,
            table=sheet.table,
            column=column.name,
            delivery=delivery,
            received=received,
            rows=count,
            filled=filled,
        )
        for sender, delivery, received, count, *all_filled in rows
        for column, filled in zip(columns, all_filled, strict=True)
    ]


def _says_something(column: str, is_list: bool) -> str:
    cell = f"t.{quoted(column)}"
    return f"len({cell}) > 0" if is_list else f"trim({cell}::TEXT) <> ''"
