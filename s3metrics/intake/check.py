"""A delivered sheet against its declaration: typed rows, and every fault of every row."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from s3metrics.intake.cells import parser_for, text_parser
from s3metrics.intake.columns import (
    Broken,
    CheckedColumn,
    check_column,
    missing_column,
    problems_by_row,
    table_of,
)
from s3metrics.intake.example import is_example
from s3metrics.intake.headings import Headings, match_headings, missing_heading, unknown_heading
from s3metrics.intake.number_cells import DECIMALS
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.sources import FileRef
from s3metrics.intake.texts import picked
from s3metrics.intake.values import EMPTY, CellParser, Problem, clipped, is_empty
from s3metrics.ledger.identity import Identity
from s3metrics.programme import Programme
from s3metrics.sheets import Code, Column, Fault, Kind, Sheet, sheet_for_table
from s3metrics.words import Text, counted


@dataclass(frozen=True, kw_only=True)
class CheckedSheet:
    """One sheet of a delivery, checked on its own; references and keys are judged by the ledger."""

    table: str
    file: FileRef
    sheet: str
    """The tab's name as delivered; of a csv file, the title of its sheet."""
    rows: pa.Table
    """`row_number` int32, `is_valid` bool, then the columns of the sheet's declaration: texts,
    date32, decimal128(18, 4), int32, bool, list<string>. Null where a cell is empty or faulty."""
    faults: list[Fault]
    """Warnings included: those about headings first, then row by row."""
    notes: list[Text] = field(default_factory=list)
    """What else the sender should know."""
    is_untouched: bool = False
    """True for a tab of the template with nothing but its example row: it was not filled in, so it
    is no list. (A tab with headings alone is an empty list.)"""
    cells: RawCells

    def raw_rows(self, row_numbers: Sequence[int]) -> list[dict[str, str]]:
        """The rows' cells as delivered, by heading, with personal numbers masked."""
        return self.cells.rows(row_numbers)


@dataclass(frozen=True, kw_only=True)
class RawCells:
    """The raw cells of one sheet, and how each column may be shown."""

    raw: RawSheet
    headings: Mapping[int, str]
    """Position → heading as shown."""
    shows: Mapping[int, Callable[[object], str]]

    def rows(self, row_numbers: Sequence[int]) -> list[dict[str, str]]:
        """Heading → masked text, per row; KeyError for a row that is not there."""
        indices = [self._index(row_number) for row_number in row_numbers]
        columns = [self._shown(position, indices) for position in self.headings]
        headings = list(self.headings.values())
        return [dict(zip(headings, row, strict=True)) for row in zip(*columns, strict=True)]

    def _index(self, row_number: int) -> int:
        index = bisect_left(self.raw.row_numbers, row_number)
        if index == len(self.raw.row_numbers) or self.raw.row_numbers[index] != row_number:
            raise KeyError(row_number)
        return index

    def _shown(self, position: int, indices: Sequence[int]) -> list[str]:
        cells = picked(self.raw.columns[position], indices)
        show = self.shows[position]
        # True and 1.0 are equal, and shown differently.
        texts = {key: show(key[1]) for key in {(type(cell), cell) for cell in cells}}
        return [texts[type(cell), cell] for cell in cells]


def check_sheet(
    raw: RawSheet, programme: Programme, identity: Identity, declared: Sheet | None = None
) -> CheckedSheet:
    """Checks every cell of `raw`. Never raises for what a cell holds.

    `declared` is its declaration, where it is none of the partners' sheets.
    """
    sheet = declared or sheet_for_table(raw.table)
    headings = match_headings(raw, sheet)
    parsers = {c.name: parser_for(c, programme, identity) for c in sheet.columns}
    columns = [_checked(raw, column, headings, parsers[column.name]) for column in sheet.columns]
    stray = _stray_cells(raw, headings)
    rows = table_of(raw.row_numbers, columns, stray)
    faults = _heading_faults(raw, sheet, headings, identity)
    faults += located_faults(raw, [*columns, *stray], parsers, identity)
    checked = CheckedSheet(
        table=raw.table,
        file=raw.file,
        sheet=raw.sheet,
        rows=rows,
        faults=faults,
        notes=[note for column in columns for note in _altered_notes(raw.sheet, column)],
        cells=raw_cells(raw, headings, parsers, identity),
    )
    return _without_example(checked, sheet, programme, parsers)


def _altered_notes(tab: str, column: CheckedColumn) -> Iterator[Text]:
    """What was not taken as it stood: nothing is altered in silence."""
    where = f"{tab}, {column.column.heading}"
    if column.rounded:
        numbers = counted(
            column.rounded, Text("tal har", "number has"), Text("tal har", "numbers have")
        )
        yield (
            Text(
                f"{where}: {numbers.sv} fler än {DECIMALS} decimaler och avrundades till "
                f"{DECIMALS}.",
                f"{where}: {numbers.en} more than {DECIMALS} decimals, rounded to {DECIMALS}.",
            )
        )
    if column.masked:
        cells = counted(
            column.masked,
            Text("cell innehåller", "cell holds"),
            Text("celler innehåller", "cells hold"),
        )
        yield (
            Text(
                f"{where}: {cells.sv} vad som ser ut som personnummer, som inte lagras; det har "
                "ersatts.",
                f"{where}: {cells.en} what looks like a personal identity number, which is not "
                "stored; it has been replaced.",
            )
        )


def raw_cells(
    raw: RawSheet, headings: Headings, parsers: Mapping[str, CellParser], identity: Identity
) -> RawCells:
    """The sheet's raw cells with the way each column is shown."""
    text = text_parser(identity)
    names = {position: name for name, position in headings.known.items()}
    shown = {
        position: headings.unknown[position]
        if position in headings.unknown
        else raw.header[position]
        for position in range(len(raw.header))
    }
    return RawCells(
        raw=raw,
        headings={position: text.show(heading) for position, heading in shown.items()},
        shows={
            position: parsers[names[position]].show if position in names else text.show
            for position in shown
        },
    )


def cells_of(raw: RawSheet, position: int) -> Sequence[object]:
    """A column's raw cells, those marked that the workbook itself delivers broken."""
    cells = raw.columns[position]
    broken = {row: text for (row, at), text in raw.cell_faults.items() if at == position}
    if not broken:
        return cells
    return [
        Broken(broken[row], cell) if row in broken else cell
        for row, cell in zip(raw.row_numbers, cells, strict=True)
    ]


def located_faults(
    raw: RawSheet,
    columns: Iterable[CheckedColumn],
    parsers: Mapping[str, CellParser],
    identity: Identity,
) -> list[Fault]:
    """Every fault of every cell, row by row; values are shown as their column's parser says."""
    text = text_parser(identity)

    def located(index: int, column: Column, cell: object, problem: Problem) -> Fault:
        show = parsers[column.name].show if column.name in parsers else text.show
        return Fault(
            file=raw.file.name,
            sheet=raw.sheet,
            row=raw.row_numbers[index],
            column=column.heading,
            value=clipped(show(cell.raw if isinstance(cell, Broken) else cell)),
            code=problem.code,
            message=problem.message,
        )

    return [located(*found) for found in problems_by_row(columns)]


def _checked(
    raw: RawSheet, column: Column, headings: Headings, parser: CellParser
) -> CheckedColumn:
    position = headings.known.get(column.name)
    if position is None:
        return missing_column(column, len(raw.row_numbers), missing_heading(column, headings))
    return check_column(column, cells_of(raw, position), parser)


def _stray_cells(raw: RawSheet, headings: Headings) -> list[CheckedColumn]:
    """Broken cells without heading: something has slipped, so the row cannot be trusted.

    Broken cells of a column that is not read at all do no harm.
    """
    strays = {position for _, position in raw.cell_faults if not raw.header[position]}
    ignore = CellParser(lambda _: EMPTY, str)
    return [
        check_column(_stray_column(headings.unknown[position]), cells_of(raw, position), ignore)
        for position in sorted(strays)
    ]


def _stray_column(heading: str) -> Column:
    return Column(name="", heading=heading, kind=Kind.TEXT, help=Text("", ""))


def _heading_faults(
    raw: RawSheet, sheet: Sheet, headings: Headings, identity: Identity
) -> list[Fault]:
    text = text_parser(identity)
    return [
        Fault(
            file=raw.file.name,
            sheet=raw.sheet,
            row=raw.header_row,
            column=clipped(text.show(heading)),
            value=clipped(text.show(raw.header[position])),
            code=Code.UNKNOWN_COLUMN,
            message=unknown_heading(heading, sheet).each(text.show),
        )
        for position, heading in headings.unknown.items()
        if any(not isinstance(c, Broken) and not is_empty(c) for c in cells_of(raw, position))
    ]


def _without_example(
    checked: CheckedSheet, sheet: Sheet, programme: Programme, parsers: Mapping[str, CellParser]
) -> CheckedSheet:
    """The template's example row, left as it is, is no data."""
    examples = is_example(checked.rows, sheet, programme, parsers)
    if not examples.any():
        return checked
    numbers = set(checked.rows["row_number"].filter(pa.array(examples)).to_pylist())
    is_untouched = bool(examples.all())
    return replace(
        checked,
        rows=checked.rows.filter(pa.array(np.logical_not(examples))),
        faults=[fault for fault in checked.faults if fault.row not in numbers],
        notes=[*checked.notes, _example_note(checked.sheet, numbers, is_untouched)],
        is_untouched=is_untouched,
    )


def _example_note(tab: str, numbers: Iterable[int], is_untouched: bool) -> Text:
    if is_untouched:
        return Text(
            f"Bladet {tab} innehåller bara mallens exempelrad och räknas inte som levererat.",
            f"The sheet {tab} holds only the template's example row and does not count as "
            "delivered.",
        )
    told = ", ".join(str(number) for number in sorted(numbers))
    return Text(
        f"Bladet {tab}: mallens exempelrad (rad {told}) står kvar och räknas inte.",
        f"The sheet {tab}: the template's example row (row {told}) is still there and does not "
        "count.",
    )
