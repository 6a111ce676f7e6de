"""Words, numbers and days of the pack in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from s3metrics.engine.cells import Cell, Status
from s3metrics.engine.members import label
from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Count, Population, Ratio, Sum
from s3metrics.programme import Programme
from s3metrics.targets import Standing, TargetStatus
from s3metrics.words import Text, listed

NONE = "–"
_LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_EMPTY = {
    Status.NOT_REPORTED: Text("ej rapporterat", "not reported"),
    Status.NOT_APPLICABLE: Text("ej tillämpligt", "not applicable"),
    Status.SUPPRESSED: Text("dolt", "suppressed"),
    Status.UNKNOWN: Text("okänt", "unknown"),
}
_MILLION = 1_000_000

Value = int | float | Decimal


@dataclass(frozen=True)
class Wording:
    """What is said in `language`, "sv" or "en"."""

    language: str

    @property
    def locale(self) -> str:
        """Babel's name for it."""
        return _LOCALES[self.language]

    def say(self, sv: str, en: str) -> str:
        """The one of the two that is read."""
        return en if self.language == "en" else sv

    def of(self, text: Text) -> str:
        """A text of the core."""
        return text.of(self.language)

    def listed(self, words: Iterable[str]) -> str:
        """`a, b och c`."""
        return listed(words, self.say("och", "and"))

    def day(self, value: date) -> str:
        """`28 oktober 2026`."""
        return str(format_date(value, format="d MMMM y", locale=self.locale))

    def quarter(self, value: date) -> str:
        """`2025 kv 1`."""
        return (
            f"{value.year} {self.say('kv', 'Q')}{self.say(chr(0xA0), '')}{(value.month + 2) // 3}"
        )

    def number(self, value: Value, decimals: int = 0) -> str:
        """With so many decimals, and a minus that is one."""
        pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        text = format_decimal(_exact(value), format=pattern, locale=self.locale)
        return str(text).replace("-", "\u2212")

    def plain(self, value: Value) -> str:
        """With the decimals that it has."""
        text = format_decimal(_exact(value), format="#,##0.######", locale=self.locale)
        return str(text).replace("-", "\u2212")

    def share(self, value: Value, decimals: int = 1) -> str:
        """A fraction as per cent."""
        pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        pattern += self.say("\u00a0%", "%")
        text = format_percent(_exact(value), format=pattern, locale=self.locale)
        return str(text).replace("-", "\u2212")

    def figure(self, indicator: Indicator, value: Value) -> str:
        """An indicator's value with the decimals of its definition."""
        shown = self.share if indicator.is_share else self.number
        return shown(value, indicator.decimals)

    def cell(self, indicator: Indicator, cell: Cell) -> str:
        """A cell's value, or in words which kind of empty it is; none reported is 0."""
        if cell.value is None:
            return self.empty(cell.status)
        return self.figure(indicator, cell.value)

    def empty(self, status: Status) -> str:
        """The kinds of empty, never mixed up."""
        return self.of(_EMPTY[status]) if status in _EMPTY else NONE

    def millions(self, value: Value) -> str:
        """`20,6 mnkr`, below a million `25 076 kr`."""
        amount = _exact(value)
        if abs(amount) >= _MILLION:
            return f"{self.number(amount / _MILLION, 1)} {self.say('mnkr', 'MSEK')}"
        return f"{self.number(amount)} {self.say('kr', 'SEK')}"

    def counts(self, indicator: Indicator, cell: Cell) -> str:
        """The two counts that a ratio travels with: `19 av 28`; else empty."""
        rule = indicator.rule
        if not isinstance(rule, Ratio) or cell.numerator is None or cell.denominator is None:
            return ""
        above = self._part(rule.numerator, cell.numerator)
        below = self._part(rule.denominator, cell.denominator)
        between = self.say("av", "of") if indicator.is_share else "/"
        return f"{above} {between} {below}"

    def member(self, dimension: str, code: str, programme: Programme) -> str:
        """A member of a breakdown."""
        return self.of(label(dimension, code, programme))

    def _part(self, rule: Count | Sum | Population, value: Value) -> str:
        is_money = isinstance(rule, Sum) and rule.column.endswith("_sek")
        return self.millions(value) if is_money else self.number(value)


def standing_words(status: TargetStatus | None, words: Wording) -> str:
    """How a figure stands to its target, in a word or two."""
    if status is None or status.status is Standing.NO_TARGET:
        return words.say("inget\u00a0mål", "no\u00a0target")
    if status.status is None:
        return words.say("inget\u00a0läge", "no\u00a0standing")
    return words.of(
        {
            Standing.REACHED: Text("nått", "reached"),
            Standing.ON_COURSE: Text("i\u00a0takt", "on\u00a0course"),
            Standing.BEHIND: Text("efter", "behind"),
        }[status.status]
    )


def _exact(value: Value) -> Decimal:
    # By way of text: a float would bring its binary tail along.
    return value if isinstance(value, Decimal) else Decimal(str(value))
