"""What a parser makes of one raw cell, and how a raw cell is written as text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from s3metrics.intake.plain import PlainCells
from s3metrics.sheets import Code
from s3metrics.words import NOTHING, Text, did_you_mean

EXCEL_DIGITS = 15
"""Significant digits that Excel keeps of a number; what lies behind them is noise of the float."""

_INVISIBLE = "\ufeff\u200b"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SHOWN_LENGTH = 200
_SUGGESTIONS = 200
_SUGGESTION_LENGTH = 60


class Problem(NamedTuple):
    """What is wrong with a cell; the message is one sentence or two."""

    code: Code
    message: Text


class Parsed(NamedTuple):
    """A cell's typed value, None where it is empty or faulty, and what is wrong with it."""

    value: object | None = None
    problems: tuple[Problem, ...] = ()
    is_rounded: bool = False
    """True when the number was written with more decimals than are kept."""
    is_masked: bool = False
    """True when what looks like a personal identity number was taken out of the text."""

    @property
    def is_faulty(self) -> bool:
        """True when the cell keeps its row out; a warning does not."""
        return any(not problem.code.is_warning for problem in self.problems)


Parse = Callable[[object], Parsed]


class CellParser(NamedTuple):
    """How the cells of one column are read, and shown where they must be told about."""

    parse: Parse
    """Raw cell, not empty → typed value or faults. Never raises."""
    show: Callable[[object], str]
    """Raw cell → text as delivered, with personal identity numbers masked."""
    plain: PlainCells | None = None
    """Which of many texts `parse` would take without a word, and as what; it may know of fewer."""


EMPTY = Parsed()


def fault(code: Code, message: Text) -> Parsed:
    """A cell without value and with one fault."""
    return Parsed(None, (Problem(code, message),))


def text_of(raw: object) -> str:
    """The raw cell as people see it: outer blanks gone, inner ones kept; empty for no value.

    Numbers of Excel lose the float's noise (`604.0` → `604`), midnight its time.
    """
    if raw is None:
        return ""
    if isinstance(raw, str):
        return unicodedata.normalize("NFC", raw).strip().strip(_INVISIBLE).strip()
    if isinstance(raw, bool):
        return "SANT" if raw else "FALSKT"
    if isinstance(raw, float):
        return _float_text(raw)
    if isinstance(raw, dt.datetime):
        is_midnight = raw.time() == dt.time()
        return raw.date().isoformat() if is_midnight else raw.isoformat(" ")
    if isinstance(raw, (dt.date, dt.time)):
        return raw.isoformat()
    return str(raw).strip()


def _float_text(number: float) -> str:
    if number != number or number in (float("inf"), float("-inf")):
        return str(number)
    return format(decimal_of_float(number), "f")


def decimal_of_float(number: float) -> Decimal:
    """The number that Excel shows: 15 significant digits, no trailing zeros."""
    exact = Decimal(f"{number:.{EXCEL_DIGITS}g}")
    return Decimal(int(exact)) if exact == exact.to_integral_value() else exact.normalize()


def is_empty(raw: object) -> bool:
    """True for a cell with nothing in it but blanks."""
    return raw is None or (isinstance(raw, str) and not text_of(raw))


def has_control_characters(text: str) -> bool:
    """True for a text with characters that no sheet shows and no database should keep."""
    return _CONTROL.search(text) is not None


def printable(text: str) -> str:
    """The text with each control character shown as one replacement character."""
    return _CONTROL.sub("\ufffd", text)


def clipped(text: str) -> str:
    """The text short enough for a message."""
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"


class Suggestions:
    """Nearest matches for one column.

    Looking for them costs milliseconds each, so a column with very many faulty values, which has
    one cause, gets them for the first ones only.
    """

    def __init__(self, allowed: Iterable[str], *, likeness: float = 0.6) -> None:
        self._allowed = tuple(allowed)
        self._likeness = likeness
        self._left = _SUGGESTIONS

    def for_word(self, given: str) -> Text:
        """` Menade du ”X”?` or an empty text."""
        if self._left <= 0:
            return NOTHING
        self._left -= 1
        return did_you_mean(given[:_SUGGESTION_LENGTH], self._allowed, likeness=self._likeness)
