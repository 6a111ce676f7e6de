"""The questions that a careful analyst asks of the data, with the rows that answer each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import streamlit as st

from s3metrics.explore.questions import Asked
from s3metrics.sheets import sheet_for_table
from ui import data
from ui.drawing import chart, listing
from ui.i18n import _, _n, of
from ui.opened import sheet_rows
from ui.wording import numbers
from ui.wording.plain import plain


def show() -> None:
    """Each question that some rows answer; the others in one line."""
    platform = data.platform()
    asked = _asked(data.place(), platform.data_version, platform.today)
    found = [one for one in asked if one.rows]
    for one in found:
        _question(one)
    none = [of(one.question.heading).lower() for one in asked if not one.rows]
    if none:
        st.markdown(plain(_("Inga rader: {questions}.").format(questions="; ".join(none))))


@lru_cache(maxsize=2)
def _asked(place: data.Place, version: int, today: date) -> Sequence[Asked]:
    return data.platform().questions()


def _question(one: Asked) -> None:
    sheet = sheet_for_table(one.question.table)
    title = of(one.question.heading)
    with st.container(border=True):
        st.subheader(title, anchor=False)
        told = _n(
            "{n} av {all} rad i bladet {sheet}.", "{n} av {all} rader i bladet {sheet}.", one.of
        ).format(n=numbers.count(len(one.rows)), all=numbers.count(one.of), sheet=sheet.title)
        st.markdown(f"**{plain(told)}** {plain(of(one.question.why))}")

        def rows() -> None:
            columns = sheet_rows.columns(one.question.table, one.rows, lambda row: row)
            listing.rows(one.rows, columns, title)
            listing.files(one.rows, columns, one.question.id.replace("_", "-"), (title, told))

        chart.when_opened(_("Raderna bakom"), rows, one.question.id, icon=":material/table_rows:")
