"""The bridge: the figures that have changed since they were reported, and why, part by part."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import plotly.graph_objects as go
import streamlit as st

from s3metrics.editions.bridge import REASONS, BridgedFigure, OpenedPart, Part, Reason
from s3metrics.editions.model import Span
from s3metrics.engine.entities import SourceRow
from s3metrics.indicators import Indicator, find_indicator
from s3metrics.programme import ReportingPeriod
from ui import data, state
from ui.codec import NOW
from ui.drawing import chart, listing, template
from ui.i18n import _, _n, of
from ui.office import reporting
from ui.steering.changes import in_words
from ui.wording import numbers
from ui.wording.plain import plain

_HEIGHT = 320


@st.fragment
def show(period: ReportingPeriod) -> None:
    """Two ends, how many figures differ between them, and one of these explained."""
    editions = [one for one in data.editions() if one.period_end <= period.end]
    own = reporting.editions_of(period)
    if not editions:
        st.markdown(
            _("När en period är förseglad visas här varför siffror har ändrats sedan dess.")
        )
        return
    ordered = [*own, *(one for one in editions if one not in own)]
    with st.container(horizontal=True):
        edition = reporting.choose_edition("bridge_from", _("Från"), ordered, has_now=False)
        first = next(one for one in ordered if one.name == edition)
        later = [one for one in data.editions() if one.as_of >= first.as_of and one != first]
        other = reporting.choose_edition("bridge_to", _("Till"), later[::-1], has_now=True)
    chart.when_opened(
        _("Visa vad som har ändrats, och varför"),
        lambda: _explained(edition, other),
        "bridge",
        icon=":material/stacked_bar_chart:",
    )


def _explained(edition: str, other: str) -> None:
    with st.spinner(_("Går från det ena läget till det andra …")):
        figures = reporting.bridge(edition, other)
    if not figures:
        st.success(_("Inga totaler har ändrats."), icon=":material/check_circle:")
        return
    told = _n("{n} total har ändrats.", "{n} totaler har ändrats.", len(figures))
    st.markdown(told.format(n=numbers.count(len(figures))))
    _list(figures, edition, other)
    keys = {f"{one.indicator}:{one.span}": one for one in figures}
    chosen = st.selectbox(
        _("Förklara"),
        list(keys),
        format_func=lambda key: _name(keys[key]),
        key=f"bridge-figure:{edition}:{other}:{state.language()}",
        width=520,
    )
    _one(keys[str(chosen)], edition, other)


def _end(other: str) -> str:
    """What the far end is called: now, or the later edition."""
    return _("Nu") if other == NOW else _("Utgåva {name}").format(name=other)


def _list(figures: Sequence[BridgedFigure], edition: str, other: str) -> None:
    columns: list[listing.Column[BridgedFigure]] = [
        listing.Column(heading=_("Siffra"), value=_name),
        listing.Column(
            heading=_("Rapporterat"), value=lambda one: one.before.value, text=_cell("before")
        ),
        listing.Column(heading=_end(other), value=lambda one: one.after.value, text=_cell("after")),
        listing.Column(heading=_("Skillnad"), value=lambda one: one.change, text=_change),
        listing.Column(
            heading=_("Varför"),
            value=lambda one: ", ".join(of(REASONS[part.reason]) for part in one.parts),
        ),
    ]
    listing.table(figures, columns, _("Siffror som har ändrats"))
    listing.files(figures, columns, f"bro-{edition}-{other}", ())


def _one(figure: BridgedFigure, edition: str, other: str) -> None:
    """The waterfall of one figure, its table, and the rows behind a part of it."""
    with st.container(border=True):
        st.subheader(_name(figure), anchor=False)
        st.caption(of(find_indicator(figure.indicator).unit))
        told = _sentence(figure, other)
        if figure.change is not None:
            plot = _waterfall(figure, _end(other))
            chart.draw(plot, told, f"bro-{figure.indicator}-{figure.span}")
        else:
            st.markdown(told)
        columns: list[listing.Column[Part]] = [
            listing.Column(heading=_("Orsak"), value=lambda part: of(REASONS[part.reason])),
            listing.Column(
                heading=_("Före"),
                value=lambda part: part.before.value,
                text=lambda part: numbers.exact_cell(_indicator(figure), part.before),
            ),
            listing.Column(
                heading=_("Efter"),
                value=lambda part: part.after.value,
                text=lambda part: numbers.exact_cell(_indicator(figure), part.after),
            ),
            listing.Column(
                heading=_("Skillnad"),
                value=lambda part: part.change,
                text=lambda part: in_words(_indicator(figure), part.before, part.after),
            ),
        ]
        listing.table(figure.parts, columns, told)
        listing.files(figure.parts, columns, f"bro-{figure.indicator}-{figure.span}", ())
        with st.container(horizontal=True):
            for part in figure.parts:
                label = _("Öppna: {reason}").format(reason=of(REASONS[part.reason]).lower())
                key = f"part:{figure.indicator}:{figure.span}:{part.reason}:{edition}:{other}"
                if st.button(label, key=key, type="tertiary", icon=":material/unfold_more:"):
                    _open(figure, part.reason, edition, other)


def _open(figure: BridgedFigure, reason: Reason, edition: str, other: str) -> None:
    title = f"{_name(figure)}: {of(REASONS[reason]).lower()}"
    with st.spinner(_("Letar fram raderna …")):
        opened = reporting.opened_part(edition, other, figure.indicator, Span(figure.span), reason)
    st.dialog(title, width="large")(lambda: _content(opened))()


def _content(opened: OpenedPart) -> None:
    for title, units in ((_("Räknas nu"), opened.gained), (_("Räknas inte längre"), opened.lost)):
        named = [unit.name or unit.id for unit in units]
        if named:
            st.markdown(f"**{title} ({numbers.count(len(named))}):** {plain(', '.join(named))}.")
    kinds = (
        (_("Rader som räknas nu"), opened.rows_gained),
        (_("Rader som inte räknas längre"), opened.rows_lost),
        (_("Så löd raderna förut"), [c.before for c in opened.changed if c.before]),
        (_("Så lyder raderna nu"), [c.after for c in opened.changed if c.after]),
    )
    for at, (title, rows) in enumerate(kinds):
        if rows:
            with st.expander(f"{title} ({numbers.count(len(rows))})", expanded=at < 2):
                _rows(list(rows), title, f"bro-rader-{opened.part.reason.value}-{at}")


def _rows(rows: list[SourceRow], title: str, name: str) -> None:
    columns: list[listing.Column[SourceRow]] = [
        *listing.place_of(lambda row: row),
        listing.Column(heading=_("Innehåll"), value=_cells),
    ]
    listing.rows(rows, columns, title)
    listing.files(rows, columns, name, ())


def _cells(row: SourceRow) -> str:
    filled = [str(value) for value in row.cells.values() if value not in (None, "", [])]
    return " · ".join(filled)


def _waterfall(figure: BridgedFigure, end: str) -> go.Figure:
    """From what was reported to what is known, a step for each part; texts are finished."""
    indicator = _indicator(figure)
    parts = [part for part in figure.parts if part.change is not None]
    names = [_("Rapporterat"), *(of(REASONS[part.reason]) for part in parts), end]
    changes = [float(part.change or 0) for part in parts]
    texts = [
        numbers.cell(indicator, figure.before),
        *(in_words(indicator, part.before, part.after) for part in parts),
        numbers.cell(indicator, figure.after),
    ]
    plot = template.blank(height=_HEIGHT)
    plot.add_trace(
        go.Waterfall(
            x=[name.replace(" ", "<br>") for name in names],
            y=[float(figure.before.value), *changes, 0],
            measure=["absolute", *("relative" for _part in parts), "total"],
            text=texts,
            textposition="outside",
            cliponaxis=False,
            textfont=template.TEXT,
            hovertemplate="%{x}<br><b>%{text}</b><extra></extra>",
            connector={"line": {"color": template.MUTED, "width": 1}},
            totals={"marker": {"color": template.COLOURS[0]}},
            increasing={"marker": {"color": template.COLOURS[2]}},
            decreasing={"marker": {"color": template.COLOURS[3]}},
        )
    )
    plot.update_yaxes(visible=False)
    plot.update_xaxes(showgrid=False, ticks="", automargin=True)
    return plot


def _sentence(figure: BridgedFigure, other: str) -> str:
    indicator = _indicator(figure)
    largest = max(figure.parts, key=lambda part: abs(part.change or Decimal()), default=None)
    words = (
        _("{name}: {before} rapporterades, nu är det {after} ({change}).")
        if other == NOW
        else _("{name}: {before} rapporterades, i utgåva {other} är det {after} ({change}).")
    )
    told = words.format(
        name=_name(figure),
        other=plain(other),
        before=numbers.cell(indicator, figure.before),
        after=numbers.cell(indicator, figure.after),
        change=in_words(indicator, figure.before, figure.after),
    )
    if largest is None or largest.change is None:
        return told
    more = _("Mest betyder: {reason} ({change}).").format(
        reason=of(REASONS[largest.reason]).lower(),
        change=in_words(indicator, largest.before, largest.after),
    )
    return f"{told} {more}"


def _name(figure: BridgedFigure) -> str:
    label = of(_indicator(figure).label)
    if figure.span == Span.PERIOD:
        return _("{label}, perioden").format(label=label)
    return _("{label}, ackumulerat").format(label=label)


def _indicator(figure: BridgedFigure) -> Indicator:
    return find_indicator(figure.indicator)


def _cell(which: str) -> Callable[[BridgedFigure], str]:
    return lambda one: numbers.exact_cell(_indicator(one), getattr(one, which))


def _change(figure: BridgedFigure) -> str:
    return in_words(_indicator(figure), figure.before, figure.after)
