"""A figure's own past: what it had accumulated at the end of each finished, reported quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from s3metrics.engine.cells import Cell
from s3metrics.engine.counting import parts_of
from s3metrics.engine.coverage import senders_behind
from s3metrics.engine.engine import Engine
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection, resolve
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Count, Period, Source, Sum, Unit
from s3metrics.targets.forecast import Growth

MONTHS_PER_QUARTER = 3


@dataclass(frozen=True)
class Place:
    """All of the programme, or one area or county of it."""

    area: str | None = None
    county: str | None = None

    @property
    def members(self) -> dict[str, str]:
        """Dimension → member, of what it is confined to."""
        given = {"area": self.area, "county": self.county}
        return {dimension: member for dimension, member in given.items() if member is not None}


def place_of(engine: Engine, area: str | None, county: str | None) -> Place:
    """The place by id or name; raises WrongCall for one that the programme lacks."""
    asked = Selection(areas=(area,) if area else (), counties=(county,) if county else ())
    start = engine.programme.period.start
    scope = resolve(asked, engine.programme, start)
    found = {dimension: scope.members(dimension) for dimension in ("area", "county")}
    return Place(**{dimension: members[0] for dimension, members in found.items() if members})


@dataclass
class History:
    """Accumulated values from the programme's start, each computed once."""

    engine: Engine
    as_of: int
    today: date
    _results: dict[tuple[str, tuple[str, ...], date], Result] = field(default_factory=dict)

    def cell(self, indicator: Indicator, place: Place, to: date) -> Cell:
        """The figure from the programme's start to a day."""
        by = tuple(place.members)
        key = (indicator.id, by, to)
        if key not in self._results:
            self._results[key] = self.engine.compute(
                indicator, Selection(to=to), by, self.as_of, self.today
            )
        return self._results[key].cells[tuple(place.members.get(d, ALL) for d in by)]

    def reported_to(self, indicator: Indicator, place: Place) -> date:
        """The day up to which every listed sender who delivers the rows has delivered them.

        A listed sender who never has does not hold the others back: that it is missing, `coverage`
        tells. A list that came again unchanged is no delivery. Where the programme file lists
        nobody, or nobody who has delivered, the day of the latest list.
        """
        sources = [part.rows.source for part in parts_of(indicator.rule)]
        tables = dict.fromkeys(SOURCES[source].ledger_table for source in sources)
        return min(self.today, *(self._delivered_to(table, place) for table in tables))

    def _delivered_to(self, table: str, place: Place) -> date:
        areas = (place.area,) if place.area else ()
        # Only the areas decide who is behind the figure; the period does not.
        scope = resolve(
            Selection(from_=min(self.today, self._start), to=self.today, areas=areas),
            self.engine.programme,
            self.today,
        )
        senders = list(senders_behind(self.engine, (table,), scope, self.as_of))
        listed = [one.last_date for one in senders if one.is_listed and one.last_date]
        others = [one.last_date for one in senders if one.last_date]
        return min(listed) if listed else max(others, default=self._start)

    def growth(self, indicator: Indicator, place: Place) -> Growth:
        """The figure at the end of each quarter that lies in the programme and is reported."""
        until = self.reported_to(indicator, place)
        ends = quarter_ends(self._start, self.engine.programme.period.end)
        finished = [end for end in ends if end < until]
        begins, counted = _split(self._start, finished)
        values = [self._value(indicator, place, begins)]
        values += [self._value(indicator, place, end) for end in counted]
        rule = indicator.rule
        return Growth(
            ends=tuple(counted),
            values=tuple(values),
            is_count=isinstance(rule, Count),
            can_decline=any(part.rows.source is Source.BOOKING for part in parts_of(rule)),
            whole=self._whole(indicator, place),
        )

    @property
    def _start(self) -> date:
        return self.engine.programme.period.start

    def _value(self, indicator: Indicator, place: Place, to: date) -> float:
        if to < self._start:
            return 0.0
        return float(self.cell(indicator, place, to).value or 0)

    def _whole(self, indicator: Indicator, place: Place) -> int | None:
        """How many municipalities there are to reach; of other units nobody knows."""
        rule = indicator.rule
        if not (isinstance(rule, Count) and rule.unit is Unit.MUNICIPALITY):
            return None
        places = self.engine.programme.municipalities
        return sum(place.county in (None, one.county) for one in places)


def is_growing(indicator: Indicator) -> bool:
    """True for counts and sums that accumulate from quarter to quarter.

    Needs met are dated by the need, not by the day it was met, so the latest are still to come;
    funding is as decided, whatever the day; ratios, means and medians are levels.
    """
    rule = indicator.rule
    if not isinstance(rule, Count | Sum):
        return False
    return rule.rows.period is not Period.NONE and "is_met" not in rule.rows.flags


def quarter_ends(start: date, end: date) -> Iterator[date]:
    """The last day of each calendar quarter from `start` on, up to `end`."""
    quarter = start.year * 4 + (start.month - 1) // 3
    while True:
        quarter += 1
        day = date(quarter // 4, quarter % 4 * 3 + 1, 1) - timedelta(days=1)
        if day > end:
            return
        yield day


def quarters_between(start: date, end: date) -> float:
    """Calendar quarters from the end of one day to that of another.

    Whole ones, and of a begun one the share of its days: six from 30 September to 31 March a year
    and a half later, whatever the days in between.
    """
    return _quarters_gone(end) - _quarters_gone(start)


def _quarters_gone(day: date) -> float:
    number = day.year * 4 + (day.month - 1) // 3
    first, following = (date(n // 4, n % 4 * 3 + 1, 1) for n in (number, number + 1))
    return number + ((day - first).days + 1) / (following - first).days


def _split(start: date, finished: list[date]) -> tuple[date, list[date]]:
    """The day before the first whole quarter, and the ends of the whole ones."""
    is_whole = start.day == 1 and start.month % 3 == 1
    if is_whole or not finished:
        return start - timedelta(days=1), finished
    return finished[0], finished[1:]
