"""Dates: as ISO writes them, as eight digits, or as Excel's own; anything else is asked about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal

from s3metrics.intake.number_cells import read_number
from s3metrics.intake.values import Parse, Parsed, Problem, fault, text_of
from s3metrics.programme import Period
from s3metrics.sheets import Code
from s3metrics.words import NOTHING, Text, meant

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_EIGHT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]{1,2}([0-9]{1,2})[-/. ]{1,2}([0-9]{4})")
_LAST_SERIAL = 109_574
"""Excel's number of the last day of 2199."""

_HOW = Text(
    "Skriv datum som 2025-03-31 eller 20250331, eller använd Excels datumformat.",
    "Write dates as 2025-03-31 or 20250331, or use Excel's date format.",
)


def date_parser(period: Period, *, show: Callable[[object], str]) -> Parse:
    """Raw cell → date; a day outside the programme's is a warning and keeps its value."""

    def parse(raw: object) -> Parsed:
        day = read_date(raw)
        if day is None:
            return fault(Code.DATE, _advice(raw, show))
        if day in period:
            return Parsed(day)
        return Parsed(day, (Problem(Code.OUTSIDE_PERIOD, _outside(day, period)),))

    return parse


def read_date(raw: object) -> dt.date | None:
    """The day in a raw cell, or None; a time of day is left out."""
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    if isinstance(raw, (str, int, float)) and not isinstance(raw, bool):
        text = text_of(raw)
        match = _ISO.fullmatch(text) or _EIGHT.fullmatch(text)
        return _day(*match.groups()) if match else None
    return None


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _outside(day: dt.date, period: Period) -> Text:
    return Text(
        f"{day} ligger utanför programmets tid, {period.start} till {period.end}. Raden tas "
        "emot; rätta datumet om det är fel.",
        f"{day} is outside the programme's time, {period.start} to {period.end}. The row is "
        "accepted; correct the date if it is wrong.",
    )


def _advice(raw: object, show: Callable[[object], str]) -> Text:
    given = show(raw)
    number = read_number(raw)
    if number is not None and 0 < number <= _LAST_SERIAL:
        hint = _serial(number)
        return Text(
            f"”{given}” är ett tal, inget datum: cellen saknar datumformat i Excel. Välj "
            f"datumformat för kolumnen, eller skriv datumet som 2025-03-31.{hint.sv}",
            f"“{given}” is a number, no date: the cell has no date format in Excel. Choose a "
            f"date format for the column, or write the date as 2025-03-31.{hint.en}",
        )
    text = text_of(raw) if isinstance(raw, str) else ""
    if _ISO.fullmatch(text) or _EIGHT.fullmatch(text):
        return Text(
            f"”{given}” finns inte i almanackan. {_HOW.sv}",
            f"“{given}” is not in the calendar. {_HOW.en}",
        )
    hint = _meant(text)
    return Text(
        f"”{given}” är inget datum som kan läsas. {_HOW.sv}{hint.sv}",
        f"“{given}” is no date that can be read. {_HOW.en}{hint.en}",
    )


def _serial(number: Decimal) -> Text:
    """The day that Excel counts to; below 1000 a small number is likelier than a day of 1902."""
    if number < 1000:
        return NOTHING
    day = dt.date(1899, 12, 30) + dt.timedelta(days=int(number))
    return meant(str(day))


def _meant(text: str) -> Text:
    """A suggestion only where day and month cannot be mistaken for each other."""
    if match := _YEAR_FIRST.fullmatch(text):
        day = _day(*match.groups())
    elif match := _DAY_FIRST.fullmatch(text):
        first, second, year = match.groups()
        day = _day(year, second, first) if int(first) > 12 or first == second else None
    else:
        day = None
    return meant(str(day) if day else None)
