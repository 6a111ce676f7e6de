"""A figure on its way to a target: what has accumulated, what is needed, what is expected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

import plotly.graph_objects as go

from ui.drawing import template
from ui.drawing.template import COLOURS, GROUND, INK, MUTED

_HEIGHT = 340
_TICKS = 4


@dataclass(frozen=True, kw_only=True)
class Point:
    """A value at a day, and its finished text."""

    day: date
    value: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Course:
    """What a chart of a course shows."""

    past: Sequence[Point]
    """Accumulated at the end of each finished quarter."""
    goal: Point
    forecast: tuple[Point, float, float] | None
    """The value expected, and between what it should lie."""
    past_name: str
    goal_name: str
    needed_name: str
    forecast_name: str


def draw(course: Course, written: Callable[[float], str]) -> go.Figure:
    """The course as a chart; `written` gives the numbers of the value axis."""
    figure = template.blank(height=_HEIGHT, has_legend=True)
    figure.add_trace(_line(course.past_name, course.past, COLOURS[0], "solid", has_marks=True))
    if course.past and course.past[-1].day < course.goal.day:
        needed = (course.past[-1], course.goal)
        figure.add_trace(_line(course.needed_name, needed, MUTED, "dash"))
    if course.forecast is not None:
        figure.add_trace(_forecast(course.forecast_name, *course.forecast))
    figure.add_trace(_goal(course.goal_name, course.goal))
    highest = max([course.goal.value, *(p.value for p in course.past), *_upper(course)])
    at = steps(highest)
    figure.update_yaxes(
        tickvals=at, ticktext=[written(value) for value in at], range=[0, at[-1] * 1.04], ticks=""
    )
    years = _years(course)
    figure.update_xaxes(
        tickvals=[date(year, 1, 1) for year in years],
        ticktext=[str(year) for year in years],
        showgrid=False,
        ticks="outside",
        tickcolor=template.FAINT,
    )
    return figure


def steps(highest: float) -> list[float]:
    """Round numbers from zero to at least the highest value, about four of them."""
    highest = highest or 1.0
    rough = highest / _TICKS
    size = 10.0 ** floor(log10(rough))
    step = next(factor * size for factor in (1, 2, 2.5, 5, 10) if factor * size >= rough)
    return [step * number for number in range(ceil(highest / step) + 1)]


def _line(
    name: str, points: Sequence[Point], colour: str, dash: str, *, has_marks: bool = False
) -> go.Scatter:
    return go.Scatter(
        x=[point.day for point in points],
        y=[point.value for point in points],
        name=name,
        mode="lines+markers" if has_marks else "lines",
        line={"color": colour, "dash": dash, "width": 2.5 if has_marks else 2},
        marker={"size": 7},
        customdata=[point.text for point in points],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _forecast(name: str, point: Point, low: float, high: float) -> go.Scatter:
    return go.Scatter(
        x=[point.day],
        y=[point.value],
        name=name,
        mode="markers",
        marker={"size": 10, "color": GROUND, "line": {"color": COLOURS[0], "width": 2.5}},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [high - point.value],
            "arrayminus": [point.value - low],
            "color": COLOURS[0],
            "thickness": 2,
            "width": 6,
        },
        customdata=[point.text],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _goal(name: str, point: Point) -> go.Scatter:
    return go.Scatter(
        x=[point.day],
        y=[point.value],
        name=name,
        mode="markers",
        marker={"size": 13, "symbol": "diamond", "color": INK},
        customdata=[point.text],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _upper(course: Course) -> list[float]:
    return [] if course.forecast is None else [course.forecast[2]]


def _years(course: Course) -> range:
    days = [course.goal.day, *(point.day for point in course.past)]
    return range(min(days).year, max(days).year + 2)
