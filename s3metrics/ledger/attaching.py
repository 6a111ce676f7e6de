"""Attaching a stored version to read it, also one that an earlier version of the program wrote.

A published copy cannot be brought up: it may be read-only, and others are reading it. What it
lacks (tables of new sheets, new columns) is added in views over it, empty.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from s3metrics.ledger.schema import FAULT_TYPES, PROVENANCE_TYPES, quoted, quoted_text, sql_type
from s3metrics.sheets import SHEETS

_STORED = "stored"
_WANTED = {
    sheet.table: PROVENANCE_TYPES | {column.name: sql_type(column) for column in sheet.columns}
    for sheet in SHEETS
} | {"fault": FAULT_TYPES}
"""Table → the columns that may have come since, with their types."""


def attach_ledger(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Makes the version in `path` readable as `ledger`; it is never written to.

    Raises duckdb.Error for a file that is no database.
    """
    connection.execute(f"ATTACH {quoted_text(str(path))} AS ledger (READ_ONLY)")
    lacking = {table: names for table in _WANTED if (names := _lacking(connection, table))}
    if not lacking:
        return
    connection.execute("DETACH ledger")
    connection.execute(f"ATTACH {quoted_text(str(path))} AS {_STORED} (READ_ONLY)")
    connection.execute("ATTACH ':memory:' AS ledger")
    stored = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        f"WHERE database_name = '{_STORED}' AND schema_name = 'main'"
    ).fetchall()
    for (table,) in stored:
        connection.execute(
            f"CREATE VIEW ledger.{quoted(table)} AS SELECT * FROM {_STORED}.{quoted(table)}"
        )
    for table, names in lacking.items():
        connection.execute(
            f"CREATE OR REPLACE VIEW ledger.{quoted(table)} AS "
            f"{_completed(table, names, is_stored=(table,) in stored)}"
        )


def _lacking(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The columns that the stored table lacks: all of them where there is no table."""
    stored = {
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = 'ledger' "
            "AND schema_name = 'main' AND table_name = ?",
            [table],
        ).fetchall()
    }
    return [name for name in _WANTED[table] if name not in stored]


def _completed(table: str, lacking: list[str], *, is_stored: bool) -> str:
    types = _WANTED[table]
    empty = ", ".join(f"NULL::{types[name]} AS {quoted(name)}" for name in lacking)
    if not is_stored:
        return f"SELECT {empty} WHERE false"
    return f"SELECT *, {empty} FROM {_STORED}.{quoted(table)}"
