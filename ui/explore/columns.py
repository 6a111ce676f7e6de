"""The columns of an answer: type, empties, distinct values, ends, and how they are spread."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from s3metrics.explore.column_profile import ColumnProfile, Part, profile
from ui import state
from ui.drawing import chart, charts, tables
from ui.explore import cells
from ui.explore.telling import Told
from ui.i18n import _
from ui.wording import numbers, ranking


def show(told: Told) -> None:
    """A row for each column, and one column's values drawn."""
    profiles, titles = profile(told.table), told.titles
    rows = [_row(told, place, one) for place, one in enumerate(profiles)]
    tables.draw_texts(rows, _("Svarets kolumner"))
    place = st.selectbox(
        _("Fördelning i kolumnen"),
        range(len(titles)),
        format_func=titles.__getitem__,
        key=f"explore:column:{state.language()}:{hash(titles)}",
        width=320,
    )
    _spread(told, place, profiles[place])


def _row(told: Told, place: int, one: ColumnProfile) -> dict[str, object]:
    return {
        _("Kolumn"): told.titles[place],
        _("Typ"): cells.kind(one.type),
        _("Tomma"): numbers.count(one.empties),
        _("Olika"): "–" if one.distinct is None else numbers.count(one.distinct),
        _("Minst"): told.text(place, one.smallest),
        _("Störst"): told.text(place, one.largest),
    }


def _spread(told: Told, place: int, one: ColumnProfile) -> None:
    if not one.parts:
        st.info(_("Kolumnen har inga värden att fördela."), icon=":material/info:")
        return
    series = _("Rader")
    marks = [(_label(told, place, part), part.rows) for part in one.parts]
    if one.others:
        marks.append((_("Övriga värden"), one.others))
    if one.empties:
        marks.append((_("Tomma"), one.empties))
    frame = pd.DataFrame(
        [(label, series, float(rows), numbers.count(rows), False) for label, rows in marks],
        columns=list(tables.SERIES_COLUMNS),
    )
    st.markdown("**" + _("Rader per värde") + "**")
    chart.draw(charts.bars(frame), ranking.highest(frame), f"spread-{told.names[place]}")


def _label(told: Told, place: int, part: Part) -> str:
    start = told.text(place, part.value) or _("(tom text)")
    if part.until is None or part.until == part.value:
        return start
    return f"{start}–{told.text(place, part.until)}"
