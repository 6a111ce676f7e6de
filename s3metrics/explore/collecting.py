"""The answer of a question, taken batch by batch until it is whole or has reached a limit."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

import pyarrow as pa

BATCH_ROWS = 2048


class RowTooLarge(Exception):
    """One row alone is larger than an answer may be."""


def collect(
    schema: pa.Schema, batches: Iterable[pa.RecordBatch], rows: int, size: int
) -> tuple[bytes, bool]:
    """(Arrow stream of at most `rows` rows and about `size` bytes, whether rows were left out).

    Raises RowTooLarge where not even the first row fits.
    """
    taken: list[pa.RecordBatch] = []
    rows_left, size_left, is_cut = rows, size, False
    for batch in batches:
        fitting = min(batch.num_rows, rows_left, _rows_within(batch, size_left))
        if fitting:
            taken.append(batch.slice(0, fitting))
            rows_left -= fitting
            size_left -= taken[-1].nbytes
        if fitting < batch.num_rows:
            is_cut = True
            break
    if is_cut and not taken and rows:
        raise RowTooLarge
    return _stream(schema, taken), is_cut


def _rows_within(batch: pa.RecordBatch, size: int) -> int:
    """How many of its first rows are no larger than `size` bytes."""
    if batch.nbytes <= size:
        return int(batch.num_rows)
    counts = range(1, batch.num_rows + 1)
    return bisect.bisect_right(counts, size, key=lambda count: batch.slice(0, count).nbytes)


def _stream(schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> bytes:
    target = pa.BufferOutputStream()
    with pa.ipc.new_stream(target, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return bytes(target.getvalue())
