"""Bounds of sums: none above while a row waits or an amount is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from s3metrics.engine.bounds.model import Bounds
from s3metrics.engine.bounds.standing import may_replace
from s3metrics.engine.counting import Counter
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import Plain, Source, Sum
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
    value = measured.value or 0
    source, is_by_area = rule.rows.source, bool(counter.scope.members("area"))
    own = waiting.get(SOURCES[source].ledger_table, 0)
    is_moved = _can_move_amounts(rule, waiting, is_by_area=is_by_area)
    wider = _with_unknown_members(counter, rule)
    has_unknown_members = wider.measured(rule).rows > measured.rows
    is_open = bool(
        own
        or is_moved
        or measured.known < measured.rows
        or has_unknown_members
        or _could_support(wider, rule)
        or (source is Source.OUTCOME and waiting.get("participation"))
    )
    lower, why = value, None
    if source is Source.BOOKING and (own or is_moved or has_unknown_members):
        lower, why = None, _CORRECTIONS
    elif is_moved:
        lower, why = None, _MOVED
    elif _can_be_replaced(counter, rule, waiting):
        lower, why = None, _REPLACED
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
_REPLACED = Text(
    "Rader som väntar på rättning kan ersätta belopp eller timmar som räknas nu, så det finns "
    "ingen undre gräns.",
    "Rows that wait for correction may replace amounts or hours that count now, so there is no "
    "lower bound.",
)


def _can_be_replaced(counter: Counter, rule: Sum, waiting: Mapping[str, int]) -> bool:
    """A row that waits stands by an earlier wording: its amount, or the support behind it."""
    source = rule.rows.source
    tables = {SOURCES[source].ledger_table}
    if source is Source.OUTCOME:
        tables.add("participation")
    return any(may_replace(counter, table, waiting.get(table, 0)) for table in sorted(tables))


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


def _with_unknown_members(counter: Counter, rule: Sum) -> Counter:
    """Selections let in what is of an unknown area, size or, of an initiative's money, county."""
    wider = counter.with_unknown_areas().with_unknown_sizes()
    has_counties = SOURCES[rule.rows.source].has_many_counties
    return wider.with_unknown_counties() if has_counties else wider


def _could_support(counter: Counter, rule: Sum) -> bool:
    """Some participation would support if its missing hours or value reach the minimum."""
    flags = flags_if_measured(rule)
    more = counter.measured(replace(rule, rows=replace(rule.rows, flags=flags)))
    return more.rows > counter.measured(rule).rows


def flags_if_measured(rule: Plain) -> tuple[str, ...]:
    """The rule's flags as they hold if whatever hours and value are missing reach the minimum."""
    wider = {
        "is_supporting": "is_supporting_or_unknown",
        "is_supported": "is_supported_or_unknown",
    }
    return tuple(wider.get(flag, flag) for flag in rule.rows.flags)
