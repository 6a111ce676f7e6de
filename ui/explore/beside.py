"""What stands beside the question: questions to begin with, tables and what their columns mean."""

from __future__ import annotations

import streamlit as st

from s3metrics.explore.sample_questions import SAMPLE_QUESTIONS
from s3metrics.explore.tables import TableDoc
from ui import data, state
from ui.codec import NOW
from ui.explore import asked as asking
from ui.explore import cells
from ui.i18n import _, of
from ui.wording.plain import plain

_TALL = 330


def show() -> None:
    """Both lists."""
    _questions()
    _tables()


def _questions() -> None:
    place = st.expander(
        _("Frågor att börja med"), expanded=not state.text("sql"), icon=":material/lightbulb:"
    )
    # By its key, `static/sql.js` sets the texts of its buttons to the left.
    with place.container(key="sql-samples", gap="xsmall"):
        for question in SAMPLE_QUESTIONS:
            st.button(
                of(question.text),
                key=f"sample:{question.id}",
                on_click=asking.put,
                args=(question.sql, question.parameters),
                type="tertiary",
                wrap=True,
            )


def _tables() -> None:
    clock = state.clock()
    tables = data.platform().tables(None if clock == NOW else clock)
    names = {table.name: f"{table.name} – {of(table.label)}" for table in tables}
    with st.expander(_("Tabeller och kolumner"), icon=":material/table:"):
        st.caption(
            _(
                "En tabell har en rad per sak. En vy indicator_… har en indikators officiella "
                "siffror, uträknade för varje uppdelning."
            ).replace("_", "\\_")
        )
        name = st.selectbox(
            _("Tabell eller vy"),
            list(names),
            format_func=names.__getitem__,
            key=f"explore:table:{state.language()}",
        )
        _columns(next(table for table in tables if table.name == name))


def _columns(table: TableDoc) -> None:
    st.markdown(f"**`{table.name}`** {plain(of(table.meaning))}.")
    # The list scrolls beside the question, and does not push the answer away.
    st.container(height=_TALL, border=False, key="sql-columns").markdown(
        "\n".join(
            f"- `{column.name}` {plain(of(column.label))}, {cells.kind(column.type)}. "
            f"{plain(of(column.meaning))}."
            for column in table.columns
        )
    )
    st.button(
        _("Visa de första raderna"),
        key="explore:peek",
        on_click=asking.put,
        args=(f"FROM {table.name} LIMIT 100",),
        icon=":material/table_view:",
    )
