"""The process in which analysts' questions run: `python -I`, an empty environment, pipes.

It is told once which copy to open, opens it, locks itself in, and then answers one question after
another. It ends when whoever started it ends: the end of its input is the end of it, also in the
midst of a question.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from typing import Any, BinaryIO

import duckdb
import pyarrow as pa

from s3metrics.explore import confinement
from s3metrics.explore.collecting import BATCH_ROWS, RowTooLarge, collect
from s3metrics.explore.fence import Fence
from s3metrics.explore.framing import Header, TooLong, read_frame, write_frame
from s3metrics.explore.reading import Refused, described, only_statement

_MIB = 1024 * 1024
_MOST_PARAMETERS = _MIB
_FAILED = 1

Message = tuple[Header, bytes]


def main() -> None:
    """Answers until its input ends."""
    messages: queue.SimpleQueue[Message] = queue.SimpleQueue()
    answers = _protocol_output()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, messages), daemon=True).start()
    _warm_up()
    write_frame(answers, {"status": "ready"})
    opening, _ = messages.get()
    if sys.argv[2] == "True":
        confinement.yield_to_all()
    fence = Fence(opening["base"], opening["indicators"], opening["memory_mib"], opening["threads"])
    confinement.watch_memory(opening["memory_mib"])
    if opening["has_system_limits"]:
        confinement.confine(opening["memory_mib"])
    write_frame(answers, {"status": "ready"})
    at_first = confinement.peak_memory()
    while True:
        header, body = messages.get()
        answer, table = _answer(fence, header, body)
        answer["is_spent"] = not fence.is_as_opened or _is_used_up(opening["memory_mib"], at_first)
        write_frame(answers, answer, table)


def _protocol_output() -> BinaryIO:
    """The pipe, out of reach of anything that prints."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _listen(source: BinaryIO, messages: queue.SimpleQueue[Message]) -> None:
    try:
        while True:
            messages.put(read_frame(source, _MOST_PARAMETERS))
    except (EOFError, OSError, TooLong, ValueError):
        os._exit(_FAILED)


def _warm_up() -> None:
    """Loads all that is loaded late: once locked in, no module's file can be opened."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET errors_as_json = true")
        _run(connection, "PIVOT (SELECT 1 AS a) ON a USING count(*)", {}, 1, _MIB)
        _run(connection, "SELECT $a, DATE '2025-01-01', 1.5::DECIMAL(9,2)", {"a": 1}, 1, _MIB)
        for broken in ("SELECT nothing", "SELECT", "SELECT 'a'::INT"):
            try:
                _run(connection, broken, {}, 1, _MIB)
            except (duckdb.Error, Refused) as error:
                described(error)


def _answer(fence: Fence, asked: Header, body: bytes) -> Message:
    started = time.perf_counter()
    confinement.allow_processor(asked["processor_seconds"])
    try:
        cursor = fence.cursor()
        try:
            query, values = asked["query"], _values(body)
            if asked["is_checked"]:
                only_statement(cursor, query, values)
            table, is_cut = _run(cursor, query, values, asked["rows"], asked["size"])
        finally:
            cursor.close()
    except RowTooLarge:
        return {"status": "size"}, b""
    except (MemoryError, pa.ArrowMemoryError):
        return {"status": "memory"}, b""
    except Exception as error:
        # Whatever a question brings about is an answer to it, never the end of the worker.
        return described(error), b""
    return {"status": "answered", "is_cut": is_cut, "seconds": time.perf_counter() - started}, table


def _run(
    cursor: duckdb.DuckDBPyConnection, query: str, values: dict[str, Any], rows: int, size: int
) -> tuple[bytes, bool]:
    try:
        relation = cursor.sql(query, params=values or None)
    except (duckdb.BinderException, duckdb.CatalogException):
        # The relation's errors lack their position; the same once more as a statement has it.
        cursor.execute(query, values or None)
        raise
    if relation is None:  # the declaration does not know that a statement may answer nothing
        return collect(pa.schema([]), (), rows, size)  # type: ignore[unreachable]
    reader = relation.to_arrow_reader(BATCH_ROWS)
    return collect(reader.schema, reader, rows, size)


def _values(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    values: dict[str, Any] = pa.ipc.open_stream(body).read_all().to_pylist()[0]
    return values


def _is_used_up(memory_mib: int, at_first: int) -> bool:
    """Whether it has come so near to its limits that the next question would lack room."""
    grown = confinement.peak_memory() - at_first
    return grown > memory_mib * _MIB / 2 or time.process_time() > confinement.CPU_SECONDS / 2
