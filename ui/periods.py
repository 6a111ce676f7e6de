"""Periods that readers choose among, and whether a part of time is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from s3metrics.engine.calendar import period_of
from s3metrics.programme import Programme

SO_FAR = "so_far"
CUSTOM = "custom"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A period with a name: `so_far`, `2025-H1`, `2025-Q3` or a reporting period's id."""

    id: str
    kind: str
    """`so_far`, `half_year`, `quarter` or `reporting_period`."""
    from_: date
    to: date


def presets(programme: Programme, today: date, last: date | None = None) -> list[Preset]:
    """The programme so far, then what has begun of it, latest first: its reporting periods,
    half-years and quarters. None reaches beyond `last`."""
    start = programme.period.start
    now = max(today, start)
    so_far = Preset(id=SO_FAR, kind=SO_FAR, from_=start, to=now)
    reporting = [
        Preset(id=period.id, kind="reporting_period", from_=period.start, to=period.end)
        for period in reversed(programme.reporting_periods)
        if period.start <= now and period.start >= start
    ]
    half_years = _parts_of_years(programme, now, "half_year", "H", 6)
    quarters = _parts_of_years(programme, now, "quarter", "Q", 3)
    found = [so_far, *reporting, *half_years, *quarters]
    return [replace(one, to=min(one.to, last)) if last else one for one in found]


def _parts_of_years(
    programme: Programme, now: date, kind: str, letter: str, months: int
) -> Iterator[Preset]:
    for year in range(now.year, programme.period.start.year - 1, -1):
        for part in range(12 // months, 0, -1):
            first = date(year, (part - 1) * months + 1, 1)
            next_month = part * months + 1
            after = date(year + next_month // 12, next_month % 12, 1)
            start = max(first, programme.period.start)
            end = min(after - timedelta(days=1), programme.period.end)
            if start <= min(now, end):
                yield Preset(id=f"{year}-{letter}{part}", kind=kind, from_=start, to=end)


def is_partial(member: str, grain: str, start: date, end: date, programme: Programme) -> bool:
    """True when the period cuts the member: the figure covers only a part of that time."""
    before, after = start - timedelta(days=1), end + timedelta(days=1)
    return member in (period_of(before, grain, programme), period_of(after, grain, programme))


def quarter_end_before(day: date) -> date:
    """The last day of the calendar quarter before the one that a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
