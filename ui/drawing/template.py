"""How every chart looks: its colours, hatches, letters and frame, and what its picture is called.

A chart builder takes `blank()` and adds its traces. Colours of text, ground and lines are
Streamlit's stand-ins, which the browser replaces by those of the theme in use (the server does not
know which it is); in another place, such as a printed page, they are as good as black.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from ui.i18n import _

COLOURS = ("#2068b0", "#bf8121", "#21a2b0", "#c53e79", "#716818", "#d4767c", "#707a86")
"""Of the series, in this order: 3 : 1 against the light and the dark ground. Also with any of the
three colour blindnesses the first four are told apart, and the first two on a grey print."""
SHAPES = ("", "", ".", "\\", "x", "-", "|")
"""The hatches that go with the colours where there are more series than a grey print tells apart;
`UNFINISHED` is none of them."""
UNFINISHED = "/"
"""The hatch of a period that is not over."""
MUTED = "#77808a"
"""For what a mark is compared with: a target, the rest, another time."""
SCALE = ((0.0, "#d7e6f5"), (0.5, "#5b9bd5"), (1.0, "#0b3d75"))
"""From little to much, for maps and heat maps; lighter to darker also in grey."""
INK, GROUND, FAINT = "#000037", "#000038", "#000039"
"""The theme's text, background and thin lines."""
TEXT_SIZE = 13
TEXT: dict[str, Any] = {"color": INK, "size": TEXT_SIZE}
LEGEND_HEIGHT = 40


def blank(*, height: float, has_legend: bool = False, **layout: Any) -> go.Figure:
    """A chart without marks; `layout` adds to its own or goes before it."""
    own: dict[str, Any] = {
        "height": height,
        "margin": {"l": 0, "r": 0, "t": LEGEND_HEIGHT if has_legend else 8, "b": 0},
        "font": TEXT,
        "showlegend": has_legend,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.0,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": TEXT,
        },
        "hoverlabel": {"align": "left"},
        "dragmode": False,
        # Marks would grow from nothing at each change.
        "transition": {"duration": 0},
    }
    # The axes with the rest: each later change of a figure costs Plotly milliseconds.
    axis = {"fixedrange": True, "tickfont": TEXT, "gridcolor": FAINT, "zerolinecolor": FAINT}
    own |= {"xaxis": axis, "yaxis": axis}
    return go.Figure(layout={**own, **layout})


def hatched(colour: str, shapes: list[str]) -> dict[str, Any]:
    """A bar's `marker`: its colour, and for each of its marks the hatch."""
    # Without a ground of its own a hatched mark is lines in the page's colour: unseen.
    pattern = {"shape": shapes, "bgcolor": colour, "fgcolor": GROUND, "size": 7, "solidity": 0.25}
    return {"color": colour, "pattern": pattern}


def shape_of(place: int, series: int) -> str:
    """The hatch of the series at `place`, of so many; a grey print tells two apart without."""
    return SHAPES[place % len(SHAPES)] if series > 2 else ""


def config(language: str, name: str) -> dict[str, Any]:
    """Plotly's own settings: only the picture of the chart is offered, named `name`.

    `static/pictures.js` presses the same button for the one format and the other.
    """
    return {
        "displaylogo": False,
        "scrollZoom": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": name, "scale": 2},
        "locale": language,
        "locales": {language: _locale(language)},
    }


def _locale(language: str) -> Mapping[str, Any]:
    """Plotly's words and marks; its `locale` alone does nothing, they have to come with it."""
    decimal, thousands = (",", "\u00a0") if language == "sv" else (".", ",")
    return {
        "dictionary": {
            "Download plot as a PNG": _("Ladda ned diagrammet som PNG"),
            "Download plot": _("Ladda ned diagrammet som SVG"),
            "Preparing image - this may take a few seconds": _("Bilden görs …"),
            "Image download succeeded": _("Bilden har laddats ned"),
            "Sorry, there was a problem downloading your image!": _(
                "Bilden kunde inte laddas ned."
            ),
        },
        "format": {"decimal": decimal, "thousands": thousands},
    }
