"""The map's builder: outlines and what is known of each municipality in, a Plotly figure out.

Drawn as filled lines, which need no WebGL and ask no other host for a base map. Points that are
not seen are spread over each municipality, so that a click or the pointer finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import plotly.graph_objects as go

from ui.drawing import template
from ui.drawing.boundaries import Outline

_HEIGHT = 390
_AIR = 0.015
_FILL = "rgba(32, 104, 176, {depth})"
"""Over the theme's own ground, so that the theme's text stays readable on the deepest."""
_NO_FILL = "rgba(0, 0, 0, 0)"
_FARTHEST_PX = 24
"""A click this far from a municipality's nearest point still means it."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """Municipalities that look alike, and the legend's word for them."""

    label: str
    codes: Sequence[str]
    depth: float = 0.0
    """How strongly they are filled, 0–1."""
    hatch: str = ""
    """Plotly's sign for their hatch: what has no value is told by that, not by colour."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the map writes on a municipality, and what it says under the pointer."""

    text: str
    hover: str


def municipalities(
    groups: Iterable[Group],
    words: Mapping[str, Words],
    outlines: Mapping[str, Outline],
    counties: Mapping[str, Outline],
) -> go.Figure:
    """The groups filled, the counties' borders over them, a text on each municipality.

    Its last trace holds the points that are clicked: `clickable` lists their municipalities.
    """
    figure = template.blank(height=_HEIGHT, has_legend=True, hovermode="closest")
    for group in groups:
        if shapes := [outlines[code] for code in group.codes if code in outlines]:
            figure.add_trace(_filled(group, shapes))
    figure.add_trace(_borders(counties))
    figure.add_trace(_texts(words, outlines))
    figure.add_trace(_points(words, outlines))
    figure.update_layout(
        hoverdistance=_FARTHEST_PX,
        legend={"y": -0.02, "yanchor": "top", "traceorder": "normal"},
        margin={"t": 4, "b": 56},
    )
    shown = [*outlines.values(), *counties.values()]
    for axis, at in ((figure.update_xaxes, 0), (figure.update_yaxes, 1)):
        axis(visible=False, constrain="domain", range=_range(shown, at))
    # One degree north is as long as one east: see `boundaries`.
    figure.update_yaxes(scaleanchor="x", scaleratio=1)
    return figure


def clickable(words: Mapping[str, Words], outlines: Mapping[str, Outline]) -> list[str]:
    """The municipality of each point of the last trace."""
    return [code for code in words if code in outlines for _point in outlines[code].inside]


def _range(shapes: Sequence[Outline], at: int) -> list[float] | None:
    """From the first corner to the last, with a little air; None where there are none."""
    corners = [ring[:, at] for shape in shapes for ring in shape.rings]
    if not corners:
        return None
    low, high = min(c.min() for c in corners), max(c.max() for c in corners)
    air = (high - low) * _AIR
    return [float(low - air), float(high + air)]


def _filled(group: Group, shapes: Sequence[Outline]) -> go.Scatter:
    x, y = _lines(shapes)
    is_hatched = bool(group.hatch)
    pattern = {"shape": group.hatch, "fgcolor": template.INK, "size": 7, "solidity": 0.13}
    return go.Scatter(
        x=x,
        y=y,
        name=escape(group.label),
        mode="lines",
        fill="toself",
        fillcolor=_NO_FILL if is_hatched else _FILL.format(depth=group.depth),
        fillpattern={**pattern, "bgcolor": template.GROUND} if is_hatched else None,
        line={"color": template.INK, "width": 1.6 if is_hatched else 0.6},
        hoverinfo="skip",
    )


def _borders(counties: Mapping[str, Outline]) -> go.Scatter:
    x, y = _lines(counties.values())
    line = {"color": template.INK, "width": 2}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False)


def _texts(words: Mapping[str, Words], outlines: Mapping[str, Outline]) -> go.Scatter:
    shown = [code for code in words if code in outlines]
    return go.Scatter(
        x=[outlines[code].middle[0] for code in shown],
        y=[outlines[code].middle[1] for code in shown],
        text=[escape(words[code].text) for code in shown],
        mode="text",
        textfont={"color": template.INK, "size": 11},
        hoverinfo="skip",
        showlegend=False,
    )


def _points(words: Mapping[str, Words], outlines: Mapping[str, Outline]) -> go.Scatter:
    codes = clickable(words, outlines)
    shown = [outlines[code].inside for code in words if code in outlines]
    at = np.concatenate(shown) if shown else np.empty((0, 2))
    unseen = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=at[:, 0].tolist(),
        y=at[:, 1].tolist(),
        customdata=codes,
        hovertext=[words[code].hover for code in codes],
        hovertemplate="%{hovertext}<extra></extra>",
        mode="markers",
        marker={"size": 12, "opacity": 0, "color": template.INK},
        # Else the label takes its colour from the points, which are not seen.
        hoverlabel={
            "bgcolor": template.GROUND,
            "bordercolor": template.INK,
            "font": {"color": template.INK},
        },
        selected=unseen,
        unselected=unseen,
        showlegend=False,
    )


def _lines(shapes: Iterable[Outline]) -> tuple[np.ndarray, np.ndarray]:
    """Rings one after the other, a gap between them.

    As arrays: of lists, Plotly looks at each of some thousand numbers by itself.
    """
    gap = np.full((1, 2), np.nan)
    rings = [part for shape in shapes for ring in shape.rings for part in (ring, gap)]
    at = np.concatenate(rings) if rings else gap
    return at[:, 0].copy(), at[:, 1].copy()
