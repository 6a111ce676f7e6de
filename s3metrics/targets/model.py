"""What is told about a target."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from s3metrics.engine.cells import Cell
from s3metrics.engine.values import plain
from s3metrics.indicators import Indicator
from s3metrics.targets.forecast import Forecast
from s3metrics.words import LANGUAGES, Text


class Standing(StrEnum):
    """How a figure stands to its target."""

    REACHED = "reached"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    NO_TARGET = "no_target"


@dataclass(frozen=True, kw_only=True)
class TargetStatus:
    """A target, how far the figure has come, and where it is heading."""

    indicator: Indicator
    area: str | None
    county: str | None
    where: Text
    """`Programmet`, or the name of the area or county."""
    date: datetime.date | None
    """The day by which; None without a target."""
    target: float | None
    source: Text | None
    """The decision that the target comes from, as the programme file says."""
    is_example: bool
    """An invented target, to be replaced by the decision's."""
    has_passed: bool
    """The target's date lies behind: it is judged by the figure at that date, as known now."""
    value: Cell
    """Accumulated from the programme's start to `value_to`."""
    value_to: datetime.date
    """Today, or the target's date once that has passed."""
    value_now: Cell
    """Accumulated to today; the same as `value` until the date has passed."""
    share_reached: float | None
    """value ÷ target; None for what should be low, and where there is no figure."""
    status: Standing | None
    """None where the data do not carry one, or neither more nor less is better; `why_no_status`
    says why."""
    why_no_status: Text | None
    pace_from: datetime.date | None
    """The end of the last finished and reported quarter: both paces are counted from there."""
    pace_needed_per_month: float | None
    pace_held_per_month: float | None
    """Over the last four finished and reported quarters."""
    past: tuple[tuple[datetime.date, float], ...]
    """What had accumulated at the end of each finished and reported quarter."""
    forecast: Forecast | None
    """For the target's date, or the programme's last day; None once that has passed."""
    why_no_forecast: Text | None
    sentences: tuple[Text, ...]
    """What people read: how it stands, at what pace, where it is heading."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "indicator": self.indicator.id,
            "area": self.area,
            "county": self.county,
            "date": self.date.isoformat() if self.date else None,
            "target": self.target,
            "source": self.source.sv if self.source else None,
            "example": self.is_example,
            "value": plain(self.value.value),
            "value_status": self.value.status.value,
            "value_to": self.value_to.isoformat(),
            "value_now": plain(self.value_now.value),
            "share_reached": _rounded(self.share_reached),
            "status": self.status.value if self.status else None,
            "why_no_status": _both(self.why_no_status),
            "pace_from": self.pace_from.isoformat() if self.pace_from else None,
            "pace_needed_per_month": _rounded(self.pace_needed_per_month),
            "pace_held_per_month": _rounded(self.pace_held_per_month),
            "forecast": self.forecast.as_json() if self.forecast else None,
            "why_no_forecast": _both(self.why_no_forecast),
            "sentences": [_both(text) for text in self.sentences],
        }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _both(text: Text | None) -> dict[str, str] | None:
    return {language: text.of(language) for language in LANGUAGES} if text else None
