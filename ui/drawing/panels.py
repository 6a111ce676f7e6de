"""Small multiples: one panel below the other on a shared axis. A frame in, a Plotly figure out."""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from ui.drawing import template

_PANEL_PX, _BETWEEN_PX, _FOOT_PX = 96, 34, 44
_TEXT_PX = 11


def columns(frame: pd.DataFrame) -> go.Figure:
    """Standing columns (`tables.SERIES_COLUMNS`), a panel for each series.

    All panels have the same scale, so that heights compare between them; the times stand below
    the last one.
    """
    series = {str(name): rows for name, rows in frame.groupby("series", sort=False)}
    height = len(series) * (_PANEL_PX + _BETWEEN_PX) + _FOOT_PX
    figure = template.blank(height=height, bargap=0.25, margin={"t": 0, "b": _FOOT_PX})
    drawn = height - _FOOT_PX
    highest = float(max([0.0, *frame["value"].dropna()])) or 1.0
    for place, (name, rows) in enumerate(series.items()):
        axis = "y" if not place else f"y{place + 1}"
        top = 1 - (place * (_PANEL_PX + _BETWEEN_PX) + _BETWEEN_PX) / drawn
        figure.add_trace(_bars(name, rows, axis))
        figure.layout[f"yaxis{axis[1:]}"] = {
            "domain": [max(top - _PANEL_PX / drawn, 0), top],
            "range": [0, highest * 1.3],
            "visible": False,
            "fixedrange": True,
        }
        figure.add_annotation(
            text=f"<b>{escape(name)}</b>",
            x=0,
            xref="paper",
            xanchor="left",
            y=top,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            font=template.TEXT,
        )
    figure.update_xaxes(showgrid=False, ticks="", anchor="free", position=0, type="category")
    return figure


def _bars(name: str, rows: pd.DataFrame, axis: str) -> go.Bar:
    shapes = [template.UNFINISHED if cut else "" for cut in rows["is_partial"]]
    return go.Bar(
        x=[escape(label).replace(" ", "<br>") for label in rows["label"]],
        y=[0 if value != value else value for value in rows["value"].astype(float)],
        yaxis=axis,
        name=escape(name),
        text=rows["text"],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        textfont={"color": template.INK, "size": _TEXT_PX},
        customdata=[escape(label) for label in rows["label"]],
        hovertemplate="%{customdata}<br><b>%{text}</b><extra>" + escape(name) + "</extra>",
        marker=template.hatched(template.COLOURS[0], shapes),
        # The click opens a mark's rows; the others do not fade for it.
        unselected={"marker": {"opacity": 1}},
    )
