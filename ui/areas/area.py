"""The areas to choose among, large on the page: the same choice as the selection's own."""

from __future__ import annotations

import streamlit as st

from ui import data, state
from ui.codec import ALL, View
from ui.i18n import _
from ui.wording import labels


def choose(view: View) -> None:
    """One area, or all of them; several stay chosen until another is."""
    programme = data.programme()
    names = {ALL: labels.whole("area").capitalize()}
    names |= labels.members("area", programme.area_ids, programme)
    one = view.areas[0] if len(view.areas) == 1 else None
    st.pills(
        _("Mitt område"),
        list(names),
        wrap=True,
        format_func=names.__getitem__,
        key=state.follow("area", one if view.areas else ALL),
        on_change=state.lead,
        args=("area", _as_parameter),
    )


def _as_parameter(chosen: str | None) -> str:
    """Taken back, the choice is all areas."""
    return chosen or ALL
