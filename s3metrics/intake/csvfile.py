"""CSV as Swedish Excel and others write it: which encoding, which delimiter, then columns."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from s3metrics.errors import UnusableFile
from s3metrics.intake import sources
from s3metrics.intake.csv_columns import read_plain
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
from s3metrics.words import fold

DELIMITERS = {";": "semikolon", ",": "komma", "\t": "tabb"}
_HOW_TO_SAVE = "Spara om listan i Excel som ”CSV UTF-8 (kommaavgränsad)” eller som .xlsx."
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEP_LINE = re.compile(r'"?sep=(.)"?[ ;,\t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
_OTHER_SIGNATURES = {
    **dict.fromkeys(sources.ZIP_SIGNATURES, "en arbetsbok eller zip-fil"),
    sources.OLE2_SIGNATURE: "en arbetsbok i gammalt eller krypterat format",
    b"%PDF": "en pdf",
}
_NOTHING = ' \t\r\n\u00a0\ufeff;,"'
"""What a table without any content is made of."""
_HEADING_WITHIN = 1_000_000
"""Characters in which the heading row is looked for, to choose the delimiter."""
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CAPITAL_AND_PUNCTUATION = re.compile(rb"[\xc4\xc5\xd6][\x82\x84\x85\x91-\x97\xa0\xab\xb0\xb4\xbb]")
"""Ä, Å or Ö before a quotation mark, dash or no-break blank: cp1252 that looks like UTF-8."""


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
            f"Filen {file.name} har mer än {sources.MAX_CELLS // 1_000_000} miljoner celler, och "
            "fler tas inte emot. Dela upp den i flera filer."
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


def _only_blank(name: str) -> str:
    return (
        f"Filen {name} innehåller bara tomma rader. En lista utan rader ska ändå ha sina rubriker "
        "på första raden."
    )


def decode(file: NamedBytes) -> str:
    """The text of a csv file in UTF-8 or cp1252, never with a replaced character.

    Raises UnusableFile for anything else, and where the two are mixed: then no reading of the
    whole file is the right one.
    """
    content = file.content
    for signature, what in _OTHER_SIGNATURES.items():
        if content.startswith(signature):
            raise UnusableFile(
                f"Filen {file.name} heter {file.suffix} men är {what}. Ge filen dess rätta "
                f"ändelse, eller exportera listan på nytt. {_HOW_TO_SAVE}"
            )
    _refuse_utf16_and_nul(content, file.name)
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UnusableFile(
                f"Filen {file.name} är märkt som UTF-8 men är det inte: {_place(content, error)} "
                f"är inget giltigt tecken. {_HOW_TO_SAVE}"
            ) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_cp1252(content, file.name, error)


def _decode_cp1252(content: bytes, name: str, utf8_error: UnicodeDecodeError) -> str:
    if any(
        not _CAPITAL_AND_PUNCTUATION.fullmatch(hit.group())
        for hit in _UTF8_SEQUENCE.finditer(content)
    ):
        raise UnusableFile(
            f"Filen {name} blandar två teckenkodningar: delar av den är UTF-8, men "
            f"{_place(content, utf8_error)} är det inte. Tillåtet är UTF-8 eller Windows-1252, en "
            f"av dem i hela filen. {_HOW_TO_SAVE}"
        )
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnusableFile(
            f"Filen {name} är varken UTF-8 eller Windows-1252: {_place(content, error)} är inget "
            f"giltigt tecken i någon av dem. {_HOW_TO_SAVE}"
        ) from error


def _refuse_utf16_and_nul(content: bytes, name: str) -> None:
    nul = content.find(b"\0")
    start = content[:2_000]
    if content.startswith(_UTF16_BOMS) or (nul != -1 and start.count(b"\0") * 3 > len(start)):
        raise UnusableFile(
            f"Filen {name} är sparad i UTF-16 (Excels ”Unicode-text”). Tillåtet är UTF-8 eller "
            f"Windows-1252. {_HOW_TO_SAVE}"
        )
    if nul != -1:
        raise UnusableFile(
            f"Filen {name} innehåller ett nolltecken (NUL) på {_line_and_byte(content, nul)}. Det "
            "hör inte hemma i text: filen är skadad eller ingen csv-fil. Hämta eller exportera den "
            "på nytt."
        )


def _place(content: bytes, error: UnicodeDecodeError) -> str:
    where = _line_and_byte(content, error.start)
    return f"byte 0x{content[error.start]:02X} på {where}"


def _line_and_byte(content: bytes, position: int) -> str:
    line = content.count(b"\n", 0, position) + 1
    start_of_line = content.rfind(b"\n", 0, position) + 1
    return f"rad {line}, plats {position - start_of_line + 1}"


def _split_sep_line(text: str, name: str) -> tuple[str, str | None]:
    """The text without Excel's own first line `sep=;`, and the delimiter it declares."""
    match = _SEP_LINE.match(text)
    if match is None:
        return text, None
    if match[1] not in DELIMITERS:
        raise UnusableFile(
            f"Filen {name} anger ”{match[1]}” som avgränsare (sep={match[1]}). Tillåtet är "
            f"semikolon, komma eller tabb. {_HOW_TO_SAVE}"
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
        raise UnusableFile(
            f"Filen {name} har fel i citattecknen på rad {len(rows) + 1}: {_quote_fault(error)} "
            'En cell som börjar med " ska sluta med ", och " inne i en sådan cell skrivs två '
            'gånger (""). Rätta raden, eller spara listan som .xlsx.'
        ) from error
    return rows


def _quote_fault(error: csv.Error) -> str:
    reason = str(error)
    if "expected after" in reason:
        return "efter ett avslutande citattecken följer mer text i samma cell."
    if "unexpected end" in reason:
        return "ett citattecken öppnas men avslutas aldrig."
    return (
        f"en cell är längre än {csv.field_size_limit()} tecken, troligen för att ett citattecken "
        "öppnas men aldrig avslutas."
    )


def _overlong(rows: list[list[str]], delimiter: str) -> dict[Position, str]:
    """Faults for rows with more cells than the heading row: a delimiter inside a value has moved
    everything to the right of it, so nothing in the row can be trusted."""
    heading = next((row for row in rows if not is_blank(row)), [])
    width = len(heading)
    named = max((n for n, text in enumerate(heading, 1) if text.strip()), default=0)
    faults: dict[Position, str] = {}
    for number, row in enumerate(rows, 1):
        if len(row) > width:
            faults |= {
                (number, column): (
                    f"Raden har fler celler än rubrikraden: kolumn {column_letters(column)} har "
                    f"ett värde men ingen rubrik. Står ett {DELIMITERS[delimiter]} inne i ett "
                    "värde ska värdet stå inom citattecken."
                )
                for column, cell in enumerate(row[named:], named)
                if cell.strip()
            }
    return faults
