"""A reporting period and its editions, as the reporting page chooses them and keeps them at hand.

Kept by codes for as long as the data stay, as in `ui.data`.
"""

from __future__ import annotations

import streamlit as st

from s3metrics.doors.reports import Handout
from s3metrics.editions.bridge import BridgedFigure, OpenedPart, Reason
from s3metrics.editions.model import Edition, Span
from s3metrics.programme import ReportingPeriod
from s3metrics.reports.items import Item
from s3metrics.reports.pack import pack as make_pack
from ui import data, frame, state
from ui.codec import NOW
from ui.i18n import _
from ui.wording import numbers


def choose_period() -> ReportingPeriod:
    """A reporting period that has begun; the latest that is over, where none is named.

    Raises Finished where the programme file has none, or none has begun.
    """
    today = data.platform().today
    begun = [one for one in data.platform().programme.reporting_periods if one.start <= today]
    if not begun:
        st.error(
            _(
                "Ingen rapportperiod har börjat. Perioderna står i programfilen "
                "(reporting_periods)."
            ),
            icon=":material/error:",
        )
        raise frame.Finished
    by_id = {one.id: one for one in reversed(begun)}
    over = [one for one in begun if one.end <= today]
    code, problem = state.choice("report", list(by_id), (over or begun)[-1].id)
    frame.tell(problem)
    chosen = st.selectbox(
        _("Rapportperiod"),
        list(by_id),
        format_func=lambda id_: _period_words(by_id[id_]),
        key=state.bind("report", code),
        on_change=state.changed,
        width=460,
    )
    return by_id[str(chosen)]


def _period_words(period: ReportingPeriod) -> str:
    days = f"{numbers.short_day(period.start)} – {numbers.short_day(period.end)}"
    return _("{id}: {days}, lämnas in senast {due}").format(
        id=period.id, days=days, due=numbers.short_day(period.due)
    )


def editions_of(period: ReportingPeriod) -> list[Edition]:
    """The period's editions, the one that stands first."""
    return [edition for edition in data.editions() if edition.period == period.id]


def choose_edition(name: str, label: str, editions: list[Edition], *, has_now: bool) -> str:
    """The name of an edition, or `now`, that stands in the page's address under `name`."""
    words = {edition.name: _("Utgåva {name}").format(name=edition.name) for edition in editions}
    if has_now:
        words[NOW] = _("Det som är känt nu")
    code, problem = state.choice(name, list(words), next(iter(words)))
    frame.tell(problem)
    return str(
        st.selectbox(
            label,
            list(words),
            format_func=words.__getitem__,
            key=state.bind(name, code),
            on_change=state.changed,
            width=300,
        )
    )


def items(period: ReportingPeriod) -> list[Item]:
    """What the check before sealing says now."""
    platform = data.platform()
    return _items(data.place(), platform.data_version, period.id)


def bridge(edition: str, other: str) -> list[BridgedFigure]:
    """The totals that differ between an edition and another one, or what is known now."""
    return _bridge(data.place(), data.platform().data_version, edition, other)


def opened_part(edition: str, other: str, indicator: str, span: Span, reason: Reason) -> OpenedPart:
    """The units and rows behind one part of a total."""
    of = (edition, other, indicator, span, reason)
    return _opened_part(data.place(), data.platform().data_version, *of)


def handout(
    period: ReportingPeriod, edition: str, *, by: str | None = None, file_name: str = ""
) -> Handout:
    """The report; with `by`, the one who asks for it, personal numbers stand in clear, logged."""
    return data.platform().report(
        period.id,
        None if edition == NOW else edition,
        with_personal_numbers=by is not None,
        by=by,
        file_name=file_name,
    )


def pack(edition: str, format_: str, language: str) -> bytes:
    """The steering group's pack as a file."""
    as_of = None if edition == NOW else edition
    return make_pack(data.platform(), as_of, language, format=format_)


@st.cache_resource(show_spinner=False, max_entries=8)
def _items(place: data.Place, version: int, period: str) -> list[Item]:
    return data.platform().preflight(period)


@st.cache_resource(show_spinner=False, max_entries=8)
def _bridge(place: data.Place, version: int, edition: str, other: str) -> list[BridgedFigure]:
    return data.platform().bridge(edition, None if other == NOW else other)


@st.cache_resource(show_spinner=False, max_entries=8)
def _opened_part(
    place: data.Place,
    version: int,
    edition: str,
    other: str,
    indicator: str,
    span: Span,
    reason: Reason,
) -> OpenedPart:
    later = None if other == NOW else other
    return data.platform().open_part(edition, later, indicator, span, {}, reason)
