"""Each target of the programme file, weighed against the figure and its pace.

A count or sum that accumulates stands by its pace: what the last four finished quarters added,
against what is needed from the last of them to the target's date. A quarter counts once it has
ended and every listed sender that delivers has done so after it, so that no unfinished quarter
and no late list slows the pace. Where too little happens to draw a line, there is no standing
either. A ratio, mean or median is a level: reached or not reached today. Once its date has passed a
target is judged by the figure at that date, as known now, when the lists reach past it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isclose
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
    quarters_between,
)
from s3metrics.targets.model import Standing, TargetStatus
from s3metrics.words import Text

_NOWHERE = Cell(None, None, None, Status.UNKNOWN)
_COUNTED = {Status.OK, Status.ZERO}


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
    has_passed = target is not None and target.date < today
    last = max(today, programme.period.start)
    until = max(target.date, programme.period.start) if target and has_passed else last
    now = _NOWHERE if lacking else history.cell(indicator, place, last)
    value = _NOWHERE if lacking else history.cell(indicator, place, until)
    found = _Weighed(
        indicator, target, value, history.reported_to(indicator, place) if has_passed else None
    )
    if lacking:
        facts = {"why_no_status": texts.LACKS_BREAKDOWN}
    elif value.status not in _COUNTED:
        is_then = has_passed and now.status in _COUNTED
        facts = {"why_no_status": texts.NO_FIGURE_THEN if is_then else texts.NO_FIGURE}
    elif is_growing(indicator):
        growth = history.growth(indicator, place)
        facts = found.by_pace(growth, target.date if target else programme.period.end, today)
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
        has_passed=has_passed,
        value=value,
        value_to=until,
        value_now=now,
        share_reached=found.share_reached,
        sentences=(),
        **{**_NOTHING, **facts},
    )
    return replace(status, sentences=tuple(texts.sentences(status)))


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
    """A value against a target; `reported_to` is given when the target's date has passed."""

    def __init__(
        self, indicator: Indicator, target: Target | None, value: Cell, reported_to: date | None
    ) -> None:
        self._indicator = indicator
        self._target = target
        self._value = float(value.value) if value.value is not None else None
        self._reported_to = reported_to

    @property
    def share_reached(self) -> float | None:
        if self._target is None or self._value is None or not self._target.value:
            return None
        if self._indicator.direction is Direction.LESS:
            return None
        return self._value / float(self._target.value)

    def by_pace(self, growth: Growth, until: date, today: date) -> dict[str, Any]:
        """Standing, paces and forecast of what accumulates."""
        pace = growth.pace_per_quarter
        facts: dict[str, Any] = {
            "why_no_forecast": why_none(growth),
            "past": tuple(zip(growth.ends, growth.values[1:], strict=True)),
            "pace_from": growth.ends[-1] if growth.ends else None,
            "pace_held_per_month": None if pace is None else pace / MONTHS_PER_QUARTER,
        }
        needed = None
        if until < today:
            is_targets = self._target is not None
            facts["why_no_forecast"] = texts.DATE_PASSED if is_targets else texts.PROGRAMME_OVER
        elif growth.ends:
            ahead = quarters_between(growth.ends[-1], until)
            facts["forecast"] = forecast(growth, ahead, until)
            if self._target is not None:
                needed = max(0.0, float(self._target.value) - growth.last) / ahead
                facts["pace_needed_per_month"] = needed / MONTHS_PER_QUARTER
        standing = self._standing(is_certain=not growth.can_decline)
        return {**facts, **(standing or _by_paces(pace, needed, facts["why_no_forecast"]))}

    def by_level(self) -> dict[str, Any]:
        """Standing of a ratio, mean or median, and of what is not followed over time."""
        is_level = not isinstance(self._indicator.rule, Count | Sum)
        why = texts.LEVEL_ONLY if is_level else texts.NOT_OVER_TIME
        otherwise = {"status": Standing.BEHIND} if is_level else {"why_no_status": why}
        standing = self._standing(is_certain=not is_level) or otherwise
        return {"why_no_forecast": why, **standing}

    def _standing(self, *, is_certain: bool) -> dict[str, Any] | None:
        """What needs no pace; `is_certain`: rows to come cannot undo what is reached."""
        if self._target is None:
            return {"status": Standing.NO_TARGET}
        if self._indicator.direction is Direction.NEITHER:
            return {"why_no_status": texts.NEITHER_IS_BETTER}
        if self._reported_to is None:
            return {"status": Standing.REACHED} if self._is_reached else None
        if self._reported_to <= self._target.date and not (is_certain and self._is_reached):
            return {"why_no_status": texts.not_reported_until(self._reported_to)}
        return {"status": Standing.REACHED if self._is_reached else Standing.BEHIND}

    @property
    def _is_reached(self) -> bool:
        if self._target is None or self._value is None:
            return False
        if self._indicator.direction is Direction.LESS:
            return self._value <= float(self._target.value)
        return self._value >= float(self._target.value)


def _by_paces(held: float | None, needed: float | None, why_none: Text | None) -> dict[str, Any]:
    """On course or behind, both paces per quarter."""
    if needed is None or held is None or why_none is not None:
        return {"why_no_status": why_none}
    # Sums may come a rounding error short.
    is_enough = held >= needed or isclose(held, needed, rel_tol=1e-9)
    return {"status": Standing.ON_COURSE if is_enough else Standing.BEHIND}


def _where(programme: Programme, place: Place) -> Text:
    if place.area is not None:
        name: Text = programme.choices("area")[place.area]
        return name
    if place.county is not None:
        return programme.choices("county")[place.county]
    return Text("Programmet", "The programme")
