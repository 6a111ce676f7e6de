"""The needs of a period, each with the initiatives that name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from s3metrics.engine.entities import SourceRow
from s3metrics.engine.register.asking import Asking


@dataclass(frozen=True, kw_only=True)
class Need:
    """One need."""

    id: str
    title: str
    area: str
    county: str | None
    """None: outside the programme's counties."""
    date: date
    raised_by: str | None
    status: str
    is_met: bool
    """An initiative that is not aborted names it, as the indicator `needs_met` counts."""
    initiatives: tuple[str, ...]
    """Every initiative that names it, aborted ones too."""
    lead_days: int | None
    """From its date to the earliest start of those that are not aborted; may be negative."""
    days_waiting: int
    """From its date to the last day asked for."""
    source: SourceRow
    """The row that says so."""


_NEEDS = """
    WITH naming AS (
        SELECT need, list(initiative ORDER BY initiative) AS initiatives
        FROM (SELECT unnest(needs) AS need, initiative FROM initiative) GROUP BY need
    )
    SELECT n.row_id, n.need, n.title, n.area, n.county, n.date, n.raised_by, n.status, n.is_met,
           coalesce(g.initiatives, []), n.lead_days, $to - n.date
    FROM need n LEFT JOIN naming g USING (need)
    WHERE n.date BETWEEN $from AND $to
      AND (len($areas) = 0 OR list_contains($areas, n.area))
      AND (len($counties) = 0 OR list_contains($counties, n.county))
    ORDER BY n.date, n.need
"""


def needs(asking: Asking) -> tuple[Need, ...]:
    """The needs dated in the period, oldest first; as many as `needs_identified` says."""
    scope = asking.scope
    found = asking.rows(
        _NEEDS,
        ("need", "initiative"),
        **{"from": scope.from_, "to": scope.to},
        areas=list(scope.members("area")),
        counties=list(scope.members("county")),
    )
    places = asking.sources("need", (row[0] for row in found))
    return tuple(
        Need(
            id=id_,
            title=title,
            area=area,
            county=county,
            date=day,
            raised_by=raised_by,
            status=status,
            is_met=is_met,
            initiatives=tuple(initiatives),
            lead_days=lead_days,
            days_waiting=waiting,
            source=places[row_id],
        )
        for (
            row_id,
            id_,
            title,
            area,
            county,
            day,
            raised_by,
            status,
            is_met,
            initiatives,
            lead_days,
            waiting,
        ) in found
    )
