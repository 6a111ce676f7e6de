"""How long the chain's links take: from need to initiative, to support, to result, to handover."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from s3metrics.engine.register import Lead, LeadTime
from s3metrics.engine.register.leads import LeadUnit
from s3metrics.indicators.model import Unit
from ui import data, register, state
from ui.codec import View
from ui.data import Figure
from ui.drawing import chart, charts, listing, tables
from ui.drawing.listing import Column
from ui.i18n import N_, _
from ui.opened import behind
from ui.wording import labels, numbers, sentences

TITLE = N_("Ledtider")
_UNITS = {
    Lead.START_TO_SUPPORT: Unit.INITIATIVE,
    Lead.SUPPORT_TO_INNOVATION: Unit.COMPANY,
    Lead.IDEA_TO_ADOPTED: Unit.SOLUTION,
}


@listing.framed
def show(view: View) -> None:
    """The medians side by side, what each is the median of, and the units of one of them."""
    need = data.figure("need_lead_time_days", view.selection)
    times = register.of(view).lead_times(view.selection)
    listing.heading(
        _("Ledtid mellan kedjans led"),
        register.caption(_("Median, antal dagar"), sentences.ignored(need)),
    )
    marks = _marks(need, times)
    chart.draw(charts.bars(marks), _told(marks), "ledtider", lambda _series, m: _open(need, m))
    tables.draw(_table(marks, need, times), _("Ledtid mellan kedjans led"))
    _units(view, times)


def name(lead: Lead) -> str:
    """Between which two days."""
    return {
        Lead.START_TO_SUPPORT: _("Insatsens start till första stödet"),
        Lead.SUPPORT_TO_INNOVATION: _("Företagets första stöd till innovation"),
        Lead.IDEA_TO_ADOPTED: _("Lösningens idé till ordinarie verksamhet"),
    }[lead]


def _marks(need: Figure, times: Sequence[LeadTime]) -> pd.DataFrame:
    value = need.total.value
    text = numbers.empty(need.total.status) if value is None else listing.days(value)
    rows = [(_("Behov till insatsens start"), TITLE, value, text, False)]
    for time in times:
        days = time.median_days
        told = _("inget att mäta") if days is None else listing.days(days)
        rows.append((name(time.lead), TITLE, days, told, False))
    return pd.DataFrame(rows, columns=list(tables.SERIES_COLUMNS))


def _told(marks: pd.DataFrame) -> str:
    there = marks.dropna(subset=["value"]).to_dict("records")
    if not there:
        return _("Ingenting att visa för det här urvalet.")
    longest = max(there, key=lambda mark: mark["value"])
    return _("Längst tar det från {step}: {days} i median.").format(
        step=labels.lower(longest["label"]), days=longest["text"]
    )


def _table(marks: pd.DataFrame, need: Figure, times: Sequence[LeadTime]) -> tables.Table:
    counts = [need.total.denominator or 0, *(len(time.units) for time in times)]
    units = [Unit.NEED, *(_UNITS[time.lead] for time in times)]
    index = pd.Index(list(marks["label"]), name=_("Från – till"))
    titles = [_("Median"), _("Mätt på")]
    texts = [
        (text, f"{numbers.count(n)} {sentences.unit(unit, int(n))}")
        for text, n, unit in zip(marks["text"], counts, units, strict=True)
    ]
    values = [(value, None) for value in marks["value"]]
    return tables.Table(
        pd.DataFrame(values, index, titles, dtype=float), pd.DataFrame(texts, index, titles)
    )


def _open(need: Figure, mark: int) -> None:
    if mark == 0:
        behind.show(need, {})


def _units(view: View, times: Sequence[LeadTime]) -> None:
    """The units of one time, each with its two days."""
    names = {time.lead: name(time.lead) for time in times}
    chosen = st.selectbox(
        _("Vad ledtiden är mätt på"),
        list(names),
        format_func=names.__getitem__,
        key=f"lead:{state.language()}",
        width=420,
    )
    units = next(time.units for time in times if time.lead == chosen)
    if not units:
        st.markdown(_("Inget i det valda har gått hela vägen ännu."))
        return
    columns = [
        Column[LeadUnit](heading=_("Namn"), value=lambda one: one.name),
        Column[LeadUnit](heading=_("Beteckning"), value=lambda one: one.id),
        Column[LeadUnit](heading=_("Från"), value=lambda one: one.from_),
        Column[LeadUnit](heading=_("Till"), value=lambda one: one.to),
        Column[LeadUnit](heading=_("Antal dagar"), value=lambda one: one.days),
    ]
    listing.table(units, columns, names[chosen])
    listing.files(units, columns, f"ledtid-{chosen.value}", register.facts(view), has_picture=True)
