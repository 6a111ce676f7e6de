"""An indicator over time, a small chart for each county or area, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from s3metrics.indicators import find_indicator
from s3metrics.indicators.model import TIME
from ui import choosing, data
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, panels, tables
from ui.i18n import _, of
from ui.opened import behind
from ui.wording import labels, numbers, sentences

GRAINS = ("quarter", "half_year", "reporting_period")
PANELS = ("county", "area")


@st.fragment
def over_time(view: View, indicator: str) -> None:
    """The small charts with their sentence, table, files and rows."""
    definition = find_indicator(indicator)
    by = [name for name in PANELS if name in definition.breakdowns]
    with st.container(border=True):
        heading = st.container(gap="xsmall")
        if not by or not set(TIME) & set(definition.breakdowns):
            heading.subheader(of(definition.label), anchor=False)
            st.info(
                _("{label} kan inte delas upp på tid: den räknas för hela perioden.").format(
                    label=of(definition.label)
                )
            )
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            panel = choosing.segmented("panels", _("Ett diagram per"), _named(by))
            grain = choosing.segmented("grain", _("Tid"), _named(GRAINS))
        figure = data.figure(indicator, view.selection, (grain, panel), with_overlap=True)
        heading.subheader(_title(figure), anchor=False)
        heading.caption(
            " · ".join(filter(None, (sentences.unit_line(figure), sentences.ignored(figure))))
        )
        _draw(figure)


def _named(names: Sequence[str]) -> dict[str, str]:
    return {name: labels.dimension(name) for name in names}


def _title(figure: Figure) -> str:
    grain, panel = figure.by
    return _("{label} {per_time}, ett diagram per {panel}").format(
        label=of(figure.indicator.label),
        per_time=labels.per(grain),
        panel=labels.lower(labels.dimension(panel)),
    )


def _draw(figure: Figure) -> None:
    programme = data.programme()
    grain, panel = figure.by
    times, members = figure.members(grain), figure.members(panel)
    key = f"{figure.indicator.id}-{grain}-{panel}"
    chart.draw(
        panels.columns(_marks(figure)),
        _told(figure),
        key,
        lambda series, mark: behind.show(figure, {grain: times[mark], panel: members[series]}),
    )

    def details() -> None:
        tables.draw(tables.matrix(figure, programme), _title(figure))
        chart.files([figure], key)
        behind.cell_opener(figure, key)

    chart.when_opened(
        _("Tabell, filer och rader"), details, "over-time", icon=":material/table_rows:"
    )


def _told(figure: Figure) -> str:
    """When each county or area was highest, and which of them had nothing at all."""
    programme = data.programme()
    grain, panel = figure.by
    high: list[str] = []
    none: list[str] = []
    missing: list[str] = []
    for member in figure.members(panel):
        name = labels.member(panel, member, programme)
        cells = {
            time: figure.cell(**{grain: time, panel: member}) for time in figure.members(grain)
        }
        there = {time: cell.value for time, cell in cells.items() if cell.value}
        if not there:
            is_known = any(cell.value is not None for cell in cells.values())
            (none if is_known else missing).append(name)
            continue
        top = max(there.values())
        when = [tables.label(figure, time, programme) for time, n in there.items() if n == top]
        value = numbers.figure(figure.indicator, top)
        high.append(f"{name} {sentences.in_words(when)} ({value})")
    told = [_("Högst: {member}.").format(member="; ".join(high))] if high else []
    told += [_("Noll: {members}.").format(members=sentences.in_words(none))] if none else []
    if missing:
        told.append(_("Uppgift saknas: {members}.").format(members=sentences.in_words(missing)))
    return " ".join(told)


def _marks(figure: Figure) -> pd.DataFrame:
    """As `tables.SERIES_COLUMNS`: time along the axis, a series per panel."""
    programme = data.programme()
    grain, panel = figure.by
    rows = []
    for member in figure.members(panel):
        for time in figure.members(grain):
            cell = figure.cell(**{grain: time, panel: member})
            name = labels.member(panel, member, programme)
            when = tables.label(figure, time, programme)
            value = None if cell.value is None else float(cell.value)
            text = "–" if cell.value is None else numbers.cell(figure.indicator, cell)
            rows.append((when, name, value, text, when != labels.member(grain, time, programme)))
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))
