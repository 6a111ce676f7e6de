"""The check before sealing: what is open, whose it is, and what it does to which figure."""

from __future__ import annotations

import streamlit as st

from s3metrics.programme import ReportingPeriod
from s3metrics.reports.items import Item, effects_told
from ui import state
from ui.drawing import chart, listing
from ui.i18n import _, _n
from ui.office import reporting
from ui.wording import numbers


def show(period: ReportingPeriod) -> list[Item]:
    """A sentence that sums it up, the open items, and, when opened, what is good to know."""
    with st.spinner(_("Kontrollerar perioden …")):
        items = reporting.items(period)
    open_ones = [item for item in items if item.is_open]
    notes = [item for item in items if not item.is_open]
    if open_ones:
        told = _n(
            "{n} punkt är öppen. Perioden kan förseglas ändå, med ett skäl som sparas.",
            "{n} punkter är öppna. Perioden kan förseglas ändå, med ett skäl som sparas.",
            len(open_ones),
        )
        st.warning(told.format(n=numbers.count(len(open_ones))), icon=":material/rule:")
        _list(open_ones, _("Öppna punkter"), f"oppna-punkter-{period.id}")
    else:
        st.success(_("Inget är öppet: perioden kan förseglas."), icon=":material/check_circle:")
    if notes:
        chart.when_opened(
            _("Bra att veta ({n})").format(n=numbers.count(len(notes))),
            lambda: _list(notes, _("Bra att veta"), f"bra-att-veta-{period.id}"),
            f"notes:{period.id}",
            icon=":material/info:",
        )
    return items


def _list(items: list[Item], title: str, name: str) -> None:
    language = state.language()
    columns: list[listing.Column[Item]] = [
        listing.Column(heading=_("Vem kan rätta"), value=lambda item: item.owner.of(language)),
        listing.Column(heading=_("Vad"), value=lambda item: item.sentence.of(language)),
        listing.Column(
            heading=_("Vad det gör med siffrorna"),
            value=lambda item: effects_told(item.effects, language),
        ),
        listing.Column(heading=_("Rader"), value=lambda item: len(item.places) or None),
        listing.Column(heading=_("Var"), value=_where, is_for_files=True),
    ]
    listing.table(items, columns, title)
    listing.files(items, columns, name, ())


def _where(item: Item) -> str:
    return "; ".join(f"{p.sender}: {p.file}, {p.sheet}, {p.row}" for p in item.places)
