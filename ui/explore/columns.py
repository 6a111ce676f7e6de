"""The columns of an answer: type, empties, distinct values, ends, and how they are spread."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from s3metrics.explore.answer import Answer
from s3metrics.explore.column_profile import ColumnProfile, Part, profile
from ui import state
from ui.drawing import chart, charts, tables
from ui.explore import cells
from ui.i18n import _
from ui.wording import numbers, ranking


def show(answer: Answer) -> None:
    """A row for each column, and one column's values drawn."""
    profiles = profile(answer.table)
    titles = cells.names(answer.table.column_names)
    rows = [_row(title, one) for title, one in zip(titles, profiles, strict=True)]
    tables.draw_texts(rows, _("Svarets kolumner"))
    place = st.selectbox(
        _("Fördelning i kolumnen"),
        range(len(titles)),
        format_func=titles.__getitem__,
        key=f"explore:column:{state.language()}:{hash(tuple(titles))}",
        width=320,
    )
    _spread(titles[place], profiles[place])


def _row(title: str, one: ColumnProfile) -> dict[str, object]:
    return {
        _("Kolumn"): title,
        _("Typ"): cells.kind(one.type),
        _("Tomma"): numbers.count(one.empties),
        _("Olika"): "–" if one.distinct is None else numbers.count(one.distinct),
        _("Minst"): cells.text(one.smallest),
        _("Störst"): cells.text(one.largest),
    }


def _spread(title: str, one: ColumnProfile) -> None:
    if not one.parts:
        st.info(_("Kolumnen har inga värden att fördela."), icon=":material/info:")
        return
    series = _("Rader")
    marks = [(_label(part), part.rows) for part in one.parts]
    if one.others:
        marks.append((_("Övriga värden"), one.others))
    if one.empties:
        marks.append((_("Tomma"), one.empties))
    frame = pd.DataFrame(
        [(label, series, float(rows), numbers.count(rows), False) for label, rows in marks],
        columns=list(tables.SERIES_COLUMNS),
    )
    st.markdown("**" + _("Rader per värde") + "**")
    chart.draw(charts.bars(frame), ranking.highest(frame), f"spread-{title}")


def _label(part: Part) -> str:
    start = cells.text(part.value) or _("(tom text)")
    if part.until is None or part.until == part.value:
        return start
    return f"{start}–{cells.text(part.until)}"
