"""Attaching a stored version to read it, also one that an earlier version of the program wrote.

A published copy cannot be brought up: it may be read-only, and others are reading it. What it
lacks (tables of new sheets, new columns) is added in views over it, empty.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from s3metrics.ledger.schema import PROVENANCE_TYPES, quoted, quoted_text, sql_type
from s3metrics.sheets import SHEETS, Sheet

_STORED = "stored"


def attach_ledger(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Makes the version in `path` readable as `ledger`; it is never written to.

    Raises duckdb.Error for a file that is no database.
    """
    connection.execute(f"ATTACH {quoted_text(str(path))} AS ledger (READ_ONLY)")
    if not any(_lacking(connection, sheet) for sheet in SHEETS):
        return
    connection.execute("DETACH ledger")
    connection.execute(f"ATTACH {quoted_text(str(path))} AS {_STORED} (READ_ONLY)")
    connection.execute("ATTACH ':memory:' AS ledger")
    for (table,) in connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        f"WHERE database_name = '{_STORED}' AND schema_name = 'main'"
    ).fetchall():
        connection.execute(
            f"CREATE VIEW ledger.{quoted(table)} AS SELECT * FROM {_STORED}.{quoted(table)}"
        )
    for sheet in SHEETS:
        if lacking := _lacking(connection, sheet):
            connection.execute(
                f"CREATE OR REPLACE VIEW ledger.{quoted(sheet.table)} AS "
                f"{_completed(sheet, lacking)}"
            )


def _lacking(connection: duckdb.DuckDBPyConnection, sheet: Sheet) -> list[str]:
    """The columns that the stored table lacks: all of them where there is no table."""
    stored = {
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = 'ledger' "
            "AND schema_name = 'main' AND table_name = ?",
            [sheet.table],
        ).fetchall()
    }
    wanted = (*PROVENANCE_TYPES, *(column.name for column in sheet.columns))
    return [name for name in wanted if name not in stored]


def _completed(sheet: Sheet, lacking: list[str]) -> str:
    types = {**PROVENANCE_TYPES, **{c.name: sql_type(c) for c in sheet.columns}}
    empty = ", ".join(f"NULL::{types[name]} AS {quoted(name)}" for name in lacking)
    if len(lacking) == len(types):
        return f"SELECT {empty} WHERE false"
    return f"SELECT *, {empty} FROM {_STORED}.{quoted(sheet.table)}"
