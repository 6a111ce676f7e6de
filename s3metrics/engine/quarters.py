"""The days by which a course is followed through the programme's time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from s3metrics.programme import Programme

_MONTHS_PER_QUARTER = 3


def quarter_ends(programme: Programme, day: date) -> Iterator[date]:
    """The last day of each quarter from the programme's start on, and `day` itself last."""
    end = programme.period.start
    while True:
        month = (end.month - 1) // _MONTHS_PER_QUARTER * _MONTHS_PER_QUARTER + 1
        # Into the quarter after, whatever the months' lengths.
        following = (date(end.year, month, 1) + timedelta(days=100)).replace(day=1)
        last = following - timedelta(days=1)
        if last >= day:
            break
        yield last
        end = following
    yield day
