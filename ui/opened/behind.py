"""What is behind a figure: its rule, its receipt, its units and every row, opened on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from s3metrics.engine.entities import Entities, SourceRow
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Cell
from s3metrics.indicators.model import Count, Indicator, Ratio, Sum, Unit
from s3metrics.indicators.sentences import sentence
from s3metrics.sheets import Column, Kind, sheet_for_table
from ui import clocks, data, selection, state
from ui.data import Figure
from ui.drawing import exports
from ui.i18n import _, _n, of
from ui.wording import labels, numbers, sentences
from ui.wording.plain import plain

_PLACES = {Kind.AREA: "area", Kind.COUNTY: "county", Kind.MUNICIPALITY: "municipality"}
_FILES = {"counted": "rader", "numerator": "taljare", "denominator": "namnare"}
"""What the files of rows are called."""
_NAMED = frozenset(Unit) - {Unit.ROW}


def opener(figure: Figure, key: str, cell: Mapping[str, str] | None = None) -> None:
    """A button that opens what is behind one cell of a figure."""
    if st.button(_("Öppna"), key=f"open:{key}", type="tertiary", icon=":material/unfold_more:"):
        show(figure, dict(cell or {}))


def cell_opener(figure: Figure, key: str) -> None:
    """As `opener`, for a cell that the reader chooses: a member of each breakdown."""
    programme = data.programme()
    chosen: dict[str, str] = {}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name in figure.by:
            names = labels.members(name, (ALL, *figure.members(name)), programme)
            chosen[name] = st.selectbox(
                labels.dimension(name),
                tuple(names),
                index=0,
                format_func=names.__getitem__,
                key=f"cell:{key}:{name}:{state.language()}",
                width=220,
            )
        if st.button(_("Öppna raderna bakom"), key=f"open:{key}", icon=":material/unfold_more:"):
            show(figure, chosen)


def show(figure: Figure, cell: Mapping[str, str]) -> None:
    """The dialogue for one cell."""
    title = of(figure.indicator.label)
    st.dialog(title, width="large")(lambda: _content(figure, cell))()


def _content(figure: Figure, cell: Mapping[str, str]) -> None:
    indicator, found = figure.indicator, figure.cell(**cell)
    programme = data.programme()
    where = [labels.member(n, c, programme) for n, c in cell.items() if c != ALL]
    st.metric(plain(" · ".join(where)) or _("Hela urvalet"), numbers.cell(indicator, found))
    st.caption(_asked_for(figure))
    st.markdown(sentence(indicator, state.language()))
    for note in filter(None, (indicator.note, figure.note)):
        st.markdown(of(note))
    st.caption(
        _("Indikator {id}, version {version}. Kvitto {receipt}.").format(
            id=indicator.id, version=indicator.version, receipt=figure.receipt
        )
    )
    entities = data.entities(indicator.id, figure.selection, cell, clock=figure.clock)
    evidence(indicator, found, entities, figure.receipt)


def evidence(indicator: Indicator, found: Cell, entities: Entities, receipt: str) -> None:
    """How many units and rows make the figure, the units by name, and every row."""
    st.markdown(f"**{proof(indicator, found, entities)}**")
    _units(indicator, entities, receipt)
    for role, table in dict.fromkeys((row.role, row.table) for row in entities.rows):
        rows = [row for row in entities.rows if (row.role, row.table) == (role, table)]
        _rows(f"{indicator.id}-{_FILES.get(role, role)}", role, table, rows, receipt)


def _asked_for(figure: Figure) -> str:
    """The selection and clock, since the dialogue covers the page's; that it is a sample."""
    asked = plain(selection.in_words(data.programme(), figure.selection))
    sample = exports.sample_words() if data.is_sample() else ""
    return " · ".join(filter(None, (asked, plain(clocks.in_words(figure.clock)), sample)))


def proof(indicator: Indicator, found: Cell, entities: Entities) -> str:
    """How the listed rows make the figure: that they are as many, or what they sum to."""
    rule = indicator.rule
    rows = len(entities.rows)
    if not rows:
        return _("Inga rader ligger bakom siffran.")
    if isinstance(rule, Count) and rule.unit in _NAMED and len(entities.units) == found.value:
        return _("{n} {unit} i {rows}: antalet {unit} stämmer med siffran.").format(
            n=numbers.count(found.value),
            unit=sentences.unit(rule.unit, len(entities.units)),
            rows=_row_count(rows),
        )
    if isinstance(rule, Count) and rule.unit is Unit.ROW and rows == found.value:
        return _("{rows}: antalet stämmer med siffran.").format(rows=_row_count(rows))
    if isinstance(rule, Sum) and _total(entities.rows) == found.value:
        return _("{rows} som tillsammans blir {value}, samma som siffran.").format(
            rows=_row_count(rows),
            value=numbers.exact_money(found.value)
            if indicator.is_money
            else numbers.count(found.value),
        )
    if isinstance(rule, Ratio):
        return _("{counts}: täljarens och nämnarens rader står var för sig.").format(
            counts=labels.upper(numbers.counts(indicator, found))
        )
    return _("{rows} ligger bakom siffran.").format(rows=_row_count(rows))


def _row_count(rows: int) -> str:
    return _n("{n} rad", "{n} rader", rows).format(n=numbers.count(rows))


def _total(rows: tuple[SourceRow, ...]) -> Decimal:
    return sum((Decimal(str(row.value)) for row in rows if row.value is not None), Decimal())


def _units(indicator: Indicator, entities: Entities, receipt: str) -> None:
    """The companies, initiatives, … by name; rows that stand for themselves have none."""
    if not any(unit.name for unit in entities.units):
        return
    table = pd.DataFrame(
        {
            _("Namn"): [unit.name for unit in entities.units],
            _("Beteckning"): [unit.id for unit in entities.units],
            _("Rader"): [unit.rows for unit in entities.units],
        }
    )
    st.dataframe(table, hide_index=True, height=250, alt=_("Enheterna bakom siffran"))
    exports.downloads(
        f"{indicator.id}-enheter",
        lambda: table,
        (_("Kvitto {receipt}.").format(receipt=receipt),),
        f"units:{indicator.id}",
    )


def _rows(name: str, role: str, table: str, rows: list[SourceRow], receipt: str) -> None:
    """Rows of one sheet, where each of them stands, and what it holds."""
    title = f"{labels.role(role)}: {sheet_for_table(table).title}"
    with st.expander(f"{title} ({_row_count(len(rows))})", expanded=role == "counted"):
        st.dataframe(
            _as_table(table, rows, in_words),
            hide_index=True,
            height=300,
            placeholder="",
            column_config=_right_aligned(table),
            alt=title,
        )
        exports.downloads(
            name,
            lambda: _as_table(table, rows, _as_stored),
            (_("Kvitto {receipt}.").format(receipt=receipt),),
            f"rows:{name}",
        )


def _right_aligned(table: str) -> Any:
    """Decimal numbers are texts here, in the reader's language; they stand as numbers do."""
    return {
        column.heading: st.column_config.TextColumn(alignment="right")
        for column in sheet_for_table(table).columns
        if column.kind is Kind.DECIMAL
    }


def _as_table(
    table: str, rows: list[SourceRow], show: Callable[[Column, object], object]
) -> pd.DataFrame:
    place = {
        _("Leverans"): [row.delivery for row in rows],
        _("Avsändare"): [row.sender for row in rows],
        _("Fil"): [row.file for row in rows],
        _("Blad"): [row.sheet for row in rows],
        _("Rad"): [row.row for row in rows],
    }
    content = {
        column.heading: [show(column, row.cells.get(column.name)) for row in rows]
        for column in sheet_for_table(table).columns
        if any(row.cells.get(column.name) not in (None, [], "") for row in rows)
    }
    return pd.DataFrame({**place, **content})


def _as_stored(_column: Column, value: object) -> object:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def in_words(column: Column, value: object) -> object:
    """A stored value as people read it: words for codes, numbers in their language."""
    if isinstance(value, list):
        return ", ".join(str(in_words(column, entry)) for entry in value)
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if column.kind is Kind.DECIMAL and value is not None:
        return numbers.count(value)
    dimension = column.choices or _PLACES.get(column.kind)
    if dimension is None or not isinstance(value, str):
        return value
    return labels.word(dimension, value, data.programme())
