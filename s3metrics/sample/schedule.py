"""When each sender delivers: shortly after the periods that it reports by."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from s3metrics.programme import Programme
from s3metrics.sample.dice import Dice
from s3metrics.sample.recipe import Limits, Recipe, Rhythm


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One delivery of one sender."""

    sender: str
    cut: date
    """The last day that the delivery tells about."""
    received_at: datetime
    """In UTC, in office hours, after the cut."""


class Schedule:
    """All occasions of the whole programme, whatever day it is now."""

    def __init__(self, programme: Programme, recipe: Recipe) -> None:
        self._programme = programme
        self._by_sender: dict[str, list[Occasion]] = {}
        reporting, dice = recipe.reporting, Dice(recipe.seed, "schedule")
        coordinators = [area.coordinator.name for area in programme.areas]
        regions = [county.region.name for county in programme.counties]
        for senders, rhythms, delay in (
            (coordinators, reporting.coordinators, reporting.coordinator_delay_days),
            (regions, reporting.regions, reporting.region_delay_days),
        ):
            for index, sender in enumerate(senders):
                rhythm = rhythms[index % len(rhythms)]
                if sender not in self._by_sender:
                    self._by_sender[sender] = self._occasions(sender, rhythm, delay, dice)

    @property
    def senders(self) -> tuple[str, ...]:
        """Coordinators in the order of the areas, then regions in the order of the counties."""
        return tuple(self._by_sender)

    @property
    def occasions(self) -> list[Occasion]:
        """Every occasion, in order of time."""
        every = [occasion for occasions in self._by_sender.values() for occasion in occasions]
        return sorted(every, key=lambda o: o.received_at)

    def first_cut(self, sender: str, day: date) -> date | None:
        """The cut of the first delivery that tells about `day`, or None after the last."""
        cuts = [occasion.cut for occasion in self._by_sender[sender]]
        index = bisect_left(cuts, day)
        return cuts[index] if index < len(cuts) else None

    def _occasions(self, sender: str, rhythm: Rhythm, delay: Limits, dice: Dice) -> list[Occasion]:
        return [
            Occasion(sender=sender, cut=cut, received_at=_office_hour(cut, delay, dice))
            for cut in self._cuts(rhythm)
        ]

    def _cuts(self, rhythm: Rhythm) -> list[date]:
        period = self._programme.period
        if rhythm == "reporting_period" and self._programme.reporting_periods:
            return sorted({p.end for p in self._programme.reporting_periods})
        months = (3, 6, 9, 12) if rhythm == "quarter" else (6, 12)
        ends = [
            end
            for year in range(period.start.year, period.end.year + 1)
            for month in months
            if period.start < (end := month_end(year, month)) < period.end
        ]
        return [*ends, period.end]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def quarters(first: date, last: date) -> list[tuple[date, date]]:
    """The calendar quarters between two days, cut to them: pairs of first and last day."""
    found: list[tuple[date, date]] = []
    start = first
    while start <= last:
        end = min(last, month_end(start.year, (start.month + 2) // 3 * 3))
        found.append((start, end))
        start = end + timedelta(days=1)
    return found


def _office_hour(cut: date, delay: Limits, dice: Dice) -> datetime:
    day = cut + timedelta(days=dice.within(delay))
    if day.weekday() > 4:
        day += timedelta(days=7 - day.weekday())
    at = time(dice.whole(7, 14), dice.whole(0, 59), dice.whole(0, 59), tzinfo=UTC)
    return datetime.combine(day, at)
