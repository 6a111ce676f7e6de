"""De minimis aid: what each group has received over the years that the ceiling counts.

Aid is a participation that is no contact and has a value; it counts on its day, wherever it was
given, for the group of its company: `group_orgnr` where there is one, else the company itself.
The years end on a day, that day included: with three of them, what was given on 1 March 2025 is
out on 1 March 2028. Source: Regulation (EU) 2023/2831, article 3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from s3metrics.engine.entities import SourceRow, ledger_rows
from s3metrics.ledger.identity import shown
from s3metrics.ledger.known import known

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


class CertificateState(StrEnum):
    """How far the papers of a company in an initiative had come when its support began."""

    IN_ORDER = "in_order"
    """Certified and decided no later than the day of the first support."""
    NO_CERTIFICATE = "no_certificate"
    NO_DECISION = "no_decision"
    BEFORE_DECISION = "before_decision"
    """The support began before the decision, whatever the day of the certificate."""
    BEFORE_CERTIFICATE = "before_certificate"
    """The support began before the certificate, though not before the decision."""

    @property
    def is_late(self) -> bool:
        """The papers are there, but the support began before one of them."""
        return self in {self.BEFORE_DECISION, self.BEFORE_CERTIFICATE}


@dataclass(frozen=True, kw_only=True)
class AidRow:
    """One piece of aid, as a participation tells of it."""

    group: str
    """Organisationsnummer of the group, a person's shortened."""
    company: str
    """Organisationsnummer of the company, likewise."""
    company_name: str
    initiative: str
    day: date
    value_sek: Decimal
    group_sum_sek: Decimal
    """The group's aid over the years that end on this day."""
    certificate_date: date | None
    decision_date: date | None
    state: CertificateState
    """Of the company in the initiative, so the same for all of its rows there."""
    source: SourceRow


@dataclass(frozen=True, kw_only=True)
class AidGroup:
    """A group's aid."""

    group: str
    name: str
    """The parent's, where a list holds it; else that of the group's company with the first aid."""
    companies: int
    sum_sek: Decimal
    """Over the years that end on the last day asked for."""
    highest_sek: Decimal
    """The most that it has been on any day up to then."""
    highest_on: date
    other_sek: Decimal
    """Aid from others that certificates of those years tell of, of every company of the group,
    the parent too, whether or not it has aid of ours. It is not summed with ours, since the
    certificate may tell of ours too."""
    ceiling_sek: Decimal

    @property
    def is_over(self) -> bool:
        """More than the ceiling, on any day."""
        return self.highest_sek > self.ceiling_sek

    @property
    def left_sek(self) -> Decimal:
        """What may still be given on the last day asked for; not below 0."""
        return max(Decimal(0), self.ceiling_sek - self.sum_sek)


@dataclass(frozen=True, kw_only=True)
class Aid:
    """The groups, the largest sum first, and every row of theirs, group by group in time."""

    groups: tuple[AidGroup, ...]
    rows: tuple[AidRow, ...]


def aid(engine: Engine, as_of: int, to: date) -> Aid | None:
    """The aid known at a delivery and given up to a day; None where the programme file has no
    ceiling or no rate."""
    rules = engine.programme.rules
    ceiling = rules.de_minimis_ceiling_sek
    if ceiling is None:
        return None
    found = (
        engine.reader.cursor()
        .execute(
            _SELECT.format(schema=engine.schema(as_of, "company")),
            {"as_of": as_of, "to": to, "years": rules.de_minimis_years},
        )
        .fetchall()
    )
    sources = ledger_rows(engine, "participation", [row[0] for row in found])
    groups, rows = [], []
    for _, group in groupby(found, key=lambda row: row[1]):
        members = list(group)
        groups.append(_group(members, ceiling))
        rows += [_row(row, sources[row[0]]) for row in members]
    groups.sort(key=lambda one: (-one.sum_sek, one.group))
    return Aid(groups=tuple(groups), rows=tuple(rows))


_SELECT = f"""
    WITH aid AS (
        SELECT p.row_id, p.orgnr, p.initiative_id, p.date, p.value_sek, c.name,
               coalesce(c.group_orgnr, p.orgnr) AS group_key
        FROM ({known("participation")}) p
        LEFT JOIN memory.{{schema}}.company c ON c.orgnr = p.orgnr
        WHERE p.support <> 'kontakt' AND p.value_sek > 0 AND p.date <= $to
    ), summed AS (
        SELECT a.row_id, sum(b.value_sek) AS group_sum
        FROM aid a JOIN aid b ON b.group_key = a.group_key AND b.date <= a.date
            AND b.date > a.date - to_years($years)
        GROUP BY a.row_id
    ), certificate AS ({known("certificate")}), latest AS (
        SELECT orgnr, arg_max(other_aid_sek, (certificate_date, other_aid_sek)) AS other_sek
        FROM certificate
        WHERE other_aid_sek IS NOT NULL AND certificate_date <= $to
            AND certificate_date > $to::DATE - to_years($years)
        GROUP BY orgnr
    ), other AS (
        SELECT coalesce(c.group_orgnr, l.orgnr) AS group_key, sum(l.other_sek) AS other_sek
        FROM latest l LEFT JOIN memory.{{schema}}.company c ON c.orgnr = l.orgnr
        GROUP BY 1
    )
    SELECT a.row_id, a.group_key, a.orgnr, coalesce(a.name, '') AS name,
           coalesce(g.name, '') AS group_name, a.initiative_id, a.date, a.value_sek, s.group_sum,
           k.certificate_date, k.decision_date,
           min(a.date) OVER (PARTITION BY a.orgnr, a.initiative_id) AS first_date,
           coalesce(sum(a.value_sek) FILTER (WHERE a.date > $to::DATE - to_years($years))
               OVER (PARTITION BY a.group_key), 0) AS sum_now,
           coalesce(o.other_sek, 0) AS other_sek
    FROM aid a
    JOIN summed s ON s.row_id = a.row_id
    LEFT JOIN memory.{{schema}}.company g ON g.orgnr = a.group_key
    LEFT JOIN certificate k ON k.orgnr = a.orgnr AND k.initiative_id = a.initiative_id
    LEFT JOIN other o ON o.group_key = a.group_key
    ORDER BY a.group_key, a.date, a.initiative_id, a.row_id
"""
_Found = tuple[Any, ...]
"""A row as `_SELECT` names its columns."""


def _group(rows: list[_Found], ceiling: Decimal) -> AidGroup:
    first, highest = rows[0], max(rows, key=lambda row: row[8])
    return AidGroup(
        group=shown(first[1]),
        name=first[4] or first[3],
        companies=len({row[2] for row in rows}),
        sum_sek=Decimal(first[12]),
        highest_sek=highest[8],
        highest_on=highest[6],
        other_sek=Decimal(first[13]),
        ceiling_sek=ceiling,
    )


def _row(row: _Found, source: SourceRow) -> AidRow:
    return AidRow(
        group=shown(row[1]),
        company=shown(row[2]),
        company_name=row[3],
        initiative=row[5],
        day=row[6],
        value_sek=row[7],
        group_sum_sek=row[8],
        certificate_date=row[9],
        decision_date=row[10],
        state=_state(row[9], row[10], row[11]),
        source=source,
    )


def _state(certified: date | None, decided: date | None, first: date) -> CertificateState:
    if certified is None:
        return CertificateState.NO_CERTIFICATE
    if decided is None:
        return CertificateState.NO_DECISION
    if first < decided:
        return CertificateState.BEFORE_DECISION
    return CertificateState.BEFORE_CERTIFICATE if first < certified else CertificateState.IN_ORDER


def open_aid(found: Aid) -> Iterator[AidRow]:
    """The first row of each company and initiative whose papers are not in order."""
    seen = set()
    for row in found.rows:
        key = (row.company, row.initiative)
        if row.state is not CertificateState.IN_ORDER and key not in seen:
            seen.add(key)
            yield row
