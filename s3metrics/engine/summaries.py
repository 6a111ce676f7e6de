"""Participations counted ahead, so that the usual figures are sums over a small table.

A company counts in a cell and a period once: by the date before which it has none of its own there
in the period. So the tally keeps, for every company, cell of every level and date, the date before
it (`previous`), and throws the companies away. The distinct companies of any period are then a sum:
of what is dated in the period with its `previous` before it. Exact, at every level.

Initiatives are judged up to a day, so of each one and county the first date is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from s3metrics.indicators.model import Count, Period, Plain, Source, Unit

TALLY_COLUMNS = ("kind", "area", "county", "is_sme", "previous", "date", "n")
REACH_COLUMNS = (
    "initiative",
    "county",
    "area",
    "date",
    "initiative_is_active",
    "initiative_start",
    "initiative_end",
)

TALLIED_DIMENSIONS = frozenset({"area", "county"})
"""The dimensions at whose every level the tally holds counts."""
TALLY, REACH = "tally", "reach"
"""The tables of what is counted ahead."""

_SUPPORTED = frozenset({"is_supporting", "is_inside"})
_KINDS: Mapping[tuple[Unit, frozenset[str]], str] = {
    (Unit.COMPANY, _SUPPORTED): "reached",
    (Unit.COMPANY, _SUPPORTED | {"is_first"}): "first",
    (Unit.ROW, _SUPPORTED): "row",
}
"""What is counted and the flags of its rows → `kind` of the tally."""

# What has nothing before it.
_NEVER = "'-infinity'::DATE"


@dataclass(frozen=True)
class Tallied:
    """A rule that the tally answers."""

    kind: str
    is_of_smes: bool


def tallied(rule: Plain, dimensions: Iterable[str], selected: Iterable[str]) -> Tallied | None:
    """How the tally answers the rule broken down by `dimensions`, or None where it does not.

    Nothing may be selected but the period: companies of several areas or counties together were
    not counted ahead.
    """
    if not isinstance(rule, Count) or rule.at_least or rule.also or rule.is_latest:
        return None
    rows = rule.rows
    is_plain = not (rows.codes or rows.lacking) and rows.period is Period.IN
    if rows.source is not Source.PARTICIPATION or not is_plain:
        return None
    if tuple(selected) or not set(dimensions) <= TALLIED_DIMENSIONS:
        return None
    kind = _KINDS.get((rule.unit, frozenset(rows.flags) - {"is_sme"}))
    return None if kind is None else Tallied(kind, "is_sme" in rows.flags)


def is_of_reach(rule: Plain, dimensions: Iterable[str]) -> bool:
    """True when each initiative's first date in each county is all that the rule needs."""
    return (
        isinstance(rule, Count)
        and rule.unit is Unit.INITIATIVE
        and rule.rows.source is Source.PARTICIPATION
        and rule.rows.period in {Period.UP_TO, Period.ACTIVE_UP_TO}
        and not (rule.rows.codes or rule.rows.lacking or rule.also or rule.is_latest)
        and frozenset(rule.rows.flags) == _SUPPORTED
        and set(dimensions) <= TALLIED_DIMENSIONS
    )


def select_tally(rows: str) -> str:
    """The SELECT of `TALLY_COLUMNS` over a relation of participations, whole companies of it.

    A null area or county stands for all.
    """
    return f"""
    WITH supporting AS (
        SELECT company, area, county, is_sme, is_first, date FROM {rows}
        WHERE is_supporting AND is_inside
    ), dated AS (
        SELECT company, area, county, is_sme, date FROM supporting
        GROUP BY company, is_sme, date, CUBE (area, county)
    ), followed AS (
        SELECT 'reached' AS kind, area, county, is_sme, coalesce(
                   lag(date) OVER (PARTITION BY company, area, county ORDER BY date), {_NEVER}
               ) AS previous, date
        FROM dated
    )
    SELECT kind, area, county, is_sme, previous, date, count(*)::INTEGER AS n
    FROM followed GROUP BY ALL
    UNION ALL
    SELECT 'first', area, county, is_sme, {_NEVER}, date, count(*)::INTEGER
    FROM supporting WHERE is_first GROUP BY is_sme, date, CUBE (area, county)
    UNION ALL
    SELECT 'row', area, county, is_sme, {_NEVER}, date, count(*)::INTEGER
    FROM supporting GROUP BY is_sme, date, CUBE (area, county)
    """


def select_reach(rows: str) -> str:
    """The SELECT of `REACH_COLUMNS` over a relation of participations, whole initiatives of it."""
    return f"""
    SELECT initiative, county, area, min(date) AS date,
           initiative_is_active, initiative_start, initiative_end
    FROM {rows} WHERE is_supporting AND is_inside
    GROUP BY initiative, county, area, initiative_is_active, initiative_start, initiative_end
    """


def as_participations(reach: str) -> str:
    """The reach as rows that a rule's conditions can be put to."""
    return (
        f"SELECT *, true AS is_supporting, true AS is_inside, NULL::BIGINT AS row_id FROM {reach}"
    )
