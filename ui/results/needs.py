"""Needs that no initiative has met yet, and how long they have waited."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from s3metrics.engine.register import Need
from s3metrics.programme import Programme
from ui import data, register
from ui.codec import View
from ui.drawing import listing
from ui.drawing.listing import Column
from ui.i18n import N_, _, _n
from ui.wording import labels, numbers, sentences
from ui.wording.plain import plain

TITLE = N_("Behov utan insats")


@listing.framed
def show(view: View) -> None:
    """The needs of the period that no initiative has met, those that waited longest first."""
    programme = data.programme()
    every = register.of(view).needs(view.selection)
    waiting = [one for one in every if not one.is_met]
    unit = _("Behov daterade under perioden; väntan räknas till {day}").format(
        day=numbers.day(view.to)
    )
    note = register.ignored(view, "area", "county")
    listing.heading(_(TITLE), register.caption(unit, note))
    if not waiting:
        none = _("Alla behov i det valda har fått en insats.") if every else _("Inga behov alls.")
        register.empty(view, "need", none)
        return
    st.markdown(plain(_told(every, waiting, programme)))
    columns = _columns(programme)
    listing.rows(waiting, columns, _(TITLE))
    listing.files(waiting, columns, "behov-utan-insats", register.facts(view, note))


def _told(every: Sequence[Need], waiting: Sequence[Need], programme: Programme) -> str:
    told = [
        _("{n} av {all} behov saknar insats.").format(
            n=numbers.count(len(waiting)), all=numbers.count(len(every))
        )
    ]
    dropped = sum(one.status == "avskrivet" for one in waiting)
    if dropped:
        told.append(
            _n("{n} av dem är avskrivet.", "{n} av dem är avskrivna.", dropped).format(
                n=numbers.count(dropped)
            )
        )
    by_area: dict[str, int] = {}
    for one in waiting:
        by_area[one.area] = by_area.get(one.area, 0) + 1
    most = max(by_area.values())
    top = [labels.member("area", area, programme) for area, n in by_area.items() if n == most]
    told.append(_("Flest: {areas} ({n}).").format(areas=sentences.in_words(top), n=most))
    told.append(
        _("Det som väntat längst har väntat {days}.").format(
            days=listing.days(max(one.days_waiting for one in waiting))
        )
    )
    return " ".join(told)


def _columns(programme: Programme) -> list[Column[Need]]:
    def county(one: Need) -> str:
        return labels.member("county", one.county, programme) if one.county else _("okänt")

    def raised_by(one: Need) -> str:
        return labels.word("raised_by", one.raised_by, programme) if one.raised_by else ""

    return [
        Column(heading=_("Behov"), value=lambda one: f"{one.title} ({one.id})"),
        Column(
            heading=labels.dimension("area"),
            value=lambda one: labels.member("area", one.area, programme),
        ),
        Column(heading=labels.dimension("county"), value=county),
        Column(heading=labels.dimension("raised_by"), value=raised_by),
        Column(
            heading=labels.dimension("initiative_status"),
            value=lambda one: labels.word("need_status", one.status, programme),
        ),
        Column(heading=_("Datum"), value=lambda one: one.date),
        Column(heading=_("Dagar i väntan"), value=lambda one: one.days_waiting),
        *listing.place_of(lambda one: one.source),
    ]
