"""Chart builders: a frame in (`tables.SERIES_COLUMNS`), a Plotly figure out. Pure functions.

Marks carry their finished texts, so that numbers follow the reader's language and not the
browser's; the value axis then says nothing more and is left out. The marks' colours have at least
3 : 1 against the light and the dark ground; the text's follows the theme in use.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

COLOURS = ("#2f7ec2", "#d0691c", "#17877d", "#8e63b5", "#c2455a", "#77808a", "#8a7a1f", "#4f8a3a")
_BAR_HEIGHT, _GROUPED_BAR_HEIGHT = 38, 26
_COLUMNS_HEIGHT = 330
_LEGEND_HEIGHT = 40
_LONGEST_LABEL = 22
_CROWDED = 7
"""With more columns than this, a label has a line for each of its words."""
INK, GROUND = "#000037", "#000038"
"""Streamlit's stand-ins for the theme's text and background, which the browser replaces by those of
the theme in use (the server does not know which it is); elsewhere they are as good as black."""
_TEXT_SIZE = 13


def bars(frame: pd.DataFrame) -> go.Figure:
    """Lying bars, first row on top: for names. Texts stand at their ends."""
    figure = _figure(frame, "h")
    is_grouped = frame["series"].nunique() > 1
    height = len(frame) * (_GROUPED_BAR_HEIGHT if is_grouped else _BAR_HEIGHT)
    figure.update_layout(height=height + _legend(frame) + 20)
    # The text at the end of the longest bar needs room, on a phone much of it.
    room = 1.15 + 0.04 * max([0, *frame["text"].str.len()])
    figure.update_xaxes(
        visible=False, range=[min(_lowest(frame) * 1.25, 0), _highest(frame) * room]
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, ticks="", automargin=True)
    return figure


def columns(frame: pd.DataFrame) -> go.Figure:
    """Standing columns: for time, and for groups side by side."""
    figure = _figure(frame, "v")
    figure.update_layout(height=_COLUMNS_HEIGHT + _legend(frame))
    figure.update_yaxes(visible=False, range=[min(_lowest(frame) * 1.2, 0), _highest(frame) * 1.15])
    figure.update_xaxes(showgrid=False, ticks="", automargin=True)
    return figure


def config(language: str, name: str) -> dict[str, Any]:
    """Only the picture of the chart is offered, under a name of its own."""
    return {
        "displaylogo": False,
        "scrollZoom": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "svg", "filename": name},
        "locale": language,
        "locales": _LOCALES,
    }


def _figure(frame: pd.DataFrame, orientation: str) -> go.Figure:
    ink = {"color": INK, "size": _TEXT_SIZE}
    traces = [
        _trace(name, rows, colour, orientation, ink)
        for (name, rows), colour in zip(
            _by_series(frame).items(), COLOURS * (len(frame) or 1), strict=False
        )
    ]
    figure = go.Figure(data=traces)
    figure.update_layout(
        barmode="group",
        bargap=0.3,
        bargroupgap=0.08,
        margin={"l": 0, "r": 0, "t": _legend(frame), "b": 0},
        showlegend=len(traces) > 1,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "itemclick": False,
            "font": ink,
        },
        hoverlabel={"align": "left"},
        dragmode=False,
        # Bars would grow from nothing at each change.
        transition={"duration": 0},
    )
    figure.update_xaxes(fixedrange=True, tickfont=ink)
    figure.update_yaxes(fixedrange=True, tickfont=ink)
    return figure


def _trace(
    name: str, rows: pd.DataFrame, colour: str, orientation: str, ink: dict[str, Any]
) -> go.Bar:
    is_crowded = orientation == "v" and len(rows) > _CROWDED
    names = [_wrapped(escape(label), is_crowded) for label in rows["label"]]
    # A mark without a value stands at zero with a word for why; its table says the same.
    heights = [0 if value is None or value != value else value for value in rows["value"]]
    along = {"x": heights, "y": names} if orientation == "h" else {"x": names, "y": heights}
    return go.Bar(
        **along,
        name=name,
        orientation=orientation,
        text=rows["text"],
        textposition="outside",
        cliponaxis=False,
        textangle=0,
        constraintext="none",
        textfont=ink,
        customdata=[escape(label) for label in rows["label"]],
        hovertemplate="%{customdata}<br><b>%{text}</b><extra>" + name + "</extra>",
        marker={
            "color": colour,
            # Without a ground of its own a hatched mark is lines in the page's colour: unseen.
            "pattern": {"shape": _patterns(rows), "bgcolor": colour, "fgcolor": GROUND},
        },
    )


def _patterns(rows: pd.DataFrame) -> list[str]:
    """A period that is not over is hatched."""
    return ["/" if is_partial else "" for is_partial in rows["is_partial"]]


def _by_series(frame: pd.DataFrame) -> Mapping[str, pd.DataFrame]:
    return {str(name): rows for name, rows in frame.groupby("series", sort=False)}


def _wrapped(label: str, is_crowded: bool) -> str:
    """A long name on two lines; in a crowd, a line for each word."""
    if is_crowded:
        return label.replace(" ", "<br>")
    if len(label) <= _LONGEST_LABEL or " " not in label:
        return label
    middle = len(label) // 2
    at = min((i for i, c in enumerate(label) if c == " "), key=lambda i: abs(i - middle))
    return f"{label[:at]}<br>{label[at + 1 :]}"


def _legend(frame: pd.DataFrame) -> int:
    return _LEGEND_HEIGHT if frame["series"].nunique() > 1 else 8


def _highest(frame: pd.DataFrame) -> float:
    return float(max([0.0, *frame["value"].dropna()])) or 1.0


def _lowest(frame: pd.DataFrame) -> float:
    return float(min([0.0, *frame["value"].dropna()]))


_LOCALES: dict[str, Any] = {
    "sv": {
        "dictionary": {"Download plot as an SVG": "Ladda ned som bild", "Download plot": "Bild"},
        "format": {"decimal": ",", "thousands": "\u00a0"},
    },
    "en": {"dictionary": {}, "format": {"decimal": ".", "thousands": ","}},
}
