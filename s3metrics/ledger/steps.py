"""What changed between two deliveries, taken into a throw-away ledger one cause at a time.

The copy's delivery 1 is what was known at the earlier point. Each further delivery lets the
changes of one cause take effect, in the order of `Cause`; after the last one everything is as
known at the later point. A figure asked as of each of them walks from the one to the other, and
the differences add up, since each starts where the one before ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

import duckdb

from s3metrics.ledger import schema
from s3metrics.ledger.attaching import attach_ledger
from s3metrics.ledger.known import known
from s3metrics.ledger.schema import quoted, quoted_text
from s3metrics.sheets import SHEETS, Sheet


class Cause(IntEnum):
    """Why what is known changed; the number is the delivery of the copy that does it.

    What was corrected comes before what came late: a late row of a company that has moved is late,
    and counts where the company is now.
    """

    CORRECTED = 2
    MUNICIPALITY = 3
    SIZE = 4
    COMPANY = 5
    AREA = 6
    INITIATIVE = 7
    WITHDRAWN = 8
    LATE = 9


THEN = 1
"""The copy's delivery that holds what was known at the earlier point."""

_PARTS: dict[str, tuple[tuple[Cause, tuple[str, ...]], ...]] = {
    "company": (
        (Cause.MUNICIPALITY, ("municipality",)),
        (Cause.SIZE, ("size",)),
        (Cause.COMPANY, ()),
    ),
    "initiative": ((Cause.AREA, ("area", "other_areas")), (Cause.INITIATIVE, ())),
    "actor": ((Cause.INITIATIVE, ()),),
}
"""Table → its causes in order, each with its columns; the last one has all that are left."""

_FRESH_IDS = -16
"""A row in between two causes is no row of any file: its number is below zero."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One cause by which rows of a table may change, and the columns in which it shows."""

    cause: Cause
    columns: tuple[str, ...]


def stages_of(sheet: Sheet) -> list[Stage]:
    """The stages in which a changed row of the sheet takes effect."""
    parts = _PARTS.get(sheet.table, ((Cause.CORRECTED, ()),))
    left = [column.name for column in sheet.columns if column.name not in sheet.key]
    stages = []
    for cause, columns in parts:
        own = columns or tuple(left)
        left = [name for name in left if name not in own]
        stages.append(Stage(cause=cause, columns=own))
    return stages


def write_steps(source: Path, target: Path, then: int, now: int) -> None:
    """Writes the copy to `target`, a new file; `source` is a published version.

    `then` and `now` are delivery numbers of the source, the earlier first.
    """
    with closing(duckdb.connect(str(target))) as new:
        schema.create(new, fingerprint="")
    with closing(duckdb.connect(":memory:")) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        attach_ledger(connection, source)
        connection.execute(f"ATTACH {quoted_text(str(target))} AS steps")
        _write_deliveries(connection, then, now)
        for sheet in SHEETS:
            for name, as_of in (("then_rows", then), ("now_rows", now)):
                connection.execute(
                    f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT *, {_key(sheet)} AS key "
                    f"FROM ({known(sheet.table)})",
                    {"as_of": as_of},
                )
            _write_rows(connection, sheet)
        connection.execute("CHECKPOINT steps")


def _write_deliveries(connection: duckdb.DuckDBPyConnection, then: int, now: int) -> None:
    first = "SELECT * FROM ledger.delivery ORDER BY delivery LIMIT 1"
    for number in (THEN, *Cause):
        connection.execute(
            "INSERT INTO steps.delivery "
            f"SELECT * REPLACE ({int(number)}::INTEGER AS delivery) FROM ({first})"
        )
    # The files keep their own delivery's number: a row opens to the delivery that brought it.
    connection.execute("INSERT INTO steps.delivered_file SELECT * FROM ledger.delivered_file")
    connection.execute(
        "INSERT INTO steps.delivered_table SELECT * REPLACE "
        f"(CASE WHEN delivery <= $then THEN {THEN} ELSE {int(Cause.LATE)} END AS delivery) "
        "FROM ledger.delivered_table WHERE delivery <= $now",
        {"then": then, "now": now},
    )


def _key(sheet: Sheet) -> str:
    """SQL for a text that identifies a row; of equal rows without a key, its place among them."""
    names = sheet.key or tuple(column.name for column in sheet.columns)
    cells = ", ".join(f"coalesce({quoted(name)}::TEXT, '')" for name in names)
    text = f"concat_ws(chr(31), {cells})"
    if sheet.key:
        return text
    return f"{text} || chr(31) || row_number() OVER (PARTITION BY {text} ORDER BY row_id)"


def _write_rows(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> None:
    stages = stages_of(sheet)
    differs = ", ".join(
        f"({_differs(stage.columns)}) AS differs_{at}" for at, stage in enumerate(stages)
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE pairs AS SELECT t.key AS then_key, n.key AS now_key, "
        f"t.row_id AS then_row, n.row_id AS now_row, {differs} "
        "FROM then_rows t FULL JOIN now_rows n ON t.key = n.key"
    )
    table = quoted(sheet.table)
    columns = ", ".join(quoted(name) for name in (*schema.PROVENANCE, *_names(sheet)))
    insert = f"INSERT INTO steps.{table} ({columns})"
    own = ", ".join(f"t.{quoted(name)}" for name in _names(sheet))
    connection.execute(
        f"{insert} SELECT t.row_id, t.sender, {THEN}, CASE WHEN now_key IS NULL "
        f"THEN {int(Cause.WITHDRAWN)} ELSE {_next_cause(stages)} END, t.file_id, t.sheet, "
        f"t.row_number, {own} FROM then_rows t JOIN pairs p ON p.then_key = t.key"
    )
    connection.execute(
        f"{insert} SELECT t.row_id, t.sender, {int(Cause.LATE)}, NULL, t.file_id, t.sheet, "
        f"t.row_number, {own} FROM now_rows t JOIN pairs p ON p.now_key = t.key "
        "WHERE then_key IS NULL"
    )
    for at, stage in enumerate(stages):
        later = stages[at + 1 :]
        still_then = {name for other in later for name in other.columns}
        mixed = ", ".join(
            f"{'t' if name in still_then else 'n'}.{quoted(name)}" for name in _names(sheet)
        )
        is_last = " AND ".join(["true", *(f"NOT differs_{at + 1 + i}" for i in range(len(later)))])
        connection.execute(
            f"{insert} SELECT CASE WHEN {is_last} THEN n.row_id "
            f"ELSE {_FRESH_IDS} * n.row_id - {at} END, n.sender, {int(stage.cause)}, "
            f"{_next_cause(later, at + 1)}, n.file_id, n.sheet, n.row_number, {mixed} "
            "FROM pairs p JOIN then_rows t ON t.key = p.then_key "
            f"JOIN now_rows n ON n.key = p.now_key WHERE differs_{at}"
        )


def _names(sheet: Sheet) -> list[str]:
    return [column.name for column in sheet.columns]


def _differs(columns: Sequence[str]) -> str:
    both = "t.key IS NOT NULL AND n.key IS NOT NULL"
    cells = [f"t.{quoted(name)} IS DISTINCT FROM n.{quoted(name)}" for name in columns]
    return f"{both} AND ({' OR '.join(['false', *cells])})"


def _next_cause(stages: Sequence[Stage], start: int = 0) -> str:
    """SQL for the first of the stages by which the row changes, or NULL."""
    cases = [f"WHEN differs_{start + i} THEN {int(s.cause)}" for i, s in enumerate(stages)]
    return f"CASE {' '.join(cases)} END" if cases else "NULL"
