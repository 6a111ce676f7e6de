"""Into the ledger's own tables, as they lie in a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from s3metrics.ledger import publishing
from s3metrics.ledger.places import Places
from s3metrics.ledger.schema import quoted
from s3metrics.sheets import SHEETS

Row = tuple[Any, ...]


def newest_file(places: Places) -> Path:
    newest = publishing.newest(places)
    assert newest is not None
    return newest[1]


def query(path: Path, sql: str) -> list[Row]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def all_rows(places: Places) -> dict[str, list[Row]]:
    """Every row of every table of the newest published version but `meta`, in a fixed order."""
    path = newest_file(places)
    return {
        table: query(path, f"SELECT * FROM {quoted(table)} ORDER BY ALL")
        for table in tables_in(path)
        if table != "meta"
    }


def tables_in(path: Path) -> list[str]:
    names = query(
        path,
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main' ORDER BY 1",
    )
    return [name for (name,) in names]


def texts_in(path: Path) -> Iterable[str]:
    """Every cell of every table as text: DuckDB may hold texts compressed in the file's bytes."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables"
        ).fetchall()
        for schema, table in tables:
            for row in connection.execute(
                f"SELECT * FROM {quoted(schema)}.{quoted(table)}"
            ).fetchall():
                yield from map(str, row)


SHEET_TABLES = tuple(sheet.table for sheet in SHEETS)
