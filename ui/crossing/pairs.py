"""Counties in pairs: how many initiatives have supported companies from both."""

from __future__ import annotations

from html import escape
from itertools import combinations
from math import cos, pi, sin

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from s3metrics.programme import Programme
from ui import data, state
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, listing, tables, template
from ui.drawing.tables import Table
from ui.i18n import N_, _
from ui.opened import behind
from ui.wording import labels, numbers, sentences

TITLE = N_("Län i par")
_HEIGHT = 360
_THICKEST, _THINNEST = 16, 1.5
_ALONG = 0.34
"""Where on a line its number stands: beside the middle, where the lines of four counties cross."""

Pair = tuple[str, str]


@listing.framed
def show(view: View) -> None:
    """The counties and the lines between them, with their table and the rows of a pair."""
    programme = data.programme()
    figure = data.figure("county_pairs", view.selection, ("county_a", "county_b"))
    listing.heading(
        _("Insatser per par av län"),
        " · ".join(filter(None, (sentences.unit_line(figure), sentences.ignored(figure)))),
    )
    found = pairs(figure)
    if not found:
        st.info(_("Programmet har ett enda län: det finns inga par."), icon=":material/info:")
        return

    def open_pair(pair: Pair) -> None:
        behind.show(figure, {"county_a": pair[0], "county_b": pair[1]})

    def open_mark(series: int, mark: int) -> None:
        # Only the numbers on the lines stand for a pair; the lines and the counties do not.
        if series == len(found):
            open_pair(list(found)[mark])

    chart.draw(picture(found, programme), told(found, programme), "lan-i-par", open_mark)
    tables.draw(_matrix(found, figure, programme), _("Insatser per par av län"))
    chart.files([figure], "lan-i-par")
    _opener(found, programme, figure)


def pairs(figure: Figure) -> dict[Pair, int]:
    """Each pair of counties once → initiatives; those without any are 0."""
    return {
        (first, second): figure.cell(county_a=first, county_b=second).value or 0
        for first, second in combinations(sorted(data.programme().county_ids), 2)
        if (first, second) in figure.cells
    }


def picture(found: dict[Pair, int], programme: Programme) -> go.Figure:
    """Counties on a ring, a line for each pair, as thick as it has initiatives.

    The traces: one for each pair's line, then the pairs' numbers in the order of `found`, then
    the counties.
    """
    counties = [c for c in programme.county_ids if any(c in pair for pair in found)]
    at = {county: _on_ring(place, len(counties)) for place, county in enumerate(counties)}
    most = max(found.values()) or 1
    figure = template.blank(height=_HEIGHT, margin={"l": 8, "r": 8, "t": 8, "b": 8})
    for (first, second), number in found.items():
        (x0, y0), (x1, y1) = at[first], at[second]
        figure.add_trace(
            go.Scatter(
                x=[x0, x1],
                y=[y0, y1],
                mode="lines",
                hoverinfo="skip",
                line={
                    "width": max(_THINNEST, _THICKEST * number / most),
                    "color": template.COLOURS[0] if number else template.MUTED,
                    "dash": "solid" if number else "dot",
                },
            )
        )
    figure.add_trace(_numbers(found, at, programme))
    figure.add_trace(_counties(at, programme))
    figure.update_xaxes(visible=False, range=[-1.6, 1.6])
    figure.update_yaxes(visible=False, range=[-1.2, 1.2])
    return figure


def _on_ring(place: int, number: int) -> tuple[float, float]:
    """Evenly on a ring, the first one up to the left; two stand side by side."""
    angle = pi - pi / number - 2 * pi * place / number if number > 2 else pi * (1 - place)
    return 1.1 * cos(angle), sin(angle)


def _numbers(
    found: dict[Pair, int], at: dict[str, tuple[float, float]], programme: Programme
) -> go.Scatter:
    spots = [
        tuple(a + _ALONG * (b - a) for a, b in zip(at[first], at[second], strict=True))
        for first, second in found
    ]
    names = [
        " – ".join(escape(labels.member("county", county, programme)) for county in pair)
        for pair in found
    ]
    return go.Scatter(
        x=[x for x, _y in spots],
        y=[y for _x, y in spots],
        mode="markers+text",
        text=[numbers.count(number) for number in found.values()],
        textfont=template.TEXT,
        customdata=names,
        hovertemplate="%{customdata}<br><b>%{text}</b><extra></extra>",
        marker={
            "size": 28,
            "color": template.GROUND,
            "line": {"color": template.COLOURS[0], "width": 2},
        },
    )


def _counties(at: dict[str, tuple[float, float]], programme: Programme) -> go.Scatter:
    return go.Scatter(
        x=[x for x, _y in at.values()],
        y=[y for _x, y in at.values()],
        mode="markers+text",
        text=[f"<b>{escape(labels.member('county', c, programme))}</b>" for c in at],
        textposition=["top center" if y >= 0 else "bottom center" for _x, y in at.values()],
        textfont=template.TEXT,
        hoverinfo="skip",
        marker={"size": 18, "color": template.INK},
        cliponaxis=False,
    )


def told(found: dict[Pair, int], programme: Programme) -> str:
    """Which pair has most, and which has none."""
    if not any(found.values()):
        return _("Ingen insats har stött företag från två av länen.")
    most = max(found.values())
    top = [_named(pair, programme) for pair, number in found.items() if number == most]
    text = _("Flest gemensamma insatser: {pairs} ({n}).").format(
        pairs=sentences.in_words(top), n=numbers.count(most)
    )
    least = min(found.values())
    bottom = [_named(pair, programme) for pair, number in found.items() if number == least]
    if least == most:
        return text
    words = _("Inga: {pairs}.") if least == 0 else _("Färst: {pairs} ({n}).")
    return f"{text} " + words.format(pairs=sentences.in_words(bottom), n=numbers.count(least))


def _named(pair: Pair, programme: Programme) -> str:
    first, second = (labels.member("county", county, programme) for county in pair)
    return _("{first} med {second}").format(first=first, second=second)


def _matrix(found: dict[Pair, int], figure: Figure, programme: Programme) -> Table:
    """County by county, the same number on both sides; a county with itself is no pair."""
    counties = [c for c in programme.county_ids if any(c in pair for pair in found)]
    most = max(found.values()) or 1
    names = [labels.member("county", county, programme) for county in counties]
    values: list[list[float | None]] = []
    depths = {}
    for row, one in enumerate(counties):
        values.append([])
        for column, other in enumerate(counties):
            number = found.get((min(one, other), max(one, other)))
            values[-1].append(None if number is None else float(number))
            if number:
                depths[row, column] = number / most
    index = pd.Index(names, name=labels.dimension("county"))
    shown = pd.DataFrame(values, index=index, columns=names, dtype=float)
    texts = [["–" if v is None else numbers.count(v) for v in row] for row in values]
    return Table(shown, pd.DataFrame(texts, index=index, columns=names), depths)


def _opener(found: dict[Pair, int], programme: Programme, figure: Figure) -> None:
    """A way to a pair's rows for those who do not click in pictures."""
    names = {pair: _named(pair, programme) for pair in found}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pair = st.selectbox(
            _("Par av län"),
            list(names),
            format_func=names.__getitem__,
            key=f"pair:{state.language()}",
            width=380,
        )
        if st.button(
            _("Öppna raderna bakom"), key="open:county-pairs", icon=":material/unfold_more:"
        ):
            behind.show(figure, {"county_a": pair[0], "county_b": pair[1]})
