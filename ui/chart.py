"""A chart with all that belongs to it: subject and unit, sentence, table, files, rows behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from s3metrics.indicators import find_indicator
from s3metrics.indicators.model import TIME
from ui import behind, charts, data, exports, frame, labels, sentences, state, tables
from ui.codec import View
from ui.data import Figure
from ui.i18n import _, of
from ui.plain import plain

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
        _breakdown(view, (indicator,), by, build, heading)


@st.fragment
def crossing(view: View, indicator: str, by: tuple[str, str]) -> None:
    """One indicator along two breakdowns, the second side by side."""
    figure = data.figure(indicator, view.selection, by, with_overlap=True)
    programme = data.platform().programme
    marks = tables.crossed(figure, programme)
    told = sentences.crossed(figure, programme)
    with st.container(border=True):
        _heading(st.container(gap="xsmall"), sentences.side_by_side(figure), figure)
        _draw(marks, charts.bars, told, f"{indicator}-{'-'.join(by)}")


def _breakdown(
    view: View,
    indicators: Sequence[str],
    by: str,
    build: Build,
    heading: DeltaGenerator | None = None,
) -> None:
    programme = data.platform().programme
    found = [
        data.figure(name, view.selection, (by,), with_overlap=name == indicators[0])
        for name in indicators
    ]
    first = found[0]
    key = f"{'-'.join(indicators)}-{by}"
    _heading(heading or st.container(gap="xsmall"), sentences.title(first), first)
    _draw(tables.series(found, programme), build, sentences.extremes(first, programme), key)
    more = sentences.overlap(first, by)
    if more and by not in TIME:
        st.markdown(plain(more))
    with st.expander(_("Tabell, filer och rader"), icon=":material/table_rows:"):
        if more and by in TIME:
            st.markdown(plain(more))
        tables.draw(tables.shown(found, programme), sentences.title(first))
        exports.downloads(
            key, lambda: tables.values(found, programme), tables.facts(found, programme), key
        )
        behind.cell_opener(first, key)


def _heading(place: DeltaGenerator, title: str, figure: Figure) -> None:
    place.subheader(title, anchor=False)
    place.caption(
        " · ".join(filter(None, (sentences.unit_line(figure), sentences.ignored(figure))))
    )


def _draw(marks: pd.DataFrame, build: Build, told: str, name: str) -> None:
    st.plotly_chart(
        build(marks),
        config=charts.config(state.language(), name),
        key=f"chart:{name}:{state.language()}",
        alt=told,
    )
    st.markdown(plain(told))


def _choose(name: str, choices: Sequence[str]) -> str:
    by, problem = state.choice(name, choices, choices[0])
    if problem:
        st.warning(frame.problem_text(problem), icon=":material/link_off:")
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
    if problem:
        st.warning(frame.problem_text(problem), icon=":material/link_off:")
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
