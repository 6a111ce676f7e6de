"""The columns of a csv text that can be read in one way only, read by Arrow instead of row by row.

That is what nearly every list is: no quotation mark, and as many cells on every line as there are
headings. Any other text is left to the reader that knows quoting and can tell what is wrong.
"""

from __future__ import annotations

import csv
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from s3metrics.intake.raw import is_blank
from s3metrics.intake.sources import MAX_CELLS, MAX_COLUMNS
from s3metrics.intake.texts import Texts, bytes_at, lengths_of

Rows = npt.NDArray[np.int64]
_DELETE = 0x7F
_BLOCK_BYTES = 1 << 22
_LARGEST_BYTES = 2**31 - 1


class PlainTable(NamedTuple):
    """A csv text by columns, blank rows left out."""

    heading: list[str]
    columns: list[Texts]
    row_numbers: list[int]
    """1-based, the heading row counted; as spreadsheets number rows."""


def read_plain(text: str, delimiter: str) -> PlainTable | None:
    """The table in `text`, exactly as Python's csv reader gives it, or None where that must read.

    None for quotation marks, line ends of old Macs, lines of different lengths, a blank line on
    top, one column alone, what is beyond the limits, and a heading without rows.
    """
    if '"' in text or ("\r" in text and text.count("\r") != text.count("\r\n")):
        return None
    if "\n" not in text:
        return None
    first, start = _first_line(text)
    heading = first.split(delimiter)
    # Blank rows at the end are often without delimiters; they are no rows in any case.
    body = text[start : _end(text)].encode()
    is_table = 2 <= len(heading) <= MAX_COLUMNS and not is_blank(heading)
    if not is_table or not body or len(body) > _LARGEST_BYTES:
        return None
    columns = _columns(body, delimiter, len(heading))
    if columns is None or _longest(columns) > csv.field_size_limit():
        return None
    if len(columns) * len(columns[0]) > MAX_CELLS:
        return None
    return _without_blank_rows(heading, columns)


def _first_line(text: str) -> tuple[str, int]:
    """The first line, and where the second begins."""
    line = text[: text.index("\n")]
    return line.removesuffix("\r"), len(line) + 1


def _end(text: str) -> int:
    """Where the last line with anything on it ends."""
    end = len(text)
    while end and text[end - 1] in "\r\n":
        end -= 1
    return end


def _columns(body: bytes, delimiter: str, width: int) -> list[pa.ChunkedArray] | None:
    if body.startswith(b"\xef\xbb\xbf"):
        # Arrow would take it for a mark of the file's, not for a character of the first cell.
        return None
    names = [str(position) for position in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            pa.py_buffer(body),
            read_options=pyarrow.csv.ReadOptions(column_names=names, block_size=_BLOCK_BYTES),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=delimiter, quote_char=False, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string())
            ),
        )
    except pa.ArrowInvalid:
        return None
    columns: list[pa.ChunkedArray] = table.columns
    return columns


def _longest(columns: list[pa.ChunkedArray]) -> int:
    """Bytes of the longest cell; a character is at least one."""
    return max(int(lengths_of(chunk).max()) for column in columns for chunk in column.chunks)


def _without_blank_rows(heading: list[str], columns: list[pa.ChunkedArray]) -> PlainTable:
    suspects = _suspects(columns[0])
    for column in columns[1:]:
        suspects = suspects[_suspects(column.take(pa.array(suspects)))]
    rows = zip(*(column.take(pa.array(suspects)).to_pylist() for column in columns), strict=True)
    blank = [index for index, row in zip(suspects.tolist(), rows, strict=True) if is_blank(row)]
    kept = np.delete(np.arange(len(columns[0])), blank)
    if blank:
        columns = [column.take(pa.array(kept)) for column in columns]
    return PlainTable(heading, [Texts(column) for column in columns], (kept + 2).tolist())


def _suspects(column: pa.ChunkedArray) -> Rows:
    """Indices of the cells that may be blank: they do not begin with a visible letter of ASCII."""
    found = [np.zeros(0, dtype=np.int64)]
    start = 0
    for chunk in column.chunks:
        written = np.flatnonzero(lengths_of(chunk))
        first = bytes_at(chunk, written, 1)[:, 0]
        visible = written[(first > ord(" ")) & (first < _DELETE)]
        found.append(start + np.delete(np.arange(len(chunk)), visible))
        start += len(chunk)
    return np.concatenate(found)
