"""The ledger's tables. Those of the sheets are made from the sheets' declarations.

Every row of a sheet's table carries who sent it, the delivery that brought it, the one that
withdrew it (null while it stands), and the file, tab and row it came from. Rows are never
changed or erased; only `withdrawn_by` is filled in, once.
"""

from __future__ import annotations

from typing import Any

import duckdb

from s3metrics.sheets import SHEETS, Column, Kind, Sheet

SCHEMA_VERSION = "3"
"""Raised when a table or column is added."""
EARLIER_VERSIONS = ("1", "2")
"""Those that are brought up when the database is next written."""

_SQL_TYPES = {
    Kind.DATE: "DATE",
    Kind.YEAR: "INTEGER",
    Kind.INTEGER: "INTEGER",
    Kind.DECIMAL: "DECIMAL(18, 4)",
    Kind.BOOL: "BOOLEAN",
}

_OWN_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    delivery INTEGER PRIMARY KEY,
    sender TEXT NOT NULL,
    received_at TIMESTAMP NOT NULL,
    format TEXT NOT NULL,
    programme_sha256 TEXT NOT NULL,
    software_version TEXT NOT NULL,
    is_confirmed BOOLEAN NOT NULL,
    other_programmes INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS delivered_file (
    file_id INTEGER PRIMARY KEY, delivery INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS delivered_table (
    delivery INTEGER NOT NULL, sender TEXT NOT NULL, table_name TEXT NOT NULL,
    read INTEGER NOT NULL, accepted INTEGER NOT NULL, quarantined INTEGER NOT NULL,
    added INTEGER NOT NULL, changed INTEGER NOT NULL, withdrawn INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS quarantined (
    brought_by INTEGER NOT NULL, withdrawn_by INTEGER, sender TEXT NOT NULL,
    table_name TEXT NOT NULL, file_id INTEGER NOT NULL, sheet TEXT NOT NULL,
    row_number INTEGER NOT NULL, cells TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS fault (
    delivery INTEGER NOT NULL, table_name TEXT NOT NULL, file_id INTEGER NOT NULL,
    sheet TEXT NOT NULL, row_number INTEGER NOT NULL, column_name TEXT NOT NULL,
    value TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, message_en TEXT
);
CREATE SEQUENCE IF NOT EXISTS row_id START 1;
"""

PROVENANCE_TYPES = {
    "row_id": "BIGINT",
    "sender": "TEXT",
    "brought_by": "INTEGER",
    "withdrawn_by": "INTEGER",
    "file_id": "INTEGER",
    "sheet": "TEXT",
    "row_number": "INTEGER",
}
PROVENANCE = tuple(PROVENANCE_TYPES)
FAULT_TYPES = {"message_en": "TEXT"}
"""What came to the table of faults later: the English of a sentence; empty in older rows."""


def sql_type(column: Column) -> str:
    """The column's type in DuckDB; a list column holds texts."""
    return "TEXT[]" if column.is_list else _SQL_TYPES.get(column.kind, "TEXT")


def quoted(name: str) -> str:
    """A name of ours as SQL identifier."""
    return f'"{name}"'


def quoted_text(text: str) -> str:
    """A text as SQL literal, where a parameter cannot stand."""
    return "'" + text.replace("'", "''") + "'"


def column_list(sheet: Sheet, prefix: str = "") -> str:
    """The sheet's columns, quoted and comma separated."""
    return ", ".join(prefix + quoted(column.name) for column in sheet.columns)


def references_to(table: str) -> str:
    """SQL for the keys of `table` that standing rows refer to."""
    parts = [
        f"SELECT {quoted(column.name)} AS key FROM {quoted(sheet.table)} "
        f"WHERE withdrawn_by IS NULL AND {quoted(column.name)} IS NOT NULL"
        for sheet in SHEETS
        for column in sheet.columns
        if column.refers_to == table
    ]
    return " UNION ALL ".join(parts)


def only_row(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: object = None
) -> tuple[Any, ...]:
    """The first row of a query that has at least one.

    All rows are fetched: a result that is not read to its end keeps the connection busy.
    """
    row: tuple[Any, ...] = connection.execute(sql, parameters).fetchall()[0]
    return row


def create(connection: duckdb.DuckDBPyConnection, *, fingerprint: str) -> None:
    """Makes all tables in an empty database."""
    connection.execute("BEGIN")
    connection.execute(_OWN_TABLES)
    for sheet in SHEETS:
        connection.execute(_sheet_table(sheet))
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [
            ("schema_version", SCHEMA_VERSION),
            ("secret_fingerprint", fingerprint),
            ("data_version", "0"),
            ("is_sample", "false"),
        ],
    )
    connection.execute("COMMIT")


def upgrade(connection: duckdb.DuckDBPyConnection) -> None:
    """Adds the tables and columns that a database of an earlier version lacks; nothing else.

    What was stored before stays as it is: a new column is empty in the rows that stand.
    """
    connection.execute("BEGIN")
    connection.execute(_OWN_TABLES)
    for name, type_ in FAULT_TYPES.items():
        connection.execute(f"ALTER TABLE fault ADD COLUMN IF NOT EXISTS {quoted(name)} {type_}")
    for sheet in SHEETS:
        connection.execute(_sheet_table(sheet))
        for column in sheet.columns:
            connection.execute(
                f"ALTER TABLE {quoted(sheet.table)} ADD COLUMN IF NOT EXISTS "
                f"{quoted(column.name)} {sql_type(column)}"
            )
    connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [SCHEMA_VERSION])
    connection.execute("COMMIT")


def _sheet_table(sheet: Sheet) -> str:
    columns = ", ".join(f"{quoted(c.name)} {sql_type(c)}" for c in sheet.columns)
    return (
        f"CREATE TABLE IF NOT EXISTS {quoted(sheet.table)} (row_id BIGINT NOT NULL, "
        "sender TEXT NOT NULL, brought_by INTEGER NOT NULL, withdrawn_by INTEGER, "
        f"file_id INTEGER NOT NULL, sheet TEXT NOT NULL, row_number INTEGER NOT NULL, {columns})"
    )
