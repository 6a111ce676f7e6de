"""Chart builders for what somebody's own query gives: lines, heat maps, scatters.

A frame in (`tables.SERIES_COLUMNS`), a Plotly figure out. Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd
import plotly.graph_objects as go

from s3metrics.explore.answer import distinct
from ui.drawing import template
from ui.drawing.template import COLOURS
from ui.drawing.timeline import short

_HEIGHT, _ROW, _MOST_ROWS = 380, 34, 60
_HEAT = ((0.0, "rgba(32, 104, 176, 0.04)"), (1.0, "rgba(32, 104, 176, 0.55)"))
"""Over the theme's own ground, so that the theme's text stays readable on the deepest."""
_NUMBERED = "{name} ({number})"
_SYMBOLS = ("circle", "square", "diamond", "cross", "triangle-up", "star", "x")


def lines(frame: pd.DataFrame, value_title: str) -> go.Figure:
    """A line for each series, through its rows in their order; a gap where there is no value."""
    figure = _blank(frame)
    shown = _shown(frame["label"])
    for place, (name, rows) in enumerate(frame.groupby("series", sort=False)):
        figure.add_trace(
            go.Scatter(
                x=[shown[label] for label in rows["label"]],
                y=rows["value"].tolist(),
                name=escape(str(name)),
                mode="lines+markers",
                line={"color": COLOURS[place % len(COLOURS)], "width": 2.5},
                marker={"size": 7, "symbol": _SYMBOLS[place % len(_SYMBOLS)]},
                customdata=_hovers(rows),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    figure.update_xaxes(type="category", showgrid=False, automargin=True)
    figure.update_yaxes(
        title={"text": escape(value_title), "font": template.TEXT},
        rangemode="tozero",
        automargin=True,
    )
    return figure


def scatter(frame: pd.DataFrame, across: list[float], titles: tuple[str, str]) -> go.Figure:
    """A mark for each row: `across` along, its value up; series by colour and shape."""
    figure = _blank(frame)
    frame = frame.assign(across=across)
    for place, (name, rows) in enumerate(frame.groupby("series", sort=False)):
        figure.add_trace(
            go.Scatter(
                x=rows["across"].tolist(),
                y=rows["value"].tolist(),
                name=escape(str(name)),
                mode="markers",
                marker={
                    "size": 9,
                    "color": COLOURS[place % len(COLOURS)],
                    "symbol": _SYMBOLS[place % len(_SYMBOLS)],
                    "opacity": 0.75,
                },
                customdata=_hovers(rows),
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    figure.update_xaxes(title={"text": escape(titles[0]), "font": template.TEXT}, automargin=True)
    figure.update_yaxes(title={"text": escape(titles[1]), "font": template.TEXT}, automargin=True)
    return figure


def heat(frame: pd.DataFrame) -> go.Figure:
    """The labels along, the series down, each cell shaded by its value and with its text."""
    across = list(dict.fromkeys(frame["label"]))
    down = list(dict.fromkeys(frame["series"]))
    places = zip(frame["series"], frame["label"], strict=True)
    found = zip(frame["value"], frame["text"], strict=True)
    cells = dict(zip(places, found, strict=True))
    grid = [[cells.get((one, other), (None, "")) for other in across] for one in down]
    figure = template.blank(height=_ROW * min(len(down), _MOST_ROWS) + 90)
    figure.add_trace(
        go.Heatmap(
            x=list(_shown(across).values()),
            y=list(_shown(down).values()),
            z=[[value for value, _text in row] for row in grid],
            text=[[escape(text) for _value, text in row] for row in grid],
            customdata=[[f"{escape(one)}, {escape(other)}" for other in across] for one in down],
            texttemplate="%{text}",
            textfont=template.TEXT,
            colorscale=[list(stop) for stop in _HEAT],
            showscale=False,
            xgap=2,
            ygap=2,
            hovertemplate="%{customdata}<br><b>%{text}</b><extra></extra>",
            # By itself it takes a colour for the cell's, which is too faint to read beside it.
            hoverlabel={"font": template.TEXT, "bgcolor": template.GROUND},
        )
    )
    figure.update_xaxes(type="category", showgrid=False, automargin=True)
    figure.update_yaxes(type="category", showgrid=False, autorange="reversed", automargin=True)
    return figure


def _shown(labels: Iterable[str]) -> dict[str, str]:
    """Label → what stands at the axis. Plotly makes one mark of those that stand alike there: of
    labels that are so only when shortened, the later ones get a number."""
    found = list(dict.fromkeys(labels))
    return dict(zip(found, map(escape, distinct(map(short, found), _NUMBERED)), strict=True))


def _blank(frame: pd.DataFrame) -> go.Figure:
    has_legend = frame["series"].nunique() > 1
    return template.blank(height=_HEIGHT, has_legend=has_legend, hovermode="closest")


def _hovers(rows: pd.DataFrame) -> list[str]:
    return [
        f"{escape(label)}, {escape(series)}<br><b>{escape(text)}</b>"
        for label, series, text in zip(rows["label"], rows["series"], rows["text"], strict=True)
    ]
