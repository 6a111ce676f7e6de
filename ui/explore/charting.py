"""The chart builder: which columns of an answer are drawn, and how.

A mark is a row. Rows are never added up here, since whether they may be is not known: where two
rows would be one mark, it says so and draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from s3metrics.explore.answer import Stamp, is_number
from s3metrics.explore.swedish_time import swedish
from ui import frame as page
from ui import state
from ui.drawing import chart, charts, exports, tables, template
from ui.explore import cells, mapping, marks
from ui.explore.telling import Told
from ui.i18n import _
from ui.wording import numbers, ranking
from ui.wording.plain import plain

MOST_MARKS = {"bar": 60, "line": 1_000, "heat": 1_500, "scatter": 3_000, "map": 290}
"""Of each kind; of more rows the first are drawn, which it says."""
_NONE = "-"
_STAMP_HEIGHT = 24


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which columns are drawn; places in the answer."""

    kind: str
    x: int
    y: int
    split: int | None


def show(told: Told) -> None:
    """The choices, the chart, what it leaves out, and its pictures."""
    fields = list(zip(told.names, told.table.schema, strict=True))
    plain_ones = [name for name, field in fields if cells.is_plain(field.type)]
    measured = [name for name, field in fields if is_number(field.type)]
    if not measured or not plain_ones:
        st.info(
            _("Ett diagram behöver en kolumn med tal, och svaret har ingen."),
            icon=":material/info:",
        )
        return
    chosen = _choose(told, plain_ones, measured)
    rows = told.table.num_rows
    most = MOST_MARKS[chosen.kind]
    if rows > most:
        st.warning(
            _("Diagrammet visar de {n} första av svarets {rows} rader.").format(
                n=numbers.count(most), rows=numbers.count(rows)
            ),
            icon=":material/content_cut:",
        )
    drawn = _drawn(told, chosen)
    if chosen.kind in ("bar", "line", "heat") and (twice := _twice(drawn)):
        st.warning(
            _(
                "Flera rader har samma värde i de valda kolumnerna, till exempel ”{label}”. De "
                "läggs inte ihop, eftersom det kan räkna samma sak flera gånger. Välj en kolumn "
                "till under Dela upp på, eller gruppera i frågan."
            ).format(label=plain(twice)),
            icon=":material/join_inner:",
        )
        return
    figure = _figure(told, chosen, drawn)
    if figure is None:
        return
    _mark(figure, told.answer.stamp)
    name = f"explore-{chosen.kind}"
    chart.draw(figure, f"{_title(told, chosen)}. {_highest(chosen, drawn)}", name)
    with st.container(horizontal=True):
        exports.pictures(name)


def _drawn(told: Told, chosen: Chosen) -> pd.DataFrame:
    """The rows as marks (`tables.SERIES_COLUMNS`), as many as are drawn."""
    table = told.table.slice(0, MOST_MARKS[chosen.kind])

    def texts(place: int) -> list[str]:
        return [told.text(place, value) or "–" for value in table.column(place).to_pylist()]

    labels, values = texts(chosen.x), table.column(chosen.y).to_pylist()
    alone = [told.titles[chosen.y]] * len(labels)
    series = alone if chosen.split is None else texts(chosen.split)
    rows = [
        (label, name, None if value is None else float(value), text, False)
        for label, name, value, text in zip(labels, series, values, texts(chosen.y), strict=True)
    ]
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _choose(told: Told, plain_ones: list[str], measured: list[str]) -> Chosen:
    kinds = {
        "bar": _("Staplar"),
        "line": _("Linjer"),
        "heat": _("Värmekarta"),
        "scatter": _("Punkter"),
        "map": _("Karta"),
    }
    words = dict(zip(told.names, told.titles, strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = _select("draw", _("Diagram"), list(kinds), "bar", kinds)
        along = measured if kind == "scatter" else plain_ones
        default = next((name for name in along if name.endswith("_name")), along[0])
        x = _select("x", _("Längs axeln") if kind != "map" else _("Plats"), along, default, words)
        other = next((name for name in measured if name != x), measured[0])
        y = _select("y", _("Värde"), measured, other, words)
        split: str | None = None
        if kind != "map":
            rest = [name for name in plain_ones if name not in (x, y)]
            needs = kind == "heat" and rest
            options = rest if needs else [_NONE, *rest]
            with_none = words | {_NONE: _("inget")}
            split = _select("split", _("Dela upp på"), options, options[0], with_none)
    place = {name: at for at, name in enumerate(told.names)}
    return Chosen(
        kind=kind,
        x=place[x],
        y=place[y],
        split=None if split in (None, _NONE) else place[str(split)],
    )


def _select(name: str, title: str, options: list[str], default: str, words: dict[str, str]) -> str:
    chosen, problem = state.choice(name, options, default)
    page.tell(problem)
    return str(
        st.selectbox(
            title,
            options,
            format_func=words.__getitem__,
            key=state.bind(name, chosen),
            on_change=state.changed,
            width=200,
        )
    )


def _twice(drawn: pd.DataFrame) -> str:
    """The label of two rows that would be one mark; empty where there are none."""
    again = drawn[drawn.duplicated(["label", "series"])]
    return str(again["label"].iloc[0]) if len(again) else ""


def _figure(told: Told, chosen: Chosen, drawn: pd.DataFrame) -> go.Figure | None:
    if chosen.kind == "map":
        return _map(drawn)
    if chosen.kind == "bar":
        return charts.bars(drawn)
    if chosen.kind == "line":
        return marks.lines(drawn, told.titles[chosen.y])
    if chosen.kind == "heat":
        return marks.heat(drawn)
    across = told.table.column(chosen.x).slice(0, len(drawn)).to_pylist()
    places = [float("nan") if value is None else float(value) for value in across]
    return marks.scatter(drawn, places, (told.titles[chosen.x], told.titles[chosen.y]))


def _map(drawn: pd.DataFrame) -> go.Figure | None:
    where = mapping.placed(drawn["label"].tolist())
    if where.repeated:
        st.warning(
            _(
                "Flera rader har samma plats, till exempel {place}. De läggs inte ihop; gruppera "
                "i frågan så att varje plats har en rad."
            ).format(place=plain(where.repeated[0])),
            icon=":material/join_inner:",
        )
        return None
    if not where.codes:
        st.info(
            _(
                "Kolumnen har inga län eller kommuner. Välj en kolumn med deras koder eller namn "
                "under Plats."
            ),
            icon=":material/info:",
        )
        return None
    if where.strangers:
        st.caption(
            _("Inte på kartan: {places}.").format(places=plain(", ".join(where.strangers[:10])))
        )
    return mapping.draw(drawn, where)


def _title(told: Told, chosen: Chosen) -> str:
    words = _("{value} efter {column}").format(
        value=told.titles[chosen.y], column=told.inside(chosen.x)
    )
    if chosen.split is None:
        return words
    return _("{chart}, uppdelat på {column}").format(chart=words, column=told.inside(chosen.split))


def _highest(chosen: Chosen, drawn: pd.DataFrame) -> str:
    """The highest mark, named by all that tells it from the others."""
    if chosen.split is None:
        return ranking.highest(drawn)
    return ranking.highest(drawn.assign(label=drawn["label"] + ", " + drawn["series"]))


def _mark(figure: go.Figure, stamp: Stamp) -> None:
    """What it is not, in the picture too: a chart is passed on without the page around it."""
    as_of = (
        _("utgåva {edition}").format(edition=stamp.edition)
        if stamp.edition
        else _("leverans {number}").format(number=stamp.delivery)
    )
    told = _("Inte officiell statistik · {as_of} · {day}").format(
        as_of=as_of, day=numbers.short_day(swedish(stamp.run_at).date())
    )
    if stamp.is_sample:
        told = f"{told} · {exports.sample_words()}"
    margin, height = figure.layout.margin, figure.layout.height
    figure.update_layout(
        height=height + _STAMP_HEIGHT,
        margin={"t": (margin.t or 0) + _STAMP_HEIGHT},
        title={
            "text": escape(told),
            "font": {**template.TEXT, "size": 12},
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 2},
        },
    )
