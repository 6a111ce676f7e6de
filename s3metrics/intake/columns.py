"""Column-wise checking: each distinct raw value is parsed once, and every fault of every row told.

A million rows hold few distinct values, so the work per row is one dictionary look-up and one
Arrow take. Of texts Arrow finds the distinct ones, and those that are plain need no parser either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from s3metrics.intake.plain import Plain
from s3metrics.intake.texts import Texts, as_texts
from s3metrics.intake.values import EMPTY, CellParser, Parsed, Problem, fault, is_empty
from s3metrics.sheets import Code, Column, Kind
from s3metrics.words import Text

_Cell = TypeVar("_Cell")

_ARROW_TYPES = {
    Kind.DATE: pa.date32(),
    Kind.YEAR: pa.int32(),
    Kind.INTEGER: pa.int32(),
    Kind.DECIMAL: pa.decimal128(18, 4),
    Kind.BOOL: pa.bool_(),
}


class Broken:
    """Stands in for a cell that the workbook itself delivers broken: merged, error, formula."""

    __slots__ = ("message", "raw")

    def __init__(self, message: Text, raw: object) -> None:
        self.message = message
        self.raw = raw


@dataclass(frozen=True, kw_only=True)
class CheckedColumn:
    """One column of a sheet after checking."""

    column: Column
    values: pa.Array
    """Typed values; null where the cell is empty or faulty."""
    is_faulty: npt.NDArray[np.bool_]
    """Per row: the cell keeps its row out."""
    problems: list[tuple[int, object, tuple[Problem, ...]]]
    """(row index, raw cell, problems) of every cell with something to tell, in row order."""
    rounded: int = 0
    """How many cells were written with more decimals than are kept."""
    masked: int = 0
    """How many cells held what looks like a personal identity number."""


def arrow_type(column: Column) -> pa.DataType:
    """The column's type in Arrow; a list column holds texts."""
    if column.is_list:
        return pa.list_(pa.string())
    return _ARROW_TYPES.get(column.kind, pa.string())


class _Distinct(NamedTuple):
    """The distinct raw values of a column."""

    keys: npt.NDArray[np.int32]
    """Per row the position of its value."""
    plain: Plain | None
    """Those that are plain, with their values; None where nobody looked."""
    others: npt.NDArray[np.int64]
    """Positions of those that are not."""
    raws: list[object]
    """These others."""


def check_column(column: Column, cells: Sequence[object], parser: CellParser) -> CheckedColumn:
    """Parses the raw cells of a column."""
    distinct = _distinct(cells, parser)
    keys, raws = distinct.keys, distinct.raws
    parsed = [_parse(raw, column, parser) for raw in raws]
    place = np.zeros(_count(distinct), dtype=np.int64)
    place[distinct.others] = np.arange(len(raws))

    def spread(flags: Iterable[bool]) -> npt.NDArray[np.bool_]:
        of_values = np.zeros(len(place), dtype=np.bool_)
        of_values[distinct.others] = np.fromiter(flags, np.bool_, len(raws))
        return of_values[keys] if of_values.any() else np.zeros(len(keys), dtype=np.bool_)

    return CheckedColumn(
        column=column,
        values=_values(distinct, parsed, arrow_type(column)).take(pa.array(keys)),
        is_faulty=spread(item.is_faulty for item in parsed),
        problems=[
            (index, raws[at], parsed[at].problems)
            for index in np.flatnonzero(spread(bool(item.problems) for item in parsed)).tolist()
            for at in (place[keys[index]],)
        ],
        rounded=int(spread(item.is_rounded for item in parsed).sum()),
        masked=int(spread(item.is_masked for item in parsed).sum()),
    )


def missing_column(column: Column, rows: int, message: Text) -> CheckedColumn:
    """A column that was not delivered: nothing, or for a required one a fault on every row."""
    problems: tuple[Problem, ...] = (Problem(Code.REQUIRED, message),)
    told = range(rows) if column.is_required else range(0)
    return CheckedColumn(
        column=column,
        values=pa.nulls(rows, arrow_type(column)),
        is_faulty=np.full(rows, column.is_required, dtype=np.bool_),
        problems=[(index, None, problems) for index in told],
    )


def table_of(
    row_numbers: Sequence[int],
    columns: Sequence[CheckedColumn],
    judged: Sequence[CheckedColumn] = (),
) -> pa.Table:
    """The sheet's rows: `row_number`, `is_valid`, then the columns of its declaration.

    `judged` are columns that are not kept, but whose faults keep their rows out.
    """
    is_valid = np.ones(len(row_numbers), dtype=np.bool_)
    for item in (*columns, *judged):
        is_valid &= ~item.is_faulty
    named = {
        "row_number": pa.array(row_numbers, pa.int32()),
        "is_valid": pa.array(is_valid),
    }
    return pa.table(named | {item.column.name: item.values for item in columns})


def problems_by_row(
    columns: Iterable[CheckedColumn],
) -> Iterator[tuple[int, Column, object, Problem]]:
    """(row index, column, raw cell, problem), row by row, in the order of the columns."""
    found = [
        (index, position, item.column, raw, problems)
        for position, item in enumerate(columns)
        for index, raw, problems in item.problems
    ]
    found.sort(key=lambda entry: entry[:2])
    for index, _, column, raw, problems in found:
        for problem in problems:
            yield index, column, raw, problem


def _parse(raw: object, column: Column, parser: CellParser) -> Parsed:
    if isinstance(raw, Broken):
        return fault(Code.TYPE, raw.message)
    if not is_empty(raw):
        return parser.parse(raw)
    if column.is_required:
        return fault(
            Code.REQUIRED,
            Text(
                f"”{column.heading}” är tom, och den måste fyllas i på varje rad.",
                f"“{column.heading}” is empty, and it must be filled in on every row.",
            ),
        )
    return EMPTY


def _distinct(cells: Sequence[object], parser: CellParser) -> _Distinct:
    texts = as_texts(cells)
    if texts is not None:
        return _distinct_texts(texts, parser)
    if bool in set(map(type, cells)):
        # True == 1 and hashes like it, but as text they differ.
        pairs = [(type(cell), cell) for cell in cells]
        keys, distinct = _numbered(pairs)
        raws = [cell for _, cell in distinct]
    else:
        keys, raws = _numbered(cells)
    return _Distinct(keys, None, np.arange(len(raws)), raws)


def _distinct_texts(texts: Texts, parser: CellParser) -> _Distinct:
    pieces = _encoded(texts.arrow)
    if not pieces:
        return _Distinct(np.zeros(0, np.int32), None, np.arange(0), [])
    keys = np.concatenate([piece.indices.to_numpy() for piece in pieces])
    values = pieces[0].dictionary
    plain = parser.plain(values) if parser.plain is not None else None
    others = np.arange(len(values)) if plain is None else np.flatnonzero(~plain.is_plain)
    return _Distinct(keys, plain, others, values.take(pa.array(others)).to_pylist())


def _encoded(texts: pa.ChunkedArray) -> list[pa.DictionaryArray]:
    """The texts in pieces that all count by the same dictionary."""
    encoded = texts.dictionary_encode()
    places = {piece.dictionary.buffers()[2].address for piece in encoded.chunks}
    # Arrow gives all pieces the dictionary of the whole; should it not, unifying makes it so, but
    # costs as much as encoding, piece by piece, even where there is nothing to unify.
    if len(places) > 1:
        encoded = encoded.unify_dictionaries()
    return [piece for piece in encoded.chunks if len(piece)]


def _numbered(cells: Sequence[_Cell]) -> tuple[npt.NDArray[np.int32], list[_Cell]]:
    numbers = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
    keys = np.fromiter(map(numbers.__getitem__, cells), np.int32, len(cells))
    return keys, list(numbers)


def _count(distinct: _Distinct) -> int:
    return len(distinct.raws) if distinct.plain is None else len(distinct.plain.is_plain)


def _values(distinct: _Distinct, parsed: Sequence[Parsed], type_: pa.DataType) -> pa.Array:
    """The typed value of every distinct raw value."""
    values = pa.array([item.value for item in parsed], type_)
    if distinct.plain is None:
        return values
    plain = distinct.plain.values
    order = np.arange(len(plain))
    order[distinct.others] = np.arange(len(plain), len(plain) + len(values))
    return pa.concat_arrays([plain, values]).take(pa.array(order))
