"""The question that the address holds: its text, its parameters, how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from ui import state
from ui.explore import links
from ui.i18n import _

CHART = ("draw", "x", "y", "split")
"""The page's choices that make the chart."""
OF_COLUMNS = (*CHART, "find", "order", "falling")
"""The choices that another question, with other columns, drops."""
_ROUND, _UNLINKED = "explore:round", "explore:unlinked"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A query to run."""

    sql: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    indicator: str | None = None
    """Of a query built without SQL: what it measures."""


def current() -> Asked:
    """The question of the address, or of this visit where none fits into an address.

    Without text where there is none; says so where the address is broken.
    """
    given, unlinked = state.text("sql"), state.kept(_UNLINKED)
    parameters = links.values_of(state.text("given"))
    if not given and unlinked:
        st.info(
            _(
                "Frågan är för lång för en adress: en kopierad länk innehåller den inte. Spara "
                "frågan för att kunna dela den."
            ),
            icon=":material/link_off:",
        )
        return Asked(sql=str(unlinked), parameters=parameters)
    try:
        return Asked(sql=links.opened(given), parameters=parameters)
    except links.BrokenLink:
        st.warning(
            _(
                "Länkens fråga går inte att läsa: en del av adressen saknas eller har ändrats. Be "
                "den som skickade den att kopiera hela adressen igen, eller att spara frågan."
            ),
            icon=":material/link_off:",
        )
        return Asked(sql="", parameters=parameters)


def current_text() -> str:
    """The text of `current`, without a word about what is wrong with it."""
    try:
        return links.opened(state.text("sql")) or str(state.kept(_UNLINKED) or "")
    except links.BrokenLink:
        return ""


def put(
    sql: str,
    parameters: Mapping[str, str] | None = None,
    looks: Mapping[str, str] | None = None,
    saved: str | None = None,
) -> None:
    """A callback: the question into the address, to be run; `saved` is the id that it is kept by.

    `looks` are those of `OF_COLUMNS` that fit it.
    Always run anew, the same question too: what failed for others' sake may succeed.
    """
    address = links.packed(sql)
    state.keep(_UNLINKED, None if address else sql)
    of_columns = {name: (looks or {}).get(name) for name in OF_COLUMNS}
    state.write(
        {
            "ask": "sql",
            "sql": address,
            "given": links.written(parameters or {}),
            "saved": saved,
            **of_columns,
        }
    )
    again()


def again() -> None:
    """A callback: what is asked is run anew."""
    state.keep(_ROUND, (state.kept(_ROUND) or 0) + 1)


def round_() -> int:
    """Changes whenever the reader has asked for a run."""
    return int(state.kept(_ROUND) or 0)


def chart() -> dict[str, str]:
    """How the answer is drawn, as the address has it."""
    return _given(CHART)


def of_columns() -> dict[str, str]:
    """As `chart`, with how its rows are filtered and ordered."""
    return _given(OF_COLUMNS)


def _given(names: tuple[str, ...]) -> dict[str, str]:
    return {name: given for name in names if (given := state.text(name))}
