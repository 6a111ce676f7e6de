"""One municipality: its figures, which areas reach it, and the rows behind."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from s3metrics.indicators import CATALOGUE
from ui import data, selection
from ui.codec import View
from ui.drawing import exports, grid, tables
from ui.i18n import _, of
from ui.opened import behind
from ui.wording import derived, labels, numbers, per_smes
from ui.wording.plain import plain

REACHED = "smes_reached"
FIGURES = [
    name for name, entry in CATALOGUE.items() if {"municipality", "area"} <= set(entry.breakdowns)
]


def show(view: View, code: str) -> None:
    """The dialogue for a municipality."""
    programme = data.programme()
    places = (("municipality", code), ("county", code[:2]))
    title = ", ".join(labels.member(name, member, programme) for name, member in places)
    st.dialog(plain(title), width="large")(lambda: _content(view, code))()


def _content(view: View, code: str) -> None:
    programme = data.programme()
    asked = replace(view.selection, municipalities=(code,), counties=())
    words = plain(selection.in_words(programme, replace(view, counties=(code[:2],))))
    st.caption(f"{words} · {exports.sample_words()}" if data.is_sample() else words)
    found = [data.figure(name, asked) for name in FIGURES]
    rates = [(figure.indicator, derived.rates(figure).cell()) for figure in found]
    columns: grid.Columns = {
        _("Värde"): [(f.total.value, numbers.cell(f.indicator, f.total)) for f in found],
        _("Per 1 000 SMF"): [(rate.value, per_smes.rate(own, rate)) for own, rate in rates],
    }
    names = pd.Index([of(figure.indicator.label) for figure in found], name=_("Indikator"))
    tables.draw(grid.shown(columns, names), _("Kommunens siffror"))
    st.caption(per_smes.basis(derived.rates(found[0])))
    _areas(view, code)
    reached = data.figure(REACHED, view.selection, ("municipality",))
    cell = {"municipality": code}
    st.markdown("**" + _("Bakom {label}").format(label=of(reached.indicator.label)) + "**")
    behind.evidence(
        reached.indicator,
        reached.cell(**cell),
        data.entities(REACHED, reached.selection, cell, clock=reached.clock),
        reached.receipt,
    )


def _areas(view: View, code: str) -> None:
    """How many each area has reached here, also where the page shows one area."""
    programme = data.programme()
    asked = replace(view.selection, areas=(), municipalities=(code,), counties=())
    figure = data.figure(REACHED, asked, ("area",))
    st.markdown("**" + _("SMF som nåtts här, område för område") + "**")
    cells = {area: figure.cell(area=area) for area in figure.members("area")}
    names = [labels.member("area", area, programme) for area in cells]
    columns = {
        of(figure.indicator.label): [
            (cell.value, numbers.cell(figure.indicator, cell)) for cell in cells.values()
        ]
    }
    index = pd.Index(names, name=labels.dimension("area"))
    tables.draw(grid.shown(columns, index), _("SMF som nåtts här, område för område"))
