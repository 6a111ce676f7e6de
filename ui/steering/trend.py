"""The way to a target, of a figure that the reader chooses among those that grow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from s3metrics.engine.selection import Selection
from s3metrics.indicators import Indicator
from s3metrics.targets import TargetStatus
from s3metrics.targets.texts import rounded
from ui import data, frame, state
from ui.codec import View
from ui.drawing import chart, exports, tables
from ui.i18n import _, of
from ui.opened import behind
from ui.steering import course
from ui.steering.course import Course, Point
from ui.wording import numbers, standing
from ui.wording.plain import plain


@st.fragment
def show(view: View, indicators: Sequence[str]) -> None:
    """One of the figures that have a target and a past; only this chart is drawn again."""
    found = {name: standing.of_view(view, name) for name in indicators}
    there = {name: status for name, status in found.items() if status and status.past}
    with st.container(border=True):
        if not there:
            st.subheader(_("Vägen till målet"), anchor=False)
            st.markdown(_("Inget mål som går att följa över tid är satt för urvalet."))
            return
        heading = st.container(gap="xsmall")
        status = there[_choose({name: status.indicator for name, status in there.items()})]
        label, unit = of(status.indicator.label), of(status.indicator.unit)
        heading.subheader(_("{label}: vägen till målet").format(label=label), anchor=False)
        where = plain(of(status.where))
        heading.caption(
            _("{where} · {unit}, räknat från programmets start").format(where=where, unit=unit)
        )
        _draw(status)


def _choose(options: dict[str, Indicator]) -> str:
    chosen, problem = state.choice("trend", list(options), next(iter(options)))
    frame.tell(problem)
    names = {name: of(indicator.label) for name, indicator in options.items()}
    return str(
        st.selectbox(
            _("Siffra"),
            list(names),
            format_func=names.__getitem__,
            key=state.bind("trend", chosen),
            on_change=state.changed,
        )
    )


def _draw(status: TargetStatus) -> None:
    indicator = status.indicator
    figure = course.draw(_course(status), lambda value: numbers.figure(indicator, value))
    name = f"{indicator.id}-{status.area or status.county or 'programme'}-trend"
    chart.draw(figure, _in_words(status), name)
    chart.when_opened(
        _("Tabell, filer och rader"),
        lambda: _details(status, name),
        "trend",
        icon=":material/table_rows:",
    )


def _in_words(status: TargetStatus) -> str:
    """How far it has come, at what pace, and where it is heading."""
    told = [f"{standing.reached(status)}. {standing.words(status)}."]
    told += [standing.pace(status), _expected(status), standing.example(status)]
    return " ".join(filter(None, told))


def _expected(status: TargetStatus) -> str:
    forecast = status.forecast
    if forecast is None:
        return ""
    value, low, high = (
        numbers.figure(status.indicator, rounded(status.indicator, number))
        for number in (forecast.value, forecast.lower, forecast.upper)
    )
    told = _("Prognos till {day}: {value}, och fyra gånger av fem mellan {low} och {high}.")
    return told.format(day=numbers.day(forecast.date), value=value, low=low, high=high)


def _course(status: TargetStatus) -> Course:
    assert status.date is not None and status.target is not None
    indicator, forecast = status.indicator, status.forecast
    expected = None
    if forecast is not None:
        low, high = (
            numbers.figure(indicator, rounded(indicator, end))
            for end in (forecast.lower, forecast.upper)
        )
        told = _("Prognos {day}: {low}–{high}").format(
            day=numbers.short_day(forecast.date), low=low, high=high
        )
        point = Point(day=forecast.date, value=forecast.value, text=told)
        expected = (point, forecast.lower, forecast.upper)
    return Course(
        past=[_point(indicator, day, value) for day, value in status.past],
        goal=_point(indicator, status.date, status.target, _("Mål")),
        forecast=expected,
        past_name=_("Uppnått"),
        goal_name=_("Mål"),
        needed_name=_("Takt som behövs"),
        forecast_name=_("Prognos, 80 %"),
    )


def _point(indicator: Indicator, day: date, value: float, what: str = "") -> Point:
    told = f"{numbers.short_day(day)}: {numbers.figure(indicator, value)}"
    return Point(day=day, value=value, text=f"{what} {told}".strip())


def _details(status: TargetStatus, name: str) -> None:
    indicator = status.indicator
    rows = [
        {_("Till och med"): numbers.day(day), of(indicator.label): numbers.figure(indicator, value)}
        for day, value in status.past
    ]
    tables.draw_texts(rows, of(indicator.label))
    if status.forecast is not None:
        st.caption(f"{of(status.forecast.method)}.")
    figure = data.figure(indicator.id, _so_far(status))
    exports.downloads(
        name,
        lambda: pd.DataFrame(
            [
                {_("Till och med"): day, of(indicator.label): value, _("Mål"): status.target}
                for day, value in status.past
            ]
        ),
        tables.facts([figure], data.programme()),
        name,
        has_picture=True,
    )
    behind.opener(figure, f"trend:{figure.receipt}")


def _so_far(status: TargetStatus) -> Selection:
    """What the target's value is counted for: the programme so far, there, or to its date."""
    return Selection(
        from_=data.clock().programme.period.start,
        to=status.value_to,
        areas=(status.area,) if status.area else (),
        counties=(status.county,) if status.county else (),
    )
