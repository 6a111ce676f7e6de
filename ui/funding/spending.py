"""Money against time: what is decided, paid in and spent, quarter by quarter, and an even pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from s3metrics.engine.quarters import quarter_ends
from s3metrics.engine.selection import Selection
from s3metrics.programme import Programme
from s3metrics.targets.flags import elapsed_share
from ui import data, register
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, listing, tables, template, timeline
from ui.i18n import N_, _, of
from ui.opened import behind
from ui.wording import numbers, sentences
from ui.wording.plain import plain

TITLE = N_("Beslutat, inbetalt och förbrukat mot tiden")
_HEIGHT = 340
_SERIES = (
    ("costs", "solid", "circle", "top left"),
    ("funding_paid", "dash", "diamond", "bottom right"),
)
"""Indicator, line, mark (told apart without their colours), and where its last number stands."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """Everything that the chart is drawn from."""

    ends: tuple[date, ...]
    figures: dict[str, tuple[Figure, ...]]
    """Indicator → its figure from the programme's start to each of the ends."""
    decided: Figure
    burn_rate: Figure


@st.fragment
def show(view: View) -> None:
    """The course of costs and payments against an even pace towards what is decided."""
    programme = data.programme()
    course = course_of(view, programme)
    with st.container(border=True):
        listing.heading(
            _(TITLE),
            register.caption(
                _("SEK från programmets start till och med {day}").format(day=numbers.day(view.to)),
                sentences.ignored(course.figures["costs"][-1]),
            ),
        )

        def behind_mark(series: int, mark: int) -> None:
            if series < len(_SERIES):
                behind.show(course.figures[_SERIES[series][0]][mark], {})

        chart.draw(picture(course, programme), told(course, programme), "mot-tiden", behind_mark)

        def details() -> None:
            tables.draw(_table(course, programme), _(TITLE))
            last = [figures[-1] for figures in course.figures.values()]
            chart.files([*last, course.decided, course.burn_rate], "mot-tiden")
            with st.container(horizontal=True):
                for figure in (*last, course.decided):
                    st.markdown(plain(of(figure.indicator.label)), width="content")
                    behind.opener(figure, f"mot-tiden:{figure.indicator.id}")

        chart.when_opened(
            _("Tabell, filer och rader"), details, "mot-tiden", icon=":material/table_rows:"
        )


def course_of(view: View, programme: Programme) -> Course:
    """Each mark is a figure of its own: from the programme's start to that day."""
    ends = tuple(quarter_ends(programme, view.to))

    def until(indicator: str, end: date) -> Figure:
        selection = Selection(
            from_=min(programme.period.start, end), to=end, areas=view.selection.areas
        )
        return data.figure(indicator, selection)

    return Course(
        ends=ends,
        figures={name: tuple(until(name, end) for end in ends) for name, *_rest in _SERIES},
        decided=until("funding_decided", view.to),
        burn_rate=until("burn_rate", view.to),
    )


def picture(course: Course, programme: Programme) -> go.Figure:
    """Two courses, the even pace and what is decided; numbers at the ends."""
    period = programme.period
    figure = template.blank(height=_HEIGHT + template.LEGEND_HEIGHT, has_legend=True)
    for place, look in enumerate(_SERIES):
        figure.add_trace(_course(course, look, template.COLOURS[place]))
    decided = course.decided.total.value
    if decided:
        line = {"color": template.MUTED, "width": 2, "dash": "dot"}
        figure.add_trace(
            go.Scatter(
                name=_("jämn takt till programmets slut"),
                x=[period.start.isoformat(), period.end.isoformat()],
                y=[0, float(decided)],
                mode="lines",
                line=line,
                hoverinfo="skip",
            )
        )
        figure.add_hline(
            y=float(decided),
            line={"color": template.INK, "width": 1.5},
            annotation={
                "text": _("beslutat {amount}").format(amount=numbers.money(decided)),
                "font": template.TEXT,
                "xanchor": "left",
                "x": 0,
                "yanchor": "bottom",
            },
        )
    highest = max(
        [float(decided or 0), *(v for name, *_r in _SERIES for v in _values(course, name))]
    )
    figure.update_yaxes(visible=False, range=[min(0, _lowest(course) * 1.1), (highest or 1) * 1.15])
    figure.update_xaxes(
        type="date",
        **timeline.YEARS,
        range=[period.start.isoformat(), max(period.end, course.ends[-1]).isoformat()],
    )
    return figure


def _course(course: Course, look: tuple[str, str, str, str], colour: str) -> go.Scatter:
    name, dash, symbol, beside = look
    figures = course.figures[name]
    texts = [numbers.cell(figure.indicator, figure.total) for figure in figures]
    days = [numbers.short_day(end) for end in course.ends]
    return go.Scatter(
        name=of(figures[0].indicator.label),
        x=[end.isoformat() for end in course.ends],
        y=_values(course, name),
        mode="lines+markers+text",
        # Beside every mark they would cover each other: the last says where it stands.
        text=[*([""] * (len(texts) - 1)), texts[-1]],
        textposition=beside,
        textfont=template.TEXT,
        cliponaxis=False,
        customdata=[f"{day}<br><b>{text}</b>" for day, text in zip(days, texts, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
        line={"color": colour, "width": 2.5, "dash": dash},
        marker={"color": colour, "symbol": symbol, "size": 8},
    )


def _values(course: Course, name: str) -> list[float]:
    return [float(figure.total.value or 0) for figure in course.figures[name]]


def _lowest(course: Course) -> float:
    return min([0.0, *(value for name, *_rest in _SERIES for value in _values(course, name))])


def told(course: Course, programme: Programme) -> str:
    """How much time has passed, how much is spent, and whether that is ahead of it or behind."""
    day = course.ends[-1]
    elapsed = elapsed_share(programme, day)
    text = _("{share} av programtiden har gått {day}.").format(
        share=numbers.share(elapsed), day=numbers.day(day)
    )
    rate = course.burn_rate
    if rate.total.value is None:
        return text
    text += " " + _("{spent} av det beslutade är förbrukat ({counts}).").format(
        spent=numbers.cell(rate.indicator, rate.total),
        counts=numbers.counts(rate.indicator, rate.total),
    )
    apart = (float(rate.total.value) - float(elapsed)) * 100
    points = numbers.count(abs(apart))
    if points == numbers.count(0):
        return f"{text} " + _("Förbrukningen följer tiden.")
    words = (
        _("Förbrukningen ligger {points} procentenheter före tiden.")
        if apart > 0
        else _("Förbrukningen ligger {points} procentenheter efter tiden.")
    )
    return f"{text} {words.format(points=points)}"


def _table(course: Course, programme: Programme) -> tables.Table:
    names = {name: of(course.figures[name][0].indicator.label) for name, *_rest in _SERIES}
    index = pd.Index([numbers.short_day(end) for end in course.ends], name=_("Till och med"))
    values: dict[str, Sequence[float | None]] = {}
    texts: dict[str, list[str]] = {}
    for name, label in names.items():
        cells = [figure.total for figure in course.figures[name]]
        values[label] = [None if cell.value is None else float(cell.value) for cell in cells]
        texts[label] = [numbers.exact_cell(course.decided.indicator, cell) for cell in cells]
    share = _("Tid som gått")
    elapsed = [elapsed_share(programme, end) for end in course.ends]
    values[share] = [float(one) for one in elapsed]
    texts[share] = [numbers.share(one) for one in elapsed]
    return tables.Table(
        pd.DataFrame(values, index=index, dtype=float), pd.DataFrame(texts, index=index)
    )
