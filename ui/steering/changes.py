"""What has changed since an edition or a date: the programme so far, then and by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pandas as pd
import streamlit as st

from s3metrics.editions.bridge import difference
from s3metrics.engine.result import Cell
from s3metrics.indicators.model import Count, Indicator, Sum
from ui import clocks, data, frame, state
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, exports, tables
from ui.i18n import _, _n, of
from ui.periods import quarter_end_before
from ui.wording import numbers, sentences
from ui.wording.plain import plain

DATE = "date"


@dataclass(frozen=True, kw_only=True)
class Then:
    """What the clock's figures are compared with."""

    clock: str
    """An edition's name, or the number of the last delivery that had come."""
    day: date
    """The last day that its figures cover."""
    name: str


@st.fragment
def show(view: View, indicators: Sequence[str]) -> None:
    """A line that sums it up, and a table of the figures with their differences in words."""
    with st.container(border=True):
        st.subheader(_("Vad har ändrats?"), anchor=False)
        then = _choose()
        if then is None:
            st.markdown(_("Ingen leverans hade kommit då, så det finns inget att jämföra med."))
            return
        pairs = [_pair(view, name, then) for name in indicators]
        changed = [pair for pair in pairs if _change(*pair) not in (None, 0)]
        told = _n(
            "{n} av {all} siffror har ändrats sedan {then}.",
            "{n} av {all} siffror har ändrats sedan {then}.",
            len(changed),
        )
        st.markdown(told.format(n=len(changed), all=len(pairs), then=plain(then.name)))
        tables.draw(_table(pairs, then), _("Siffrorna då och nu"))
        chart.when_opened(
            _("Filer"), lambda: _files(pairs, then), "changes", icon=":material/download:"
        )


def _choose() -> Then | None:
    """An edition before the clock's, or a day."""
    clock = data.clock()
    names = {e.name: e for e in data.editions() if e.period_end < clock.today}
    options = [*names, DATE]
    chosen, problem = state.choice("since", options, options[0])
    frame.tell(problem)
    titles = {name: _("Utgåva {name}").format(name=name) for name in names}
    titles[DATE] = _("Ett datum")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        since = st.selectbox(
            _("Jämfört med"),
            options,
            format_func=titles.__getitem__,
            key=state.bind("since", chosen),
            on_change=state.changed,
            width=260,
        )
        if since != DATE:
            edition = names[since]
            name = _("utgåva {name}").format(name=since)
            return Then(clock=since, day=edition.period_end, name=name)
        return _at(_day())


def _day() -> date:
    clock = data.clock()
    first = clock.programme.period.start
    last = max(clock.today, first)
    default = max(quarter_end_before(clock.today), first)
    day, problem = state.day("since_date", first, last, default)
    frame.tell(problem)
    given = st.date_input(
        _("Datum"),
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        key=state.bind("since_date", day, state.as_dates),
        on_change=state.changed,
        width=180,
    )
    return given if isinstance(given, date) else day


def _at(day: date) -> Then | None:
    """As it was known on that day: after the last delivery that had come."""
    numbers_then = [d.delivery for d in data.deliveries() if d.received_at.date() <= day]
    if not numbers_then:
        return None
    return Then(clock=str(max(numbers_then)), day=day, name=numbers.day(day))


def _pair(view: View, indicator: str, then: Then) -> tuple[Figure, Figure]:
    """The figure of the programme so far, then and by the clock, for what is selected."""
    clock, before = data.clock(), data.clock(then.clock)
    start = clock.programme.period.start
    asked = replace(view.selection, from_=start, to=max(clock.today, start))
    was = replace(view.selection, from_=before.programme.period.start, to=then.day)
    return data.figure(indicator, was, clock=then.clock), data.figure(indicator, asked)


def _change(before: Figure, after: Figure) -> Decimal | None:
    return difference(before.total, after.total)


def in_words(indicator: Indicator, before: Cell, after: Cell) -> str:
    """`83 fler`, `1,2 mnkr mindre`, `2,3 procentenheter högre`, `oförändrat`."""
    change = difference(before, after)
    if change is None:
        return _("kan inte jämföras")
    if not change:
        return _("oförändrat")
    size, is_up = abs(change), change > 0
    if indicator.is_share:
        points = numbers.points(size)
        words = _("{points} procentenheter högre") if is_up else _("{points} procentenheter lägre")
        return words.format(points=points)
    amount = numbers.figure(indicator, size)
    if isinstance(indicator.rule, Count):
        words = _("{amount} fler") if is_up else _("{amount} färre")
    elif isinstance(indicator.rule, Sum):
        words = _("{amount} mer") if is_up else _("{amount} mindre")
    else:
        words = _("{amount} högre") if is_up else _("{amount} lägre")
    return words.format(amount=amount)


def _table(pairs: Sequence[tuple[Figure, Figure]], then: Then) -> tables.Table:
    index = [_label(after) for _before, after in pairs]
    # The difference first: on a phone the columns to the right have to be scrolled to.
    titles = (_("Skillnad"), numbers.short_day(then.day), numbers.short_day(data.clock().today))
    values, texts = [], []
    for before, after in pairs:
        change = _change(before, after)
        values.append(
            [
                None if value is None else float(value)
                for value in (change, before.total.value, after.total.value)
            ]
        )
        texts.append(
            [
                in_words(after.indicator, before.total, after.total),
                numbers.cell(before.indicator, before.total),
                numbers.cell(after.indicator, after.total),
            ]
        )
    names = pd.Index(index, name=_("Siffra"))
    return tables.Table(
        pd.DataFrame(values, names, titles, dtype=float), pd.DataFrame(texts, names, titles)
    )


def _label(figure: Figure) -> str:
    label = of(figure.indicator.label)
    return f"{label} ({_('helheten')})" if figure.ignored else label


def _files(pairs: Sequence[tuple[Figure, Figure]], then: Then) -> None:
    def rows() -> pd.DataFrame:
        return pd.DataFrame(
            [
                {
                    _("Indikator"): of(after.indicator.label),
                    _("Då"): before.total.value,
                    _("Nu"): after.total.value,
                    _("Skillnad"): _change(before, after),
                    _("I ord"): in_words(after.indicator, before.total, after.total),
                    _("Enhet"): of(after.indicator.unit),
                    _("Kvitto då"): before.receipt,
                    _("Kvitto nu"): after.receipt,
                }
                for before, after in pairs
            ],
            dtype=object,
        )

    programme = data.programme()
    facts = (
        _("Då: {then}. {clock}").format(then=then.name, clock=clocks.in_words(then.clock)),
        *dict.fromkeys(tables.facts([after], programme)[0] for _before, after in pairs),
        *filter(None, (sentences.ignored(after) for _before, after in pairs)),
    )
    exports.downloads("forandringar", rows, tuple(dict.fromkeys(facts)), "changes")
