"""Numbers, money and dates as people read them, in the reader's language (Babel)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent, parse_pattern

from s3metrics.engine.result import Cell, Status
from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Count, Population, Ratio, Sum
from ui import state
from ui.i18n import _

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_PER_CENT = {"sv": "#,##0.0\u00a0%", "en": "#,##0.0%"}
_MILLION = 1_000_000
# Read once: reading a pattern takes Babel four times as long as writing a number by it.
_pattern = cache(parse_pattern)


def _locale() -> str:
    return LOCALES[state.language()]


def _decimal(value: Decimal, pattern: str) -> str:
    # A hyphen is no minus sign; Babel writes one where a pattern is given.
    return format_decimal(value, format=_pattern(pattern), locale=_locale()).replace("-", "\u2212")


def count(value: Any) -> str:
    """`1 234`; decimals only where there are some, at most one: `12,5`."""
    return _decimal(_exact(value), "#,##0.#")


def full(value: Any) -> str:
    """All that there is of a number, to six decimals: `1 234,5678`."""
    return _decimal(_exact(value), "#,##0.######")


def decimal(value: Any) -> str:
    """Two decimals: `1,58`."""
    return _decimal(_exact(value), "#,##0.00")


def signed(value: Any) -> str:
    """Two decimals with the sign of a change: `+0,67`, `−0,25`."""
    return _decimal(_exact(value), "+#,##0.00;-#,##0.00")


def rate(value: Any) -> str:
    """One decimal always, so that rates below each other align: `17,0`."""
    return _decimal(_exact(value), "#,##0.0")


def share(value: Any) -> str:
    """A fraction as per cent with one decimal: `38,8 %`."""
    pattern = _pattern(_PER_CENT[state.language()])
    return format_percent(_exact(value), format=pattern, locale=_locale())


def points(value: Any) -> str:
    """A difference between shares in percentage points, one decimal: `2,3`."""
    return _decimal(_exact(value) * 100, "#,##0.0")


def money(value: Any) -> str:
    """`8,0 mnkr`, `11,7 mnkr` from a million, else `25 076 kr`."""
    amount = _exact(value)
    if abs(amount) >= _MILLION:
        millions = _decimal(amount / _MILLION, "#,##0.0")
        return _("{amount} mnkr").format(amount=millions)
    return exact_money(amount)


def exact_money(value: Any) -> str:
    """Whole kronor: `20 641 000 kr`."""
    amount = _decimal(_exact(value), "#,##0")
    return _("{amount} kr").format(amount=amount)


def day(value: date) -> str:
    """`28 oktober 2026`."""
    return format_date(value, format="d MMMM y", locale=_locale())


def short_day(value: date) -> str:
    """`28 okt. 2026`."""
    return format_date(value, format="d MMM y", locale=_locale())


def month(value: date) -> str:
    """`oktober 2026`."""
    return format_date(value, format="MMMM y", locale=_locale())


def minute(value: datetime) -> str:
    """`28 okt. 2026 10:10`."""
    return format_datetime(value, format="d MMM y HH:mm", locale=_locale())


def figure(indicator: Indicator, value: Any) -> str:
    """An indicator's value with what its unit needs: per cent, kronor or a plain number."""
    if indicator.is_share:
        return share(value)
    if indicator.is_money:
        return money(value)
    return decimal(value) if isinstance(indicator.rule, Ratio) else count(value)


def cell(indicator: Indicator, found: Cell) -> str:
    """A cell's value, or in a word which kind of empty it is; zero is a figure."""
    if found.value is None:
        return empty(found.status)
    return figure(indicator, found.value)


def exact_cell(indicator: Indicator, found: Cell) -> str:
    """As `cell`, with money to the krona: in a column, one unit for all."""
    return empty(found.status) if found.value is None else exact(indicator, found.value)


def exact(indicator: Indicator, value: Any) -> str:
    """As `figure`, with money to the krona."""
    return exact_money(value) if indicator.is_money else figure(indicator, value)


def empty(status: Status) -> str:
    """The kinds of empty in a word each; they are never mixed up."""
    return {
        Status.NOT_REPORTED: _("ej rapporterat"),
        Status.NOT_APPLICABLE: _("ej tillämpligt"),
        Status.SUPPRESSED: _("dolt"),
        Status.UNKNOWN: _("okänt"),
    }.get(status, "")


def counts(indicator: Indicator, found: Cell) -> str:
    """The two counts that a ratio travels with: `19 av 28`, `11,7 mnkr / 465`; else empty."""
    rule = indicator.rule
    if not isinstance(rule, Ratio) or found.numerator is None or found.denominator is None:
        return ""
    above = part(rule.numerator, found.numerator)
    below = part(rule.denominator, found.denominator)
    words = _("{above} av {below}") if indicator.is_share else _("{above} delat med\u00a0{below}")
    return words.format(above=above, below=below)


def part(rule: Count | Sum | Population, value: Any) -> str:
    """A ratio's numerator or denominator."""
    is_money = isinstance(rule, Sum) and rule.column.endswith("_sek")
    return money(value) if is_money else count(value)


def _exact(value: Any) -> Decimal:
    # By way of text: a float would bring its binary tail along.
    return value if isinstance(value, Decimal) else Decimal(str(value))
