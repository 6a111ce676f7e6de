"""The bounds of any indicator: its rule's, and of a ratio those of its two numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from s3metrics.engine import population
from s3metrics.engine.bounds.counts import CountBounds
from s3metrics.engine.bounds.model import Bounds
from s3metrics.engine.bounds.sums import flags_if_measured, of_sum
from s3metrics.engine.counting import Counter, parts_of
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import (
    Change,
    Count,
    Indicator,
    Median,
    Plain,
    Population,
    Ratio,
    Rule,
    Sum,
)
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.words import Text

_NOT_REPORTED = Text(
    "Ingen har levererat listorna som siffran räknas på, så den har inga gränser.",
    "Nobody has delivered the lists that the figure is counted from, so it has no bounds.",
)
_MEAN = Text(
    "Ett medelvärde eller en median kan röra sig åt båda håll när rader väntar eller uppgifter är "
    "okända, så det finns inga gränser.",
    "A mean or median may move both ways while rows wait or particulars are unknown, so it has no "
    "bounds.",
)
_UNKNOWN_CHOSEN = Text(
    "Urvalet tar med det som är okänt. När det blir känt kan det höra till en annan del, så "
    "siffran saknar den gränsen.",
    "The selection takes in what is unknown. Once known it may belong to another part, so the "
    "figure lacks that bound.",
)
_NO_RATIO = Text(
    "Kvoten saknar en gräns därför att täljaren eller nämnaren gör det, eller nämnaren kan vara "
    "noll.",
    "The ratio lacks a bound because its numerator or denominator does, or the latter may be 0.",
)


def bounds_of(counter: Counter, indicator: Indicator, waiting: Mapping[str, int]) -> Bounds:
    """The bounds of the indicator's figure over the counter's scope.

    `waiting` holds the rows in quarantine per table.
    """
    if _is_unreported(counter, indicator):
        return Bounds(why_no_lower=_NOT_REPORTED, why_no_upper=_NOT_REPORTED)
    rule = indicator.rule
    if any(UNKNOWN_MEMBER in counter.scope.members(d) for d in counter.scope.selection.dimensions):
        if not isinstance(rule, Count):
            return Bounds(why_no_lower=_UNKNOWN_CHOSEN, why_no_upper=_UNKNOWN_CHOSEN)
        return replace(_of_plain(counter, rule, waiting), lower=None, why_no_lower=_UNKNOWN_CHOSEN)
    if isinstance(rule, Ratio):
        return _of_ratio(counter, rule, waiting)
    return _of_plain(counter, rule, waiting)


def _of_plain(counter: Counter, rule: Plain, waiting: Mapping[str, int]) -> Bounds:
    if isinstance(rule, Count):
        return CountBounds(counter, rule, waiting).bounds()
    if isinstance(rule, Sum):
        return of_sum(counter, rule, waiting)
    value = counter.measured(rule).value
    if any(waiting.get(table) for table in _needs(rule)) or _could_be_more(counter, rule):
        return Bounds(why_no_lower=_MEAN, why_no_upper=_MEAN)
    return Bounds(lower=value, upper=value)


def _is_unreported(counter: Counter, indicator: Indicator) -> bool:
    reported = counter.engine.reported(counter.as_of)
    areas = counter.scope.members("area")
    also = [s for part in parts_of(indicator.rule) for s in part.rows.also_needs]
    tables = {t for source in (*indicator.sources, *also) for t in SOURCES[source].needs}
    return any(reported.lacks(table, areas) for table in tables)


def _could_be_more(counter: Counter, rule: Plain) -> bool:
    """Other rows or values would count, were sizes, areas and what is missing known."""
    if isinstance(rule, Change | Median):
        values = counter.measured(Sum(rows=rule.rows, column=rule.column))
        if values.known < values.rows:
            return True
    measured = flags_if_measured(rule)
    flags = tuple("is_sme_or_unknown" if f == "is_sme" else f for f in measured)
    wider = replace(rule, rows=replace(rule.rows, flags=flags))
    more = counter.with_unknown_sizes().with_unknown_areas().measured(wider)
    return more.rows > counter.measured(rule).rows


def _of_ratio(counter: Counter, rule: Ratio, waiting: Mapping[str, int]) -> Bounds:
    above = _of_plain(counter, rule.numerator, waiting)
    if isinstance(rule.denominator, Population):
        below = _of_population(counter, waiting)
    else:
        below = _of_plain(counter, rule.denominator, waiting)
    cap = 1.0 if _is_part_of_whole(rule) else None
    lower = _quotient(above.lower, below.upper, of_negative=below.lower)
    upper = _quotient(above.upper, below.lower, of_negative=below.upper)
    if upper is not None and cap is not None:
        upper = min(upper, cap)
    return Bounds(
        lower=lower,
        upper=upper,
        parts=above.parts,
        capped_at=cap,
        why_no_lower=_NO_RATIO if lower is None else None,
        why_no_upper=_NO_RATIO if upper is None else None,
    )


def _is_part_of_whole(rule: Ratio) -> bool:
    """Both count the same units, and whoever is in the numerator is in the denominator."""
    above, below = rule.numerator, rule.denominator
    return isinstance(above, Count) and isinstance(below, Count) and above.unit is below.unit


def _quotient(above: Any, below: Any, *, of_negative: Any) -> float | None:
    """`above` by `below`; by `of_negative` below zero, where the larger divisor gives more."""
    if above is not None and above < 0:
        below = of_negative
    if above is None or not below:
        return None
    return float(Decimal(above) / Decimal(below))


def _of_population(counter: Counter, waiting: Mapping[str, int]) -> Bounds:
    found = population.companies(counter.engine, counter.scope, (), counter.as_of)[()]
    if waiting.get("context"):
        return Bounds()
    return Bounds(lower=found, upper=found)


def _needs(rule: Rule) -> tuple[str, ...]:
    sources = [s for part in parts_of(rule) for s in (part.rows.source, *part.rows.also_needs)]
    return tuple(dict.fromkeys(table for source in sources for table in SOURCES[source].needs))
