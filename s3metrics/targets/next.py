"""Which of several targets of one figure to show: the next one to come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from s3metrics.targets.model import TargetStatus


def next_target(
    statuses: Iterable[TargetStatus],
    indicator: str,
    today: date,
    *,
    area: str | None = None,
    county: str | None = None,
) -> TargetStatus | None:
    """The figure's next target there, else the latest that has been; None where none is set."""
    found = [
        status
        for status in statuses
        if (status.indicator.id, status.area, status.county) == (indicator, area, county)
    ]
    return min(found, key=lambda status: urgency(status, today), default=None)


def urgency(status: TargetStatus, today: date) -> tuple[bool, int]:
    """Days to the target; one that has passed comes after all others, the latest first."""
    days = ((status.date or today) - today).days
    return days < 0, abs(days)
