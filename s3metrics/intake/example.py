"""The template's example row, and how it is known again when it comes back untouched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from s3metrics.intake.values import CellParser, is_empty
from s3metrics.programme import Programme
from s3metrics.sheets import Column, Kind, Sheet

Example = str | int | float | dt.date


def example_row(sheet: Sheet, programme: Programme) -> dict[str, Example]:
    """Column name → what the example row shows; empty text for an empty cell.

    The declarations' examples, put into the words of the programme at hand: another programme has
    other areas, counties and years.
    """
    return {column.name: _example(column, programme) for column in sheet.columns}


def is_example(
    rows: pa.Table, sheet: Sheet, programme: Programme, parsers: Mapping[str, CellParser]
) -> npt.NDArray[np.bool_]:
    """Per row of a checked sheet: every cell says what the example row says."""
    found = np.flatnonzero(rows["is_valid"].to_numpy())
    for name, raw in example_row(sheet, programme).items():
        value = None if is_empty(raw) else parsers[name].parse(raw).value
        # Only in rows that agree so far, which after the first columns are none.
        cells = rows[name] if len(found) == rows.num_rows else rows[name].take(pa.array(found))
        found = found[_says(cells, value)]
    matches = np.zeros(rows.num_rows, dtype=np.bool_)
    matches[found] = True
    return matches


def _says(cells: pa.ChunkedArray, value: object) -> npt.NDArray[np.bool_]:
    if isinstance(value, list):
        return np.array([cell == value for cell in cells.to_pylist()], dtype=np.bool_)
    if value is None:
        same = pc.is_null(cells)
    else:
        same = pc.fill_null(pc.equal(cells, pa.scalar(value, cells.type)), False)
    return np.asarray(same.to_numpy(), dtype=np.bool_)


def _example(column: Column, programme: Programme) -> Example:
    given = column.example
    if given == "":
        return given
    if column.kind is Kind.DATE:
        return _day(str(given), programme)
    if column.kind is Kind.CHOICE:
        names = {code: text.sv for code, text in programme.choices(column.choices or "").items()}
        return _named(str(given), names, column)
    if column.kind is Kind.AREA:
        return _named(str(given), {a.id: a.name.sv for a in programme.areas}, column)
    if column.kind is Kind.COUNTY:
        return _named(str(given), {c.id: c.name for c in programme.counties}, column)
    if column.kind is Kind.MUNICIPALITY:
        names = {m.name: m.name for m in programme.municipalities}
        return _named(str(given), names, column)
    return given


def _named(given: str, names: Mapping[str, str], column: Column) -> str:
    """The names behind the example's ids; where the programme lacks one, its own first ones."""
    ids = [part.strip() for part in given.split(";")]
    if any(name not in names for name in ids):
        ids = list(names)[1:3] if column.is_list and len(names) > 1 else list(names)[:1]
    return "; ".join(names[name] for name in ids)


def _day(given: str, programme: Programme) -> dt.date:
    """The example's day, or the programme's first where the example lies outside its time."""
    day = dt.date.fromisoformat(given)
    return day if day in programme.period else programme.period.start
