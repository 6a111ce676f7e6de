"""What the columns of an answer hold: type, empties, distinct values, ends, distribution.

Of the rows that came back, so of a cut answer only of those.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

MOST_VALUES = 8
"""Values that are counted one by one; of more, numbers and days are put into as many spans."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A value, or a span of values, and in how many rows it stands."""

    value: Any
    until: Any = None
    """The last value of a span of whole numbers or days; else where the next span begins."""
    rows: int


@dataclass(frozen=True, kw_only=True)
class ColumnProfile:
    """One column of an answer."""

    name: str
    type: str
    """Arrow's name of the type."""
    rows: int
    empties: int
    distinct: int | None
    """Without the empty; None for lists and structures, which are not compared."""
    smallest: Any = None
    largest: Any = None
    """Python values; None where all is empty or there is no order."""
    parts: tuple[Part, ...] = ()
    """The commonest values first, or spans from the smallest; without the empty."""
    others: int = 0
    """Rows with a value that no part names."""


def profile(table: pa.Table) -> tuple[ColumnProfile, ...]:
    """A profile for each column, in order; two columns of one name have one each."""
    return tuple(
        _profile(field, table.column(place).combine_chunks())
        for place, field in enumerate(table.schema)
    )


def _profile(field: pa.Field, column: pa.Array) -> ColumnProfile:
    rows, empties = len(column), column.null_count
    if pa.types.is_nested(field.type) or pa.types.is_null(field.type):
        return ColumnProfile(
            name=field.name, type=str(field.type), rows=rows, empties=empties, distinct=None
        )
    if pa.types.is_dictionary(field.type):
        column = column.cast(field.type.value_type)
    known = column.drop_null()
    if pa.types.is_floating(known.type):
        # What is no number is no value either: it has no place in an order.
        known = known.filter(pc.invert(pc.is_nan(known)))
    counted = known.value_counts()
    smallest, largest = _ends(known)
    is_spanned = _has_spans(known.type) and len(counted) > MOST_VALUES
    parts = tuple(_spans(known) if is_spanned else _commonest(counted))
    return ColumnProfile(
        name=field.name,
        type=str(field.type),
        rows=rows,
        empties=rows - len(known),
        distinct=len(counted),
        smallest=smallest,
        largest=largest,
        parts=parts,
        others=len(known) - sum(part.rows for part in parts),
    )


def _ends(known: pa.Array) -> tuple[Any, Any]:
    if not len(known):
        return None, None
    ends = pc.min_max(known)
    return ends["min"].as_py(), ends["max"].as_py()


def _commonest(counted: pa.StructArray) -> Iterator[Part]:
    """The commonest values; of as common ones the smaller first."""
    table = pa.table({"value": counted.field("values"), "rows": counted.field("counts")})
    ordered = table.sort_by([("rows", "descending"), ("value", "ascending")])
    for row in ordered.slice(0, MOST_VALUES).to_pylist():
        yield Part(value=row["value"], rows=row["rows"])


def _has_spans(type_: pa.DataType) -> bool:
    is_number = pa.types.is_integer(type_) or pa.types.is_floating(type_)
    return bool(is_number or pa.types.is_decimal(type_) or pa.types.is_date(type_))


def _spans(known: pa.Array) -> Iterator[Part]:
    """As many spans of one width, from the smallest value to the largest."""
    is_day = pa.types.is_date(known.type)
    # Only the place in a span is taken from the float: no value passes through it.
    numbers = (known.cast(pa.date32()).cast(pa.int32()) if is_day else known).cast(
        pa.float64(), safe=False
    )
    finite = numbers.filter(pc.is_finite(numbers))
    if not len(finite):
        return
    low, high = pc.min(finite).as_py(), pc.max(finite).as_py()
    width = (high - low) / MOST_VALUES or 1.0
    places = pc.min_element_wise(
        pc.floor(pc.divide(pc.subtract(finite, low), width)), float(MOST_VALUES - 1)
    )
    found = {row["values"]: row["counts"] for row in places.value_counts().to_pylist()}
    for place in range(MOST_VALUES):
        start, end = low + place * width, low + (place + 1) * width
        is_last = place == MOST_VALUES - 1
        yield Part(
            value=_start(start, known.type),
            until=_back(high, known.type) if is_last else _until(end, known.type),
            rows=found.get(float(place), 0),
        )


def _start(number: float, type_: pa.DataType) -> Any:
    """The first value that a span can hold."""
    return _back(ceil(number) if _is_stepped(type_) else number, type_)


def _until(number: float, type_: pa.DataType) -> Any:
    return _back(ceil(number) - 1 if _is_stepped(type_) else number, type_)


def _is_stepped(type_: pa.DataType) -> bool:
    return bool(pa.types.is_date(type_) or pa.types.is_integer(type_))


def _back(number: float, type_: pa.DataType) -> Any:
    """A number as readers know the column: a day, a whole number, or one of few digits."""
    if pa.types.is_date(type_):
        return pa.scalar(int(number), pa.int32()).cast(pa.date32()).as_py()
    return int(number) if pa.types.is_integer(type_) else float(f"{number:.6g}")
