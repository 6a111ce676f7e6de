"""Putting an edition into the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import duckdb
import pyarrow as pa

from s3metrics.editions.exact import text_of, texts_of
from s3metrics.editions.model import Edition, Sealed
from s3metrics.editions.schema import make_tables
from s3metrics.errors import WrongCall
from s3metrics.words import Text

Row = tuple[object, ...]
_TEXT, _LIST = pa.string(), pa.list_(pa.string())


def write_edition(connection: duckdb.DuckDBPyConnection, sealed: Sealed, *, after: int) -> None:
    """All of its rows, inside the caller's transaction.

    `after` is how many editions there were when it was judged whether it can be sealed; raises
    WrongCall where there are more by now.
    """
    make_tables(connection)
    (count,) = connection.execute("SELECT count(*) FROM ledger.edition").fetchall()[0]
    if count != after:
        raise WrongCall(
            Text(
                "En annan utgåva förseglades just av någon annan. Ingenting har ändrats. Se "
                "utgåvorna med s3metrics editions, och försök igen.",
                "Somebody else has just sealed another edition. Nothing has been changed. List "
                "the editions with s3metrics editions, and try again.",
            )
        )
    edition = sealed.edition
    connection.execute(
        "INSERT INTO ledger.edition SELECT (SELECT count(*) + 1 FROM ledger.edition), "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
        [
            edition.name,
            edition.period,
            edition.period_start,
            edition.period_end,
            edition.programme_start,
            edition.sealed_at,
            edition.as_of,
            edition.programme_sha256,
            edition.software_version,
            edition.replaces,
            edition.reason,
            list(edition.open_items),
            edition.is_sample,
            edition.sha256,
        ],
    )
    connection.executemany(
        "INSERT INTO ledger.edition_rows VALUES (?, ?, ?, ?)", list(_ledger_rows(edition))
    )
    connection.executemany(
        "INSERT INTO ledger.edition_definition VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        list(_definitions(sealed)),
    )
    figures = (_TEXT, pa.int32(), _TEXT, _TEXT, _LIST, _LIST, *[_TEXT] * 5)
    _insert(connection, "edition_figure", figures, list(_figures(sealed)))
    overlaps = (_TEXT, pa.int32(), _TEXT, _TEXT, _LIST, _TEXT, _LIST, *[_TEXT] * 4)
    _insert(connection, "edition_overlap", overlaps, list(_overlaps(sealed)))


def _ledger_rows(edition: Edition) -> Iterator[Row]:
    for table, (rows, fingerprint) in edition.ledger_rows.items():
        yield edition.name, table, rows, fingerprint


def _definitions(sealed: Sealed) -> Iterator[Row]:
    for place, one in enumerate(sealed.definitions.values(), start=1):
        texts = (
            text for both in (one.label, one.unit, one.sentence) for text in (both.sv, both.en)
        )
        yield sealed.edition.name, place, one.indicator, one.version, one.sha256, *texts


def _figures(sealed: Sealed) -> Iterator[Row]:
    place = 0
    for table in sealed.tables.values():
        for members, cell in table.cells.items():
            place += 1
            yield (
                sealed.edition.name,
                place,
                table.span.value,
                table.indicator,
                list(table.by),
                list(members),
                *texts_of(cell),
                table.code_of(members),
            )


def _overlaps(sealed: Sealed) -> Iterator[Row]:
    place = 0
    for table in sealed.tables.values():
        for dimension, overlaps in table.overlap.items():
            for overlap in overlaps:
                place += 1
                yield (
                    sealed.edition.name,
                    place,
                    table.span.value,
                    table.indicator,
                    list(table.by),
                    dimension,
                    list(overlap.members.values()),
                    text_of(overlap.parts_sum),
                    text_of(overlap.total),
                    text_of(overlap.overlap),
                    json.dumps({str(k): v for k, v in overlap.units_in_parts.items()}),
                )


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    types: Sequence[pa.DataType],
    rows: Sequence[Row],
) -> None:
    """Many rows at once: through Arrow, since row-wise inserts are slow in DuckDB."""
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    batch = pa.table(
        {
            f"c{i}": pa.array(values, kind)
            for i, (values, kind) in enumerate(zip(columns, types, strict=True))
        }
    )
    connection.register("sealed_rows", batch)
    connection.execute(f"INSERT INTO ledger.{table} SELECT * FROM sealed_rows")
    connection.unregister("sealed_rows")
