"""A measure over two breakdowns and time at once: counted from the rows, by the indicator's rule.

A view holds two breakdowns at a time. Where the rule says only which rows qualify, and what is
counted or summed, the analysts' tables hold all that it needs, and more breakdowns are as right as
two: each cell is counted from its own rows. A cell without rows has no row here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from sqlglot import exp

from s3metrics.explore.tables_indicators import has_name
from s3metrics.indicators.model import Count, Indicator, Is, Period, Rule, Source, Sum, Unit

_TABLES: Mapping[Source, frozenset[str]] = {
    Source.PARTICIPATION: frozenset(
        {
            "is_supporting",
            "is_inside",
            "is_sme",
            "is_first",
            "is_new_enterprise",
            "is_across_border",
        }
    ),
    Source.OUTCOME: frozenset({"is_inside", "is_sme", "is_supported"}),
    Source.BOOKING: frozenset(),
}
"""The tables named as their source is, with the flags that they have under the rules' names."""
_UNITS = {
    Unit.COMPANY: "company",
    Unit.INITIATIVE: "initiative",
    Unit.MUNICIPALITY: "municipality",
}


def can_count(rule: Rule) -> TypeGuard[Count | Sum]:
    """Whether the rows alone tell: nothing of the unit's other rows, and the date in the period."""
    if not isinstance(rule, Count | Sum):
        return False
    if isinstance(rule, Count) and (rule.at_least or rule.is_latest or rule.also):
        return False
    if isinstance(rule, Count) and rule.unit is not Unit.ROW and rule.unit not in _UNITS:
        return False
    rows = rule.rows
    flags = _TABLES.get(rows.source)
    return flags is not None and rows.period is Period.IN and {*rows.flags, *rows.lacking} <= flags


def counted(
    indicator: Indicator, dimensions: Sequence[str], filters: Sequence[exp.Expr]
) -> exp.Select:
    """The query of one measure per member of the dimensions, of which time is one.

    Raises ValueError for a rule of which `can_count` is false.
    """
    rule = indicator.rule
    if not can_count(rule):
        raise ValueError(f"{indicator.id} cannot be counted from single rows")
    columns = [column for name in dimensions for column in columns_of(name)]
    query = exp.select(*columns, exp.alias_(_measure(rule), "value"))
    query = query.from_(exp.to_table(rule.rows.source.value))
    query = query.join(exp.to_table("calendar"), using=["date"])
    query = query.where(
        exp.column("is_in_period"),
        *map(exp.column, rule.rows.flags),
        *(exp.not_(exp.column(flag)) for flag in rule.rows.lacking),
        *map(_code, rule.rows.codes),
        *filters,
    )
    return query.group_by(*columns)


def columns_of(dimension: str) -> Iterator[exp.Column]:
    """A breakdown's column, and the one of its names where it has one."""
    yield exp.column(dimension)
    if has_name(dimension):
        yield exp.column(f"{dimension}_name")


def _measure(rule: Count | Sum) -> exp.Expr:
    if isinstance(rule, Sum):
        return exp.Sum(this=exp.column(rule.column))
    if rule.unit is Unit.ROW:
        return exp.Count(this=exp.Star())
    return exp.Count(this=exp.Distinct(expressions=[exp.column(_UNITS[rule.unit])]))


def _code(code: Is) -> exp.Expr:
    one_of = exp.column(code.column).isin(*map(exp.Literal.string, code.values))
    return exp.not_(one_of) if code.is_negated else one_of
