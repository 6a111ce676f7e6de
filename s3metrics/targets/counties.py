"""The targets that a programme has set for its counties, one of each to show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from s3metrics.targets.model import TargetStatus
from s3metrics.targets.next import urgency


def county_targets(
    statuses: Iterable[TargetStatus], indicator: str, today: date
) -> dict[str, TargetStatus]:
    """County → its target for an indicator: the next one to come, else the latest that has been.

    A county for which the programme file sets none is not among them.
    """
    found: dict[str, TargetStatus] = {}
    for status in statuses:
        if status.indicator.id != indicator or status.county is None or status.area is not None:
            continue
        before = found.get(status.county)
        if before is None or urgency(status, today) < urgency(before, today):
            found[status.county] = status
    return found
