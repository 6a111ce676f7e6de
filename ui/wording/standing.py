"""How a figure stands to its target: reached, on course or behind, in words and as a bar."""

from __future__ import annotations

import streamlit as st

from s3metrics.indicators import Indicator
from s3metrics.indicators.model import Direction
from s3metrics.targets import Standing, TargetStatus
from s3metrics.targets.next import next_target
from ui import data
from ui.codec import View
from ui.i18n import _, _n, of
from ui.wording import numbers

_LOOKS = {
    Standing.REACHED: ("green", ":material/check_circle:"),
    Standing.ON_COURSE: ("green", ":material/trending_up:"),
    Standing.BEHIND: ("red", ":material/warning:"),
}
_UNKNOWN = ("gray", ":material/help:")
_NOT_JUDGED = ("gray", ":material/visibility:")


def word(standing: Standing | None) -> str:
    """A standing in a few words; None is one that the data do not carry."""
    return {
        Standing.REACHED: _("Målet är nått"),
        Standing.ON_COURSE: _("Takten räcker"),
        Standing.BEHIND: _("Takten räcker inte"),
        Standing.NO_TARGET: _("Inget mål"),
        None: _("Takten kan inte bedömas"),
    }[standing]


def words(status: TargetStatus) -> str:
    """A target's standing in a few words: no pace of a level or of a date that has passed."""
    if _is_never_judged(status):
        return _("Följs utan bedömning")
    if status.has_passed:
        return {
            Standing.REACHED: _("Målet nåddes i tid"),
            Standing.BEHIND: _("Målet nåddes inte i tid"),
        }.get(status.status, _("Läget kan inte bedömas"))  # type: ignore[arg-type]
    if status.status is Standing.BEHIND and status.pace_held_per_month is None:
        return _("Under målet")
    return word(status.status)


def badge(status: TargetStatus) -> None:
    """The standing: a word and a sign, and a colour that says it again."""
    unknown = _NOT_JUDGED if _is_never_judged(status) else _UNKNOWN
    colour, icon = _LOOKS.get(status.status, unknown) if status.status else unknown
    st.badge(words(status), icon=icon, color=colour)  # type: ignore[arg-type]


def show(view: View, indicator: Indicator) -> None:
    """The next target of a figure for what is selected; nothing where the programme has none."""
    status = of_view(view, indicator.id)
    if status is None:
        return
    badge(status)
    if status.share_reached is not None:
        st.progress(min(max(status.share_reached, 0.0), 1.0), text=reached(status))
    else:
        st.caption(reached(status))
    # Where all targets are examples, the summary says so once for all.
    told = (pace(status), "" if _are_examples() else example(status))
    if any(told):
        st.caption("  \n".join(filter(None, told)))


def of_view(view: View, indicator: str) -> TargetStatus | None:
    """The target of the one area or county selected, or of the programme; None where none is set.

    Of several areas or counties, or of sizes, no target is set: then the programme's is not theirs.
    """
    if view.sizes or len(view.areas) + len(view.counties) > 1:
        return None
    area = view.areas[0] if view.areas else None
    county = view.counties[0] if view.counties else None
    today = data.clock().today
    return next_target(data.targets(), indicator, today, area=area, county=county)


def reached(status: TargetStatus) -> str:
    """`472 av 500 till 31 december 2026`."""
    value = status.value
    if status.target is None or status.date is None:
        return ""
    told = numbers.cell(status.indicator, value)
    return _("{value} av {target} till {day}").format(
        value=told,
        target=numbers.figure(status.indicator, status.target),
        day=numbers.day(status.date),
    )


def pace(status: TargetStatus) -> str:
    """`17,2 i månaden, där 9,6 behövs`; why there is no standing where there is none."""
    held, needed = status.pace_held_per_month, status.pace_needed_per_month
    if status.status is None and status.why_no_status is not None:
        return of(status.why_no_status)
    if held is None or needed is None:
        return ""
    told = _("{held} i månaden, där {needed} behövs.")
    return told.format(held=numbers.count(held), needed=numbers.count(needed))


def example(status: TargetStatus) -> str:
    """That a target is from no decision."""
    return _("Exempelmål, ur inget beslut.") if status.is_example else ""


def _is_never_judged(status: TargetStatus) -> bool:
    """Neither more nor less of it is better."""
    return status.target is not None and status.indicator.direction is Direction.NEITHER


def _are_examples() -> bool:
    return all(status.is_example for status in data.targets())


def summary() -> None:
    """How many of the programme's targets stand how, in a sentence."""
    today = data.clock().today
    statuses = data.targets()
    names = dict.fromkeys(s.indicator.id for s in statuses if not s.area and not s.county)
    found = [next_target(statuses, name, today) for name in names]
    shown = [status for status in found if status is not None]
    standings = [status.status for status in shown]
    if not standings:
        return
    told = _n(
        "Av programmets {n} mål är **{reached}** nådda och **{on_course}** på väg; **{behind}** "
        "ligger efter.",
        "Av programmets {n} mål är **{reached}** nådda och **{on_course}** på väg; **{behind}** "
        "ligger efter.",
        len(standings),
    ).format(
        n=len(standings),
        reached=standings.count(Standing.REACHED),
        on_course=standings.count(Standing.ON_COURSE),
        behind=standings.count(Standing.BEHIND),
    )
    not_judged = sum(_is_never_judged(status) for status in shown)
    if unknown := standings.count(None) - not_judged:
        words = _n(
            "För {n} räcker uppgifterna inte till en bedömning.",
            "För {n} räcker uppgifterna inte till en bedömning.",
            unknown,
        )
        told = f"{told} {words.format(n=unknown)}"
    if not_judged:
        words = _n("{n} följs utan bedömning.", "{n} följs utan bedömning.", not_judged)
        told = f"{told} {words.format(n=not_judged)}"
    if _are_examples():
        told = f"{told} {_('Målen är exempel, ur inga beslut.')}"
    st.markdown(told)
