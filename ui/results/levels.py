"""Degree of innovation, first and last measurement: how many stand on each of the five steps."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from s3metrics.engine.register import Level
from ui import data, register
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, charts, listing, tables
from ui.drawing.listing import Column
from ui.i18n import N_, _, of
from ui.opened import behind
from ui.wording import numbers, sentences
from ui.wording.plain import plain

TITLE = N_("Innovationsgrad")
_STEPS = (1, 2, 3, 4, 5)


@listing.framed
def show(view: View) -> None:
    """The two distributions, the mean change, how many went up or down, and every company."""
    figure = data.figure("innovation_level_change", view.selection)
    found = register.of(view).levels(view.selection)
    title = _("SMF per innovationsgrad, första och sista mätningen")
    listing.heading(title, register.caption(_("Antal företag"), sentences.ignored(figure)))
    if not found:
        register.empty(view, "outcome", _("Inget företag i det valda har mätts två gånger."))
        return
    chart.draw(
        charts.columns(_marks(found)),
        _told(figure, found),
        "innovationsgrad",
        lambda _series, _mark: behind.show(figure, {}),
    )
    tables.draw(_matrix(found), _("Från första till sista mätningen"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("Rader: första mätningen. Kolumner: den sista. Diagonalen: oförändrade."))
        behind.opener(figure, "levels")
    listing.files(found, _columns(), "innovationsgrad", register.facts(view), has_picture=True)


def _marks(found: Sequence[Level]) -> pd.DataFrame:
    rows = [
        (numbers.count(step), series, number, numbers.count(number), False)
        for series, ends in (
            (_("Första mätningen"), [int(one.first) for one in found]),
            (_("Sista mätningen"), [int(one.last) for one in found]),
        )
        for step in _STEPS
        for number in [ends.count(step)]
    ]
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _told(figure: Figure, found: Sequence[Level]) -> str:
    ups = sum(one.change > 0 for one in found)
    downs = sum(one.change < 0 for one in found)
    told = _("{up} av {all} företag har höjt sin innovationsgrad, {down} har sänkt den.").format(
        up=numbers.count(ups), all=numbers.count(len(found)), down=numbers.count(downs)
    )
    if figure.total.value is None:
        return told
    return f"{told} " + _("I medeltal är förändringen {change} {unit}.").format(
        change=numbers.signed(figure.total.value), unit=of(figure.indicator.unit)
    )


def _matrix(found: Sequence[Level]) -> tables.Table:
    counts = [
        [sum((int(o.first), int(o.last)) == (row, column) for o in found) for column in _STEPS]
        for row in _STEPS
    ]
    most = max(max(row) for row in counts) or 1
    index = pd.Index([plain(numbers.count(step)) for step in _STEPS], name=_("Första mätningen"))
    titles = [_("Sist {step}").format(step=step) for step in _STEPS]
    return tables.Table(
        pd.DataFrame(counts, index, titles, dtype=float),
        pd.DataFrame([[numbers.count(n) for n in row] for row in counts], index, titles),
        {(r, c): n / most for r, row in enumerate(counts) for c, n in enumerate(row) if n},
    )


def _columns() -> list[Column[Level]]:
    return [
        Column(heading=_("Namn"), value=lambda one: one.name),
        Column(heading=_("Beteckning"), value=lambda one: one.id),
        Column(heading=_("Första mätningen"), value=lambda one: one.first),
        Column(heading=_("Datum, första"), value=lambda one: one.first_date),
        Column(heading=_("Sista mätningen"), value=lambda one: one.last),
        Column(heading=_("Datum, sista"), value=lambda one: one.last_date),
        Column(heading=_("Förändring"), value=lambda one: one.change),
        *listing.place_of(lambda one: one.sources[1]),
    ]
