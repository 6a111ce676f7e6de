"""A chart with all that belongs to it: subject and unit, sentence, table, files, rows behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from s3metrics.indicators import find_indicator
from s3metrics.indicators.model import TIME
from ui import data, frame, state
from ui.codec import View
from ui.data import Figure
from ui.drawing import charts, exports, tables, template
from ui.i18n import _, of
from ui.opened import behind
from ui.wording import labels, sentences
from ui.wording.plain import plain

Build = Callable[[pd.DataFrame], go.Figure]


@st.fragment
def breakdown(view: View, indicators: Sequence[str], by: str, build: Build) -> None:
    """Indicators along one breakdown, as one chart."""
    with st.container(border=True):
        _breakdown(view, indicators, by, build)


@st.fragment
def chosen_breakdown(
    view: View, indicator: str, choices: Sequence[str], name: str, build: Build = charts.bars
) -> None:
    """One indicator along a breakdown that the reader chooses; only this chart is drawn again."""
    with st.container(border=True):
        heading = st.container(gap="xsmall")
        by = _choose(name, choices)
        _breakdown(view, (indicator,), by, build, heading, name)


@st.fragment
def when_opened(
    title: str, content: Callable[[], None], key: str, *, icon: str | None = None
) -> None:
    """What the first look does not need: drawn when the reader opens it, and then alone.

    `key` names it for as long as it may stay open, whatever its title and content become.
    """
    place = st.expander(title, key=f"opened:{key}", icon=icon, on_change="rerun")
    if place.open:
        with place:
            content()


@st.fragment
def crossing(view: View, indicator: str, by: tuple[str, str]) -> None:
    """One indicator along two breakdowns, the second side by side."""
    figure = data.figure(indicator, view.selection, by, with_overlap=True)
    programme = data.programme()
    marks = tables.crossed(figure, programme)
    told = sentences.crossed(figure, programme)
    with st.container(border=True):
        _heading(st.container(gap="xsmall"), sentences.side_by_side(figure), figure)

        def cell(series: int, mark: int) -> dict[str, str]:
            return {by[0]: figure.members(by[0])[mark], by[1]: figure.members(by[1])[series]}

        draw(
            charts.bars(marks),
            told,
            f"{indicator}-{'-'.join(by)}",
            lambda *at: behind.show(figure, cell(*at)),
        )


def _breakdown(
    view: View,
    indicators: Sequence[str],
    by: str,
    build: Build,
    heading: DeltaGenerator | None = None,
    place: str | None = None,
) -> None:
    programme = data.programme()
    found = [
        data.figure(name, view.selection, (by,), with_overlap=name == indicators[0])
        for name in indicators
    ]
    first = found[0]
    key = f"{'-'.join(indicators)}-{by}"
    _heading(heading or st.container(gap="xsmall"), sentences.title(first), first)
    draw(
        build(tables.series(found, programme)),
        sentences.extremes(first, programme),
        key,
        lambda series, mark: behind.show(found[series], {by: first.members(by)[mark]}),
    )
    more = sentences.overlap(first, by)
    if more and by not in TIME:
        st.markdown(plain(more))

    def details() -> None:
        if more and by in TIME:
            st.markdown(plain(more))
        tables.draw(tables.shown(found, programme), sentences.title(first))
        files(found, key)
        behind.cell_opener(first, key)

    when_opened(
        _("Tabell, filer och rader"), details, f"chart:{place or key}", icon=":material/table_rows:"
    )


def files(figures: Sequence[Figure], name: str) -> None:
    """The figures of a chart as files, and the chart in the same frame as pictures."""
    programme = data.programme()
    exports.downloads(
        name,
        lambda: tables.values(figures, programme),
        tables.facts(figures, programme),
        name,
        has_picture=True,
    )


def _heading(place: DeltaGenerator, title: str, figure: Figure) -> None:
    place.subheader(title, anchor=False)
    place.caption(
        " · ".join(filter(None, (sentences.unit_line(figure), sentences.ignored(figure))))
    )


def draw(
    figure: go.Figure, told: str, name: str, behind_mark: Callable[[int, int], None] | None = None
) -> None:
    """A Plotly figure and, below it and for those who do not see it, the sentence that it shows.

    `name` is the key and the name of its pictures. `behind_mark` opens what is behind a mark that
    is clicked, by the place of its series and its own place in that; call it in a fragment.
    """
    key = f"chart:{name}:{state.language()}"
    shown = partial(
        st.plotly_chart, figure, config=template.config(state.language(), name), key=key, alt=told
    )
    if behind_mark is None:
        shown()
    else:
        shown(on_select=lambda: state.click(key), selection_mode="points")
    st.markdown(plain(told))
    if behind_mark is not None and (mark := state.clicked(key)) is not None:
        behind_mark(*mark)


def _choose(name: str, choices: Sequence[str]) -> str:
    by, problem = state.choice(name, choices, choices[0])
    frame.tell(problem)
    names = {choice: labels.dimension(choice) for choice in choices}
    return str(
        st.segmented_control(
            _("Fördelat på"),
            list(names),
            format_func=names.__getitem__,
            required=True,
            key=state.bind(name, by),
            on_change=state.changed,
        )
    )


def choose_indicator(options: Sequence[str]) -> str:
    """An indicator that the reader chooses; it stands in the page's address."""
    chosen, problem = state.choice("indicator", options, options[0])
    frame.tell(problem)
    names = {name: of(find_indicator(name).label) for name in options}
    return str(
        st.selectbox(
            _("Indikator"),
            list(names),
            format_func=names.__getitem__,
            key=state.bind("indicator", chosen),
            on_change=state.changed,
            width=420,
        )
    )
