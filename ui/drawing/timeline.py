"""Chart builder: what runs from one day to another, as bars along the years. A pure function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import plotly.graph_objects as go

from ui.drawing import template

_ROW_HEIGHT = 26
_LONGEST_LABEL = 28
_MS_PER_DAY = 86_400_000
YEARS = {
    "tickformat": "%Y",
    "tick0": "2000-01-01",
    "dtick": "M24",
    "minor": {"dtick": "M12", "showgrid": True, "gridcolor": template.FAINT},
    "tickangle": 0,
    "showgrid": True,
}
"""An axis of years: a line at each, a number at every second, for which a phone has room."""
_LOOKS = (
    (template.COLOURS[0], ""),
    (template.COLOURS[2], "."),
    (template.MUTED, "-"),
    (template.COLOURS[3], "x"),
    (template.COLOURS[1], "\\"),
)
"""Colour and hatch of the series, so that none is told by its colour alone."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """One bar."""

    id: str
    label: str
    group: str
    series: str
    start: date
    end: date | None
    """None: open; drawn to the last day shown, dotted and with an arrow."""
    text: str
    """What the pointer shows, finished."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """Lines across: a day and its word, and the days that the years' axis must hold."""

    first: date
    last: date
    lines: Mapping[str, date]
    """Word → day; the first is today's."""


def by_series(spans: Sequence[Span], series: Sequence[str]) -> list[list[Span]]:
    """The spans in the order of the chart's traces: a mark's place in its trace is its own."""
    found = [[span for span in spans if span.series == name] for name in series]
    return [of_it for of_it in found if of_it]


def build(spans: Sequence[Span], series: Sequence[str], days: Days, open_word: str) -> go.Figure:
    """Bars in groups, each group under its name; `series` gives the legend's order."""
    rows = _rows(spans)
    top = [label for label, _span in rows]
    places = {span.id: place for place, (_label, span) in enumerate(rows) if span}
    figure = template.blank(
        height=_ROW_HEIGHT * (len(rows) + 2) + template.LEGEND_HEIGHT + 30,
        has_legend=True,
        # At the right, the arrows of what has no end reach out of the years.
        margin={"l": 0, "r": 12, "t": template.LEGEND_HEIGHT, "b": 0},
        barmode="overlay",
    )
    for of_it in by_series(spans, series):
        # By its place among all series: it looks the same whichever others there are.
        look = _LOOKS[series.index(of_it[0].series) % len(_LOOKS)]
        figure.add_trace(_bars(of_it, places, days, look))
    if any(span.end is None for span in spans):
        figure.add_trace(_arrows([s for s in spans if s.end is None], places, days, open_word))
    for place, (word, day) in enumerate(days.lines.items()):
        _line(figure, word, day, is_first=place == 0)
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=top,
        range=[len(rows) - 0.4, -1.6],
        showgrid=False,
        zeroline=False,
        ticks="",
        automargin=True,
    )
    figure.update_xaxes(
        type="date",
        **YEARS,
        range=[days.first.isoformat(), days.last.isoformat()],
    )
    return figure


def _rows(spans: Sequence[Span]) -> list[tuple[str, Span | None]]:
    """The axis from the top: each group's name, then its spans."""
    rows: list[tuple[str, Span | None]] = []
    for group in dict.fromkeys(span.group for span in spans):
        rows.append((f"<b>{escape(short(group))}</b>", None))
        rows += [(escape(short(span.label)), span) for span in spans if span.group == group]
    return rows


def short(label: str) -> str:
    """The label as far as there is room for it on a phone."""
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1].rstrip()}…"


def _bars(
    spans: Sequence[Span], places: Mapping[str, int], days: Days, look: tuple[str, str]
) -> go.Bar:
    ends = [span.end or max(days.last, span.start) for span in spans]
    # A day at its own morning: what ends the day it began is still a day long.
    lengths = [((end - s.start).days + 1) * _MS_PER_DAY for s, end in zip(spans, ends, strict=True)]
    colour, shape = look
    return go.Bar(
        name=spans[0].series,
        orientation="h",
        width=0.72,
        base=[span.start.isoformat() for span in spans],
        x=lengths,
        y=[places[span.id] for span in spans],
        customdata=[span.text for span in spans],
        hovertemplate="%{customdata}<extra></extra>",
        marker=template.hatched(colour, [shape] * len(spans)),
    )


def _arrows(spans: Sequence[Span], places: Mapping[str, int], days: Days, word: str) -> go.Scatter:
    return go.Scatter(
        name=word,
        mode="markers",
        x=[days.last.isoformat()] * len(spans),
        y=[places[span.id] for span in spans],
        customdata=[span.text for span in spans],
        hovertemplate="%{customdata}<extra></extra>",
        marker={
            "symbol": "triangle-right",
            "size": 15,
            "color": template.INK,
            "line": {"color": template.GROUND, "width": 1},
        },
        cliponaxis=False,
    )


def _line(figure: go.Figure, word: str, day: date, *, is_first: bool) -> None:
    figure.add_shape(
        type="line",
        x0=day.isoformat(),
        x1=day.isoformat(),
        y0=0,
        y1=1,
        yref="paper",
        line={"color": template.INK, "width": 1.5, "dash": "solid" if is_first else "dot"},
    )
    figure.add_annotation(
        x=day.isoformat(),
        # The second one beside the first group's name, where no bar is: on a phone they would meet.
        y=-1.0 if is_first else 0,
        text=escape(word),
        showarrow=False,
        xanchor="right",
        xshift=-4,
        font=template.TEXT,
    )
