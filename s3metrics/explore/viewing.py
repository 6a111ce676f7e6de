"""A page of an answer: the rows that contain a text, sorted by a column."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

PAGE_ROWS = 50


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One page of the rows."""

    table: pa.Table
    first: int
    """The place of its first row among the matching ones, from 1; 0 where there are none."""
    matching: int
    pages: int
    """1 where there are no rows."""

    @property
    def last(self) -> int:
        """The place of its last row; 0 where there are none."""
        return self.first + self.table.num_rows - 1 if self.table.num_rows else 0


def view(
    table: pa.Table,
    *,
    containing: str = "",
    by: int | None = None,
    is_falling: bool = False,
    page: int = 1,
) -> Shown:
    """The rows with the text in any cell, whatever its case, by the column at `by`.

    Rows that are alike there keep their order; empty cells come last. A page beyond the last one
    is the last one.
    """
    found = table.filter(_contains(table, containing.strip())) if containing.strip() else table
    if by is not None and found.num_rows and not pa.types.is_nested(found.schema.field(by).type):
        found = found.take(_order(found.column(by), is_falling))
    pages = max(1, -(-found.num_rows // PAGE_ROWS))
    first = (min(max(page, 1), pages) - 1) * PAGE_ROWS
    rows = found.slice(first, PAGE_ROWS)
    return Shown(
        table=rows,
        first=first + 1 if rows.num_rows else 0,
        matching=found.num_rows,
        pages=pages,
    )


def _order(column: pa.ChunkedArray, is_falling: bool) -> pa.Array:
    # The place beside it makes the order of equal rows their own.
    keys = pa.table({"key": column, "place": pa.array(range(len(column)), pa.int64())})
    order = "descending" if is_falling else "ascending"
    return pc.sort_indices(
        keys, sort_keys=[("key", order, "at_end"), ("place", "ascending", "at_end")]
    )


def _contains(table: pa.Table, text: str) -> pa.ChunkedArray:
    is_there = pa.chunked_array([pa.array([False] * table.num_rows)])
    for column in table.columns:
        words = _texts(column)
        hit = pc.match_substring(words, text, ignore_case=True)
        is_there = pc.or_(is_there, pc.fill_null(hit, False))
    return is_there


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    try:
        return column.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        # Lists, structures and bytes have no cast of their own.
        words = [None if cell is None else str(cell) for cell in column.to_pylist()]
        return pa.chunked_array([pa.array(words, pa.string())])
