"""What of an answer neither Python nor Parquet can hold is made text, as DuckDB writes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
_SECONDS_A_DAY = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST_DAY, _LAST_DAY = date.min.toordinal() - _EPOCH, date.max.toordinal() - _EPOCH
_INFINITE = 2**63 - 1
"""DuckDB's infinity in a time; its negative is minus infinity."""


def validate(table: pa.Table) -> None:
    """Looks at each buffer of a table that a stranger sent. Raises pa.ArrowInvalid.

    Times are looked at as whole numbers, since Arrow refuses DuckDB's 24:00 as no time.
    """
    table.validate()
    for column in table.columns:
        type_ = _with_numbers_for_times(column.type)
        for chunk in column.chunks:
            looked_at = chunk if type_ == column.type else chunk.view(type_)
            looked_at.validate(full=True)


def _with_numbers_for_times(type_: pa.DataType) -> pa.DataType:
    if pa.types.is_time64(type_):
        return pa.int64()
    if pa.types.is_struct(type_):
        return pa.struct([f.with_type(_with_numbers_for_times(f.type)) for f in type_.fields])
    if pa.types.is_map(type_):
        return pa.map_(*map(_with_numbers_for_times, (type_.key_type, type_.item_type)))
    if pa.types.is_fixed_size_list(type_):
        return pa.list_(_with_numbers_for_times(type_.value_type), type_.list_size)
    if pa.types.is_list(type_):
        return pa.list_(_with_numbers_for_times(type_.value_type))
    return type_


def holdable(table: pa.Table) -> pa.Table:
    """The table with the columns that cannot be held as texts, the others as they are.

    Text are: every column of intervals, unions or numbers of any length, and a column with dates
    outside the years 1–9999, infinities, the time 24:00 or parts of a microsecond; within lists
    and structures too. The text is DuckDB's own (`20000-01-01`, `0044-03-15 (BC)`, `infinity`,
    `1 month 2 days`), so that a query can read it back.
    """
    columns = [
        _as_text(column) if any(map(_cannot_be_held, _leaves(column))) else column
        for column in table.columns
    ]
    fields = [
        field if field.type == column.type else pa.field(field.name, column.type)
        for field, column in zip(table.schema, columns, strict=True)
    ]
    return table if columns == [] else pa.table(columns, schema=pa.schema(fields))


def _leaves(column: pa.ChunkedArray) -> Iterator[pa.Array]:
    """All that is not put together of something else. Without a chunk there is still a type."""
    for chunk in column.chunks or [pa.array([], column.type)]:
        yield from _leaves_of(chunk)


def _leaves_of(array: pa.Array) -> Iterator[pa.Array]:
    if pa.types.is_map(array.type):
        parts = [array.keys, array.items]
    elif pa.types.is_struct(array.type) or pa.types.is_list(array.type):
        parts = array.flatten() if pa.types.is_struct(array.type) else [array.flatten()]
    elif pa.types.is_large_list(array.type) or pa.types.is_fixed_size_list(array.type):
        parts = [array.flatten()]
    else:
        yield array
        return
    for part in parts:
        yield from _leaves_of(part)


def _cannot_be_held(array: pa.Array) -> bool:
    type_ = array.type
    if isinstance(type_, pa.BaseExtensionType):  # DuckDB's own: BIGNUM, as bare bytes
        return True
    if pa.types.is_interval(type_) or pa.types.is_union(type_):
        return True
    if pa.types.is_date32(type_):
        return _is_outside(array.view(pa.int32()), _FIRST_DAY, _LAST_DAY)
    if pa.types.is_timestamp(type_):
        return _is_outside(array.view(pa.int64()), *_bounds(type_))
    if pa.types.is_time64(type_):
        return _is_no_time_of_day(array.view(pa.int64()), _PER_SECOND[type_.unit])
    return False


def _bounds(type_: pa.TimestampType) -> tuple[int, int]:
    """A day is kept free at both ends where there is a zone: shown in another it moves."""
    kept = 1 if type_.tz else 0
    a_day = _SECONDS_A_DAY * _PER_SECOND[type_.unit]
    first, last = (_FIRST_DAY + kept) * a_day, (_LAST_DAY + 1 - kept) * a_day - 1
    return max(first, 1 - _INFINITE), min(last, _INFINITE - 1)


def _is_no_time_of_day(numbers: pa.Array, per_second: int) -> bool:
    """24:00 is for DuckDB a time; Python's times end before it, and with the microsecond."""
    if _is_outside(numbers, 0, _SECONDS_A_DAY * per_second - 1):
        return True
    step = max(1, per_second // 10**6)
    whole = pc.multiply(pc.divide(numbers, step), step)
    return bool(pc.any(pc.not_equal(numbers, whole)).as_py())


def _is_outside(numbers: pa.Array, first: int, last: int) -> bool:
    found = pc.min_max(numbers).as_py()
    return found["min"] is not None and not first <= found["min"] <= found["max"] <= last


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET TimeZone = 'UTC'")
        values = connection.from_arrow(pa.table({"x": column}))
        texts = values.select(duckdb.ColumnExpression("x").cast("VARCHAR")).to_arrow_table()
    return texts.column(0).cast(pa.string())
