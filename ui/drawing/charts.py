"""Chart builders: a frame in (`tables.SERIES_COLUMNS`), a Plotly figure out. Pure functions.

Marks carry their finished texts, so that numbers follow the reader's language and not the
browser's; the value axis then says nothing more and is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go

from ui.drawing import template
from ui.drawing.template import COLOURS, GROUND, INK, config

__all__ = ["COLOURS", "GROUND", "INK", "bars", "columns", "config"]

_BAR_HEIGHT, _GROUPED_BAR_HEIGHT = 38, 26
_COLUMNS_HEIGHT = 330
_LONGEST_LABEL = 22
_CROWDED = 7
"""With more columns than this, a label has a line for each of its words."""


def bars(frame: pd.DataFrame) -> go.Figure:
    """Lying bars, first row on top: for names. Texts stand at their ends."""
    is_grouped = frame["series"].nunique() > 1
    height = len(frame) * (_GROUPED_BAR_HEIGHT if is_grouped else _BAR_HEIGHT)
    figure = _figure(frame, "h", height + 20)
    # The text at the end of the longest bar needs room, on a phone much of it.
    lines = [line for text in frame["text"] for line in text.split("<br>")]
    room = 1.15 + 0.04 * max([0, *map(len, lines)])
    figure.update_xaxes(
        visible=False, range=[min(_lowest(frame) * 1.25, 0), _highest(frame) * room]
    )
    # Of labels that look like dates Plotly would make its own axis, with English months.
    figure.update_yaxes(
        type="category", autorange="reversed", showgrid=False, ticks="", automargin=True
    )
    return figure


def columns(frame: pd.DataFrame) -> go.Figure:
    """Standing columns: for time, and for groups side by side."""
    figure = _figure(frame, "v", _COLUMNS_HEIGHT)
    figure.update_yaxes(visible=False, range=[min(_lowest(frame) * 1.2, 0), _highest(frame) * 1.15])
    figure.update_xaxes(showgrid=False, ticks="", automargin=True)
    return figure


def _figure(frame: pd.DataFrame, orientation: str, height: float) -> go.Figure:
    series = _by_series(frame)
    has_legend = len(series) > 1
    figure = template.blank(
        height=height + (template.LEGEND_HEIGHT if has_legend else 8),
        has_legend=has_legend,
        barmode="group",
        bargap=0.3,
        bargroupgap=0.08,
    )
    for place, (name, rows) in enumerate(series.items()):
        shape = template.shape_of(place, len(series))
        figure.add_trace(_trace(name, rows, COLOURS[place % len(COLOURS)], shape, orientation))
    return figure


def _trace(name: str, rows: pd.DataFrame, colour: str, shape: str, orientation: str) -> go.Bar:
    is_crowded = orientation == "v" and len(rows) > _CROWDED
    names = [_wrapped(escape(label), is_crowded) for label in rows["label"]]
    # A mark without a value stands at zero with a word for why; its table says the same.
    heights = [0 if value is None or value != value else value for value in rows["value"]]
    along = {"x": heights, "y": names} if orientation == "h" else {"x": names, "y": heights}
    return go.Bar(
        **along,
        name=escape(name),
        orientation=orientation,
        text=rows["text"],
        textposition="outside",
        cliponaxis=False,
        textangle=0,
        constraintext="none",
        textfont=template.TEXT,
        customdata=[escape(label) for label in rows["label"]],
        hovertemplate="%{customdata}<br><b>%{text}</b><extra>" + escape(name) + "</extra>",
        marker=template.hatched(
            colour, [template.UNFINISHED if cut else shape for cut in rows["is_partial"]]
        ),
        # The click opens a mark's rows; the others do not fade for it.
        unselected={"marker": {"opacity": 1}},
    )


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


def _highest(frame: pd.DataFrame) -> float:
    return float(max([0.0, *frame["value"].dropna()])) or 1.0


def _lowest(frame: pd.DataFrame) -> float:
    return float(min([0.0, *frame["value"].dropna()]))
