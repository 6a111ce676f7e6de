"""Each target of the programme file, weighed against the figure and its pace.

A count or sum that accumulates stands by its pace: what the last four finished quarters added,
against what is needed from the last of them to the target's date. A quarter counts once it has
ended and every listed sender has delivered after its end, so that neither an unfinished quarter
nor a late list slows the pace. Where too little happens to draw a line, there is no standing
either. A ratio, mean or median is a level: reached or not reached today.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from s3metrics.engine.cells import Cell, Status
from s3metrics.engine.engine import Engine
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.model import Count, Direction, Sum
from s3metrics.programme import Programme, Target
from s3metrics.targets import texts
from s3metrics.targets.forecast import Growth, forecast, why_none
from s3metrics.targets.history import (
    MONTHS_PER_QUARTER,
    History,
    Place,
    is_growing,
    months_between,
)
from s3metrics.targets.model import Standing, TargetStatus
from s3metrics.words import Text

_NOWHERE = Cell(None, None, None, Status.UNKNOWN)


def evaluate_targets(engine: Engine, as_of: int, today: date) -> list[TargetStatus]:
    """Every target, in the programme file's order."""
    history = History(engine, as_of, today)
    return [
        status_of(history, CATALOGUE[target.indicator], Place(target.area, target.county), target)
        for target in engine.programme.targets
    ]


def status_of(
    history: History, indicator: Indicator, place: Place, target: Target | None
) -> TargetStatus:
    """How the figure stands there; without a target its value, pace and forecast all the same."""
    programme, today = history.engine.programme, history.today
    lacking = [dimension for dimension in place.members if dimension not in indicator.breakdowns]
    value = _NOWHERE if lacking else history.cell(indicator, place, _last_day(programme, today))
    found = _Weighed(indicator, target, value, today)
    if lacking:
        facts = {"why_no_status": texts.LACKS_BREAKDOWN}
    elif value.status not in {Status.OK, Status.ZERO}:
        facts = {"why_no_status": texts.NO_FIGURE}
    elif is_growing(indicator):
        growth = history.growth(indicator, place)
        facts = found.by_pace(growth, target.date if target else programme.period.end)
    else:
        facts = found.by_level()
    status = TargetStatus(
        indicator=indicator,
        area=place.area,
        county=place.county,
        where=_where(programme, place),
        date=target.date if target else None,
        target=float(target.value) if target else None,
        source=Text(target.source, target.source) if target else None,
        is_example=bool(target and target.example),
        value=value,
        share_reached=found.share_reached,
        sentences=(),
        **{**_NOTHING, **facts},
    )
    return replace(status, sentences=tuple(texts.sentences(status, today)))


_NOTHING: dict[str, Any] = {
    "status": None,
    "why_no_status": None,
    "pace_from": None,
    "pace_needed_per_month": None,
    "pace_held_per_month": None,
    "past": (),
    "forecast": None,
    "why_no_forecast": None,
}


class _Weighed:
    """A value against a target."""

    def __init__(
        self, indicator: Indicator, target: Target | None, value: Cell, today: date
    ) -> None:
        self._indicator = indicator
        self._target = target
        self._value = float(value.value) if value.value is not None else None
        self._today = today

    @property
    def share_reached(self) -> float | None:
        if self._target is None or self._value is None or not self._target.value:
            return None
        if self._indicator.direction is Direction.LESS:
            return None
        return self._value / float(self._target.value)

    def by_pace(self, growth: Growth, until: date) -> dict[str, Any]:
        """Standing, paces and forecast of what accumulates."""
        facts: dict[str, Any] = {
            "why_no_forecast": why_none(growth),
            "past": tuple(zip(growth.ends, growth.values[1:], strict=True)),
        }
        pace = growth.pace_per_quarter
        needed = None
        if growth.ends:
            facts["pace_from"] = growth.ends[-1]
            months = months_between(growth.ends[-1], until)
            if self._target is not None and months > 0:
                needed = max(0.0, float(self._target.value) - growth.last) / months
            facts["forecast"] = forecast(growth, months / MONTHS_PER_QUARTER, until)
            if months <= 0:
                facts["why_no_forecast"] = texts.DATE_PASSED
        facts["pace_needed_per_month"] = needed
        facts["pace_held_per_month"] = None if pace is None else pace / MONTHS_PER_QUARTER
        return {**facts, **self._standing(facts, until)}

    def _standing(self, facts: dict[str, Any], until: date) -> dict[str, Any]:
        needed, held = facts["pace_needed_per_month"], facts["pace_held_per_month"]
        if self._target is None:
            return {"status": Standing.NO_TARGET}
        if self._is_reached:
            return {"status": Standing.REACHED}
        if until < self._today:
            return {"status": Standing.BEHIND}
        if self._indicator.direction is Direction.NEITHER:
            return {"why_no_status": texts.NEITHER_IS_BETTER}
        if needed is None or held is None or facts["why_no_forecast"] is not None:
            return {"why_no_status": facts["why_no_forecast"]}
        return {"status": Standing.ON_COURSE if held >= needed else Standing.BEHIND}

    def by_level(self) -> dict[str, Any]:
        """Standing of a ratio, mean or median, and of what is not followed over time."""
        is_level = not isinstance(self._indicator.rule, Count | Sum)
        why = texts.LEVEL_ONLY if is_level else texts.NOT_OVER_TIME
        facts: dict[str, Any] = {"why_no_forecast": why}
        if self._target is None:
            return {**facts, "status": Standing.NO_TARGET}
        if self._indicator.direction is Direction.NEITHER:
            return {**facts, "why_no_status": texts.NEITHER_IS_BETTER}
        if self._is_reached:
            return {**facts, "status": Standing.REACHED}
        if is_level or self._target.date < self._today:
            return {**facts, "status": Standing.BEHIND}
        return {**facts, "why_no_status": why}

    @property
    def _is_reached(self) -> bool:
        if self._target is None or self._value is None:
            return False
        if self._indicator.direction is Direction.LESS:
            return self._value <= float(self._target.value)
        return self._value >= float(self._target.value)


def _last_day(programme: Programme, today: date) -> date:
    """Today; before the programme has begun, its first day."""
    return max(today, programme.period.start)


def _where(programme: Programme, place: Place) -> Text:
    if place.area is not None:
        name: Text = programme.choices("area")[place.area]
        return name
    if place.county is not None:
        return programme.choices("county")[place.county]
    return Text("Programmet", "The programme")
