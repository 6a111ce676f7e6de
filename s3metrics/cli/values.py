"""Values as Swedish text: no-break blanks between thousands, decimal comma, words for empty."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal, format_percent

from s3metrics.engine.result import Status
from s3metrics.indicators import Indicator

LOCALE = "sv_SE"
NO_NUMBER = "–"
EMPTY_WORDS = {
    Status.NOT_REPORTED: "ej rapporterat",
    Status.NOT_APPLICABLE: "saknar nämnare",
    Status.SUPPRESSED: "dolt",
    Status.UNKNOWN: "okänt",
}
_EXACT = "#,##0.####"  # the ledger keeps four decimals
_ROUNDED = "#,##0.00"
_PERCENT = "#,##0.0 %"


def number(value: int | Decimal | float | None) -> str:
    """Whole and decimal numbers exactly; quotients, which are floats, with two decimals."""
    if value is None:
        return NO_NUMBER
    pattern = _ROUNDED if isinstance(value, float) else _EXACT
    return str(format_decimal(value, format=pattern, locale=LOCALE))


def counted(count: int, one: str, several: str) -> str:
    """`1 rad`, `1 200 rader`."""
    return f"{number(count)} {one if count == 1 else several}"


def rows(count: int) -> str:
    """So many rows, in words."""
    return counted(count, "rad", "rader")


def figure(indicator: Indicator, value: Any, status: str) -> str:
    """A figure, or the word for its kind of empty; a share as per cent, reported none as 0."""
    kind = Status(status)
    if kind is Status.ZERO:
        return "0"
    if kind in EMPTY_WORDS:
        return EMPTY_WORDS[kind]
    if indicator.is_share:
        return share(value)
    return number(value)


def share(value: float) -> str:
    """A share of 1 as per cent, with one decimal."""
    return str(format_percent(value, format=_PERCENT, locale=LOCALE))


def shown(value: Any) -> str:
    """Any other value: nothing for none, ja and nej, dates as ISO, times in UTC to the minute."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | Decimal | float):
        return number(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)
