"""Tables as a workbook: typed cells, Swedish formats, frozen headings, ready to print on A4.

A text that begins like a formula stays a text: strings are never taken for formulas or numbers,
and such a cell carries Excel's own mark for text besides, so that it stays one when it is edited.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from s3metrics.intake.values import printable
from s3metrics.reports.tables import Column, Figure, Kind, Table, Value

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so could run in a spreadsheet."""
EU_STATEMENT = "Medfinansieras av Europeiska unionen"
SAMPLE_NOTICE = "EXEMPELDATA – inga riktiga uppgifter"
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_000_000
"""In one tab, below the million that a spreadsheet holds; more go on in a further tab."""
_A4 = 9
_SWEDISH = "[$-41D]"
_GREY = "#D9E2F3"
_LINE_POINTS = 15
_MOST_LINES = 27  # a row cannot be higher
_LETTERS_PER_WIDTH = 1.05
_NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.MONEY, Kind.FIGURE})


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page of a printed sheet tells."""

    programme: str
    subject: str
    """Which report, period and edition."""
    is_sample: bool
    created: datetime
    """Written into the file in place of the clock, so that the same report is the same file."""


def write_workbook(tables: Sequence[Table], frame: Frame) -> bytes:
    """The workbook's bytes: a tab per table, in order."""
    target = BytesIO()
    # No temporary files: they would hold partners' rows outside the places that are guarded.
    workbook = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    workbook.set_properties(
        {
            "title": f"{frame.subject} · {frame.programme}",
            "comments": SAMPLE_NOTICE if frame.is_sample else EU_STATEMENT,
            "created": frame.created,
        }
    )
    looks = _Looks(workbook)
    for table in _in_tabs(tables):
        _Tab(workbook.add_worksheet(table.title), table, frame, looks).write()
    workbook.close()
    return target.getvalue()


def _in_tabs(tables: Sequence[Table]) -> Iterator[Table]:
    for table in tables:
        starts = range(0, len(table.rows), _MOST_ROWS) or (0,)
        for number, start in enumerate(starts, start=1):
            title = table.title if number == 1 else f"{table.title} {number}"
            yield replace(table, title=title, rows=table.rows[start : start + _MOST_ROWS])


class _Looks:
    """The workbook's formats, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({"valign": "top", **properties})
        return self._made[key]


class _Tab:
    def __init__(self, tab: Any, table: Table, frame: Frame, looks: _Looks) -> None:
        self._tab = tab
        self._table = table
        self._frame = frame
        self._looks = looks

    def write(self) -> None:
        above = self._write_head()
        self._write_headings(above)
        bold = self._table.is_bold or {}
        for line, row in enumerate(self._table.rows):
            for position, (column, value) in enumerate(zip(self._table.columns, row, strict=True)):
                self._write(above + 1 + line, position, column, value, bold.get(line, False))
            self._set_height(above + 1 + line, row)
        last = above + len(self._table.rows)
        self._tab.freeze_panes(above + 1, 0)
        if self._table.rows:
            self._tab.autofilter(above, 0, last, len(self._table.columns) - 1)
        self._set_up_print(above)

    def _write_headings(self, line: int) -> None:
        for position, column in enumerate(self._table.columns):
            self._tab.set_column(position, position, column.width)
            side = {"align": "right", "indent": 1} if column.kind in _NUMBERS else {}
            head = self._looks.of(bold=True, text_wrap=True, bg_color=_GREY, bottom=1, **side)
            self._tab.write_string(line, position, column.heading, head)
        headings = [(column.heading, column.width - 1) for column in self._table.columns]
        self._tab.set_row(line, _LINE_POINTS * max(_lines(*one) for one in headings))

    def _set_height(self, line: int, row: tuple[Value, ...]) -> None:
        """Not every spreadsheet makes room for wrapped text by itself."""
        texts = [
            (value.word if isinstance(value, Figure) else value, column.width)
            for column, value in zip(self._table.columns, row, strict=True)
            if column.kind in {Kind.LONG, Kind.FIGURE} and isinstance(value, str | Figure)
        ]
        lines = max((_lines(str(text), width) for text, width in texts), default=1)
        if lines > 1:
            self._tab.set_row(line, _LINE_POINTS * min(lines, _MOST_LINES))

    def _write_head(self) -> int:
        """The title and its sentences; the row where the headings stand."""
        self._tab.write_string(0, 0, self._table.title, self._looks.of(bold=True, font_size=14))
        notes = list(self._table.notes)
        if self._frame.is_sample:
            notes.insert(0, SAMPLE_NOTICE)
        for line, note in enumerate(notes, start=1):
            self._tab.write_string(line, 0, note, self._looks.of(italic=True))
        return len(notes) + 1

    def _write(self, line: int, place: int, column: Column, value: Value, is_bold: bool) -> None:
        weight = {"bold": True} if is_bold else {}
        if isinstance(value, Figure) and not value.is_number:
            look = self._looks.of(italic=True, align="right", indent=1, text_wrap=True, **weight)
            self._tab.write_string(line, place, value.word, look)
        elif isinstance(value, str):
            self._write_text(line, place, column, value, weight)
        elif isinstance(value, date):
            look = self._looks.of(
                num_format=f"{_SWEDISH}yyyy-mm-dd", **_side(column, "center"), **weight
            )
            self._tab.write_datetime(line, place, datetime.combine(value, time()), look)
        elif value is not None:
            number = value.value if isinstance(value, Figure) else value
            look = self._looks.of(
                num_format=_pattern(column, value), **_side(column, "right"), **weight
            )
            self._tab.write_number(line, place, float(number or 0), look)

    def _write_text(
        self, line: int, place: int, column: Column, text: str, weight: dict[str, bool]
    ) -> None:
        shown = printable(text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…")
        if not shown:
            return
        look = self._looks.of(
            text_wrap=column.kind is Kind.LONG,
            quote_prefix=text.startswith(FORMULA_STARTS),
            **weight,
        )
        self._tab.write_string(line, place, shown, look)

    def _set_up_print(self, above: int) -> None:
        tab, frame = self._tab, self._frame
        tab.set_paper(_A4)
        tab.set_landscape()
        tab.fit_to_pages(1, 0)
        tab.repeat_rows(above)
        tab.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.8)
        sample = f"&R{SAMPLE_NOTICE}" if frame.is_sample else ""
        tab.set_header(f"&L{_plain(frame.programme)}&C&A{sample}")
        tab.set_footer(f"&L{_plain(frame.subject)}&C{EU_STATEMENT}&RSida &P av &N")


def _side(column: Column, side: str) -> dict[str, Any]:
    """Numbers and days among texts stand where the texts stand."""
    if column.kind in {Kind.TEXT, Kind.LONG}:
        return {"align": "left"}
    return {"align": side, "indent": 1} if side == "right" else {"align": side}


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, about."""
    if len(text) < width:
        return 1
    return max(1, len(textwrap.wrap(text, max(4, int(width * _LETTERS_PER_WIDTH)))))


def _plain(text: str) -> str:
    """A text in a header: an ampersand there would be a command."""
    return text.replace("&", "&&")


def _pattern(column: Column, value: int | Decimal | float | Figure) -> str:
    if isinstance(value, Figure):
        places = f".{'0' * value.decimals}" if value.decimals else ""
        return f"{_SWEDISH}#,##0{places} %" if value.is_share else f"{_SWEDISH}#,##0{places}"
    if column.kind is Kind.MONEY:
        return f"{_SWEDISH}#,##0.00"
    return f"{_SWEDISH}#,##0.00" if column.kind is Kind.DECIMAL else f"{_SWEDISH}#,##0"
