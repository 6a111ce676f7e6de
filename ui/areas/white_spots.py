"""The map of the municipalities: where SMEs are reached, and the white spots where none is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
import streamlit as st

from s3metrics.engine.query import ALL
from s3metrics.engine.rates import Rates
from s3metrics.engine.result import Cell, Status
from ui import choosing, data, state
from ui.areas import municipality
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, exports, grid, maps, tables
from ui.drawing.boundaries import outlines
from ui.i18n import _, _n, of
from ui.wording import derived, labels, numbers, per_smes, ranking, sentences
from ui.wording.plain import plain

INDICATOR = "smes_reached"
_CLASSES = 4
_DEPTHS = (0.16, 0.32, 0.5, 0.7)
_ROUNDED_FROM = 10
"""From here on a decimal on the map says less than it takes room."""
_WHITE, _MISSING = "x", "."
"""The hatches of a white spot, and of what nobody has reported."""


@st.fragment
def show(view: View) -> None:
    """The map with its list of white spots, its table, files and the way to a municipality."""
    figure = data.figure(INDICATOR, view.selection, ("municipality",))
    rates = derived.rates(figure)
    with st.container(border=True):
        heading = st.container(gap="xsmall")
        left, right = st.columns([5, 3], gap="medium")
        with right:
            measure = choosing.segmented(
                "map",
                _("Kartan visar"),
                {"count": _("Antal"), "per_thousand": _("Per 1 000 SMF")},
            )
        is_rate = measure == "per_thousand"
        heading.subheader(_title(is_rate), anchor=False)
        heading.caption(per_smes.basis(rates) if is_rate else sentences.unit_line(figure))
        with left:
            _map(view, figure, rates, rates.cells if is_rate else figure.cells)
        with right:
            _list(figure)
            _opener(view, figure)
        chart.when_opened(
            _("Tabell och filer"),
            lambda: _table(figure, rates),
            "white-spots",
            icon=":material/table_rows:",
        )


def white_spots(figure: Figure) -> list[str]:
    """The municipalities in which nobody is reached."""
    cells = {code: figure.cell(municipality=code) for code in figure.members("municipality")}
    return [code for code, cell in cells.items() if cell.status is Status.ZERO]


def _title(is_rate: bool) -> str:
    return _("SMF som nåtts per 1 000 SMF i kommunen") if is_rate else _("SMF som nåtts per kommun")


def _map(view: View, figure: Figure, rates: Rates, cells: Mapping[tuple[str, ...], Cell]) -> None:
    members = figure.members("municipality")
    shown = {code: cells[(code,)] for code in members}
    words = {code: _words(code, figure, rates, cell) for code, cell in shown.items()}
    borders = outlines("kommun", tuple(members))
    counties = outlines("lan", tuple(dict.fromkeys(code[:2] for code in members)))
    points = maps.clickable(words, borders)
    chart.draw(
        maps.municipalities(groups(shown), words, borders, counties),
        _told(figure, shown),
        "karta",
        lambda _trace, point: municipality.show(view, points[point]),
    )


def groups(cells: Mapping[str, Cell]) -> list[maps.Group]:
    """Municipalities by size in four groups of about as many, then the white spots, the missing."""
    there = {code: float(cell.value) for code, cell in cells.items() if cell.value}
    found = [
        maps.Group(
            label=_range(part), codes=[c for c, v in there.items() if v in part], depth=depth
        )
        for part, depth in zip(_classes(list(there.values())), _DEPTHS, strict=False)
    ]
    for label, hatch, statuses in (
        (_("Vit fläck: ingen nådd"), _WHITE, {Status.ZERO}),
        (_("Uppgift saknas"), _MISSING, set(Status) - {Status.ZERO, Status.OK}),
    ):
        if listed := [code for code, cell in cells.items() if cell.status in statuses]:
            found.append(maps.Group(label=label, codes=listed, hatch=hatch))
    return found


def _classes(values: Sequence[float]) -> list[list[float]]:
    """The values in at most four parts of about as many places, equal ones together."""
    ranked = pd.Series(values, dtype=float).rank(method="max", pct=True)
    parts = ranked.mul(_CLASSES).apply(lambda share: min(int(share - 1e-9), _CLASSES - 1))
    found = [sorted({v for v, p in zip(values, parts, strict=True) if p == i}) for i in range(4)]
    return [part for part in found if part]


def _range(values: Sequence[float]) -> str:
    low, high = (numbers.count(round(value, 1)) for value in (values[0], values[-1]))
    return low if low == high else f"{low}–{high}"


def _words(code: str, figure: Figure, rates: Rates, shown: Cell) -> maps.Words:
    cell, rate = figure.cell(municipality=code), rates.cell(municipality=code)
    indicator = figure.indicator
    lines = [
        f"<b>{escape(_name(code))}</b>, {escape(_county(code))}",
        f"{of(indicator.label)}: {numbers.cell(indicator, cell)}",
        _("Per 1 000 SMF: {rate}").format(rate=per_smes.rate(indicator, rate)),
    ]
    return maps.Words(text=_short(shown), hover="<br>".join(lines))


def _short(cell: Cell) -> str:
    """What stands on the map: there is no room for more than two digits or three."""
    if cell.value is None:
        return "–"
    return numbers.count(round(cell.value) if cell.value >= _ROUNDED_FROM else cell.value)


def _long(figure: Figure, cell: Cell) -> str:
    """What stands in the sentence: a rate with its two counts."""
    if cell.value is None or cell.denominator is None:
        return _short(cell)
    return per_smes.rate(figure.indicator, cell)


def _told(figure: Figure, shown: Mapping[str, Cell]) -> str:
    spots, known = white_spots(figure), [c for c in shown.values() if c.value is not None]
    if not known:
        return _("Uppgift saknas för alla kommuner: kartan säger inte var företag nås.")
    if spots:
        told = _n(
            "I {n} av {all} kommuner har ingen SMF nåtts: vita fläckar, rutade på kartan.",
            "I {n} av {all} kommuner har ingen SMF nåtts: vita fläckar, rutade på kartan.",
            len(spots),
        ).format(n=len(spots), all=len(shown))
    else:
        told = _("SMF har nåtts i alla {n} kommuner: inga vita fläckar.").format(n=len(shown))
    rows = [(_name(code), cell.value, _long(figure, cell)) for code, cell in shown.items()]
    return f"{told} {ranking.highest(pd.DataFrame(rows, columns=['label', 'value', 'text']))}"


def _list(figure: Figure) -> None:
    spots = white_spots(figure)
    st.markdown("**" + _("Vita fläckar") + "**")
    if not spots:
        st.markdown(_("Inga: i varje kommun där uppgift finns har någon nåtts."))
    counties = dict.fromkeys(code[:2] for code in spots)
    lines = [
        f"- {plain(_county(county))}: "
        + plain(", ".join(_name(code) for code in spots if code[:2] == county))
        for county in counties
    ]
    if lines:
        st.markdown("\n".join(lines))


def _opener(view: View, figure: Figure) -> None:
    """The way to a municipality for those who do not click on maps."""
    names = {code: f"{_name(code)}, {_county(code)}" for code in figure.members("municipality")}
    chosen = st.selectbox(
        _("Kommun"),
        sorted(names, key=lambda code: names[code].casefold()),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Välj en kommun, eller klicka på kartan"),
        key=f"municipality:{state.language()}",
    )
    is_asked = st.button(
        _("Öppna kommunen"),
        disabled=chosen is None,
        key="open:municipality",
        icon=":material/unfold_more:",
    )
    if is_asked and chosen is not None:
        municipality.show(view, chosen)


def _table(figure: Figure, rates: Rates) -> None:
    members = [*figure.members("municipality"), ALL]
    indicator = figure.indicator
    names = [_name(code) for code in members]
    cells = [figure.cell(municipality=code) for code in members]
    found = [rates.cell(municipality=code) for code in members]
    columns: grid.Columns = {
        of(indicator.label): [(cell.value, numbers.cell(indicator, cell)) for cell in cells],
        _("SMF i kommunen"): [(rate.denominator, _companies(rate)) for rate in found],
        _("Per 1 000 SMF"): [(rate.value, per_smes.bare_rate(indicator, rate)) for rate in found],
    }
    place = labels.dimension("municipality")
    tables.draw(grid.shown(columns, pd.Index(names, name=place)), _title(is_rate=False))
    st.caption(per_smes.basis(rates))
    leading = {
        _("Kommun (kod)"): members,
        place: names,
        labels.dimension("county"): [_county(code) if code != ALL else "" for code in members],
    }
    facts = [*tables.facts([figure], data.programme()), per_smes.basis(rates)]
    exports.downloads(
        "kommuner",
        lambda: grid.file(columns, leading, [cell.status.value for cell in cells]),
        facts,
        "kommuner",
        has_picture=True,
    )


def _companies(rate: Cell) -> str:
    if rate.denominator is None:
        return numbers.empty(rate.status)
    return numbers.count(rate.denominator)


def _name(code: str) -> str:
    return labels.member("municipality", code, data.programme())


def _county(code: str) -> str:
    return labels.member("county", code[:2], data.programme())
