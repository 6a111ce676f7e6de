"""Trends: a figure accumulated at the end of each quarter, recomputed each time, never summed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.reports.pack.asking import Asking
from s3metrics.reports.pack.model import Cell, Chart, Column, Curve, Kind, Number, Series, Table
from s3metrics.reports.pack.plane import Plane, drawing
from s3metrics.targets import TargetStatus
from s3metrics.targets.history import quarter_ends

PARTIAL = "\u00a0*"


@dataclass(frozen=True, kw_only=True)
class Point:
    """What a figure had come to on a day; no value where it is a kind of empty."""

    day: date
    value: Number | None


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A figure's way from the programme's first day to the last day shown."""

    name: str
    indicator: Indicator
    points: tuple[Point, ...]
    reported_to: date | None
    """After this day not all who should have delivered have."""

    @property
    def there(self) -> list[Point]:
        """The points that have a value."""
        return [point for point in self.points if point.value is not None]

    def curve(self, plane: Plane) -> Curve:
        """The points on a plane, those that are not wholly reported apart."""
        placed = [(p.day, plane.place(p.day, float(p.value or 0))) for p in self.there]
        limit = self.reported_to or (self.points[-1].day if self.points else date.max)
        known = tuple(place for day, place in placed if day <= limit)
        rest = tuple(place for day, place in placed if day > limit)
        return Curve(name=self.name, points=known, partial=(*known[-1:], *rest) if rest else ())


def trend_of(asking: Asking, indicator: str) -> Trend:
    """The figure at the end of each quarter that has ended, and on the last day shown."""
    start = asking.programme.period.start
    days = [*(end for end in quarter_ends(start, asking.to) if start <= end < asking.to), asking.to]
    found = CATALOGUE[indicator]
    return Trend(
        name=asking.words.of(found.label),
        indicator=found,
        points=tuple(
            Point(day=day, value=asking.figure_at(indicator, day, asking.as_of).total.value)
            for day in days
        ),
        reported_to=asking.reported_to(indicator),
    )


def spark(trend: Trend) -> Curve | None:
    """A small line of its own scale, from 0 to its largest; None with fewer than two points."""
    if len(trend.there) < 2:
        return None
    top = max(float(point.value or 0) for point in trend.there)
    return trend.curve(Plane(trend.there[0].day, trend.there[-1].day, top))


def spark_alt(asking: Asking, trend: Trend) -> str:
    """A small line in words; empty where there is none."""
    if len(trend.there) < 2:
        return ""
    words, unit = asking.words, asking.words.of(trend.indicator.unit)
    first, last = trend.there[0], trend.there[-1]
    begins, ends = (words.figure(trend.indicator, point.value or 0) for point in (first, last))
    return words.say(
        f"Liten trendlinje. {trend.name} går från {begins} {unit} den {words.day(first.day)} till "
        f"{ends} den {words.day(last.day)}.",
        f"Small trend line. {trend.name} goes from {begins} {unit} on {words.day(first.day)} to "
        f"{ends} on {words.day(last.day)}.",
    )


def chart(
    asking: Asking, title: str, trends: Sequence[Trend], targets: Sequence[TargetStatus] = ()
) -> Chart | None:
    """Accumulated figures over time with the first one's targets, and their table.

    None where there is nothing to draw yet.
    """
    if any(len(trend.there) < 2 for trend in trends):
        return None
    return Chart(
        title=title,
        alt=" ".join(_alt(asking, title, trends, targets)),
        categories=tuple(_category(asking, point.day) for point in trends[0].points),
        series=tuple(
            Series(name=trend.name, values=tuple(point.value for point in trend.points))
            for trend in trends
        ),
        decimals=trends[0].indicator.decimals,
        drawing=drawing(asking.programme.period.start, asking.words, trends, targets),
        table=_table(asking, title, trends),
    )


def _category(asking: Asking, day: date) -> str:
    """`2025 kv 1` at a quarter's end, else the day."""
    if (day + timedelta(days=1)).day != 1 or day.month % 3:
        return day.isoformat()
    return asking.words.quarter(day)


def _alt(
    asking: Asking, title: str, trends: Sequence[Trend], targets: Sequence[TargetStatus]
) -> Iterator[str]:
    words = asking.words
    yield words.say(f"Linjediagram. {title}.", f"Line chart. {title}.")
    for trend in trends:
        first, last = (_told(asking, trend, point) for point in (trend.there[0], trend.there[-1]))
        yield words.say(
            f"{trend.name}, från {first}, till {last}.", f"{trend.name}, from {first}, to {last}."
        )
    for target in targets:
        goal = words.figure(target.indicator, target.target or 0)
        yield words.say(f"Mål: {goal} till {target.date}.", f"Target: {goal} by {target.date}.")


def _told(asking: Asking, trend: Trend, point: Point) -> str:
    return f"{point.day}: {asking.words.figure(trend.indicator, point.value or 0)}"


def _table(asking: Asking, title: str, trends: Sequence[Trend]) -> Table:
    """The values of the curves, one row per day."""
    words = asking.words
    rows, is_partial = [], False
    for at, point in enumerate(trends[0].points):
        late = any(trend.reported_to and point.day > trend.reported_to for trend in trends)
        is_partial = is_partial or late
        values = [trend.points[at].value for trend in trends]
        rows.append(
            (
                Cell(text=f"{point.day}{PARTIAL if late else ''}"),
                *(
                    Cell(text="–" if value is None else words.figure(trend.indicator, value))
                    for trend, value in zip(trends, values, strict=True)
                ),
            )
        )
    note = words.say(
        "* Alla som väntas leverera har inte lämnat listor efter dagen.",
        "* Not all who are expected to deliver have handed in lists from after that day.",
    )
    return Table(
        title=title,
        columns=(
            Column(heading=words.say("Till och med", "Up to"), kind=Kind.TEXT),
            *(Column(heading=trend.name) for trend in trends),
        ),
        rows=tuple(rows),
        notes=(note,) if is_partial else (),
    )
