"""Who works with whom: principals, the areas they work in, and the counties they reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from s3metrics.engine.query import ALL
from s3metrics.engine.register.asking import Asking
from s3metrics.ledger.identity import shown


@dataclass(frozen=True, kw_only=True)
class Principal:
    """A principal of initiatives active in the period."""

    id: str
    """Its number, or its name where it is no known actor; a person's number is masked."""
    name: str
    kind: str
    county: str | None
    """The county of its address inside the programme; None is unknown or outside."""
    is_public: bool
    initiatives: tuple[str, ...]
    by_area: Mapping[str, int]
    """Area → its initiatives there."""
    reached: Mapping[str, int]
    """County → companies that its initiatives have supported from it."""
    companies: int
    """Companies supported, each once."""
    across: int
    """Of them, those supported from another county than the principal's own."""


_ACTIVE = """
    SELECT i.initiative, i.principal, coalesce(a.name, i.principal) AS name, i.principal_kind,
           i.principal_home, i.principal_is_public, i.area
    FROM initiative i LEFT JOIN actor a ON a.orgnr = i.principal
    WHERE i.is_active AND i.start_date <= $to AND (i.end_date IS NULL OR i.end_date >= $from)
      AND (len($areas) = 0 OR list_contains($areas, i.area))
    ORDER BY name, i.initiative
"""

_COMPANIES = f"""
    WITH active AS ({_ACTIVE})
    SELECT a.principal, p.county, count(DISTINCT p.company),
           count(DISTINCT CASE WHEN p.is_across_border THEN p.company END)
    FROM participation p
    JOIN initiative_number n USING (initiative)
    JOIN active a ON a.initiative = n.initiative_id
    WHERE p.is_supporting AND p.is_inside AND p.date <= $to
      AND (len($counties) = 0 OR list_contains($counties, p.county))
    GROUP BY GROUPING SETS ((a.principal, p.county), (a.principal))
"""


def principals(asking: Asking) -> tuple[Principal, ...]:
    """The principals of the initiatives active in the period, those with most companies first.

    Companies are those supported up to the period's end, in the scope's counties.
    """
    scope, coding = asking.scope, asking.engine.coding
    values = {"from": scope.from_, "to": scope.to, "areas": list(scope.members("area"))}
    reached: dict[str, dict[str, tuple[int, int]]] = {}
    for principal, county, companies, across in asking.rows(
        _COMPANIES,
        ("initiative", "actor", "participation", "initiative_number"),
        counties=asking.coded("county"),
        **values,
    ):
        member = ALL if county is None else coding.members["county"][county]
        reached.setdefault(principal, {})[member] = (companies, across)
    found: dict[str, Principal] = {}
    for initiative, key, name, kind, home, is_public, area in asking.rows(
        _ACTIVE, ("initiative", "actor"), **values
    ):
        before = found.get(key)
        by_area = dict(before.by_area) if before else {}
        by_area[area] = by_area.get(area, 0) + 1
        of_it = reached.get(key, {})
        total, across = of_it.get(ALL, (0, 0))
        found[key] = Principal(
            id=shown(key),
            name=shown(name),
            kind=kind,
            county=home,
            is_public=is_public,
            initiatives=(*(before.initiatives if before else ()), initiative),
            by_area=by_area,
            reached={county: n for county, (n, _) in of_it.items() if county != ALL},
            companies=total,
            across=across,
        )
    return tuple(sorted(found.values(), key=lambda one: (-one.companies, one.name)))
