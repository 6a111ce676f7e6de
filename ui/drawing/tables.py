"""Figures as tables: one with finished texts to look at, one with values to take along."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from s3metrics.engine.query import ALL
from s3metrics.indicators.model import TIME, Ratio
from s3metrics.programme import Programme
from ui import selection
from ui.data import Figure
from ui.i18n import _, of
from ui.periods import is_partial
from ui.wording import labels, numbers
from ui.wording.plain import plain

SERIES_COLUMNS = ("label", "series", "value", "text", "is_partial")
"""What the chart builders take: a row per mark, in order; value null where there is none."""


# The theme's text keeps a contrast of at least 4.5 : 1 on the deepest shade, light and dark.
_SHADE = "background-color: rgba(47, 126, 194, {depth:.2f})"
_DEEPEST = 0.42
_FEW, _MOST_WRAPPED = 12, 200
"""Rows that show without scrolling, and that a browser lays out at once."""
_TALL = 420
_AMOUNT = 16
"""The longest amount with its unit: `20 641 000 kr`, `SEK 20.6 million`."""


def series(figures: Sequence[Figure], programme: Programme) -> pd.DataFrame:
    """One breakdown of one or more figures as marks, without the total."""
    rows = [
        (
            label(figure, code, programme),
            of(figure.indicator.label),
            _number(cell.value),
            numbers.cell(figure.indicator, cell),
            _is_partial(figure, code, programme),
        )
        for figure in figures
        for code in figure.members(figure.by[0])
        for cell in [figure.cell(**{figure.by[0]: code})]
    ]
    return pd.DataFrame(rows, columns=list(SERIES_COLUMNS))


def crossed(figure: Figure, programme: Programme) -> pd.DataFrame:
    """Two breakdowns as marks: the first along the axis, the second as series."""
    first, second = figure.by
    rows = []
    for other in figure.members(second):
        for code in figure.members(first):
            cell = figure.cell(**{first: code, second: other})
            texts = [labels.member(n, c, programme) for n, c in ((first, code), (second, other))]
            rows.append((*texts, _number(cell.value), numbers.cell(figure.indicator, cell), False))
    return pd.DataFrame(rows, columns=list(SERIES_COLUMNS))


def label(figure: Figure, code: str, programme: Programme) -> str:
    """A member of a figure's breakdown; one that the period cuts says so."""
    text = labels.member(figure.by[0], code, programme)
    return _("{period} (del)").format(period=text) if _is_partial(figure, code, programme) else text


@dataclass(frozen=True)
class Table:
    """A table to look at: numbers, so that they align as such, and the text of every cell."""

    numbers: pd.DataFrame
    """Index: the row's name. Null where there is no number."""
    texts: pd.DataFrame
    depths: Mapping[tuple[int, int], float] = field(default_factory=dict)
    """(row, column) → how strongly it is shaded, 0–1."""


def draw(table: Table, alt: str) -> None:
    """The table, its last row being the total or the overlap."""
    texts = _with_plain_names(table.texts.map(lambda text: _on_one_line(plain(text))))
    style = _with_plain_names(table.numbers).style
    given = style.data  # type: ignore[attr-defined]
    style = style.format({title: _words(given[title], texts[title]) for title in texts})
    # A call for each cell costs a millisecond: only where there is no number to tell it by.
    for row, column in zip(*given.isna().to_numpy().nonzero(), strict=True):
        place = (texts.index[row], texts.columns[column])
        style = style.format(None, subset=place, na_rep=str(texts.iat[row, column]))
    looks = _looks(table, texts)
    st.table(style.apply(lambda _frame: looks, axis=None), border="horizontal", alt=alt)


def _on_one_line(text: str) -> str:
    """A number keeps its unit beside it; longer texts wrap."""
    is_short = len(text) <= _AMOUNT and any(character.isdigit() for character in text)
    return text.replace(" ", "\u00a0") if is_short else text


def _words(values: pd.Series[float], texts: pd.Series[str]) -> Callable[[object], str]:
    """Number → text in one column; the same number has the same text there."""
    found: dict[object, str] = dict(zip(values, texts, strict=True))
    return lambda value: found[value]


def _with_plain_names(frame: pd.DataFrame) -> pd.DataFrame:
    index = pd.Index(_told_apart(frame.index), name=frame.index.name)
    return frame.set_axis(index).set_axis(pd.Index(_told_apart(frame.columns)), axis="columns")


def _told_apart(names: Iterable[str]) -> list[str]:
    """The names as they stand; two that read alike (a funder called ”Totalt”) get a number."""
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(plain(name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return told


def draw_texts(rows: Sequence[Mapping[str, object]], alt: str) -> None:
    """A table of texts that wrap, with a bar to scroll by when it is long."""
    table = pd.DataFrame(rows)
    if len(table) > _MOST_WRAPPED:
        st.dataframe(table, hide_index=True, height=_TALL, alt=alt)
        return
    st.table(
        table.map(lambda cell: plain(cell) if isinstance(cell, str) else cell),
        border="horizontal",
        hide_index=True,
        height=_TALL if len(table) > _FEW else "content",
        alt=alt,
    )


def _looks(table: Table, texts: pd.DataFrame) -> pd.DataFrame:
    looks = pd.DataFrame("", index=texts.index, columns=texts.columns)
    for (row, column), depth in table.depths.items():
        looks.iat[row, column] = _SHADE.format(depth=depth * _DEEPEST)
    return looks


def shown(figures: Sequence[Figure], programme: Programme) -> Table:
    """One breakdown of one or more figures, with the total last."""
    by = figures[0].by[0]
    codes = (*figures[0].members(by), ALL)
    index = pd.Index([label(figures[0], c, programme) for c in codes], name=labels.dimension(by))
    values: dict[str, list[float | None]] = {}
    texts: dict[str, list[str]] = {}
    for figure in figures:
        cells = [figure.cell(**{by: code}) for code in codes]
        title = of(figure.indicator.label)
        values[title] = [_number(cell.value) for cell in cells]
        texts[title] = [numbers.exact_cell(figure.indicator, cell) for cell in cells]
        if isinstance(figure.indicator.rule, Ratio):
            title = _("{label}: underlag").format(label=title)
            values[title] = [_number(cell.numerator) for cell in cells]
            texts[title] = [numbers.counts(figure.indicator, cell) for cell in cells]
    return Table(pd.DataFrame(values, index=index, dtype=float), pd.DataFrame(texts, index=index))


def matrix(figure: Figure, programme: Programme) -> Table:
    """Two breakdowns: every cell shaded by its size, totals and, where parts overlap, overlap."""
    first, second = figure.by
    rows: list[str | None] = [*figure.members(first), ALL]
    columns: list[str | None] = [*figure.members(second), ALL]
    rows += [None] if first in figure.overlap else []
    columns += [None] if second in figure.overlap else []
    grid = [[_crossing(figure, row, column) for column in columns] for row in rows]
    index = pd.Index([_name(first, r, programme) for r in rows], name=labels.dimension(first))
    titles = [_name(second, column, programme) for column in columns]
    return Table(
        pd.DataFrame([[_number(v) for v, _t in row] for row in grid], index, titles, dtype=float),
        pd.DataFrame([[text for _v, text in row] for row in grid], index, titles),
        _depths(figure),
    )


def _crossing(figure: Figure, row: str | None, column: str | None) -> tuple[Any, str]:
    """Value and text of a cell; None is the overlap of the row's or the column's parts."""
    first, second = figure.by
    if row is not None and column is not None:
        cell = figure.cell(**{first: row, second: column})
        return cell.value, numbers.exact_cell(figure.indicator, cell)
    if row is None and column is None:
        return None, ""
    found = (
        figure.overlap_at(second, **{first: row})
        if row is not None
        else figure.overlap_at(first, **{second: column or ALL})
    )
    if found is None:
        return None, ""
    return found.overlap, numbers.exact(figure.indicator, found.overlap)


def _name(dimension: str, code: str | None, programme: Programme) -> str:
    return _("Överlapp") if code is None else labels.member(dimension, code, programme)


def _depths(figure: Figure) -> dict[tuple[int, int], float]:
    """Each cell's share of the largest one."""
    first, second = figure.by
    values = {
        (row, column): float(figure.cell(**{first: one, second: other}).value or 0)
        for row, one in enumerate(figure.members(first))
        for column, other in enumerate(figure.members(second))
    }
    largest = max([0.0, *values.values()])
    return {place: value / largest for place, value in values.items() if largest and value > 0}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def values(figures: Sequence[Figure], programme: Programme) -> pd.DataFrame:
    """Every cell with its codes, labels, value, counts and kind of empty; to take along."""
    rows = []
    for figure in figures:
        for members, cell in figure.cells.items():
            row: dict[str, object] = {_("Indikator"): of(figure.indicator.label)}
            for name, code in zip(figure.by, members, strict=True):
                row[_code(name)] = code
                row[labels.dimension(name)] = labels.member(name, code, programme)
            row |= {
                _("Värde"): cell.value,
                _("Täljare"): cell.numerator,
                _("Nämnare"): cell.denominator,
                _("Status"): cell.status.value,
                _("Enhet"): of(figure.indicator.unit),
            }
            if any(name in TIME for name in figure.by):
                is_cut = _is_partial(figure, members[0], programme)
                row[_("Ofullständig period")] = _("ja") if is_cut else _("nej")
            rows.append(row)
    return pd.DataFrame(rows, dtype=object)


def facts(figures: Sequence[Figure], programme: Programme) -> list[str]:
    """What a file says of its figures: selection, unit and receipt."""
    asked = dict.fromkeys(selection.in_words(programme, figure.selection) for figure in figures)
    return [
        *asked,
        *(
            _("{label}, {unit}. Kvitto {receipt}.").format(
                label=of(figure.indicator.label),
                unit=of(figure.indicator.unit),
                receipt=figure.receipt,
            )
            for figure in figures
        ),
    ]


def _code(name: str) -> str:
    return _("{dimension} (kod)").format(dimension=labels.dimension(name))


def _is_partial(figure: Figure, code: str, programme: Programme) -> bool:
    grain, selection = figure.by[0], figure.selection
    if grain not in TIME or code == ALL or selection.from_ is None or selection.to is None:
        return False
    return is_partial(code, grain, selection.from_, selection.to, programme)
