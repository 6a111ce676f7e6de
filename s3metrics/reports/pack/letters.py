"""The letters that the pack's fonts have: any other makes the standard refuse the whole file."""

from __future__ import annotations

import unicodedata

MISSING = "□"
BLOCKS = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),  # Latin, with every letter of the languages of Europe that use it
    (0x0391, 0x03A1),
    (0x03A3, 0x03C9),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x2013, 0x2014),
    (0x2018, 0x201A),
    (0x201C, 0x201E),
    (0x2020, 0x2022),
)
SINGLE = "…‰′″€™−≤≥≠×·□"
KNOWN = frozenset(chr(code) for first, last in BLOCKS for code in range(first, last + 1)) | {
    *SINGLE
}
"""Every letter that is let through."""
_BLANKS = {"\t", "\r", "\u2007", "\u2009", "\u202f"}


def printable(text: str) -> str:
    """The text with a box for each letter that the fonts lack; control characters are left out.

    >>> printable("Träcentrum 漢")
    'Träcentrum □'
    """
    return "".join(map(_one, unicodedata.normalize("NFC", text)))


def _one(letter: str) -> str:
    if letter in KNOWN or letter == "\n":
        return letter
    if letter in _BLANKS:
        return " "
    return "" if unicodedata.category(letter) in {"Cc", "Cf"} else MISSING
