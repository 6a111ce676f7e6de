"""Which sizes of SMEs are not reached, measured against how many there are of each."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from s3metrics.engine.context import SME_SIZES
from s3metrics.engine.query import ALL
from s3metrics.engine.rates import Rates
from s3metrics.engine.result import Status
from ui import data
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, charts, exports, grid, tables
from ui.i18n import _, of
from ui.opened import behind
from ui.wording import derived, labels, numbers, per_smes, ranking, sentences

INDICATOR = "smes_reached"


@st.fragment
def sizes(view: View) -> None:
    """SMEs reached per 1 000 of each size, and where a size is not reached at all."""
    figure = data.figure(INDICATOR, view.selection, ("county", "size"))
    rates = derived.rates(figure)
    with st.container(border=True):
        heading = st.container(gap="xsmall")
        heading.subheader(_title(), anchor=False)
        heading.caption(per_smes.basis(rates))
        members = [size for size in figure.members("size") if size in SME_SIZES]
        marks = _marks(figure, rates, members)
        chart.draw(
            charts.bars(marks.assign(text=marks["text"].map(per_smes.two_lines))),
            ranking.told(marks),
            "storlek-per-1000",
            lambda _series, mark: behind.show(figure, {"size": members[mark]}),
        )
        st.markdown(_nobody(figure, members))
        chart.when_opened(
            _("Tabell, filer och rader"),
            lambda: _details(figure, rates, members),
            "sizes",
            icon=":material/table_rows:",
        )


def _title() -> str:
    return _("SMF som nåtts per 1 000 SMF av samma storlek")


def _marks(figure: Figure, rates: Rates, members: list[str]) -> pd.DataFrame:
    programme = data.programme()
    rows = []
    for size in members:
        cell = rates.cell(size=size)
        name = labels.member("size", size, programme)
        text = per_smes.rate(figure.indicator, cell)
        rows.append((name, of(figure.indicator.label), cell.value, text, False))
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _nobody(figure: Figure, members: list[str]) -> str:
    """The sizes that nobody of is reached, county by county."""
    programme = data.programme()
    places = [
        _("{member} i {other}").format(
            member=labels.lower(labels.member("size", size, programme)),
            other=labels.member("county", county, programme),
        )
        for county in figure.members("county")
        for size in members
        if figure.cell(county=county, size=size).status is Status.ZERO
    ]
    if not places:
        return _("I varje län där uppgift finns har SMF av alla storlekar nåtts.")
    return _("Storlekar där ingen nåtts: {places}.").format(places=sentences.in_words(places))


def _details(figure: Figure, rates: Rates, members: list[str]) -> None:
    programme = data.programme()
    places = [(county, size) for county in (*figure.members("county"), ALL) for size in members]
    names = [
        [labels.member(name, code, programme) for code in codes]
        for name, codes in zip(("county", "size"), zip(*places, strict=True), strict=True)
    ]
    cells = [rates.cell(county=county, size=size) for county, size in places]
    own = [figure.cell(county=county, size=size) for county, size in places]
    indicator = figure.indicator
    columns: grid.Columns = {
        of(indicator.label): [(c.value, numbers.cell(indicator, c)) for c in own],
        _("SMF i länet"): [
            (c.denominator, numbers.count(c.denominator) if c.denominator is not None else "")
            for c in cells
        ],
        _("Per 1 000 SMF"): [(c.value, per_smes.bare_rate(indicator, c)) for c in cells],
    }
    index = pd.Index(
        [f"{county}, {labels.lower(size)}" for county, size in zip(*names, strict=True)],
        name=f"{labels.dimension('county')}, {labels.lower(labels.dimension('size'))}",
    )
    tables.draw(grid.shown(columns, index), _title())
    leading = {labels.dimension("county"): names[0], labels.dimension("size"): names[1]}
    facts = [*tables.facts([figure], programme), per_smes.basis(rates)]
    exports.downloads(
        "storlek-per-1000",
        lambda: grid.file(columns, leading, [cell.status.value for cell in own]),
        facts,
        "sizes",
        has_picture=True,
    )
    behind.cell_opener(figure, "sizes")
