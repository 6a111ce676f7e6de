"""The EU's share against its ceiling, the four kinds of financing, and each area's money."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from s3metrics.engine.cells import Cell
from s3metrics.engine.financing import Financing, KindOfFinancing, kinds_of
from s3metrics.engine.query import ALL
from ui import data, register
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, charts, listing, tables, template
from ui.i18n import N_, _, of
from ui.opened import behind
from ui.wording import labels, numbers, sentences

KINDS = N_("Fyra slag")
EU_SHARE = N_("EU-andel")
AREAS = N_("Område för område")
DIVIDED = N_("Beslutat, fördelat")
BOOKED = N_("Kostnader och inbetalningar")
_PER_AREA = (
    ("funding_decided", "funding_paid", "costs", "burn_rate"),
    ("eu_share", "leverage", "cost_per_sme"),
)
"""In two tables: a ratio stands with its two counts, and one would be too wide to read."""


@listing.framed
def kinds(view: View) -> None:
    """Public and private, cash and in kind, from the figure by source and form."""
    programme = data.programme()
    figure = data.figure("funding_decided", view.selection, ("source", "form"))
    title = _("Beslutad finansiering efter vem som betalar och i vilken form")
    listing.heading(
        title, register.caption(labels.upper(of(figure.indicator.unit)), sentences.ignored(figure))
    )
    cells = {
        (source, form): cell
        for (source, form), cell in figure.cells.items()
        if ALL not in (source, form)
    }
    found = kinds_of(cells)
    if not figure.total.value:
        register.empty(view, "funding", _("Ingen beslutad finansiering i det valda."))
        return
    chart.draw(charts.bars(_marks(figure, found)), _told_kinds(figure, found), "fyra-slag")
    tables.draw(tables.matrix(figure, programme), title)
    chart.files([figure], "fyra-slag")
    behind.cell_opener(figure, "fyra-slag")


def kind_name(kind: Financing) -> str:
    """A kind of financing in words."""
    return {
        Financing.PUBLIC_CASH: _("Offentlig, kontant"),
        Financing.PRIVATE_CASH: _("Privat, kontant"),
        Financing.PUBLIC_IN_KIND: _("Offentlig, annat än pengar"),
        Financing.PRIVATE_IN_KIND: _("Privat, annat än pengar"),
        Financing.OTHER: _("Övrig källa, varken offentlig eller privat"),
    }[kind]


def _marks(figure: Figure, found: Sequence[KindOfFinancing]) -> pd.DataFrame:
    rows = [
        (
            kind_name(one.kind),
            of(figure.indicator.label),
            None if one.value is None else float(one.value),
            numbers.cell(figure.indicator, Cell(one.value, None, None, one.status)),
            False,
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _told_kinds(figure: Figure, found: Sequence[KindOfFinancing]) -> str:
    whole = figure.total.value
    parts = [
        f"{labels.lower(kind_name(one.kind))} {numbers.share(one.value / whole)}"
        for one in found
        if one.value
    ]
    told = _("Av {whole} är {parts}.").format(
        whole=numbers.money(whole), parts=sentences.in_words(parts)
    )
    none = [labels.lower(kind_name(one.kind)) for one in found if one.value == 0]
    if none:
        told += " " + _("Ingen beslutad finansiering är {kinds}.").format(
            kinds=sentences.in_words(none)
        )
    return told


@listing.framed
def eu_share(view: View) -> None:
    """The EU's share of what is decided in each area, and the line of the programme's ceiling."""
    programme = data.programme()
    figure = data.figure("eu_share", view.selection, ("area",))
    ceiling = programme.eu_share_ceiling
    listing.heading(
        sentences.title(figure),
        register.caption(sentences.unit_line(figure), sentences.ignored(figure)),
    )
    areas = figure.members("area")
    chart.draw(
        _with_ceiling(charts.bars(tables.series([figure], programme)), ceiling),
        _told_share(figure, areas),
        "eu-andel",
        lambda _series, mark: behind.show(figure, {"area": areas[mark]}),
    )
    tables.draw(tables.shown([figure], programme), sentences.title(figure))
    chart.files([figure], "eu-andel")
    behind.cell_opener(figure, "eu-andel")


def _with_ceiling(figure: go.Figure, ceiling: object) -> go.Figure:
    if ceiling is None:
        return figure
    figure.add_vline(
        x=float(str(ceiling)), line={"color": template.INK, "width": 2, "dash": "dash"}
    )
    figure.add_annotation(
        x=float(str(ceiling)),
        y=1,
        yref="paper",
        yanchor="bottom",
        text=_("tak {share}").format(share=numbers.share(ceiling)),
        showarrow=False,
        font=template.TEXT,
    )
    # Beside the bars, their numbers would stand on the line.
    (bars,) = figure.data
    for name, value, text in zip(bars.y, bars.x, bars.text, strict=True):
        figure.add_annotation(
            x=max(float(value), float(str(ceiling))),
            y=name,
            text=text,
            xanchor="left",
            xshift=6,
            showarrow=False,
            font=template.TEXT,
        )
    figure.update_traces(textposition="none")
    figure.update_layout(margin={"t": 28}, height=figure.layout.height + 24)
    return figure


def _told_share(figure: Figure, areas: Sequence[str]) -> str:
    programme = data.programme()
    if figure.total.value is None:
        return _("Ingenting att visa för det här urvalet.")
    told = _("EU står för {share} av det beslutade ({counts}).").format(
        share=numbers.cell(figure.indicator, figure.total),
        counts=numbers.counts(figure.indicator, figure.total),
    )
    ceiling = programme.eu_share_ceiling
    if ceiling is None:
        return told + " " + _("Programfilen anger inget tak.")
    shares = {area: figure.cell(area=area).value for area in areas}
    over = [labels.member("area", a, programme) for a, v in shares.items() if v and v > ceiling]
    limit = numbers.share(ceiling)
    if figure.total.value > ceiling:
        told += " " + _("Det är över programmets tak på {ceiling}.").format(ceiling=limit)
    else:
        told += " " + _("Programmets tak är {ceiling}.").format(ceiling=limit)
    if over:
        told += " " + _("Över taket var för sig: {areas}.").format(areas=sentences.in_words(over))
    return told


@listing.framed
def areas(view: View) -> None:
    """Each area's money in a row: every ratio with its two counts."""
    programme = data.programme()
    groups = [
        [data.figure(name, view.selection, ("area",)) for name in names] for names in _PER_AREA
    ]
    found = [figure for group in groups for figure in group]
    title = _("Pengar per område")
    unit = _("SEK och andelar; varje kvot med sina två tal")
    left = next((told for f in found if (told := sentences.ignored(f))), "")
    listing.heading(title, register.caption(unit, left))
    cost = found[-1]
    names = cost.members("area")
    chart.draw(
        charts.bars(tables.series([cost], programme)),
        sentences.extremes(cost, programme),
        "kostnad-per-smf",
        lambda _series, mark: behind.show(cost, {"area": names[mark]}),
    )
    st.caption(_("Diagrammet: kostnad per SMF som nåtts. Tabellen: allt, område för område."))
    for group in groups:
        tables.draw(tables.shown(group, programme), title)
    chart.files(found, "pengar-per-omrade")
    behind.cell_opener(cost, "kostnad-per-smf")


def divided(view: View) -> None:
    """What is decided, along a breakdown that the reader chooses."""
    chart.chosen_breakdown(view, "funding_decided", ("source", "form", "funder", "area"), "by")


def booked(view: View) -> None:
    """Costs and payments of the period, each along a breakdown that the reader chooses."""
    chart.chosen_breakdown(view, "costs", ("cost_category", "area"), "costs_by")
    chart.chosen_breakdown(view, "funding_paid", ("funder", "area"), "paid_by")
