"""Days and values as places of a drawing: everything as shares of its width and height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from s3metrics.reports.pack.model import Drawing, Mark, Tick
from s3metrics.reports.pack.wording import Wording
from s3metrics.targets import Forecast, TargetStatus

if TYPE_CHECKING:
    from s3metrics.reports.pack.trend import Trend

_MOST_STEPS = 6

Place = tuple[float, float]


@dataclass(frozen=True)
class Plane:
    """Days from `start` to `end` across, values from 0 to `top` upwards."""

    start: date
    end: date
    top: float

    def place(self, day: date, value: float) -> Place:
        """(across, up), both 0–1; what lies outside is moved to the edge."""
        span = max(1, (self.end - self.start).days)
        up = value / self.top if self.top else 0.0
        across = (day - self.start).days / span
        return round(min(1.0, max(0.0, across)), 5), round(min(1.0, max(0.0, up)), 5)


def drawing(
    start: date, words: Wording, trends: Sequence[Trend], targets: Sequence[TargetStatus]
) -> Drawing:
    """Curves, targets and the last forecast on one plane, with ticks at even steps and years."""
    goals = [(one.date, float(one.target or 0)) for one in targets if one.date is not None]
    forecasts = [one.forecast for one in targets if one.forecast is not None]
    values = [float(p.value or 0) for trend in trends for p in trend.there]
    values += [goal for _, goal in goals] + [forecast.upper for forecast in forecasts]
    steps = scale(max(values))
    last = trends[0].points[-1].day
    ends = [last, *(day for day, _ in goals), *(forecast.date for forecast in forecasts)]
    plane = Plane(start, max(ends), float(steps[-1]))
    indicator = trends[0].indicator
    curves = tuple(trend.curve(plane) for trend in trends)
    shown = words.millions if indicator.is_money else words.plain
    return Drawing(
        curves=curves,
        marks=tuple(
            Mark(
                at=plane.place(day, goal),
                text=f"{words.say('Mål', 'Target')} {words.figure(indicator, goal)}",
            )
            for day, goal in goals
        ),
        band=_band(plane, trends[0], forecasts),
        x_ticks=tuple(
            Tick(at=plane.place(date(year, 1, 1), 0)[0], text=str(year))
            for year in range(start.year + 1, plane.end.year + 1)
        ),
        y_ticks=tuple(
            Tick(at=plane.place(start, float(step))[1], text=shown(step)) for step in steps
        ),
        partial_word=words.say("ofullständigt rapporterat", "not fully reported")
        if any(curve.partial for curve in curves)
        else "",
        band_word=words.say("prognos, 80 %-intervall", "forecast, 80% interval")
        if forecasts
        else "",
        mark_word=words.say("mål", "target") if goals else "",
    )


def _band(plane: Plane, trend: Trend, forecasts: Sequence[Forecast]) -> tuple[Place, ...]:
    """From the last wholly reported point to the furthest forecast's interval."""
    if not forecasts:
        return ()
    known = [p for p in trend.there if trend.reported_to is None or p.day <= trend.reported_to]
    begins = (known or trend.there)[-1]
    furthest = max(forecasts, key=lambda forecast: forecast.date)
    return (
        plane.place(begins.day, float(begins.value or 0)),
        plane.place(furthest.date, furthest.lower),
        plane.place(furthest.date, furthest.upper),
    )


def scale(top: float) -> list[Decimal]:
    """Even steps from 0 to at least `top`: 1, 2 or 5 times a power of ten.

    >>> [int(step) for step in scale(47)]
    [0, 10, 20, 30, 40, 50]
    """
    highest = Decimal(str(top)) if top > 0 else Decimal(1)
    power = Decimal(10) ** (highest.adjusted() - 1)
    sizes = (power * factor for factor in (1, 2, 5, 10, 20, 50))
    size = next(size for size in sizes if highest / size <= _MOST_STEPS)
    number = int((highest / size).to_integral_value(ROUND_CEILING))
    return [size * i for i in range(number + 1)]
