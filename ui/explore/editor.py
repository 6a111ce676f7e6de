"""Asking in SQL: a text field with completion, the query's parameters, and the button.

Streamlit 1.67 has no editor for code, and those that others offer are frames of their own around
editors that screen readers get lost in; a plain field is read by all of them. `static/sql.js` adds
the completion and, at an error, brings the cursor to its place.
"""

from __future__ import annotations

import json
from functools import lru_cache
from html import escape

import streamlit as st

from s3metrics.explore.parameters import parameters_in
from ui import data, state
from ui.explore import answering
from ui.explore import asked as asking
from ui.explore.asked import Asked
from ui.i18n import _, of

_KEYWORDS = (
    "SELECT FROM WHERE GROUP BY ORDER BY HAVING LIMIT WITH JOIN LEFT USING DISTINCT FILTER "
    "QUALIFY UNION CASE WHEN THEN ELSE END BETWEEN count sum avg median min max coalesce round "
    "date_trunc date_diff string_agg any_value quantile_cont row_number"
)
_HEIGHT = 230


def show() -> Asked:
    """The field as the address has it; what is asked is what was last run."""
    found = asking.current()
    with st.container(key="sql-editor"):
        st.text_area(
            _("Fråga i SQL"),
            key=state.draft("sql", found.sql),
            height=_HEIGHT,
            # No run for each pause in writing; the button takes what stands here.
            on_change="ignore",
            persist_state="page",
            placeholder="SELECT county_name, count(DISTINCT company)\nFROM participation\n…",
            help=_(
                "DuckDB:s SQL. Två bokstäver ger förslag på namn: pil ned väljer, Tabb tar det "
                "första, Esc stänger. Ctrl+Retur kör frågan. `$namn` är en parameter."
            ),
        )
    names = parameters_in(state.drafted("sql"))
    if names:
        with st.container(horizontal=True):
            for name in names:
                st.text_input(
                    f"${name}",
                    key=state.draft(f"given:{name}", found.parameters.get(name, "")),
                    on_change="ignore",
                    width=200,
                )
    st.button(
        _("Kör frågan"),
        key="sql-run",
        icon=":material/play_arrow:",
        shortcut="Ctrl+Enter",
        on_click=_run,
    )
    return Asked(
        sql=found.sql,
        parameters={n: v for n, v in found.parameters.items() if n in parameters_in(found.sql)},
    )


def help_along(sql: str, error: answering.Outcome | None) -> None:
    """What `static/sql.js` reads: the names to complete, and the place of an error."""
    position = error.error.position if error and error.error else None
    at = json.dumps({"sql": sql, "line": position[0], "column": position[1]}) if position else ""
    words = {
        "kinds": {"table": _("tabell"), "column": _("kolumn"), "word": ""},
        "found": _("{n} förslag. Pil ned väljer, Tabb tar det första, Esc stänger."),
    }
    content = {
        "names": _names(data.place(), state.language()),
        "words": json.dumps(words),
        "error": at,
    }
    attributes = " ".join(f'data-{name}="{escape(text)}"' for name, text in content.items())
    st.html(f'<div hidden class="sql-help" {attributes}></div>')


def _run() -> None:
    """The button's callback: what stands in the fields, into the address."""
    text = state.drafted("sql")
    before = asking.current_text()
    asking.put(
        text,
        {name: state.drafted(f"given:{name}") for name in parameters_in(text)},
        # Another question has other columns.
        asking.of_columns() if text == before else None,
        state.text("saved") or None,
    )


@lru_cache(maxsize=8)
def _names(place: data.Place, language: str) -> str:
    """`[[name, kind, what it is], …]`, each name once, tables first."""
    tables = data.platform().tables()
    found = {table.name: ("table", of(table.label)) for table in tables}
    for table in tables:
        for column in table.columns:
            found.setdefault(column.name, ("column", of(column.label)))
    for word in _KEYWORDS.split():
        found.setdefault(word, ("word", ""))
    return json.dumps([[name, *what] for name, what in found.items()], ensure_ascii=False)
