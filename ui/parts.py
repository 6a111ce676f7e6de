"""The parts of a page that are drawn one at a time, when the reader opens them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from ui import frame, state
from ui.codec import View
from ui.i18n import _

Part = tuple[str, Callable[[View], None]]
"""A title in Swedish (marked for translation) and what draws the part."""


@st.fragment
def show(view: View, parts: Mapping[str, Part]) -> None:
    """A row of titles, and the chosen part; the choice stands in the page's address."""
    opened = choose("part", {id_: _(title) for id_, (title, _draw) in parts.items()}, _("Visa"))
    parts[opened][1](view)


def choose(name: str, names: Mapping[str, str], label: str) -> str:
    """A row of words of which the reader has chosen one, the first to begin with.

    `name` is the parameter of the page's address; one that it does not know gives a message.
    """
    chosen, problem = state.choice(name, list(names), next(iter(names)))
    frame.tell(problem)
    picked = st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        required=True,
        key=state.bind(name, chosen),
        on_change=state.changed,
    )
    return str(picked)
