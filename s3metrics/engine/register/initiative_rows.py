"""Everything that partners have said of one initiative: its rows, each with file, tab and row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from s3metrics.engine.entities import SourceRow
from s3metrics.engine.register.asking import Asking
from s3metrics.ledger.identity import shown

TABLES = ("initiative", "need", "participation", "funding", "booking", "outcome")


@dataclass(frozen=True, kw_only=True)
class NamedRow:
    """A partner's row, and whose it is."""

    name: str
    """The company's name, of participations and results; empty in other tables."""
    source: SourceRow


@dataclass(frozen=True, kw_only=True)
class FunderMoney:
    """What one funder has decided for and paid to an initiative."""

    funder: str
    decided_sek: Decimal | None
    """None: it stands in no row of funding."""
    paid_sek: Decimal | None
    """None: it stands in no payment."""


@dataclass(frozen=True, kw_only=True)
class InitiativeRows:
    """The rows of one initiative."""

    id: str
    rows: Mapping[str, tuple[NamedRow, ...]]
    """Table → its rows up to the last day asked for, by date."""
    companies_with_outcomes: int
    """Companies that the rows of results name, each once."""
    money: tuple[FunderMoney, ...]
    """By funder, the largest decision first."""
    costs: Mapping[str, Decimal]
    """Cost category (empty where none is given) → SEK."""
    not_reported: frozenset[str]
    """Tables that nobody has delivered for the initiative's area: empty there means unknown."""
    needs_unknown: tuple[str, ...]
    """Needs that it names and no delivery holds."""


_ROWS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "initiative": ("SELECT row_id, '' FROM initiative WHERE initiative = $id", ()),
    "need": (
        "SELECT n.row_id, '' FROM need n JOIN initiative i ON list_contains(i.needs, n.need) "
        "WHERE i.initiative = $id ORDER BY n.date, n.need",
        ("need",),
    ),
    "participation": (
        "SELECT p.row_id, coalesce(c.name, k.orgnr) FROM participation p "
        "JOIN initiative_number n USING (initiative) JOIN company_number k USING (company) "
        "LEFT JOIN company c ON c.orgnr = k.orgnr "
        "WHERE n.initiative_id = $id AND p.date <= $to ORDER BY p.date, p.row_id",
        ("participation", "initiative_number", "company_number", "company"),
    ),
    "funding": (
        "SELECT row_id, '' FROM funding WHERE initiative = $id ORDER BY budget_sek DESC, row_id",
        ("funding",),
    ),
    "booking": (
        "SELECT row_id, '' FROM booking WHERE initiative = $id AND date <= $to "
        "ORDER BY date, row_id",
        ("booking",),
    ),
    "outcome": (
        "SELECT o.row_id, coalesce(c.name, k.orgnr) FROM outcome o "
        "JOIN company_number k USING (company) LEFT JOIN company c ON c.orgnr = k.orgnr "
        "WHERE o.initiative = $id AND o.date <= $to ORDER BY o.date, o.row_id",
        ("outcome", "company_number", "company"),
    ),
}
_NEEDS = """
    SELECT need FROM (SELECT unnest(needs) AS need FROM initiative WHERE initiative = $id)
    WHERE need NOT IN (SELECT need FROM need) ORDER BY need
"""
_OUTCOMES = """
    SELECT count(DISTINCT company) FROM outcome WHERE initiative = $id AND date <= $to
"""
_MONEY = """
    WITH decided AS (
        SELECT funder, sum(budget_sek) AS amount FROM funding
        WHERE initiative = $id GROUP BY funder
    ), paid AS (
        SELECT funder, sum(amount_sek) AS amount FROM booking
        WHERE initiative = $id AND kind = 'inbetalning' AND date <= $to GROUP BY funder
    )
    SELECT coalesce(d.funder, p.funder, ''), d.amount, p.amount
    FROM decided d FULL JOIN paid p ON p.funder IS NOT DISTINCT FROM d.funder
    ORDER BY d.amount DESC NULLS LAST, 1
"""

_COSTS = """
    SELECT coalesce(cost_category, ''), sum(amount_sek) FROM booking
    WHERE initiative = $id AND kind = 'kostnad' AND date <= $to GROUP BY 1 ORDER BY 2 DESC, 1
"""


def initiative_rows(asking: Asking, id_: str) -> InitiativeRows:
    """The initiative's rows. What is dated after the scope's last day is left out."""
    values = {"id": id_, "to": asking.scope.to}
    ((companies,),) = asking.rows(_OUTCOMES, ("outcome",), **values)
    unknown = asking.rows(_NEEDS, ("initiative", "need"), id=id_)
    return InitiativeRows(
        id=id_,
        rows={table: _rows(asking, table, id_) for table in TABLES},
        companies_with_outcomes=companies,
        money=_money(asking, id_),
        costs=dict(asking.rows(_COSTS, ("booking",), **values)),
        not_reported=frozenset(table for table in TABLES if asking.lacks(table)),
        needs_unknown=tuple(need for (need,) in unknown),
    )


def _money(asking: Asking, id_: str) -> tuple[FunderMoney, ...]:
    found = asking.rows(_MONEY, ("funding", "booking"), id=id_, to=asking.scope.to)
    return tuple(
        FunderMoney(funder=funder, decided_sek=decided, paid_sek=paid)
        for funder, decided, paid in found
    )


def _rows(asking: Asking, table: str, id_: str) -> tuple[NamedRow, ...]:
    sql, tables = _ROWS[table]
    values = {"id": id_} | ({"to": asking.scope.to} if "$to" in sql else {})
    found = asking.rows(sql, ("initiative", *tables), **values)
    opened = asking.sources(table, (row_id for row_id, _ in found))
    return tuple(NamedRow(name=shown(name), source=opened[row_id]) for row_id, name in found)
