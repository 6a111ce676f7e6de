"""The files of a delivery: one workbook, or one csv file per sheet; the same bytes every time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import xlsxwriter

from s3metrics.intake.sources import NamedBytes
from s3metrics.sample.records import Row
from s3metrics.sample.writing import Cell, Writer
from s3metrics.sheets import Sheet
from s3metrics.words import fold

Table = tuple[Sheet, Sequence[Row]]
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def files_of(
    tables: Sequence[Table], writer: Writer, *, stem: str, at: datetime
) -> list[NamedBytes]:
    """The delivery's files: a workbook called `stem`, or csv files called like the sheets."""
    if writer.is_workbook:
        return [NamedBytes(name=f"{stem}.xlsx", content=_workbook(tables, writer, at))]
    return [
        NamedBytes(name=f"{fold(sheet.title)}.csv", content=_csv(sheet, rows, writer))
        for sheet, rows in tables
    ]


def _lines(sheet: Sheet, rows: Iterable[Row], writer: Writer) -> Iterable[list[Cell]]:
    yield [writer.heading(column) for column in sheet.columns]
    for row in rows:
        yield [writer.cell(column, row.get(column.name)) for column in sheet.columns]


def _csv(sheet: Sheet, rows: Iterable[Row], writer: Writer) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(_lines(sheet, rows, writer))
    return text.getvalue().encode(writer.style.format)


def _workbook(tables: Iterable[Table], writer: Writer, at: datetime) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    # Without a date of creation the clock would be written into the file.
    book.set_properties({"created": at.replace(tzinfo=None)})
    day_format = book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet, rows in tables:
        page = book.add_worksheet(sheet.title)
        for number, line in enumerate(_lines(sheet, rows, writer)):
            for place, cell in enumerate(line):
                if isinstance(cell, date):
                    page.write_datetime(number, place, cell, day_format)
                elif isinstance(cell, str):
                    page.write_string(number, place, cell)
                elif cell is not None:
                    page.write_number(number, place, cell)
    book.close()
    return _repacked(buffer)


def _repacked(workbook: io.BytesIO) -> bytes:
    """The workbook without compression: compressed bytes differ between versions of zlib."""
    packed = io.BytesIO()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.create_system = _UNIX
            target.writestr(entry, source.read(name))
    return packed.getvalue()
