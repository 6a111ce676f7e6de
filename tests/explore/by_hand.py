"""Official counts as an analyst writes them from the unit tables, by nothing but their columns.

`{by}` is the column to group by. The answers must be the official ones, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb

from s3metrics.engine.query import ALL
from s3metrics.explore.copy import copy_of
from s3metrics.indicators import CATALOGUE
from s3metrics.platform import Platform

_SUPPORT = "FROM participation JOIN calendar USING (date) WHERE is_supporting AND is_in_period"
_INSIDE = f"{_SUPPORT} AND is_inside"
_SME = f"{_INSIDE} AND is_sme"
_COMPANIES = "SELECT {by}, count(DISTINCT company)"
_OUTCOMES = (
    "FROM outcome JOIN calendar USING (date) "
    "WHERE is_in_period AND is_inside AND is_supported AND kind "
)
_FUNDED = "FROM funding JOIN initiative_county USING (initiative) WHERE is_active"
_ACTIVE = "FROM initiative WHERE is_in_period"
_ACTIVE_BY_COUNTY = "FROM initiative JOIN initiative_county USING (initiative) WHERE is_in_period"

QUERIES: dict[str, str] = {
    "smes_reached": f"{_COMPANIES} {_SME}",
    "smes_new": f"SELECT {{by}}, count(*) {_SME} AND is_first",
    "enterprises_supported": f"{_COMPANIES} {_INSIDE}",
    "enterprises_grants": f"{_COMPANIES} {_INSIDE} AND support = 'bidrag'",
    "enterprises_nonfinancial": f"{_COMPANIES} {_INSIDE} AND support = 'radgivning'",
    "new_enterprises": f"{_COMPANIES} {_INSIDE} AND is_new_enterprise",
    "companies_contacted": f"{_COMPANIES} FROM participation JOIN calendar USING (date) "
    "WHERE is_inside AND is_in_period",
    "smes_outside": f"{_COMPANIES} {_SUPPORT} AND NOT is_inside AND is_sme",
    "participations": f"SELECT {{by}}, count(*) {_INSIDE}",
    "support_hours": f"SELECT {{by}}, sum(hours) {_INSIDE}",
    "smes_across_border": f"{_COMPANIES} {_SME} AND is_across_border",
    "municipalities_reached": f"SELECT {{by}}, count(DISTINCT municipality) {_SME}",
    "initiatives": f"SELECT {{by}}, count(DISTINCT initiative) {_ACTIVE}",
    "cross_county_declared": f"SELECT {{by}}, count(*) {_ACTIVE} AND is_declared_across",
    "cross_area_initiatives": f"SELECT {{by}}, count(*) {_ACTIVE} AND is_cross_area",
    "actors_active": f"SELECT {{by}}, count(DISTINCT principal) {_ACTIVE} AND principal IN "
    "(SELECT actor FROM actor WHERE is_public)",
    "funding_decided": "SELECT {by}, sum(budget_sek) FROM funding WHERE is_active",
    "funding_paid": "SELECT {by}, sum(amount_sek) FROM booking JOIN calendar USING (date) "
    "WHERE kind = 'inbetalning' AND is_in_period",
    "costs": "SELECT {by}, sum(amount_sek) FROM booking JOIN calendar USING (date) "
    "WHERE kind = 'kostnad' AND is_in_period",
    "smes_innovating": f"{_COMPANIES} {_OUTCOMES} IN ('produktinnovation', 'processinnovation') "
    "AND is_sme",
    "smes_organisational": f"{_COMPANIES} {_OUTCOMES} = 'marknad_organisation' AND is_sme",
    "smes_inhouse": f"{_COMPANIES} {_OUTCOMES} = 'egen_utveckling' AND is_sme",
    "enterprises_research": f"{_COMPANIES} {_OUTCOMES} = 'forskningssamverkan'",
    "jobs_created": f"SELECT {{by}}, sum(value) {_OUTCOMES} = 'arbetstillfallen'",
    "private_investment": f"SELECT {{by}}, sum(value) {_OUTCOMES} = 'privat_investering'",
    "needs_identified": "SELECT {by}, count(*) FROM need WHERE is_in_period",
    "needs_met": "SELECT {by}, count(*) FROM need WHERE is_in_period AND is_met",
    "solutions_adopted": "SELECT {by}, count(DISTINCT solution) FROM solution "
    "WHERE is_adopted AND date <= (SELECT today FROM about)",
}
BY_COUNTY = {
    # An initiative is open in several counties.
    "initiatives": f"SELECT {{by}}, count(*) {_ACTIVE_BY_COUNTY}",
    "cross_county_declared": f"SELECT {{by}}, count(*) {_ACTIVE_BY_COUNTY} AND is_declared_across",
    "funding_decided": f"SELECT {{by}}, sum(budget_sek) {_FUNDED}",
}
COLUMNS = {
    ("initiatives", "initiative_status"): "status",
    ("actors_active", "kind"): "principal_kind",
}
# Where it is counted hangs on more than a column: the principal's county only where it is one of
# the programme's; of a solution only the latest step.
NOT_BY_HAND = {("actors_active", "county"), ("solutions_adopted", "area")}


def questions() -> Iterator[tuple[str, str, str]]:
    """(indicator, breakdown or "", query) of every count above in every single breakdown."""
    for indicator, query in QUERIES.items():
        yield indicator, "", query.format(by="'*'")
        for dimension in CATALOGUE[indicator].breakdowns:
            if (indicator, dimension) not in NOT_BY_HAND:
                column = COLUMNS.get((indicator, dimension), dimension)
                one = BY_COUNTY.get(indicator, query) if dimension == "county" else query
                yield indicator, dimension, f"{one.format(by=column)} GROUP BY {column}"


def disagreements(platform: Platform, as_of: int | str | None) -> list[str]:
    """Every count above that the unit tables of a clock answer otherwise than `compute`."""
    copy = copy_of(platform.at(as_of), platform.places)
    found = []
    with duckdb.connect(str(copy.base), read_only=True) as connection:
        for indicator, dimension, query in questions():
            by_hand = _figures(connection.execute(query).fetchall())
            by = (dimension,) if dimension else ()
            result = platform.compute(indicator, by=by, as_of=as_of)
            official = _figures(
                [
                    (members[0] if members else ALL, cell.value)
                    for members, cell in result.cells.items()
                    if members != (ALL,)
                ]
            )
            if by_hand != official:
                found.append(f"{indicator} by {dimension} as of {as_of}: {by_hand} != {official}")
    return found


def _figures(rows: list[tuple[str, object]]) -> dict[str, Decimal]:
    """Member → value, without those that hold nothing: a query does not list them."""
    return {member: Decimal(str(value)) + 0 for member, value in rows if value}
