"""The workbook to send back: rows that wait for correction, what is wrong with each, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from s3metrics.intake.raw import column_named
from s3metrics.intake.values import printable
from s3metrics.sheets import SHEETS, QuarantinedRow, Sheet

_PLACE = ("Leverans", "Avsändare", "Fil", "Blad", "Rad", "Vad som är fel")
_WIDTHS = (9, 20, 24, 16, 7, 70)
_MOST_ROWS = 1_048_575
_LONGEST_CELL = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_GUIDE = (
    "Rader som väntar på rättning",
    "Varje flik gäller ett blad. De markerade cellerna är fel; i kolumnen ”Vad som är fel” står "
    "varför och vad som är tillåtet.",
    "Rätta i er egen lista och lämna hela listan igen. Lämna inte den här filen: den innehåller "
    "bara raderna med fel, och allt annat skulle dras tillbaka.",
    "Personnummer visas aldrig. Fil, blad och rad säger var i er lista raden står.",
)


def write_quarantine(target: Path | str | BytesIO, rows: Iterable[QuarantinedRow]) -> None:
    """Writes one tab per sheet that has waiting rows, after a page that says what to do.

    Every cell is written as text, and one that begins like a formula is marked as text, so that
    nothing a sender wrote runs in the reader's spreadsheet.
    """
    # No temporary files: they would hold partners' rows outside the places that are guarded.
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    waiting = list(rows)
    _write_guide(workbook, len(waiting))
    looks = _Looks(workbook)
    for sheet in SHEETS:
        of_sheet = [row for row in waiting if row.table == sheet.table]
        for title, part in _tabs(sheet, of_sheet):
            _write_tab(workbook.add_worksheet(title), sheet, part, looks)
    workbook.close()


class _Looks:
    """The workbook's formats; `quote_prefix` is Excel's mark for ”this is text”."""

    def __init__(self, workbook: Any) -> None:
        wrap = {"text_wrap": True, "valign": "top"}
        faulty = {"bg_color": "#FFE699", "border": 1, "bold": True}
        self._heads = [
            workbook.add_format(
                {"bold": True, "bg_color": "#D9E2F3", "border": 1, "quote_prefix": is_quoted}
            )
            for is_quoted in (False, True)
        ]
        self._by_case = {
            (is_faulty, is_quoted): workbook.add_format(
                {**wrap, **(faulty if is_faulty else {}), "quote_prefix": is_quoted}
            )
            for is_faulty in (False, True)
            for is_quoted in (False, True)
        }

    def of_heading(self, text: str) -> Any:
        return self._heads[text.startswith(_FORMULA_STARTS)]

    def of(self, text: str, *, is_faulty: bool = False) -> Any:
        return self._by_case[is_faulty, text.startswith(_FORMULA_STARTS)]


def _tabs(
    sheet: Sheet, rows: Sequence[QuarantinedRow]
) -> Iterator[tuple[str, Sequence[QuarantinedRow]]]:
    """Tab title and rows; a spreadsheet has no more than a million rows."""
    for number, start in enumerate(range(0, len(rows), _MOST_ROWS), start=1):
        title = sheet.title if number == 1 else f"{sheet.title} {number}"
        yield title, rows[start : start + _MOST_ROWS]


def _write_tab(tab: Any, sheet: Sheet, rows: Sequence[QuarantinedRow], looks: _Looks) -> None:
    headings = _headings(sheet, rows)
    for position, heading in enumerate((*_PLACE, *headings.values())):
        _write(tab, 0, position, heading, looks.of_heading(heading))
    for position, width in enumerate((*_WIDTHS, *[18] * len(headings))):
        tab.set_column(position, position, width)
    for line, row in enumerate(rows, start=1):
        told = "\n".join(f"{fault.column}: {fault.message}" for fault in row.faults)
        tab.write_number(line, 0, row.delivery)
        tab.write_number(line, 4, row.row)
        for position, text in ((1, row.sender), (2, row.file), (3, row.sheet), (5, told)):
            _write(tab, line, position, text, looks.of(text))
        values = {_identity(sheet, heading): text for heading, text in row.values.items()}
        faulty = {_identity(sheet, fault.column) for fault in row.faults}
        for position, column in enumerate(headings, start=len(_PLACE)):
            text = values.get(column, "")
            _write(tab, line, position, text, looks.of(text, is_faulty=column in faulty))
    tab.freeze_panes(1, 0)


def _headings(sheet: Sheet, rows: Iterable[QuarantinedRow]) -> dict[str, str]:
    """Column → heading as it was first delivered, and the columns that faults miss."""
    headings: dict[str, str] = {}
    for row in rows:
        for heading in (*row.values, *(fault.column for fault in row.faults)):
            headings.setdefault(_identity(sheet, heading), heading)
    return headings


def _identity(sheet: Sheet, heading: str) -> str:
    """The same for every way of writing the heading of a known column."""
    column = column_named(sheet, heading)
    return column.name if column else f"\0{heading}"


def _write(tab: Any, row: int, position: int, text: str, look: Any) -> None:
    # A longer text would be left out by the writer without a word.
    short = text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
    shown = printable(short)
    if shown:
        tab.write_string(row, position, shown, look)
    else:
        tab.write_blank(row, position, None, look)


def _write_guide(workbook: Any, rows: int) -> None:
    tab = workbook.add_worksheet("Läs mig")
    tab.set_column(0, 0, 110)
    bold = workbook.add_format({"bold": True, "font_size": 14})
    wrap = workbook.add_format({"text_wrap": True})
    title, *sentences = _GUIDE
    tab.write_string(0, 0, title, bold)
    count = "Inga rader väntar på rättning." if not rows else f"Antal rader: {rows}."
    for line, sentence in enumerate([count, *sentences], start=2):
        tab.write_string(line, 0, sentence, wrap)
