"""A receipt's code back to its figure: as it was shown, as it comes out now, its rows."""

from __future__ import annotations

import streamlit as st

from s3metrics.editions.reopening import Reopened
from s3metrics.engine.selection import Selection
from s3metrics.errors import UserError
from s3metrics.indicators import find_indicator
from s3metrics.words import NOTHING
from ui import clocks, data, selection, state
from ui.i18n import _, of
from ui.opened import behind
from ui.wording import numbers
from ui.wording.plain import plain


def search() -> None:
    """The box in the frame: a code in, the figure in a dialogue."""
    with st.form("receipt", border=False, clear_on_submit=True):
        code = st.text_input(
            _("Kvittots kod"),
            help=_("Öppnar en siffra igen. Koden står vid siffran, i filerna och i rapporterna."),
            key=f"receipt:{state.language()}",
        )
        asked = st.form_submit_button(_("Sök"), icon=":material/receipt_long:")
    if asked and code.strip():
        st.dialog(_("Kvitto {code}").format(code=plain(code.strip())), width="large")(
            lambda: _content(code.strip())
        )()


def _content(code: str) -> None:
    try:
        found = data.reopen(code)
    except UserError as error:
        st.warning(plain(of(error.text)), icon=":material/search_off:")
        return
    shown = found.shown
    indicator = find_indicator(shown.receipt.indicator)
    definition = shown.definition
    label = of(definition.label if definition else indicator.label)
    st.metric(plain(" · ".join((label, *_cell(found)))), numbers.cell(indicator, shown.cell))
    st.caption(" · ".join(_circumstances(found)))
    if definition:
        st.markdown(of(definition.sentence))
    if found.change:
        st.info(f"{of(found.change)}.", icon=":material/published_with_changes:")
    _comparison(found)
    if found.again is None:
        return
    behind.evidence(indicator, found.again.cell, found.again.entities, shown.receipt.code)
    with st.expander(_("Frågorna till databasen"), icon=":material/code:"):
        for query in found.again.queries:
            st.code(query.sql, language="sql", wrap_lines=True)


def _cell(found: Reopened) -> list[str]:
    return [of(name) for _dimension, name in found.cell]


def _circumstances(found: Reopened) -> list[str]:
    """For what, when and after which delivery it was shown."""
    shown = found.shown
    asked = Selection.of_json(shown.receipt.selection)
    words = _("Förseglad {day}.") if shown.is_sealed else _("Först visad {day}.")
    edition = clocks.in_words(shown.edition.name) if shown.edition else ""
    told = [
        selection.in_words(data.platform().programme, asked),
        edition or clocks.in_words(str(found.delivery.delivery)),
        words.format(day=numbers.day(shown.shown_at.date())),
    ]
    return [plain(text) for text in told]


def _comparison(found: Reopened) -> None:
    """Whether the figure still comes out as it was shown."""
    if found.again is None:
        st.warning(plain(of(found.why_not or NOTHING)), icon=":material/block:")
    elif found.is_same:
        st.success(
            _("Räknad på nytt ur samma rader blir siffran densamma."),
            icon=":material/check_circle:",
        )
    else:
        indicator = find_indicator(found.shown.receipt.indicator)
        st.warning(
            _("Räknad på nytt ur samma rader blir siffran nu {value}.").format(
                value=numbers.cell(indicator, found.again.cell)
            ),
            icon=":material/error:",
        )
