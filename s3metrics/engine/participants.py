"""The companies that `enterprises_supported` counts, a line each: the list of participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from s3metrics.ledger.known import known

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


@dataclass(frozen=True, kw_only=True)
class Participant:
    """A company supported in a span of days, as the ledger knows it then."""

    orgnr: str
    """As stored: ten digits, or a person's key. Show it by `shown`, or open it in the vault."""
    name: str
    contact_email: str | None
    municipality: str | None
    size: str
    sni: str | None
    note: str | None
    """None where it is marked as sensitive."""
    areas: tuple[str, ...]
    initiatives: tuple[str, ...]
    first_date: date
    last_date: date
    participations: int
    hours: Decimal | None
    value_sek: Decimal | None
    certificate_date: date | None
    """The latest of those initiatives' certificates."""
    decision_date: date | None


def participants(engine: Engine, as_of: int, start: date, end: date) -> list[Participant]:
    """As many as `enterprises_supported` says for these days, by name."""
    schema = engine.schema(
        as_of, "participation", "company_number", "initiative_number", "company", "initiative"
    )
    cursor = engine.reader.cursor()
    return [
        Participant(
            orgnr=orgnr,
            name=name or "",
            contact_email=email,
            municipality=municipality,
            size=size,
            sni=sni,
            note=note,
            areas=tuple(areas or ()),
            initiatives=tuple(initiatives),
            first_date=first,
            last_date=last,
            participations=count,
            hours=hours,
            value_sek=value,
            certificate_date=certified,
            decision_date=decided,
        )
        for (
            orgnr,
            name,
            email,
            municipality,
            size,
            sni,
            note,
            areas,
            initiatives,
            first,
            last,
            count,
            hours,
            value,
            certified,
            decided,
        ) in cursor.execute(
            _SELECT.format(schema=schema), {"as_of": as_of, "from": start, "to": end}
        ).fetchall()
    ]


_SELECT = f"""
    WITH supported AS (
        SELECT k.orgnr, n.initiative_id, i.area, p.date, p.hours, p.value_sek
        FROM memory.{{schema}}.participation p
        JOIN memory.{{schema}}.company_number k ON k.company = p.company
        JOIN memory.{{schema}}.initiative_number n ON n.initiative = p.initiative
        LEFT JOIN memory.{{schema}}.initiative i ON i.initiative = n.initiative_id
        WHERE p.is_supporting AND p.is_inside AND p.date BETWEEN $from AND $to
    ), lines AS (
        SELECT orgnr, list_sort(list_distinct(list(area))) AS areas,
               list_sort(list_distinct(list(initiative_id))) AS initiatives,
               min(date) AS first_date, max(date) AS last_date, count(*) AS participations,
               sum(hours) AS hours, sum(value_sek) AS value_sek
        FROM supported GROUP BY orgnr
    ), papers AS (
        SELECT c.orgnr, max(c.certificate_date) AS certificate_date,
               max(c.decision_date) AS decision_date
        FROM ({known("certificate")}) c
        JOIN (SELECT DISTINCT orgnr, initiative_id FROM supported) s
            ON s.orgnr = c.orgnr AND s.initiative_id = c.initiative_id
        GROUP BY c.orgnr
    )
    SELECT l.orgnr, c.name, c.contact_email, c.municipality, coalesce(c.size, 'okand'), c.sni,
           CASE WHEN NOT coalesce(c.note_is_sensitive, false) THEN c.note END,
           l.areas, l.initiatives, l.first_date, l.last_date, l.participations, l.hours,
           l.value_sek, p.certificate_date, p.decision_date
    FROM lines l
    LEFT JOIN memory.{{schema}}.company c ON c.orgnr = l.orgnr
    LEFT JOIN papers p ON p.orgnr = l.orgnr
    ORDER BY c.name, l.orgnr
"""
