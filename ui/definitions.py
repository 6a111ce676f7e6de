"""The indicators' definitions as people read them."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.sentences import sentence
from ui import frame, labels, state
from ui.codec import ALL
from ui.i18n import _, _n, of


def choose_theme() -> str:
    """A theme, or all of them; it stands in the page's address."""
    themes = list(dict.fromkeys(indicator.theme for indicator in CATALOGUE.values()))
    chosen, problem = state.choice("theme", [ALL, *themes], ALL)
    if problem:
        st.warning(frame.problem_text(problem), icon=":material/link_off:")
    names = {ALL: _("Alla")} | {theme: labels.theme(theme) for theme in themes}
    return str(
        st.segmented_control(
            _("Tema"),
            list(names),
            format_func=names.__getitem__,
            required=True,
            key=state.bind("theme", chosen),
            on_change=state.changed,
        )
    )


def of_theme(theme: str) -> Iterator[Indicator]:
    """The indicators of a theme in the catalogue's order, each theme under its heading."""
    found = [entry for entry in CATALOGUE.values() if theme in (ALL, entry.theme)]
    st.caption(_n("{n} indikator", "{n} indikatorer", len(found)).format(n=len(found)))
    for before, entry in zip([None, *found], found, strict=False):
        if before is None or before.theme != entry.theme:
            st.header(labels.theme(entry.theme), anchor=False)
        yield entry


def entry(indicator: Indicator) -> None:
    """One indicator: what it counts, what one must know, and its facts in a line."""
    with st.container(border=True, key=f"definition-{indicator.id}"):
        st.subheader(of(indicator.label), anchor=indicator.id.replace("_", "-"))
        st.markdown(sentence(indicator, state.language()))
        if indicator.note:
            st.markdown(of(indicator.note))
        st.caption(" · ".join(_facts(indicator)))


def _facts(indicator: Indicator) -> Iterator[str]:
    yield _("Enhet: {unit}").format(unit=of(indicator.unit))
    yield labels.direction(indicator).capitalize()
    yield _("Delas upp på: {dimensions}").format(dimensions=labels.breakdowns(indicator))
    if indicator.additive:
        yield _("Delarna ger totalen: {dimensions}").format(dimensions=labels.additive(indicator))
    if indicator.eu_code:
        yield _("EU-kod: {code}").format(code=indicator.eu_code)
    yield _("Blad: {sheets}").format(sheets=labels.sheets(indicator))
    yield _("Ansvarig: {owner}").format(owner=of(indicator.owner))
    yield _("Id: {id}, version {version}").format(id=indicator.id, version=indicator.version)
