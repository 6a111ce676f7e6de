"""From the question to its answer: run once, kept for this visit, faults in words."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import streamlit as st

from s3metrics.explore.answer import Answer
from s3metrics.explore.refusals import Kind, QueryError
from ui import data, state
from ui.codec import NOW
from ui.explore import asked as asking
from ui.explore.asked import Asked
from ui.i18n import _, of
from ui.wording.plain import plain

_KEPT, _WHO = "explore:outcome", "explore:who"
_LINES_BEFORE = 1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a question: rows, or why there are none."""

    answer: Answer | None = None
    error: QueryError | None = None


def outcome(asked: Asked) -> Outcome:
    """What comes of the question by the reader's clock.

    Run when it, the data or the clock has changed, or the reader asks for it; not each time that
    the page is drawn again. A link's question is run as it is opened: it stands in the editor
    above, can read nothing but the copy without persons, and can change nothing.
    """
    clock = state.clock()
    key = (
        data.place(),
        data.platform().data_version,
        clock,
        asked.sql,
        tuple(sorted(asked.parameters.items())),
        asking.round_(),
    )
    kept = state.kept(_KEPT)
    if kept is None or kept[0] != key:
        # The old answer goes first: two large ones would be held at once.
        state.keep(_KEPT, None)
        kept = (key, _run(asked, None if clock == NOW else clock))
        state.keep(_KEPT, kept)
    found: Outcome = kept[1]
    return found


def _run(asked: Asked, as_of: str | None) -> Outcome:
    who = state.kept(_WHO) or uuid4().hex
    state.keep(_WHO, who)
    try:
        with st.spinner(_("Frågan körs …")):
            answer = data.platform().sql(
                asked.sql, as_of=as_of, parameters=asked.parameters, by=who
            )
        return Outcome(answer=answer)
    except QueryError as error:
        return Outcome(error=error)


def tell(error: QueryError, sql: str) -> None:
    """Why there is no answer: what is wrong, where in the query, and what to do."""
    st.error(_told(error), icon=":material/error:")
    if error.position is not None:
        st.code(marked(sql, *error.position), language=None)
        st.button(
            _("Gå till stället i frågan"),
            # `static/sql.js` sets the cursor there.
            key="sql-goto",
            icon=":material/my_location:",
        )
    if error.kind in _WORTH_ANOTHER_TRY:
        st.button(_("Försök igen"), on_click=asking.again, icon=":material/refresh:")


def marked(sql: str, line: int, column: int) -> str:
    """The line, the one before it, and a mark under the column; both are counted from 1."""
    lines = sql.splitlines() or [""]
    at = min(line, len(lines))
    first = max(1, at - _LINES_BEFORE)
    width = len(str(at))
    shown = [f"{n:>{width}} │ {lines[n - 1]}" for n in range(first, at + 1)]
    # A tab before it is as wide in the mark's line as in the query's.
    lead = "".join("\t" if c == "\t" else " " for c in lines[at - 1][: column - 1])
    lead += " " * max(0, column - 1 - len(lead))
    return "\n".join([*shown, f"{' ' * width} │ {lead}▲"])


_WORTH_ANOTHER_TRY = {Kind.BUSY, Kind.TIME, Kind.MEMORY}


def _told(error: QueryError) -> str:
    """The sentence under its title; the title alone stands in it where it says that first."""
    title, text = _title(error.kind), of(error.text)
    return plain(text) if text.startswith(title) else f"**{title}.** {plain(text)}"


def _title(kind: Kind) -> str:
    return {
        Kind.SYNTAX: _("Frågan går inte att läsa"),
        Kind.UNKNOWN: _("Frågan nämner något som inte finns"),
        Kind.VALUE: _("Frågan går inte att räkna ut"),
        Kind.REFUSED: _("Det går inte att göra härifrån"),
        Kind.TIME: _("Frågan tog för lång tid"),
        Kind.MEMORY: _("Frågan behövde för mycket minne"),
        Kind.SIZE: _("Frågan eller svaret är för stort"),
        Kind.BUSY: _("Frågan fick inte plats just nu"),
    }[kind]
