"""When the sample programme's reporting periods are sealed: on the day that each is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from s3metrics.programme import Programme


@dataclass(frozen=True, kw_only=True)
class SampleSeal:
    """An edition as it would have been sealed."""

    name: str
    period: str
    sealed_at: datetime
    """In UTC."""


def sample_seals(programme: Programme, today: date) -> list[SampleSeal]:
    """One edition per reporting period that was due by `today`, in order of time."""
    return [
        SampleSeal(
            # An edition's name has a letter: digits alone are a delivery.
            name=period.id if not period.id.isdigit() else f"Period {period.id}",
            period=period.id,
            sealed_at=datetime.combine(period.due, time(15), tzinfo=UTC),
        )
        for period in sorted(programme.reporting_periods, key=lambda period: period.due)
        if period.end <= period.due <= today
    ]
