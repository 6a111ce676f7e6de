"""The initiatives together, along the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from s3metrics.engine.register import Initiative
from s3metrics.programme import Programme
from ui import data, parts, register, state
from ui.codec import View
from ui.drawing import chart, listing, timeline
from ui.drawing.listing import Column
from ui.drawing.timeline import Days, Span
from ui.i18n import N_, _, _n
from ui.wording import labels, numbers

TIMELINE = N_("Insatserna över tid")


@st.fragment
def over_time(view: View) -> None:
    """Every initiative as a bar; a click on one opens its own page."""
    programme = data.programme()
    found = register.of(view).initiatives(view.selection)
    with st.container(border=True):
        note = register.ignored(view, "area", "county")
        unit = _("En stapel per insats, från start till slut. Klicka på en för att öppna den.")
        listing.heading(_(TIMELINE), register.caption(unit, note))
        if not found:
            register.empty(view, "initiative", _("Inga insatser i det valda."))
            return
        group = _group()
        spans = [_span(one, group, programme) for one in _grouped(found, group, programme)]
        series = [labels.word("initiative_status", s.id, programme) for s in programme.statuses]
        series += [name for name in dict.fromkeys(s.series for s in spans) if name not in series]
        marks = timeline.by_series(spans, series)
        open_ended = [span for span in spans if span.end is None]

        def behind(trace: int, mark: int) -> None:
            state.choose("initiative", [*marks, open_ended][trace][mark].id)
            st.rerun()

        chart.draw(
            timeline.build(spans, series, _days(found, programme), _("inget slutdatum")),
            _told(found, programme),
            "insatser",
            behind,
        )
        listing.opened(
            found, columns(programme), _(TIMELINE), "insatser", register.facts(view, note)
        )


def _group() -> str:
    names = {
        "area": labels.dimension("area"),
        "initiative_status": labels.dimension("initiative_status"),
        "principal": _("Huvudman"),
    }
    return parts.choose("group", names, _("Ordnade efter"))


def _grouped(found: Sequence[Initiative], group: str, programme: Programme) -> list[Initiative]:
    """By group in the programme's order (principals by name), and by start within it."""
    orders = {"area": programme.area_ids, "initiative_status": [s.id for s in programme.statuses]}
    order = list(orders.get(group, ()))

    def place(one: Initiative) -> tuple[int, str]:
        code = _code(one, group)
        return (order.index(code) if code in order else len(order), code.casefold())

    return sorted(found, key=place)


def _code(one: Initiative, group: str) -> str:
    return {"area": one.area, "initiative_status": one.status}.get(group, one.principal)


def _span(one: Initiative, group: str, programme: Programme) -> Span:
    status = labels.word("initiative_status", one.status, programme)
    code = _code(one, group)
    name = code if group == "principal" else labels.member(group, code, programme)
    text = "<br>".join(
        plain_html(line)
        for line in (
            f"{one.title} ({one.id})",
            period(one),
            f"{status} · {one.principal}",
        )
    )
    return Span(
        id=one.id,
        label=one.title,
        group=name,
        series=status,
        start=one.start_date,
        end=one.end_date,
        text=text,
    )


def plain_html(text: str) -> str:
    """The text where Plotly reads HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def period(one: Initiative) -> str:
    """`1 juni 2024 – 6 juli 2026`, or that no end has been delivered."""
    start = numbers.day(one.start_date)
    if one.end_date is None:
        return _("från {start}, inget slutdatum").format(start=start)
    return f"{start} – {numbers.day(one.end_date)}"


def _days(found: Sequence[Initiative], programme: Programme) -> Days:
    today = data.clock().today
    ends = [one.end_date for one in found if one.end_date]
    return Days(
        first=date(min([programme.period.start, *(one.start_date for one in found)]).year, 1, 1),
        last=max([programme.period.end, *ends]),
        lines={_("i dag"): today, _("programmets slut"): programme.period.end},
    )


def _told(found: Sequence[Initiative], programme: Programme) -> str:
    """How many are in which state, and what stands out by the dates."""
    by_status = [
        f"{labels.lower(labels.word('initiative_status', s.id, programme))} {numbers.count(number)}"
        for s in programme.statuses
        if (number := sum(one.status == s.id for one in found))
    ]
    told = [
        _n("{n} insats ({statuses}).", "{n} insatser ({statuses}).", len(found)).format(
            n=numbers.count(len(found)), statuses=", ".join(by_status)
        )
    ]
    if number := sum(one.end_date is None for one in found):
        told.append(
            _n("{n} saknar slutdatum.", "{n} saknar slutdatum.", number).format(
                n=numbers.count(number)
            )
        )
    late = sum(one.is_overdue for one in found)
    if late:
        told.append(
            _n(
                "{n} står som pågående fast slutdatumet har passerat.",
                "{n} står som pågående fast slutdatumet har passerat.",
                late,
            ).format(n=numbers.count(late))
        )
    return " ".join(told)


def columns(programme: Programme) -> list[Column[Initiative]]:
    """What a list of initiatives holds."""

    def counties_of(one: Initiative) -> str:
        return ", ".join(labels.member("county", c, programme) for c in one.declared)

    def reached(one: Initiative) -> str:
        return ", ".join(
            f"{labels.member('county', c, programme)} {numbers.count(n)}"
            for c, n in one.reached.items()
        )

    return [
        Column(heading=_("Insats-id"), value=lambda one: one.id),
        Column(heading=_("Titel"), value=lambda one: one.title),
        Column(
            heading=labels.dimension("area"),
            value=lambda one: labels.member("area", one.area, programme),
        ),
        Column(
            heading=labels.dimension("initiative_status"),
            value=lambda one: labels.word("initiative_status", one.status, programme),
        ),
        Column(heading=_("Huvudman"), value=lambda one: one.principal),
        Column(heading=_("Start"), value=lambda one: one.start_date),
        Column(
            heading=_("Slut"),
            value=lambda one: one.end_date,
            text=lambda one: listing.in_words(one.end_date) or _("inget slutdatum"),
        ),
        Column(heading=_("Öppen i"), value=counties_of),
        Column(heading=_("Har nått företag i"), value=reached),
        Column(heading=_("Antal företag"), value=lambda one: one.companies),
    ]


def named(one: Initiative) -> str:
    """An initiative in a list to choose from."""
    return f"{one.title} ({one.id})"
