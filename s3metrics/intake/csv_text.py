"""The text of a csv file: which encoding it is written in, and what is none."""

from __future__ import annotations

import codecs
import re

from s3metrics.errors import UnusableFile
from s3metrics.intake import sources
from s3metrics.intake.sources import NamedBytes
from s3metrics.words import Text

HOW_TO_SAVE = Text(
    "Spara om listan i Excel som ”CSV UTF-8 (kommaavgränsad)” eller som .xlsx.",
    "Save the list in Excel as “CSV UTF-8 (Comma delimited)” or as .xlsx.",
)
"""What to do about a file that cannot be read."""
_UTF16_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_OTHER_SIGNATURES = {
    **dict.fromkeys(
        sources.ZIP_SIGNATURES, Text("en arbetsbok eller zip-fil", "a workbook or zip file")
    ),
    sources.OLE2_SIGNATURE: Text(
        "en arbetsbok i gammalt eller krypterat format", "a workbook in an old or encrypted format"
    ),
    b"%PDF": Text("en pdf", "a pdf"),
}
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_CAPITAL_AND_PUNCTUATION = re.compile(rb"[\xc4\xc5\xd6][\x82\x84\x85\x91-\x97\xa0\xab\xb0\xb4\xbb]")
"""Ä, Å or Ö before a quotation mark, dash or no-break blank: cp1252 that looks like UTF-8."""


def decode(file: NamedBytes) -> str:
    """The text of a csv file in UTF-8 or cp1252, never with a replaced character.

    Raises UnusableFile for anything else, and where the two are mixed: then no reading of the
    whole file is the right one.
    """
    content = file.content
    for signature, what in _OTHER_SIGNATURES.items():
        if content.startswith(signature):
            raise UnusableFile(
                Text(
                    f"Filen {file.name} heter {file.suffix} men är {what.sv}. Ge filen dess rätta "
                    f"ändelse, eller exportera listan på nytt. {HOW_TO_SAVE.sv}",
                    f"The file {file.name} is named {file.suffix} but is {what.en}. Give the file "
                    f"its right suffix, or export the list again. {HOW_TO_SAVE.en}",
                )
            )
    _refuse_utf16_and_nul(content, file.name)
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError as error:
            at = _place(content, error)
            raise UnusableFile(
                Text(
                    f"Filen {file.name} är märkt som UTF-8 men är det inte: {at.sv} är inget "
                    f"giltigt tecken. {HOW_TO_SAVE.sv}",
                    f"The file {file.name} is marked as UTF-8 but is not: {at.en} is no valid "
                    f"character. {HOW_TO_SAVE.en}",
                )
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
        at = _place(content, utf8_error)
        raise UnusableFile(
            Text(
                f"Filen {name} blandar två teckenkodningar: delar av den är UTF-8, men {at.sv} är "
                "det inte. Tillåtet är UTF-8 eller Windows-1252, en av dem i hela filen. "
                f"{HOW_TO_SAVE.sv}",
                f"The file {name} mixes two character encodings: parts of it are UTF-8, but "
                f"{at.en} is not. Allowed is UTF-8 or Windows-1252, one of them in the whole file. "
                f"{HOW_TO_SAVE.en}",
            )
        )
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        at = _place(content, error)
        raise UnusableFile(
            Text(
                f"Filen {name} är varken UTF-8 eller Windows-1252: {at.sv} är inget giltigt tecken "
                f"i någon av dem. {HOW_TO_SAVE.sv}",
                f"The file {name} is neither UTF-8 nor Windows-1252: {at.en} is no valid character "
                f"in either. {HOW_TO_SAVE.en}",
            )
        ) from error


def _refuse_utf16_and_nul(content: bytes, name: str) -> None:
    nul = content.find(b"\0")
    start = content[:2_000]
    if content.startswith(_UTF16_BOMS) or (nul != -1 and start.count(b"\0") * 3 > len(start)):
        raise UnusableFile(
            Text(
                f"Filen {name} är sparad i UTF-16 (Excels ”Unicode-text”). Tillåtet är UTF-8 eller "
                f"Windows-1252. {HOW_TO_SAVE.sv}",
                f"The file {name} is saved in UTF-16 (Excel's “Unicode Text”). Allowed is UTF-8 or "
                f"Windows-1252. {HOW_TO_SAVE.en}",
            )
        )
    if nul != -1:
        at = _line_and_byte(content, nul)
        raise UnusableFile(
            Text(
                f"Filen {name} innehåller ett nolltecken (NUL) på {at.sv}. Det hör inte hemma i "
                "text: filen är skadad eller ingen csv-fil. Hämta eller exportera den på nytt.",
                f"The file {name} holds a null character (NUL) on {at.en}. It does not belong in "
                "text: the file is damaged or no csv file. Fetch or export it again.",
            )
        )


def _place(content: bytes, error: UnicodeDecodeError) -> Text:
    where = _line_and_byte(content, error.start)
    return Text(
        f"byte 0x{content[error.start]:02X} på {where.sv}",
        f"byte 0x{content[error.start]:02X} on {where.en}",
    )


def _line_and_byte(content: bytes, position: int) -> Text:
    line = content.count(b"\n", 0, position) + 1
    start_of_line = content.rfind(b"\n", 0, position) + 1
    return Text(
        f"rad {line}, plats {position - start_of_line + 1}",
        f"line {line}, position {position - start_of_line + 1}",
    )
