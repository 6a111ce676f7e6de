"""How long it takes from one link of the chain to the next, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from s3metrics.engine.register.asking import Asking
from s3metrics.engine.register.solutions import ADOPTED, LADDER, solutions
from s3metrics.ledger.identity import shown


class Lead(StrEnum):
    """Between which two days the time is measured."""

    START_TO_SUPPORT = "start_to_support"
    """From an initiative's start to its first supporting participation."""
    SUPPORT_TO_INNOVATION = "support_to_innovation"
    """From an SME's first support to its first product or process innovation in the period."""
    IDEA_TO_ADOPTED = "idea_to_adopted"
    """From a solution's idea to its first day in an ordinary budget or in operation."""


@dataclass(frozen=True, kw_only=True)
class LeadUnit:
    """An initiative, a company or a solution that has gone the whole way."""

    id: str
    name: str
    from_: date
    to: date

    @property
    def days(self) -> int:
        """Negative where the second day came first."""
        return (self.to - self.from_).days


@dataclass(frozen=True, kw_only=True)
class LeadTime:
    """One of the times, with the units it is the median of."""

    lead: Lead
    units: tuple[LeadUnit, ...]

    @property
    def median_days(self) -> float | None:
        """None without any unit."""
        return float(median(unit.days for unit in self.units)) if self.units else None


_SUPPORT = """
    SELECT i.initiative, i.title, i.start_date, min(p.date)
    FROM initiative i
    JOIN initiative_number n ON n.initiative_id = i.initiative
    JOIN participation p ON p.initiative = n.initiative
    WHERE i.is_active AND i.start_date <= $to AND (i.end_date IS NULL OR i.end_date >= $from)
      AND p.is_supporting AND p.is_inside AND p.date <= $to
      AND (len($areas) = 0 OR list_contains($areas, i.area))
    GROUP BY ALL ORDER BY i.initiative
"""

_INNOVATION = """
    SELECT k.orgnr, coalesce(c.name, k.orgnr), s.first_date, min(o.date)
    FROM outcome o
    JOIN company_number k USING (company)
    JOIN first_support s USING (company)
    LEFT JOIN company c ON c.orgnr = k.orgnr
    WHERE o.kind IN ('produktinnovation', 'processinnovation')
      AND o.is_inside AND o.is_supported AND o.is_sme AND o.date BETWEEN $from AND $to
      AND (len($counties) = 0 OR list_contains($counties, o.county))
      AND (len($sizes) = 0 OR list_contains($sizes, o.size))
    GROUP BY ALL ORDER BY 2, 1
"""


def lead_times(asking: Asking) -> tuple[LeadTime, ...]:
    """The times between the chain's links that have no indicator, in the chain's order."""
    return (
        LeadTime(lead=Lead.START_TO_SUPPORT, units=_to_support(asking)),
        LeadTime(lead=Lead.SUPPORT_TO_INNOVATION, units=_to_innovation(asking)),
        LeadTime(lead=Lead.IDEA_TO_ADOPTED, units=_to_adopted(asking)),
    )


def _to_support(asking: Asking) -> tuple[LeadUnit, ...]:
    scope = asking.scope
    rows = asking.rows(
        _SUPPORT,
        ("initiative", "initiative_number", "participation"),
        **{"from": scope.from_, "to": scope.to},
        areas=list(scope.members("area")),
    )
    return tuple(_unit(*row) for row in rows)


def _to_innovation(asking: Asking) -> tuple[LeadUnit, ...]:
    scope = asking.scope
    rows = asking.rows(
        _INNOVATION,
        ("outcome", "company", "company_number", "first_support"),
        **{"from": scope.from_, "to": scope.to},
        counties=asking.coded("county"),
        sizes=asking.coded("size"),
    )
    return tuple(_unit(*row) for row in rows)


def _to_adopted(asking: Asking) -> tuple[LeadUnit, ...]:
    return tuple(
        _unit(
            one.id,
            one.title,
            one.steps[LADDER[0]],
            min(day for step, day in one.steps.items() if step in ADOPTED),
        )
        for one in solutions(asking)
        if one.is_adopted and LADDER[0] in one.steps
    )


def _unit(key: str, name: str, start: date, end: date) -> LeadUnit:
    return LeadUnit(id=shown(key), name=shown(name), from_=start, to=end)
