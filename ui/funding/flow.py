"""From the sources to the areas and on to the initiatives: decided money as a flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import plotly.graph_objects as go
import streamlit as st

from s3metrics.engine.register import Initiative
from s3metrics.programme import Programme
from ui import data, parts, register
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, listing, tables, template, timeline
from ui.drawing.listing import Column
from ui.i18n import N_, _, of
from ui.opened import behind
from ui.wording import labels, numbers, sentences

TITLE = N_("Pengarnas väg")
_ROW_HEIGHT, _LEAST_HEIGHT, _MARGIN, _PAD = 26, 380, 8, 12


@dataclass(frozen=True, kw_only=True)
class Link:
    """Money from one node to another, by their ids."""

    source: str
    target: str
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Node:
    """A source, an area or an initiative."""

    label: str
    """Finished; of sources and areas with the amount, for which initiatives have no room."""
    amount: Decimal
    column: int


@listing.framed
def show(view: View) -> None:
    """The flow, as far as the reader wants it, and beside it the figure that it is drawn from."""
    programme = data.programme()
    figure = data.figure("funding_decided", view.selection, ("source", "area"))
    listing.heading(
        _("Beslutad finansiering från källa till område"),
        register.caption(labels.upper(of(figure.indicator.unit)), sentences.ignored(figure)),
    )
    if not figure.total.value:
        register.empty(view, "funding", _("Ingen beslutad finansiering i det valda."))
        return
    names = {"area": _("Till områdena"), "initiative": _("Ända till insatserna")}
    depth = parts.choose("flow", names, _("Hur långt"))
    funded = funded_initiatives(view) if depth == "initiative" else []
    nodes, links = network(figure, funded, programme)
    chart.draw(picture(nodes, links), _told(figure, programme), "pengarnas-vag")
    tables.draw(tables.matrix(figure, programme), _(TITLE))
    chart.files([figure], "pengarnas-vag")
    behind.cell_opener(figure, "pengarnas-vag")
    if funded:
        columns = _columns(programme)
        st.markdown(f"**{_('Beslutat per insats')}**")
        listing.table(funded, columns, _("Beslutat per insats"))
        listing.files(funded, columns, "beslutat-per-insats", register.facts(view))


def funded_initiatives(view: View) -> list[Initiative]:
    """The initiatives that the figure's money belongs to, the largest first in each area."""
    counties = set(view.selection.counties)
    found = [
        one
        for one in register.of(view).initiatives(view.selection)
        if one.is_active and one.decided_sek and (not counties or counties & set(one.declared))
    ]
    return sorted(found, key=lambda one: (-(one.decided_sek or 0), one.id))


def network(
    figure: Figure, funded: Sequence[Initiative], programme: Programme
) -> tuple[dict[str, Node], list[Link]]:
    """Nodes by id, in the order of their columns, and the links that hold any money."""
    links = [
        Link(source=f"source:{source}", target=f"area:{area}", amount=amount)
        for source in figure.members("source")
        for area in figure.members("area")
        if (amount := figure.cell(source=source, area=area).value)
    ]
    nodes: dict[str, Node] = {}
    for dimension, column in (("source", 0), ("area", 1)):
        for code in figure.members(dimension):
            amount = figure.cell(**{dimension: code}).value
            if amount:
                name = labels.member(dimension, code, programme)
                nodes[f"{dimension}:{code}"] = Node(
                    label=_label(name, amount), amount=amount, column=column
                )
    areas = [id_ for id_ in nodes if id_.startswith("area:")]
    for area in areas:
        for one in funded:
            if f"area:{one.area}" == area and one.decided_sek:
                id_ = f"initiative:{one.id}"
                nodes[id_] = Node(label=timeline.short(one.title), amount=one.decided_sek, column=2)
                links.append(Link(source=area, target=id_, amount=one.decided_sek))
    return nodes, links


def picture(nodes: Mapping[str, Node], links: Sequence[Link]) -> go.Figure:
    """The Sankey diagram. It reports no clicks: the table beside it leads to the rows."""
    places = {id_: place for place, id_ in enumerate(nodes)}
    longest = max(len(column) for column in _columns_of(nodes))
    height = max(_LEAST_HEIGHT, longest * _ROW_HEIGHT)
    spots = _spots(nodes, height - 2 * _MARGIN)
    areas = [id_ for id_ in nodes if id_.startswith("area:")]
    tones = {id_: template.COLOURS[n % len(template.COLOURS)] for n, id_ in enumerate(areas)}
    owner = {link.target: link.source for link in links if link.source in tones}

    def tone(id_: str) -> str:
        return tones.get(id_) or tones.get(owner.get(id_, ""), template.MUTED)

    figure = template.blank(height=height, margin={"l": 4, "r": 4, "t": _MARGIN, "b": _MARGIN})
    figure.add_trace(
        go.Sankey(
            arrangement="snap",
            textfont={**template.TEXT, "shadow": "none"},
            node={
                "label": [escape(node.label) for node in nodes.values()],
                "color": [tone(id_) for id_ in nodes],
                "x": [spots[id_][0] for id_ in nodes],
                "y": [spots[id_][1] for id_ in nodes],
                "pad": _PAD,
                "thickness": 14,
                "line": {"width": 0},
                "hovertemplate": "%{label}<extra></extra>",
            },
            link={
                "source": [places[link.source] for link in links],
                "target": [places[link.target] for link in links],
                "value": [float(link.amount) for link in links],
                "color": [_pale(tone(link.target)) for link in links],
                "customdata": [numbers.exact_money(link.amount) for link in links],
                "hovertemplate": (
                    "%{source.label} → %{target.label}<br><b>%{customdata}</b><extra></extra>"
                ),
            },
        )
    )
    return figure


def _columns_of(nodes: Mapping[str, Node]) -> list[list[str]]:
    last = max(node.column for node in nodes.values())
    return [[id_ for id_, n in nodes.items() if n.column == c] for c in range(last + 1)]


def _spots(nodes: Mapping[str, Node], height: float) -> dict[str, tuple[float, float]]:
    """Each node's place, 0–1: in their order, each column spread over the whole height.

    Left to itself the diagram would mix the initiatives of different areas.
    """
    columns = _columns_of(nodes)
    totals = [float(sum(nodes[id_].amount for id_ in column)) for column in columns]
    gaps = max(len(column) for column in columns) - 1
    scale = (height - gaps * _PAD) / max(totals)
    found = {}
    for place, (column, total) in enumerate(zip(columns, totals, strict=True)):
        gap = (height - total * scale) / max(1, len(column) - 1)
        top = 0.0
        for id_ in column:
            thickness = float(nodes[id_].amount) * scale
            # At the very ends Plotly takes a place for none given.
            x = min(max(place / (len(columns) - 1), 0.001), 0.999)
            found[id_] = (x, (top + thickness / 2) / height)
            top += thickness + gap
    return found


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.35)"


def _label(name: str, amount: Decimal) -> str:
    return f"{name}, {numbers.money(amount)}"


def _told(figure: Figure, programme: Programme) -> str:
    """The largest source and the area that gets most, with their shares of the whole."""
    whole = figure.total.value
    told = []
    for dimension, words in (
        ("source", _("Största källan är {name} med {amount} ({share}).")),
        ("area", _("Mest går till {name}: {amount} ({share}).")),
    ):
        amounts = {c: figure.cell(**{dimension: c}).value or 0 for c in figure.members(dimension)}
        top = max(amounts, key=amounts.__getitem__)
        told.append(
            words.format(
                name=labels.member(dimension, top, programme),
                amount=numbers.money(amounts[top]),
                share=numbers.share(amounts[top] / whole),
            )
        )
    return " ".join(told)


def _columns(programme: Programme) -> list[Column[Initiative]]:
    return [
        Column(heading=_("Insats"), value=lambda one: f"{one.title} ({one.id})"),
        Column(
            heading=labels.dimension("area"),
            value=lambda one: labels.member("area", one.area, programme),
        ),
        Column(heading=_("Huvudman"), value=lambda one: one.principal),
        Column(
            heading=_("Beslutat"),
            value=lambda one: one.decided_sek,
            text=lambda one: numbers.exact_money(one.decided_sek),
        ),
    ]
