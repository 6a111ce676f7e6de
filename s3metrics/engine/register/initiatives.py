"""The initiatives as known at a delivery, each with its counties, principal, needs and money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from s3metrics.engine.query import ALL
from s3metrics.engine.register.asking import Asking
from s3metrics.ledger.identity import shown


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """One initiative. Money and reach are those up to the last day asked for."""

    id: str
    title: str
    area: str
    other_areas: tuple[str, ...]
    status: str
    kind: str | None
    start_date: date
    end_date: date | None
    """None: open, no end has been delivered."""
    is_active: bool
    """Not aborted: its decided money counts as such."""
    is_counted: bool
    """Active in the period, as the indicator `initiatives` counts."""
    is_overdue: bool
    """Still said to run, although its last day has passed."""
    principal: str
    principal_kind: str
    principal_county: str | None
    declared: tuple[str, ...]
    """The programme's counties in which it is open; empty when none has been delivered."""
    reached: Mapping[str, int]
    """County → companies supported from it; only counties that have any."""
    companies: int
    """Companies supported, each once."""
    needs: tuple[str, ...]
    decided_sek: Decimal | None
    """None: no funding has been delivered for it."""
    paid_sek: Decimal | None
    costs_sek: Decimal | None
    row_id: int = field(repr=False)
    """The ledger's row."""

    @property
    def is_across(self) -> bool:
        """Companies of at least two counties have been supported."""
        return len(self.reached) > 1


_RUNS = "pagaende"

_LIST = """
    SELECT i.initiative, i.title, i.area, i.other_areas, i.status, l.kind, i.start_date,
           i.end_date, i.is_active,
           i.is_active AND i.start_date <= $to AND (i.end_date IS NULL OR i.end_date >= $from),
           coalesce(a.name, i.principal), i.principal_kind, i.principal_home, i.counties,
           coalesce(i.needs, []), i.row_id
    FROM initiative i
    LEFT JOIN actor a ON a.orgnr = i.principal
    LEFT JOIN ledger.initiative l ON l.row_id = i.row_id
    WHERE len($areas) = 0 OR list_contains($areas, i.area)
    ORDER BY i.start_date, i.initiative
"""

_REACHED = """
    SELECT n.initiative_id, p.county, count(DISTINCT p.company)
    FROM participation p JOIN initiative_number n USING (initiative)
    WHERE p.is_supporting AND p.is_inside AND p.date <= $to
    GROUP BY GROUPING SETS ((n.initiative_id, p.county), (n.initiative_id))
"""

_DECIDED = "SELECT initiative, sum(budget_sek) FROM funding GROUP BY initiative"

_BOOKED = """
    SELECT initiative, kind, sum(amount_sek) FROM booking WHERE date <= $to
    GROUP BY initiative, kind
"""


def initiatives(asking: Asking) -> tuple[Initiative, ...]:
    """The initiatives of the scope's areas, by start, then id.

    With counties chosen: those open in one of them or reaching companies there. Whatever their
    dates and status; `is_counted` tells those that count as active in the period.
    """
    scope = asking.scope
    period = {"to": scope.to, "from": scope.from_}
    reached = _reached(asking)
    decided = dict(asking.rows(_DECIDED, ("funding",)))
    booked = {
        (initiative, kind): amount
        for initiative, kind, amount in asking.rows(_BOOKED, ("booking",), to=scope.to)
    }
    listed = asking.rows(
        _LIST, ("initiative", "actor"), areas=list(scope.members("area")), **period
    )
    found = (_initiative(row, scope.to, reached, decided, booked) for row in listed)
    wanted = set(scope.members("county"))
    return tuple(
        one for one in found if not wanted or wanted & {*one.declared, *one.reached.keys()}
    )


def _initiative(
    row: tuple[Any, ...],
    to: date,
    reached: Mapping[str, Mapping[str, int]],
    decided: Mapping[str, Decimal],
    booked: Mapping[tuple[str, str], Decimal],
) -> Initiative:
    id_, title, area, others, status, kind, start, end, is_active, *rest = row
    is_counted, principal, principal_kind, home, counties, needs, row_id = rest
    by_county = dict(reached.get(id_, {}))
    companies = by_county.pop(ALL, 0)
    return Initiative(
        id=id_,
        title=title,
        area=area,
        other_areas=tuple(others),
        status=status,
        kind=kind,
        start_date=start,
        end_date=end,
        is_active=is_active,
        is_counted=is_counted,
        is_overdue=status == _RUNS and end is not None and end < to,
        principal=shown(principal),
        principal_kind=principal_kind,
        principal_county=home,
        declared=tuple(sorted(set(counties))),
        reached=by_county,
        companies=companies,
        needs=tuple(needs),
        decided_sek=decided.get(id_),
        paid_sek=booked.get((id_, "inbetalning")),
        costs_sek=booked.get((id_, "kostnad")),
        row_id=row_id,
    )


def _reached(asking: Asking) -> dict[str, dict[str, int]]:
    """Initiative → county → companies supported from it; `*` is all counties, each once."""
    words = asking.engine.coding.members["county"]
    found: dict[str, dict[str, int]] = {}
    for initiative, county, companies in asking.rows(
        _REACHED, ("participation", "initiative_number"), to=asking.scope.to
    ):
        member = ALL if county is None else words[county]
        found.setdefault(initiative, {})[member] = companies
    return found
