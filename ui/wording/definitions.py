"""The indicators' definitions as people read them."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from s3metrics.engine.result import Status
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.sentences import sentence
from s3metrics.indicators.worked import worked_example
from s3metrics.sheets import sheet_for_table
from ui import data, frame, pages, state
from ui.codec import ALL
from ui.drawing import chart, tables
from ui.i18n import N_, _, _n, of
from ui.wording import labels, numbers
from ui.wording.plain import plain


def choose_theme() -> str:
    """A theme, or all of them; it stands in the page's address."""
    themes = list(dict.fromkeys(indicator.theme for indicator in CATALOGUE.values()))
    chosen, problem = state.choice("theme", [ALL, *themes], ALL)
    frame.tell(problem)
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
        _shown_on(indicator)
        chart.when_opened(
            _("Räkneexempel"),
            lambda: _example(indicator),
            f"example:{indicator.id}",
            icon=":material/calculate:",
        )


def _shown_on(indicator: Indicator) -> None:
    names = [_(page.title) for page in pages.PAGES if page.shows(indicator)]
    if names:
        st.caption(_("Visas på: {pages}").format(pages=", ".join(names)))


def _example(indicator: Indicator) -> None:
    """The rows, by sheet, and what they give; the same example is run in the tests."""
    example = worked_example(indicator.id)
    st.markdown(plain(of(example.text)))
    for table, rows in example.tables.items():
        sheet = sheet_for_table(table)
        headings = {name: sheet.by_name[name].heading for name in rows[0]} if rows else {}
        st.markdown(f"**{sheet.title}**")
        shown = [{headings[name]: cell for name, cell in row.items()} for row in rows]
        tables.draw_texts(shown, f"{of(indicator.label)}: {sheet.title}")
    st.markdown(f"**{_('Ger')}**")
    expected = [
        {_heading(name): _cell(name, cell) for name, cell in row.items()}
        for row in example.expected
    ]
    tables.draw_texts(expected, f"{of(indicator.label)}: {_('Ger')}")


_MEASURES = {
    "value": N_("Värde"),
    "numerator": N_("Täljare"),
    "denominator": N_("Nämnare"),
    "status": N_("Läge"),
}


def _heading(name: str) -> str:
    return _(_MEASURES[name]) if name in _MEASURES else labels.dimension(name)


def _cell(name: str, cell: str) -> str:
    if name in _MEASURES:
        return numbers.empty(Status(cell)) if name == "status" else cell.replace("-", "")
    return labels.member(name, cell, data.platform().programme)


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
