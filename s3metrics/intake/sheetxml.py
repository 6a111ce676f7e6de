"""What the workbook reader does not tell about a sheet: its true extent, and the cells without a
value to trust. Looks into the sheet's XML, and parses it only where there is something to find.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from s3metrics.intake.raw import Position, column_index, column_letters
from s3metrics.intake.sources import MAX_CELLS, MAX_COLUMNS
from s3metrics.words import Text

MAX_ROWS = 1_048_576
_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_NEEDS_PARSING = (
    re.compile(rb"<f[\s/>]"),
    re.compile(rb't="e"'),
    # Legal, but written by no program we know; then only a parser sees what is there.
    re.compile(rb'<c(?! r="[A-Z]{1,3}[0-9]{1,7}")[\s/>]'),
    re.compile(rb":[cf][\s/>]"),
    re.compile(rb"t='e'"),
    re.compile(rb"<!DOCTYPE"),
)
"""One by one: each starts with fixed bytes, which is ten times faster than alternatives."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_SLICE_BYTES = 8 * 1024 * 1024
_LONGEST_CELL_START = 32
_SWEDISH_ERRORS = {
    "#REF!": "#REFERENS!",
    "#N/A": "#SAKNAS!",
    "#VALUE!": "#VÄRDEFEL!",
    "#DIV/0!": "#DIVISION/0!",
    "#NAME?": "#NAMN?",
    "#NUM!": "#OGILTIGT!",
    "#NULL!": "#SKÄRNING!",
}


_UNKNOWN_ERROR = re.compile(
    rb'(<c [^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>)'
    rb"(?!#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA)<)[^<]*"
)


class BrokenSheet(Exception):
    """The XML is not well-formed, or holds what no workbook holds."""


@dataclass(frozen=True, kw_only=True)
class SheetScan:
    """What was found; positions are (1-based row, 0-based column)."""

    rows: int
    """Number of the last row with a cell in it."""
    columns: int
    """Columns up to the last cell."""
    values: dict[Position, str]
    """What stands in the cells with faults: the error value, or `=` and the formula."""
    faults: dict[Position, Text]
    """Swedish sentences."""

    @property
    def is_too_large(self) -> bool:
        """True when the rectangle up to the last cell may not be laid out in memory."""
        return self.rows * self.columns > MAX_CELLS

    @property
    def is_outside(self) -> bool:
        """True when a cell lies where no spreadsheet has one."""
        return self.rows > MAX_ROWS or self.columns > MAX_COLUMNS


def scan_sheet(xml: bytes) -> SheetScan:
    """Scan one sheet. Raises BrokenSheet."""
    if not any(pattern.search(xml) for pattern in _NEEDS_PARSING):
        scan = SheetScan(**_extent(xml), values={}, faults={})
        if not (scan.is_too_large or scan.is_outside):
            return scan
    # Exact, and slower: cells that are only formatted do not count.
    handler = _CellHandler()
    parse_xml(xml, start=handler.start, end=handler.end, text=handler.text)
    return handler.scan()


def with_known_errors(xml: bytes) -> bytes:
    """The sheet with error values that the workbook reader knows: for one that it does not,
    `#SPILL!` for example, it would give up the whole workbook. What was there is told from the
    scan."""
    return _UNKNOWN_ERROR.sub(rb"\1#VALUE!", xml) if b't="e"' in xml else xml


def _extent(xml: bytes) -> dict[str, int]:
    rows = columns = 0
    for start in range(0, len(xml), _SLICE_BYTES):
        # Slices overlap, so that no cell is cut in two.
        found = _CELL.findall(xml, start, start + _SLICE_BYTES + _LONGEST_CELL_START)
        rows = max([rows, *map(int, {row for _, row in found})])
        letters = {letters.decode() for letters, _ in found}
        columns = max([columns, *(column_index(text) + 1 for text in letters)])
    return {"rows": rows, "columns": columns}


def parse_xml(
    xml: bytes,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Feed XML to handlers. Raises BrokenSheet when it is not well-formed or has a document type:
    workbooks have none, and entities that grow without end need one."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise BrokenSheet(str(error)) from error


def _refuse_doctype(*_: object) -> NoReturn:
    raise BrokenSheet("document type declaration")


class _CellHandler:
    """Collects extent and faults from the elements row, c, f, v and is, whatever their prefix."""

    def __init__(self) -> None:
        self._row = 0
        self._column = -1
        self._rows = 0
        self._columns = 0
        self._type: str | None = None
        self._has_formula = False
        self._has_content = False
        self._formula = ""
        self._value = ""
        self._inside = ""
        self._values: dict[Position, str] = {}
        self._faults: dict[Position, Text] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._row = _number(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == "f":
            self._has_formula = self._has_content = True
            self._inside = tag
        elif tag == "v":
            self._has_content = True
            self._inside = tag
        elif tag == "is":
            self._has_content = True

    def text(self, data: str) -> None:
        if self._inside == "v":
            self._value += data
        elif self._inside == "f":
            self._formula += data

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in ("f", "v"):
            self._inside = ""
        elif tag == "c":
            self._end_cell()

    def scan(self) -> SheetScan:
        return SheetScan(
            rows=self._rows, columns=self._columns, values=self._values, faults=self._faults
        )

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = position_of(reference)
        # Row 0 is that of a cell before every row: it would be written over the last one.
        if not 1 <= self._row <= MAX_ROWS or self._column >= MAX_COLUMNS:
            raise BrokenSheet(f"cell outside any sheet: {reference}")
        self._type = attributes.get("t")
        self._has_formula = self._has_content = False
        self._formula = self._value = ""

    def _end_cell(self) -> None:
        if not self._has_content:  # only formatted
            return
        self._rows = max(self._rows, self._row)
        self._columns = max(self._columns, self._column + 1)
        place = f"{column_letters(self._column)}{self._row}"
        if self._type == "e":
            self._add(self._value, _error_sentence(place, self._value))
        # A formula whose result is an empty text is of type str and simply empty.
        elif self._has_formula and not self._value and self._type not in ("str", "inlineStr"):
            self._add(
                f"={self._formula}",
                Text(
                    f"Cellen {place} innehåller en formel utan sparat resultat. Öppna filen i "
                    "Excel, låt den räkna om och spara, eller skriv värdet i stället för formeln.",
                    f"The cell {place} holds a formula without a saved result. Open the file in "
                    "Excel, let it calculate and save, or write the value instead of the formula.",
                ),
            )

    def _add(self, value: str, sentence: Text) -> None:
        self._values[self._row, self._column] = value
        self._faults[self._row, self._column] = sentence


def position_of(reference: str) -> Position:
    """`B3` → (3, 1), `B0` → (0, 1). Raises BrokenSheet."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise BrokenSheet(f"cell reference {reference!r}")
    return int(match[2]), column_index(match[1])


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_ROWS))):
        raise BrokenSheet(f"row number {text!r}")
    return int(text)


def _error_sentence(place: str, error: str) -> Text:
    swedish = f" (i svensk Excel {_SWEDISH_ERRORS[error]})" if error in _SWEDISH_ERRORS else ""
    return Text(
        f"Cellen {place} innehåller felvärdet {error}{swedish}. Rätta formeln, eller skriv "
        "värdet i stället för den.",
        f"The cell {place} holds the error value {error}. Correct the formula, or write the "
        "value instead of it.",
    )
