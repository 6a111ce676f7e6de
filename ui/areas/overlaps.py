"""Who lies in several counties or areas: which combinations, how many, and who they are."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from s3metrics.engine.result import Cell, Status
from s3metrics.engine.shared import Parts, Shared, can_be_shared
from s3metrics.indicators import find_indicator
from ui import choosing, data, selection, state
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, charts, exports, grid, tables
from ui.i18n import _, of
from ui.opened import behind
from ui.wording import derived, labels, numbers, sentences
from ui.wording.plain import plain

DIMENSIONS = ("county", "area")
_MOST_SHOWN = 12
"""Combinations that are drawn; the table has all of them."""


@st.fragment
def show(view: View, indicator: str) -> None:
    """The combinations with their sentence, table, files and the units behind each."""
    definition = find_indicator(indicator)
    by = [name for name in DIMENSIONS if can_be_shared(definition, name)]
    with st.container(border=True):
        heading = st.container(gap="xsmall")
        if not by:
            heading.subheader(of(definition.label), anchor=False)
            st.info(
                _("I {label} räknas ingen i mer än ett län eller område.").format(
                    label=labels.lower(of(definition.label))
                )
            )
            return
        names = {name: labels.several(name) for name in by}
        dimension = choosing.segmented("overlap", _("Räknas i"), names)
        figure = data.figure(indicator, view.selection, (dimension,), with_overlap=True)
        heading.subheader(_title(figure, dimension), anchor=False)
        heading.caption(
            " · ".join(filter(None, (sentences.unit_line(figure), sentences.ignored(figure))))
        )
        _draw(figure, dimension, derived.shared(figure, dimension))


def _title(figure: Figure, dimension: str) -> str:
    return _("{label} i {several}, per kombination").format(
        label=of(figure.indicator.label), several=labels.several(dimension)
    )


def _draw(figure: Figure, dimension: str, found: Shared) -> None:
    told = sentences.overlap(figure, dimension)
    if not found.several:
        st.info(
            _("Ingen räknas i {several}: delarnas summa är totalen.").format(
                several=labels.several(dimension)
            )
        )
        return
    shown = list(found.several)[:_MOST_SHOWN]
    key = f"{figure.indicator.id}-{dimension}-flera"
    chart.draw(
        charts.bars(_marks(dimension, found, shown)),
        told,
        key,
        lambda _series, mark: _show(figure, dimension, found, shown[mark]),
    )
    if len(found.several) > len(shown):
        st.caption(
            _("De {n} första av {all} kombinationer; tabellen har alla.").format(
                n=len(shown), all=len(found.several)
            )
        )
    chart.when_opened(
        _("Tabell, filer och rader"),
        lambda: _details(figure, dimension, found, key),
        "overlap",
        icon=":material/table_rows:",
    )


def _marks(dimension: str, found: Shared, shown: Sequence[Parts]) -> pd.DataFrame:
    rows = [
        (
            _name(dimension, parts),
            "",
            float(found.units[parts]),
            numbers.count(found.units[parts]),
            False,
        )
        for parts in shown
    ]
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _name(dimension: str, parts: Parts) -> str:
    """`Jönköping + Kalmar`, by the counties' short names."""
    programme = data.programme()
    short = {county.id: county.short for county in programme.counties}
    if dimension == "county":
        return " + ".join(short.get(part, part) for part in parts)
    return " + ".join(labels.member(dimension, part, programme) for part in parts)


def _details(figure: Figure, dimension: str, found: Shared, key: str) -> None:
    names = [_name(dimension, parts) for parts in found.units]
    place = labels.dimension(dimension)
    columns: grid.Columns = {
        _("Antal delar"): [(len(parts), numbers.count(len(parts))) for parts in found.units],
        sentences.unit_line(figure): [(n, numbers.count(n)) for n in found.units.values()],
    }
    tables.draw(grid.shown(columns, pd.Index(names, name=place)), _title(figure, dimension))
    facts = [
        selection.in_words(data.programme(), figure.selection),
        _("{label}, {unit}. Kvitto {receipt}.").format(
            label=of(figure.indicator.label),
            unit=of(figure.indicator.unit),
            receipt=figure.receipt,
        ),
    ]
    leading = {
        _("{dimension} (kod)").format(dimension=place): [" ".join(parts) for parts in found.units],
        place: names,
    }
    exports.downloads(key, lambda: grid.file(columns, leading), facts, key, has_picture=True)
    _opener(figure, dimension, found, key)


def _opener(figure: Figure, dimension: str, found: Shared, key: str) -> None:
    """The way to the units for those who do not click on charts."""
    options: dict[str, Parts] = {_("Alla i flera"): ()}
    options |= {_name(dimension, parts): parts for parts in found.units}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Kombination"),
            list(options),
            key=f"combination:{key}:{state.language()}",
            width=420,
        )
        if st.button(_("Öppna raderna bakom"), key=f"open:{key}", icon=":material/unfold_more:"):
            _show(figure, dimension, found, options[chosen])


def _show(figure: Figure, dimension: str, found: Shared, parts: Parts) -> None:
    """The dialogue for the units that lie in exactly these parts."""
    title = of(figure.indicator.label)
    st.dialog(title, width="large")(lambda: _content(figure, dimension, found, parts))()


def _content(figure: Figure, dimension: str, found: Shared, parts: Parts) -> None:
    units = found.units[parts] if parts else sum(found.several.values())
    name = _name(dimension, parts) if parts else labels.several(dimension)
    st.metric(plain(labels.upper(name)), numbers.count(units))
    asked = plain(selection.in_words(data.programme(), figure.selection))
    st.caption(f"{asked} · {exports.sample_words()}" if data.is_sample() else asked)
    entities = derived.shared_entities(figure, dimension, parts)
    behind.evidence(figure.indicator, Cell(units, None, None, Status.OK), entities, figure.receipt)
