"""An answer as files for programs, each with its stamp: plain CSV and Parquet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pyarrow.parquet as pq

from s3metrics.explore.answer import Answer, as_json_value, distinct
from s3metrics.words import LANGUAGES, Text, whole

STAMP_KEY = b"s3metrics"
"""Under this key a Parquet file's metadata hold the stamp as JSON."""


def stamp_lines(answer: Answer) -> Iterator[Text]:
    """What every file of an answer says of it: what it is not, what is missing, how it was made."""
    stamp = answer.stamp
    yield stamp.sentence
    if answer.is_cut:
        rows = whole(answer.table.num_rows)
        yield Text(
            f"Ofullständigt: svaret kapades vid {rows.sv} rader.",
            f"Incomplete: the answer was cut at {rows.en} rows.",
        )
    yield Text(f"Fråga: {_on_one_line(stamp.query)}", f"Query: {_on_one_line(stamp.query)}")
    for name, given in stamp.parameters.items():
        yield Text(f"${name} = {given}", f"${name} = {given}")


def as_plain_csv(answer: Answer) -> bytes:
    """Comma, decimal point, UTF-8, CRLF; every cell as it is.

    The stamp stands first, in lines that begin with `#`; the first of them says how many they are,
    for programs that have to skip them.
    """
    said = [text.of(language) for text in stamp_lines(answer) for language in LANGUAGES]
    lines = [*dict.fromkeys(said)]
    head = f"s3metrics: {len(lines) + 1} rader före tabellen / lines before the table"
    target = StringIO()
    for line in (head, *lines):
        target.write(f"# {line}\r\n")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(answer.table.column_names)
    writer.writerows(
        zip(*(map(_cell, column.to_pylist()) for column in answer.table.columns), strict=True)
    )
    return target.getvalue().encode()


def as_parquet(answer: Answer) -> bytes:
    """The columns in their own types; the stamp as JSON in the file's metadata."""
    # Two columns of one name are told apart: a file with both could not be read.
    table = answer.table.rename_columns(distinct(answer.table.column_names))
    stamp = {**answer.stamp.as_json(), "is_cut": answer.is_cut, "rows": answer.table.num_rows}
    content = json.dumps(as_json_value(stamp), ensure_ascii=False).encode()
    metadata = {**(table.schema.metadata or {}), STAMP_KEY: content}
    target = BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), target, compression="zstd")
    return target.getvalue()


def _on_one_line(query: str) -> str:
    return " ".join(query.split())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict | list | bytes):
        return json.dumps(as_json_value(value), ensure_ascii=False)
    return str(value)
