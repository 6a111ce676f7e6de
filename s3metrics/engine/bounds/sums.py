"""Bounds of sums: none above while a row waits or an amount is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from s3metrics.engine.bounds.model import Bounds
from s3metrics.engine.counting import Counter
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import Source, Sum
from s3metrics.words import Text

_OPEN_SUM = Text(
    "Rader som väntar på rättning eller saknar uppgiften kan hålla vilket belopp eller antal som "
    "helst, så det finns ingen övre gräns.",
    "Rows that wait for correction or lack the particular may hold any amount, so there is no "
    "upper bound.",
)
_CORRECTIONS = Text(
    "Rader som väntar på rättning kan vara rättelser under noll, så det finns ingen undre gräns.",
    "Rows that wait for correction may be corrections below zero, so there is no lower bound.",
)


def of_sum(counter: Counter, rule: Sum, waiting: Mapping[str, int]) -> Bounds:
    """The bounds of a sum over the counter's scope."""
    measured = counter.measured(rule)
    value = measured.value if measured.rows else 0
    source, is_by_area = rule.rows.source, bool(counter.scope.members("area"))
    own = waiting.get(SOURCES[source].ledger_table, 0)
    is_moved = _can_move_amounts(rule, waiting, is_by_area=is_by_area)
    has_unknown_areas = counter.with_unknown_areas().measured(rule).rows > measured.rows
    is_open = bool(
        own
        or is_moved
        or measured.known < measured.rows
        or _could_support(counter, rule)
        or has_unknown_areas
        or (source is Source.OUTCOME and waiting.get("participation"))
    )
    lower, why = value, None
    if source is Source.BOOKING and (own or is_moved or has_unknown_areas):
        lower, why = None, _CORRECTIONS
    elif is_moved:
        lower, why = None, _MOVED
    return Bounds(
        lower=lower,
        upper=None if is_open else value,
        why_no_lower=why,
        why_no_upper=_OPEN_SUM if is_open else None,
    )


_MOVED = Text(
    "Rader som väntar på rättning kan flytta belopp eller timmar ut ur siffran, så det finns ingen "
    "undre gräns.",
    "Rows that wait for correction may move amounts or hours out of the figure, so there is no "
    "lower bound.",
)


def _can_move_amounts(rule: Sum, waiting: Mapping[str, int], *, is_by_area: bool) -> bool:
    """A company or initiative that waits carries the amounts of its rows with it."""
    source = rule.rows.source
    has_companies = source in {Source.PARTICIPATION, Source.OUTCOME}
    has_initiatives = source is not Source.OUTCOME and (
        is_by_area or "initiative_is_active" in rule.rows.flags
    )
    return bool(
        (has_companies and waiting.get("company"))
        or (has_initiatives and waiting.get("initiative"))
    )


def _could_support(counter: Counter, rule: Sum) -> bool:
    """Some participation would support if its missing hours or value reach the minimum."""
    flags = rule.rows.flags
    if "is_supporting" in flags:
        wider = tuple("is_supporting_or_unknown" if f == "is_supporting" else f for f in flags)
        more = counter.measured(replace(rule, rows=replace(rule.rows, flags=wider)))
        return more.rows > counter.measured(rule).rows
    rules = counter.engine.programme.rules
    return "is_supported" in flags and bool(rules.minimum_hours or rules.minimum_value_sek)
