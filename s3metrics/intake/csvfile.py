"""CSV as Swedish Excel and others write it: which delimiter, then columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from s3metrics.errors import UnusableFile
from s3metrics.intake import sources
from s3metrics.intake.csv_columns import read_plain
from s3metrics.intake.csv_text import HOW_TO_SAVE, decode
from s3metrics.intake.raw import (
    Position,
    RawSheet,
    assemble,
    assemble_columns,
    column_letters,
    column_named,
    heading_text,
    is_blank,
    without_garbage_collection,
)
from s3metrics.intake.sources import NamedBytes
from s3metrics.sheets import Sheet
from s3metrics.words import Text, fold

DELIMITERS = {
    ";": Text("semikolon", "semicolon"),
    ",": Text("komma", "comma"),
    "\t": Text("tabb", "tab"),
}
_SEP_LINE = re.compile(r'"?sep=(.)"?[ ;,\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_NOTHING = ' \t\r\n\u00a0\ufeff;,"'
"""What a table without any content is made of."""
_HEADING_WITHIN = 1_000_000
"""Characters in which the heading row is looked for, to choose the delimiter."""


def read_csv(file: NamedBytes, declaration: Sheet | None) -> RawSheet:
    """The table in a csv file. With a declaration the delimiter is the one that gives most known
    headings, else the one that gives most cells. Raises UnusableFile.
    """
    text, declared = _split_sep_line(decode(file), file.name)
    if not text.strip(_NOTHING):
        raise UnusableFile(_only_blank(file.name))
    delimiter = declared or _choose_delimiter(text, declaration)
    if text.count(delimiter) > sources.MAX_CELLS:
        raise UnusableFile(
            Text(
                f"Filen {file.name} har mer än {sources.MAX_CELLS // 1_000_000} miljoner celler, "
                "och fler tas inte emot. Dela upp den i flera filer.",
                f"The file {file.name} has more than {sources.MAX_CELLS // 1_000_000} million "
                "cells, and more are not accepted. Split it into several files.",
            )
        )
    title = declaration.title if declaration else file.stem
    plain = read_plain(text, delimiter)
    if plain is not None:
        return assemble_columns(
            file=file.ref,
            sheet=title,
            declaration=declaration,
            header_row=1,
            heading=[heading_text(cell) for cell in plain.heading],
            columns=plain.columns,
            row_numbers=plain.row_numbers,
            faults={},
        )
    rows = _records(text, delimiter, file.name)
    sheet = assemble(
        file=file.ref,
        sheet=title,
        declaration=declaration,
        rows=rows,
        faults=_overlong(rows, delimiter),
    )
    if sheet is None:
        raise UnusableFile(_only_blank(file.name))
    return sheet


def _only_blank(name: str) -> Text:
    return Text(
        f"Filen {name} innehåller bara tomma rader. En lista utan rader ska ändå ha sina "
        "rubriker på första raden.",
        f"The file {name} holds only blank rows. A list without rows should still have its "
        "headings on the first row.",
    )


def _split_sep_line(text: str, name: str) -> tuple[str, str | None]:
    """The text without Excel's own first line `sep=;`, and the delimiter it declares."""
    match = _SEP_LINE.match(text)
    if match is None:
        return text, None
    if match[1] not in DELIMITERS:
        raise UnusableFile(
            Text(
                f"Filen {name} anger ”{match[1]}” som avgränsare (sep={match[1]}). Tillåtet är "
                f"semikolon, komma eller tabb. {HOW_TO_SAVE.sv}",
                f"The file {name} gives “{match[1]}” as delimiter (sep={match[1]}). Allowed is a "
                f"semicolon, comma or tab. {HOW_TO_SAVE.en}",
            )
        )
    return text[match.end() :], match[1]


def _choose_delimiter(text: str, declaration: Sheet | None) -> str:
    def fitness(delimiter: str) -> tuple[int, int]:
        cells = _heading_cells(text, delimiter)
        known = [c for c in cells if declaration and column_named(declaration, c)]
        return len({fold(c) for c in known}), len(cells)

    return max(DELIMITERS, key=fitness)


def _heading_cells(text: str, delimiter: str) -> list[str]:
    try:
        start = io.StringIO(text[:_HEADING_WITHIN], newline="")
        for row in csv.reader(start, delimiter=delimiter):
            if not is_blank(row):
                return row
    except csv.Error:
        pass  # the reading proper tells what is wrong
    return []


def _records(text: str, delimiter: str, name: str) -> list[list[str]]:
    reader: Iterator[list[str]] = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter, strict=True
    )
    rows: list[list[str]] = []
    try:
        with without_garbage_collection():
            rows.extend(reader)
    except csv.Error as error:
        why = _quote_fault(error)
        raise UnusableFile(
            Text(
                f"Filen {name} har fel i citattecknen på rad {len(rows) + 1}: {why.sv} En cell som "
                'börjar med " ska sluta med ", och " inne i en sådan cell skrivs två gånger (""). '
                "Rätta raden, eller spara listan som .xlsx.",
                f"The file {name} has a fault in the quotation marks on row {len(rows) + 1}: "
                f'{why.en} A cell that begins with " must end with ", and a " inside such a cell '
                'is written twice (""). Correct the row, or save the list as .xlsx.',
            )
        ) from error
    return rows


def _quote_fault(error: csv.Error) -> Text:
    reason = str(error)
    if "expected after" in reason:
        return Text(
            "efter ett avslutande citattecken följer mer text i samma cell.",
            "after a closing quotation mark more text follows in the same cell.",
        )
    if "unexpected end" in reason:
        return Text(
            "ett citattecken öppnas men avslutas aldrig.",
            "a quotation mark opens but is never closed.",
        )
    return Text(
        f"en cell är längre än {csv.field_size_limit()} tecken, troligen för att ett "
        "citattecken öppnas men aldrig avslutas.",
        f"a cell is longer than {csv.field_size_limit()} characters, probably because a "
        "quotation mark opens but is never closed.",
    )


def _overlong(rows: list[list[str]], delimiter: str) -> dict[Position, Text]:
    """Faults for rows with more cells than the heading row: a delimiter inside a value has moved
    everything to the right of it, so nothing in the row can be trusted."""
    heading = next((row for row in rows if not is_blank(row)), [])
    width = len(heading)
    named = max((n for n, text in enumerate(heading, 1) if text.strip()), default=0)
    faults: dict[Position, Text] = {}
    delimiter_name = DELIMITERS[delimiter]
    for number, row in enumerate(rows, 1):
        if len(row) > width:
            faults |= {
                (number, column): (
                    Text(
                        f"Raden har fler celler än rubrikraden: kolumn {column_letters(column)} "
                        f"har ett värde men ingen rubrik. Står ett {delimiter_name.sv} inne i ett "
                        "värde ska värdet stå inom citattecken.",
                        "The row has more cells than the heading row: column "
                        f"{column_letters(column)} has a value but no heading. If a "
                        f"{delimiter_name.en} stands inside a value, the value must stand in "
                        "quotation marks.",
                    )
                )
                for column, cell in enumerate(row[named:], named)
                if cell.strip()
            }
    return faults
