"""A delivered table as it stands in the file: headings, raw cells by column, row numbers."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from s3metrics.errors import UnusableFile
from s3metrics.intake import sources
from s3metrics.intake.sources import FileRef
from s3metrics.sheets import Column, Sheet
from s3metrics.words import Text, all_of, fold, in_quotes, joined

Position = tuple[int, int]
"""Row number (1-based, as the spreadsheet shows it) and column (0-based)."""

_NUMBER_OF_A_PERSON = re.compile(r"\d{6,8}\W{0,3}\d{4}")
_HEADINGS_SHOWN = 6
_HEADINGS_SOUGHT_IN = 20


@dataclass(frozen=True, kw_only=True)
class RawSheet:
    """One tab or csv file, unchecked. `header`, `letters` and `columns` have one entry per column,
    `row_numbers` and every column one per row; blank rows are left out, rows with faults are not.
    """

    file: FileRef
    sheet: str
    """The tab's name as delivered; of a csv file, the title of its sheet."""
    table: str
    """The table it is meant for; empty when it was opened without asking for one."""
    header: tuple[str, ...]
    """Headings as delivered; empty for a column that has values but no heading."""
    letters: tuple[str, ...]
    """What the spreadsheet calls each column: A, B, …"""
    header_row: int
    columns: Sequence[Sequence[object]]
    """Raw cells: text in csv; text, float, bool, date, datetime, time or timedelta in a workbook;
    an empty text where there is nothing."""
    row_numbers: Sequence[int]
    """1-based, as the spreadsheet shows them, rising."""
    cell_faults: Mapping[Position, Text] = field(default_factory=dict)
    """(row number, index in `columns`) → Swedish sentence, for cells whose value cannot be trusted
    whatever it looks like: merged, formula without value, error value, beyond the headings."""


def column_named(sheet: Sheet, heading: str) -> Column | None:
    """The column that a heading names, Swedish or English, with or without the `*` of a form."""
    wanted = fold(heading.strip().rstrip("*"))
    for column in sheet.columns:
        if wanted in (fold(column.heading), fold(column.name)):
            return column
    return None


def column_letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def is_blank(row: Sequence[object]) -> bool:
    """True when no cell of the row holds anything but blanks."""
    for cell in row:
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str) or cell.strip():
            return False
    return True


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """While a million rows are made the collector walks through them again and again, which takes
    longer than the reading (1.4 against 0.6 s); rows of plain values have no cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def heading_text(cell: object) -> str:
    """A heading cell as text: years and dates may stand there too."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def assemble(
    *,
    file: FileRef,
    sheet: str,
    declaration: Sheet | None,
    rows: Sequence[Sequence[object]],
    faults: Mapping[Position, Text],
) -> RawSheet | None:
    """A RawSheet of `rows` (the first is row 1, they may differ in length), or None if all are
    blank. `faults` are by row number and position in the row. Raises UnusableFile for a table
    without any known heading, with a doubled one, or with too many cells.
    """
    faulty_rows = {row for row, _ in faults}
    header_row = next((n for n, row in enumerate(rows, 1) if not is_blank(row)), None)
    if header_row is None:
        return None
    heading = [heading_text(cell) for cell in rows[header_row - 1]]
    numbers = [
        number
        for number, row in enumerate(rows[header_row:], header_row + 1)
        if number in faulty_rows or not is_blank(row)
    ]
    kept = [rows[number - 1] for number in numbers]
    kept = _rectangle(kept, heading, Text(f"”{sheet}” i {file.name}", f"“{sheet}” in {file.name}"))
    return assemble_columns(
        file=file,
        sheet=sheet,
        declaration=declaration,
        header_row=header_row,
        heading=heading,
        columns=[[row[position] for row in kept] for position in range(len(heading))],
        row_numbers=numbers,
        faults=faults,
    )


def assemble_columns(
    *,
    file: FileRef,
    sheet: str,
    declaration: Sheet | None,
    header_row: int,
    heading: Sequence[str],
    columns: Sequence[Sequence[object]],
    row_numbers: Sequence[int],
    faults: Mapping[Position, Text],
) -> RawSheet:
    """A RawSheet of columns without blank rows, one per entry of `heading`. Raises UnusableFile for
    a table without any known heading or with a doubled one.
    """
    positions = _used(heading, columns, {column for row, column in faults if row > header_row})
    header = tuple(heading[position] for position in positions)
    letters = tuple(column_letters(position) for position in positions)
    used = [columns[position] for position in positions]
    if declaration is not None:
        _check_headings(
            header,
            letters,
            declaration,
            Text(f"”{sheet}” i {file.name}", f"“{sheet}” in {file.name}"),
            header_row,
            used,
        )
    index_of = {position: index for index, position in enumerate(positions)}
    return RawSheet(
        file=file,
        sheet=sheet,
        table=declaration.table if declaration else "",
        header=header,
        letters=letters,
        header_row=header_row,
        columns=used,
        row_numbers=row_numbers,
        cell_faults={
            (row, index_of[column]): message
            for (row, column), message in faults.items()
            if row > header_row
        },
    )


def _rectangle(
    rows: list[Sequence[object]], heading: list[str], label: Text
) -> list[Sequence[object]]:
    """The rows, and the heading in place, filled up with empty cells to one width."""
    width = max([len(heading), *map(len, rows)])
    if width > sources.MAX_COLUMNS or width * len(rows) > sources.MAX_CELLS:
        raise UnusableFile(
            Text(
                f"Tabellen {label.sv} är {len(rows)} rader och {width} kolumner, och det är för "
                f"mycket. Högst {sources.MAX_CELLS // 1_000_000} miljoner celler tas emot. Ta bort "
                "kolumner som inte hör till listan, och rensa det som står långt till höger om "
                "den.",
                f"The table {label.en} is {len(rows)} rows and {width} columns, and that is too "
                f"much. At most {sources.MAX_CELLS // 1_000_000} million cells are accepted. "
                "Remove columns that do not belong to the list, and clear what stands far to the "
                "right of it.",
            )
        )
    heading += [""] * (width - len(heading))
    return [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]


def _used(
    heading: Sequence[str], columns: Sequence[Sequence[object]], faulty: set[int]
) -> list[int]:
    """Positions of the columns that have a heading, a value or a fault."""
    return [
        position
        for position, text in enumerate(heading)
        if text or position in faulty or not is_blank(columns[position])
    ]


def _check_headings(
    header: Sequence[str],
    letters: Sequence[str],
    sheet: Sheet,
    label: Text,
    header_row: int,
    columns: Sequence[Sequence[object]],
) -> None:
    places: dict[str, list[tuple[str, str]]] = {}
    for text, letter in zip(header, letters, strict=True):
        column = column_named(sheet, text)
        if column is not None:
            places.setdefault(column.name, []).append((text, letter))
    if not places:
        advice = _where_headings_are(sheet, columns)
        raise UnusableFile(_no_known_heading(header, sheet, label, header_row) + advice)
    doubled = [_doubled(found) for found in places.values() if len(found) > 1]
    if doubled:
        told = joined(doubled, "; ")
        raise UnusableFile(
            Text(
                f"Tabellen {label.sv} har dubbla rubriker: {told.sv}. En kolumn får finnas en "
                "gång. Ta bort eller byt namn på den som inte ska läsas.",
                f"The table {label.en} has doubled headings: {told.en}. A column may be there "
                "once. Remove or rename the one that should not be read.",
            )
        )


def _doubled(found: list[tuple[str, str]]) -> Text:
    columns = all_of(letter for _, letter in found)
    texts = list(dict.fromkeys(text for text, _ in found))
    if len(texts) == 1:
        return Text(
            f"”{texts[0]}” står i kolumn {columns.sv}",
            f"“{texts[0]}” stands in columns {columns.en}",
        )
    given = all_of(in_quotes(text) for text in texts)
    return Text(
        f"{given.sv} i kolumn {columns.sv} är samma kolumn",
        f"{given.en} in columns {columns.en} are the same column",
    )


def _no_known_heading(header: Sequence[str], sheet: Sheet, label: Text, header_row: int) -> Text:
    # Without headings this row is data, and may hold a person's number.
    shown = [_NUMBER_OF_A_PERSON.sub("(nummer)", text) for text in header if text]
    dots = " …" if len(shown) > _HEADINGS_SHOWN else ""
    given = joined((in_quotes(text[:40]) for text in shown[:_HEADINGS_SHOWN]), ", ")
    headings = all_of(column.heading for column in sheet.columns)
    return Text(
        f"Tabellen {label.sv} saknar rubriker: rad {header_row} är den första ifyllda raden och "
        f"ska vara rubrikrad, men där står {given.sv}{dots}. Väntade rubriker är "
        f"{headings.sv}. ",
        f"The table {label.en} lacks headings: row {header_row} is the first row with content and "
        f"should be the heading row, but there stands {given.en}{dots}. Expected headings are "
        f"{headings.en}. ",
    )


def _where_headings_are(sheet: Sheet, columns: Sequence[Sequence[object]]) -> Text:
    """What to do about a table whose first row has no known heading."""
    for row in zip(*(cells[:_HEADINGS_SOUGHT_IN] for cells in columns), strict=True):
        if sum(column_named(sheet, heading_text(cell)) is not None for cell in row) > 1:
            return Text(
                "Rubrikerna verkar stå längre ned: ta bort raderna ovanför dem.",
                "The headings seem to stand further down: remove the rows above them.",
            )
    return Text("Skriv rubrikerna på första raden.", "Write the headings on the first row.")
