"""The two ways to ask, and what comes of it."""

from __future__ import annotations

import streamlit as st

from s3metrics.explore.answer import Answer
from s3metrics.indicators import find_indicator
from ui import frame, state
from ui.explore import answering, building, editor, proposing, result, saved, telling
from ui.explore.asked import Asked
from ui.explore.telling import Told
from ui.i18n import _


def ask() -> Asked:
    """The question, in the way that the reader has chosen."""
    return building.show() if _way() == "build" else editor.show()


def answer(asked: Asked) -> None:
    """What comes of it, and what can be done with both; a fault leaves the page as it is."""
    outcome = answering.outcome(asked) if asked.sql.strip() else None
    editor.help_along(asked.sql, outcome)
    if outcome is None:
        st.info(
            _("Skriv en fråga och kör den, eller öppna en av frågorna att börja med."),
            icon=":material/lightbulb:",
        )
        return
    if outcome.error is not None:
        answering.tell(outcome.error, asked.sql)
        saved.keep(asked)
        return
    if outcome.answer is not None:
        result.show(_told(outcome.answer, asked), outcome.answer)
        saved.keep(asked)
        proposing.show(outcome.answer)


def _told(answer: Answer, asked: Asked) -> Told:
    if asked.indicator is None:
        return telling.as_written(answer)
    return telling.as_figures(answer, find_indicator(asked.indicator))


def _way() -> str:
    names = {"build": _("Bygg utan SQL"), "sql": _("Skriv SQL")}
    chosen, problem = state.choice("ask", list(names), "sql" if state.text("sql") else "build")
    if problem:
        st.warning(frame.problem_text(problem), icon=":material/link_off:")
    return str(
        st.segmented_control(
            _("Sätt att fråga"),
            list(names),
            format_func=names.__getitem__,
            required=True,
            key=state.bind("ask", chosen),
            on_change=state.changed,
        )
    )
