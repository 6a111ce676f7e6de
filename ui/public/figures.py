"""The figures that everybody may see: an edition, an indicator, one of its fixed tables."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from s3metrics.editions.model import Edition, Span, TableKey
from s3metrics.engine.cells import Cell, Status
from s3metrics.engine.query import ALL
from s3metrics.indicators import CATALOGUE
from s3metrics.programme import Programme
from ui import choosing, data, frame, state
from ui.drawing import exports, tables
from ui.i18n import _, of
from ui.public import data as public
from ui.public import words
from ui.wording import labels, numbers
from ui.wording.plain import plain

CHOICES = ("edition", "indicator", "by", "span")
_TOTAL = "total"


def show() -> None:
    """What is to be seen, chosen in the address, and the table with its definition and file."""
    editions = public.editions()
    if not editions:
        st.info(_("Inget har rapporterats än. Siffrorna visas när en period har förseglats."))
        raise frame.Finished
    edition = _edition(editions)
    st.markdown(words.edition(edition))
    table = _table(edition)
    _draw(edition, table)


def _edition(editions: list[Edition]) -> Edition:
    by_name = {edition.name: edition for edition in editions}
    if len(by_name) == 1:
        return editions[0]
    names = {name: words.name(edition) for name, edition in by_name.items()}
    return by_name[_selected("edition", _("Utgåva"), names, "indicator", "by", "span")]


def _table(edition: Edition) -> TableKey:
    """The table chosen; one that an indicator lacks cannot be."""
    listed = public.tables(edition)
    has = dict.fromkeys(indicator for indicator, _span, _by in listed)
    names = {name: of(public.definition(edition, name).label) for name in CATALOGUE if name in has}
    indicator = _selected("indicator", _("Indikator"), names, "by", "span")
    by_code = {",".join(by) or _TOTAL: by for name, _span, by in listed if name == indicator}
    divided = {code: labels.per(*by) if by else _("Totalt") for code, by in by_code.items()}
    by = by_code[_selected("by", _("Fördelat"), divided, "span")]
    spans = [span for name, span, given in listed if (name, given) == (indicator, by)]
    if len(spans) == 1:
        return indicator, spans[0], by
    told = {span.value: words.span(span, edition) for span in spans}
    return indicator, Span(choosing.segmented("span", _("Period"), told)), by


def _selected(name: str, title: str, options: Mapping[str, str], *dropped: str) -> str:
    """The code chosen from a list; another choice drops those that hang on it."""
    chosen, problem = state.choice(name, list(options), next(iter(options)))
    if problem:
        frame.tell(problem)
    return str(
        st.selectbox(
            title,
            list(options),
            format_func=options.__getitem__,
            key=state.bind(name, chosen),
            on_change=state.changed,
            args=dropped,
        )
    )


def _draw(edition: Edition, table: TableKey) -> None:
    definition = public.definition(edition, table[0])
    label = of(definition.label)
    st.subheader(label, anchor=False)
    st.markdown(of(definition.sentence))
    cells = public.cells(edition, table)
    programme = data.clock(edition.name).programme
    rows = [_row(table, members, cell, programme) for members, cell in _ordered(cells)]
    shown = [{name: text for name, text in row.items() if text != ""} for row in rows]
    tables.draw_texts([dict.fromkeys(rows[0], "") | row for row in shown], alt=label)
    if any(cell.status is Status.SUPPRESSED for cell in cells.values()):
        st.caption(words.rule(programme))
    _download(edition, table, programme, label)


def _ordered(cells: Mapping[tuple[str, ...], Cell]) -> list[tuple[tuple[str, ...], Cell]]:
    """As they were sealed, what is of all members last."""
    return sorted(cells.items(), key=lambda one: [member == ALL for member in one[0]])


def _names(table: TableKey, members: tuple[str, ...], programme: Programme) -> dict[str, str]:
    by = table[2]
    if not by:
        return {_("Fördelat"): _("Totalt")}
    return {
        labels.dimension(dimension): labels.member(dimension, member, programme)
        for dimension, member in zip(by, members, strict=True)
    }


def _row(
    table: TableKey, members: tuple[str, ...], cell: Cell, programme: Programme
) -> dict[str, str]:
    indicator = CATALOGUE[table[0]]
    row = {
        **_names(table, members, programme),
        of(indicator.unit).capitalize(): numbers.exact_cell(indicator, cell),
    }
    if len(indicator.parts) > 1:
        row[_("Av")] = numbers.counts(indicator, cell)
    return row


def _download(edition: Edition, table: TableKey, programme: Programme, label: str) -> None:
    indicator, span, by = table
    name = "-".join((indicator, *by, span.value, edition.name))
    facts = [
        f"{label}. {of(public.definition(edition, indicator).sentence)}",
        words.edition_in_words(edition),
        words.span(span, edition),
        words.rule(programme),
    ]
    if data.is_sample():
        facts.append(exports.sample_words())

    def as_csv() -> bytes:
        rows = [
            {
                **_names(table, members, programme),
                label: cell.value,
                _("Täljare"): cell.numerator,
                _("Nämnare"): cell.denominator,
                _("Anmärkning"): numbers.empty(cell.status),
            }
            for members, cell in _ordered(public.cells(edition, table))
        ]
        return exports.as_csv(pd.DataFrame(rows, dtype=object), facts)

    st.download_button(
        _("Ladda ned CSV"),
        data=as_csv,
        file_name=f"{plain(name)}.csv",
        mime="text/csv",
        key="public:csv",
        on_click="ignore",
        icon=":material/download:",
    )
