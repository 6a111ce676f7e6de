"""The selection's controls and the selection in words."""

from __future__ import annotations

import streamlit as st

from s3metrics.engine.selection import Selection
from s3metrics.programme import Programme
from ui import codec, state
from ui.codec import Clock, View
from ui.i18n import _, _p
from ui.periods import CUSTOM
from ui.wording import labels, numbers


def controls(clock: Clock, view: View) -> None:
    """Period, areas, counties and sizes; nothing chosen is all of them."""
    st.markdown("**" + _("Urval") + "**")
    programme = clock.programme
    _period(clock, view)
    for name, title, chosen in (
        ("area", _("Områden"), view.areas),
        ("county", _p("several", "Län"), view.counties),
        ("size", _("Företagsstorlek"), view.sizes),
    ):
        names = labels.members(name, codec.members(name, programme), programme)
        st.multiselect(
            title,
            list(names),
            format_func=names.__getitem__,
            placeholder=labels.whole(name).capitalize(),
            key=state.bind(name, list(chosen), state.as_list),
            on_change=state.changed,
        )


def _period(clock: Clock, view: View) -> None:
    known = {preset.id: preset for preset in clock.presets}
    names = {id_: labels.preset(known.get(id_)) for id_ in (*known, CUSTOM)}
    st.selectbox(
        _("Period"),
        list(names),
        format_func=names.__getitem__,
        key=state.bind("period", view.period),
        on_change=state.period_changed,
        args=(CUSTOM,),
    )
    if view.period != CUSTOM:
        return
    first, last = clock.programme.period.start, clock.last_day
    for name, title, value in (("from", _("Från"), view.from_), ("to", _("Till"), view.to)):
        st.date_input(
            title,
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            key=state.bind(name, value, state.as_dates),
            on_change=state.changed,
        )


def in_words(programme: Programme, view: View | Selection) -> str:
    """`1 april 2024–24 november 2026 · alla områden · Kalmar län · alla storlekar`."""
    period = " – ".join(numbers.day(end) for end in (view.from_, view.to) if end)
    chosen = (("area", view.areas), ("county", view.counties), ("size", view.sizes))
    parts = [_members(name, codes, programme) for name, codes in chosen]
    return " · ".join([period, *parts])


def _members(name: str, codes: tuple[str, ...], programme: Programme) -> str:
    if not codes:
        return labels.whole(name)
    return ", ".join(labels.member(name, code, programme) for code in codes)
