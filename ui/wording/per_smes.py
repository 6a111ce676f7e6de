"""Figures per 1 000 SMEs and against targets, in words: never without their two counts."""

from __future__ import annotations

from collections.abc import Mapping

from s3metrics.engine.rates import Rates
from s3metrics.engine.result import Cell
from s3metrics.indicators import Indicator
from s3metrics.targets import TargetStatus
from ui.i18n import _, of
from ui.wording import numbers, sentences


def rate(indicator: Indicator, cell: Cell) -> str:
    """`17,9 · 217 av 12 109`, or which kind of empty."""
    if cell.value is None:
        return numbers.empty(cell.status)
    return _("{rate} · {above} av {below}").format(
        rate=bare_rate(indicator, cell),
        above=numbers.figure(indicator, cell.numerator),
        below=numbers.count(cell.denominator),
    )


def bare_rate(indicator: Indicator, cell: Cell) -> str:
    """`17,9`; where the counts stand beside it."""
    if cell.value is None:
        return numbers.empty(cell.status)
    return numbers.money(cell.value) if indicator.is_money else numbers.rate(cell.value)


def two_lines(text: str) -> str:
    """A rate or share with its counts below it: a chart on a phone has no room beside it."""
    return text.replace(" · ", "<br>")


def basis(rates: Rates) -> str:
    """Where the number of SMEs comes from, and its year."""
    if rates.year is None:
        return _("Ingen har levererat antalet SMF (bladet Bakgrund).")
    return _("Antalet SMF: {sources}, {year}.").format(
        sources=sentences.in_words(list(rates.sources)), year=rates.year
    )


def against(status: TargetStatus | None) -> str:
    """`57,1 % · 217 av 380` of a target, or why there is no share."""
    if status is None or status.target is None:
        return _("inget mål")
    value, target = status.value.value, numbers.figure(status.indicator, status.target)
    if value is None:
        return numbers.empty(status.value.status)
    words = {"above": numbers.figure(status.indicator, value), "below": target}
    if status.share_reached is None:
        return _("{above}, målet är {below}").format(**words)
    return _("{share} · {above} av {below}").format(
        share=numbers.share(status.share_reached), **words
    )


def decisions(targets: Mapping[str, TargetStatus]) -> str:
    """The day and the source of the targets shown, each once."""
    told = [
        _("{day} ({source})").format(day=numbers.day(status.date), source=of(status.source))
        for status in targets.values()
        if status.date is not None and status.source is not None
    ]
    return _("Mål till {decisions}.").format(decisions=sentences.in_words([*dict.fromkeys(told)]))
