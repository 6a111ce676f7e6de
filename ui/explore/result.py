"""What came back: how much of it and how it was made, then its table, chart or columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import pyarrow as pa
import streamlit as st

from s3metrics.explore.answer import Answer, is_number
from s3metrics.explore.viewing import Shown, view
from ui import choosing, frame, state
from ui.codec import NOW
from ui.explore import cells, charting, columns, files
from ui.explore.telling import Told
from ui.i18n import _, _n, of
from ui.wording import numbers
from ui.wording.plain import plain

_TALL, _FEW = 520, 14
_AS_IT_CAME, _YES, _NO = "-", "yes", "no"
_SHOWN_SECONDS = 0.1


def show(told: Told, answer: Answer) -> None:
    """The answer; drawn apart from the question, so that leafing runs nothing."""
    st.subheader(_("Svar"), anchor=False)
    _stamp(answer)
    if not answer.table.num_columns:
        st.info(_("Frågan ger inga kolumner."), icon=":material/info:")
        return
    _parts(told)
    files.show(told, answer)


def _stamp(answer: Answer) -> None:
    rows = answer.table.num_rows
    took = (
        _("{seconds} s").format(seconds=numbers.rate(answer.seconds))
        if answer.seconds >= _SHOWN_SECONDS
        else _("mindre än en tiondels sekund")
    )
    told = _n("{n} rad på {time}.", "{n} rader på {time}.", rows).format(
        n=numbers.count(rows), time=took
    )
    st.markdown(f":orange-badge[:material/verified_off: {_('Inte officiell')}] {told} {_as_of()}")
    if answer.is_cut:
        st.warning(
            _(
                "**Svaret är kapat vid {n} rader.** Det som visas, räknas och laddas ned nedan är "
                "bara dem. Begränsa frågan eller räkna i den, till exempel med GROUP BY."
            ).format(n=numbers.count(rows)),
            icon=":material/content_cut:",
        )
    st.caption(plain(of(answer.stamp.sentence)))


def _as_of() -> str:
    clock = state.clock()
    if clock == NOW:
        return _("Frågan ställdes på det som är känt nu.")
    return _("Frågan ställdes på utgåva {edition}.").format(edition=plain(clock))


@st.fragment
def _parts(told: Told) -> None:
    part = choosing.segmented(
        "shown",
        _("Visa"),
        {"table": _("Tabell"), "chart": _("Diagram"), "columns": _("Kolumner")},
    )
    if part == "table":
        _table(told)
    elif part == "chart":
        charting.show(told)
    else:
        columns.show(told)


def _table(told: Told) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        containing = st.text_input(
            _("Rader som innehåller"),
            key=state.bind("find", state.text("find")),
            on_change=state.changed,
            type="search",
            live=True,
            width=200,
        )
        by = _order(told)
        is_falling = _falling()
    asked = partial(
        view,
        told.table,
        containing=containing or "",
        by=None if by == _AS_IT_CAME else told.names.index(by),
        is_falling=is_falling,
    )
    shown = asked()
    if shown.pages > 1:
        page_key = f"explore:page:{containing}:{by}:{is_falling}"
        shown = asked(page=int(st.pagination(shown.pages, key=page_key)))
    st.caption(_range(shown, told.table.num_rows))
    if shown.matching:
        _grid(told, shown.table)


def _order(told: Told) -> str:
    orders = {_AS_IT_CAME: _("som svaret kom")}
    for name, title, field in zip(told.names, told.titles, told.table.schema, strict=True):
        if cells.is_plain(field.type):
            orders[name] = title
    chosen, problem = state.choice("order", list(orders), _AS_IT_CAME)
    frame.tell(problem)
    return str(
        st.selectbox(
            _("Ordna efter"),
            list(orders),
            format_func=orders.__getitem__,
            key=state.bind("order", chosen),
            on_change=state.changed,
            width=180,
        )
    )


def _falling() -> bool:
    chosen, problem = state.choice("falling", (_NO, _YES), _NO)
    frame.tell(problem)
    return st.toggle(
        _("Störst först"),
        key=state.bind("falling", chosen == _YES, lambda given: _YES if given else _NO),
        on_change=state.changed,
    )


def _range(shown: Shown, rows: int) -> str:
    if not shown.matching:
        return _("Svaret har inga rader.") if not rows else _("Ingen rad innehåller det.")
    told = _("Rad {first}–{last} av {n}").format(
        first=numbers.count(shown.first),
        last=numbers.count(shown.last),
        n=numbers.count(shown.matching),
    )
    if shown.matching == rows:
        return told
    return _("{range} som innehåller det, av {rows} i svaret").format(
        range=told, rows=numbers.count(rows)
    )


def _grid(told: Told, table: pa.Table) -> None:
    """Numbers as numbers, so that they align, each with its text in the reader's language."""
    values, texts = {}, {}
    titles = told.titles
    for place, (title, field) in enumerate(zip(titles, table.schema, strict=True)):
        found = table.column(place).to_pylist()
        texts[title] = [told.text(place, value) for value in found]
        aligns = is_number(field.type)
        values[title] = (
            [None if value is None else float(value) for value in found] if aligns else texts[title]
        )
    frame, words = pd.DataFrame(values), pd.DataFrame(texts)
    # In one call: each one forgets what the one before it said.
    style = frame.style.format(
        {t: _words(frame[t], words[t]) for t in titles if frame[t].dtype.kind == "f"}, na_rep=""
    )
    st.dataframe(
        style,
        hide_index=True,
        height=_TALL if len(frame) > _FEW else "content",
        placeholder="",
        alt=_("Svarets rader"),
    )


def _words(values: pd.Series[float], texts: pd.Series[str]) -> Callable[[object], str]:
    """Number → text; the same number has the same text."""
    known: dict[object, str] = dict(zip(values, texts, strict=True))
    return lambda value: known[value]
