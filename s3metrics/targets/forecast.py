"""Where a growing figure is heading: a straight line from its last year, with an interval.

Let d₁ … d₄ be what the last four finished quarters added, m their mean and s their standard
deviation, and h the number of quarters ahead. The forecast is the last accumulated value + h·m.
What h quarters to come add varies by s·√h, and m itself is known only to s/√4, so the 80 %
interval is ± t·s·√(h + h²/4), with t = 1.638: Student's t with three degrees of freedom.

- A count of units varies at least as independent events do: s² is never below m.
- A distinct count and a sum of what is never negative cannot decline: nor can the interval.
- A count of a known whole (municipalities) cannot pass it.
- The line does not bend: it knows nothing of decisions to come, or of fewer left to reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf, sqrt
from statistics import mean, variance
from typing import Any

from s3metrics.words import Text

WINDOW = 4
"""Quarters whose additions make the pace; fewer finished quarters carry no pace."""
MINIMUM_GROWING = 3
"""Of the window's quarters, how many must have added something for a line to be drawn."""
MINIMUM_UNITS = 10
"""Units that the window must have added for a count's line to be drawn."""
LEVEL = 0.8
_STUDENT_T = 1.6377
"""Of which 80 % lies between −t and t, with WINDOW − 1 = 3 degrees of freedom."""

METHOD = Text(
    "Rak framskrivning av de fyra senaste hela kvartalens tillskott, med ett "
    "80-procentigt prediktionsintervall enligt Students t-fördelning",
    "Straight projection of what the last four finished quarters added, with an 80 per cent "
    "prediction interval by Student's t",
)


@dataclass(frozen=True, kw_only=True)
class Growth:
    """A figure accumulated at the end of each finished quarter."""

    ends: tuple[date, ...]
    values: tuple[float, ...]
    """As many as `ends`, and before them the value when the first quarter began."""
    is_count: bool
    can_decline: bool = False
    whole: int | None = None
    """The most that there is to count, where that is known."""

    @property
    def additions(self) -> tuple[float, ...]:
        """What each finished quarter added."""
        pairs = zip(self.values, self.values[1:], strict=False)
        return tuple(after - before for before, after in pairs)

    @property
    def last(self) -> float:
        """The accumulated value at the end of the last finished quarter."""
        return self.values[-1]

    @property
    def pace_per_quarter(self) -> float | None:
        """The mean addition of the last four finished quarters; None when there are fewer."""
        recent = self.additions[-WINDOW:]
        return mean(recent) if len(recent) == WINDOW else None

    def up_to(self, quarters: int) -> Growth:
        """As it was known when so many quarters had finished."""
        return Growth(
            ends=self.ends[:quarters],
            values=self.values[: quarters + 1],
            is_count=self.is_count,
            can_decline=self.can_decline,
            whole=self.whole,
        )


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """The value expected at a date, and the interval that should hold it four times of five."""

    date: date
    value: float
    lower: float
    upper: float
    level: float = LEVEL
    method: Text = METHOD

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "date": self.date.isoformat(),
            "value": round(self.value, 4),
            "lower": round(self.lower, 4),
            "upper": round(self.upper, 4),
            "level": self.level,
            "method": {"sv": self.method.sv, "en": self.method.en},
        }


def why_none(growth: Growth) -> Text | None:
    """Why the data carry no forecast, or None when they do."""
    found = len(growth.additions)
    if found < WINDOW:
        return Text(
            f"Det finns {found} hela rapporterade kvartal, och en prognos kräver {WINDOW}.",
            f"There are {found} finished and reported quarters, and a forecast takes {WINDOW}.",
        )
    recent = growth.additions[-WINDOW:]
    if sum(addition > 0 for addition in recent) < MINIMUM_GROWING:
        return Text(
            f"Siffran växte i färre än {MINIMUM_GROWING} av de senaste {WINDOW} kvartalen: för "
            "sällan för att dra en linje.",
            f"The figure grew in fewer than {MINIMUM_GROWING} of the last {WINDOW} quarters: too "
            "seldom to draw a line.",
        )
    if growth.is_count and sum(recent) < MINIMUM_UNITS:
        return Text(
            f"Det senaste året gav färre än {MINIMUM_UNITS} nya: för få för att dra en linje.",
            f"The last year added fewer than {MINIMUM_UNITS}: too few to draw a line.",
        )
    return None


def forecast(growth: Growth, ahead: float, on: date) -> Forecast | None:
    """The forecast for a day that lies `ahead` quarters after the last finished one.

    None where the data carry none; `why_none` says why.
    """
    if ahead <= 0 or why_none(growth) is not None:
        return None
    recent = growth.additions[-WINDOW:]
    pace, spread = mean(recent), variance(recent)
    if growth.is_count:
        spread = max(spread, pace)
    half = _STUDENT_T * sqrt(spread * (ahead + ahead**2 / WINDOW))
    expected = growth.last + ahead * pace
    lower = expected - half
    if not growth.can_decline:
        expected, lower = max(expected, growth.last), max(lower, growth.last)
    most = inf if growth.whole is None else growth.whole
    return Forecast(
        date=on,
        value=min(expected, most),
        lower=min(lower, most),
        upper=min(expected + half, most),
    )
