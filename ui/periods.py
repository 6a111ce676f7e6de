"""Periods that readers choose among, and whether a part of time is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from s3metrics.engine.calendar import period_of
from s3metrics.programme import Programme

SO_FAR = "so_far"
CUSTOM = "custom"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A period with a name: `so_far`, `2025-H1` or a reporting period's id."""

    id: str
    kind: str
    """`so_far`, `half_year` or `reporting_period`."""
    from_: date
    to: date


def presets(programme: Programme, today: date) -> list[Preset]:
    """The programme so far, its half-years and reporting periods that have begun, latest first."""
    start = programme.period.start
    now = max(today, start)
    so_far = Preset(id=SO_FAR, kind=SO_FAR, from_=start, to=now)
    reporting = [
        Preset(id=period.id, kind="reporting_period", from_=period.start, to=period.end)
        for period in reversed(programme.reporting_periods)
        if period.start <= now and period.start >= start
    ]
    return [so_far, *reporting, *_half_years(programme, now)]


def _half_years(programme: Programme, now: date) -> list[Preset]:
    found = []
    for year in range(now.year, programme.period.start.year - 1, -1):
        for half, first, last in (
            ("H2", date(year, 7, 1), date(year, 12, 31)),
            ("H1", date(year, 1, 1), date(year, 6, 30)),
        ):
            start, end = max(first, programme.period.start), min(last, programme.period.end)
            if start <= min(now, end):
                found.append(Preset(id=f"{year}-{half}", kind="half_year", from_=start, to=end))
    return found


def is_partial(member: str, grain: str, start: date, end: date, programme: Programme) -> bool:
    """True when the period cuts the member: the figure covers only a part of that time."""
    before, after = start - timedelta(days=1), end + timedelta(days=1)
    return member in (period_of(before, grain, programme), period_of(after, grain, programme))
