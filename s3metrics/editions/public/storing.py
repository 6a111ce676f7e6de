"""What is hidden of each edition, kept beside it. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from s3metrics.editions.model import Edition, Span
from s3metrics.editions.public.pattern import Pattern, Reason
from s3metrics.ledger.reader import Reader

TABLE = "edition_public"
_MAKE = f"""
CREATE TABLE IF NOT EXISTS ledger.{TABLE} (
    edition TEXT NOT NULL, span TEXT NOT NULL, indicator TEXT NOT NULL, breakdown TEXT[] NOT NULL,
    members TEXT[] NOT NULL, companies INTEGER[] NOT NULL, hidden TEXT[]
);
"""
_TYPES = pa.schema(
    [
        ("edition", pa.string()),
        ("span", pa.string()),
        ("indicator", pa.string()),
        ("breakdown", pa.list_(pa.string())),
        ("members", pa.list_(pa.string())),
        ("companies", pa.list_(pa.int32())),
        ("hidden", pa.list_(pa.string())),
    ]
)


def write_pattern(connection: duckdb.DuckDBPyConnection, edition: str, pattern: Pattern) -> None:
    """Inside the caller's transaction, unless it is there already."""
    connection.execute(_MAKE)
    known = connection.execute(
        f"SELECT 1 FROM ledger.{TABLE} WHERE edition = ? LIMIT 1", [edition]
    ).fetchall()
    if known or not pattern.behind:
        return
    columns: list[list[object]] = [[] for _ in _TYPES]
    for place, companies in pattern.behind.items():
        (indicator, span, by), members = place
        reasons = pattern.hidden.get(place)
        told = reasons and [reason and reason.value for reason in reasons]
        row = (edition, span.value, indicator, by, members, companies, told)
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    arrays = [pa.array(column, one.type) for column, one in zip(columns, _TYPES, strict=True)]
    batch = pa.table(arrays, schema=_TYPES)
    connection.register("public_rows", batch)
    connection.execute(f"INSERT INTO ledger.{TABLE} SELECT * FROM public_rows")
    connection.unregister("public_rows")


def read_patterns(reader: Reader, editions: Iterable[Edition]) -> dict[str, Pattern]:
    """Edition → its pattern, of those that have one."""
    if not reader.has_table(TABLE):
        return {}
    found: dict[str, Pattern] = {edition.name: Pattern({}, {}) for edition in editions}
    rows = reader.cursor().execute(f"SELECT * FROM ledger.{TABLE}").fetchall()
    for edition, span, indicator, by, members, companies, hidden in rows:
        if edition in found:
            place = ((indicator, Span(span), tuple(by)), tuple(members))
            found[edition].behind[place] = tuple(companies)
            if hidden is not None:
                reasons = tuple(None if one is None else Reason(one) for one in hidden)
                found[edition].hidden[place] = reasons
    return {edition: pattern for edition, pattern in found.items() if pattern.behind}
