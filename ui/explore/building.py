"""Asking without SQL: a measure of the catalogue, its breakdowns, time, chosen members."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, unquote

import streamlit as st

from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.explore.builder import MOST_BREAKDOWNS, Question, not_summed, sql_of
from s3metrics.indicators import CATALOGUE, find_indicator
from s3metrics.indicators.model import TIME, Indicator
from ui import data, frame, state
from ui.codec import Problem
from ui.explore import asked as asking
from ui.explore.asked import Asked
from ui.i18n import _, of
from ui.wording import labels
from ui.wording.plain import plain

_NO_TIME, _YES, _NO = "none", "yes", "no"


def show() -> Asked:
    """The choices, the query that they make, and the way to the editor with it."""
    indicator = find_indicator(_measure())
    left, right = st.columns(2)
    with left:
        by = _breakdowns(indicator)
    with right:
        time = _time(indicator)
    only = _members(indicator, (*by, *((time,) if time else ())))
    is_from_rows = bool(time) and len(by) == MOST_BREAKDOWNS
    has_total = bool(by or time) and not is_from_rows and _totals()
    question = Question(indicator=indicator.id, by=by, time=time, only=only, has_total=has_total)
    try:
        sql = sql_of(question)
    except WrongCall as error:
        st.error(plain(of(error.text)), icon=":material/error:")
        raise frame.Finished from error
    if question.is_from_rows:
        st.caption(
            _(
                "Två uppdelningar över tid räknas ur raderna, med indikatorns regel. Det som inte "
                "har några rader visas inte: där är siffran noll eller okänd."
            )
        )
    why = not_summed(question)
    if why is not None:
        st.info(of(why), icon=":material/join_inner:")
    with st.expander(_("Frågan i SQL"), expanded=True, icon=":material/code:"):
        # Without colours: on the dark ground those of keywords are too faint to read.
        st.code(sql, language=None, wrap_lines=True)
        st.button(
            _("Ta över i redigeraren"),
            on_click=asking.put,
            args=(sql,),
            icon=":material/edit:",
        )
    return Asked(sql=sql, indicator=indicator.id)


def _measure() -> str:
    options = list(CATALOGUE)
    chosen, problem = state.choice("indicator", options, options[0])
    _tell(problem)
    names = {name: of(find_indicator(name).label) for name in options}
    return str(
        st.selectbox(
            _("Mått"),
            options,
            format_func=names.__getitem__,
            key=state.bind("indicator", chosen),
            # Another measure has other breakdowns.
            on_change=state.changed,
            args=("by", "time", "only", "totals", *asking.OF_COLUMNS),
        )
    )


def _breakdowns(indicator: Indicator) -> tuple[str, ...]:
    options = [name for name in indicator.breakdowns if name not in TIME]
    first = [name for name in ("county", "area") if name in options][:1]
    chosen, problem = state.several("by", options, first)
    _tell(problem)
    names = {name: labels.dimension(name) for name in options}
    st.multiselect(
        _("Fördela på (högst {n})").format(n=MOST_BREAKDOWNS),
        options,
        format_func=names.__getitem__,
        max_selections=MOST_BREAKDOWNS,
        placeholder=_("Inget: hela programmet"),
        key=state.bind("by", list(chosen[:MOST_BREAKDOWNS]), state.as_list),
        on_change=state.changed,
        args=asking.OF_COLUMNS,
        disabled=not options,
    )
    return chosen[:MOST_BREAKDOWNS]


def _time(indicator: Indicator) -> str | None:
    options = [_NO_TIME, *(name for name in indicator.breakdowns if name in TIME)]
    chosen, problem = state.choice("time", options, _NO_TIME)
    _tell(problem)
    names = {
        name: _("Programmet hittills") if name == _NO_TIME else labels.dimension(name)
        for name in options
    }
    st.selectbox(
        _("Tid"),
        options,
        format_func=names.__getitem__,
        key=state.bind("time", chosen),
        on_change=state.changed,
        args=asking.OF_COLUMNS,
        disabled=len(options) == 1,
    )
    return None if chosen == _NO_TIME else chosen


def _members(indicator: Indicator, dimensions: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The members to show of the chosen breakdowns; none chosen of one is all of it."""
    if not dimensions:
        return {}
    names = {
        f"{name}={quote(member)}": f"{labels.dimension(name)}: {_member(name, member)}"
        for name in dimensions
        for member in _known(indicator, name)
    }
    chosen, problem = state.several("only", list(names), ())
    _tell(problem)
    st.multiselect(
        _("Visa bara"),
        list(names),
        format_func=names.__getitem__,
        placeholder=_("Inget valt: alla delar"),
        key=state.bind("only", list(chosen), lambda given: ",".join(given)),
        on_change=state.changed,
    )
    found: dict[str, tuple[str, ...]] = {}
    for pair in chosen:
        name, member = pair.split("=", 1)
        found[name] = (*found.get(name, ()), unquote(member))
    return found


def _totals() -> bool:
    chosen, problem = state.choice("totals", (_NO, _YES), _NO)
    _tell(problem)
    st.toggle(
        _("Visa också totalerna"),
        key=state.bind("totals", chosen == _YES, lambda given: _YES if given else _NO),
        on_change=state.changed,
        help=_("En total räknas om från enskilda företag och insatser; den är ingen summa."),
    )
    return chosen == _YES


def _known(indicator: Indicator, name: str) -> list[str]:
    clock = data.clock()
    start = clock.programme.period.start
    so_far = Selection(from_=start, to=max(clock.today, start))
    return data.figure(indicator.id, so_far, (name,)).members(name)


def _member(name: str, member: str) -> str:
    return labels.member(name, member, data.programme())


def _tell(problem: Problem | None) -> None:
    if problem is not None:
        st.warning(frame.problem_text(problem), icon=":material/link_off:")
