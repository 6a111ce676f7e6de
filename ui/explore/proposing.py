"""A query put forward as an indicator: text for a review, and nothing else."""

from __future__ import annotations

import streamlit as st

from s3metrics.explore.answer import Answer
from s3metrics.explore.proposal import propose
from ui import state
from ui.drawing import chart
from ui.i18n import _, of
from ui.wording.plain import plain


def show(answer: Answer) -> None:
    """Drawn when it is opened."""
    chart.when_opened(
        _("Föreslå som indikator"),
        lambda: _content(answer),
        "explore:propose",
        icon=":material/approval:",
    )


def _content(answer: Answer) -> None:
    st.markdown(
        _(
            "Frågan blir en deklaration och ett tomt räkneexempel, som text för granskning. Ingen "
            "siffra ändras av det."
        )
    )
    name = st.text_input(
        _("Indikatorns namn"), key=f"explore:proposed:{state.language()}", max_chars=80, width=420
    )
    stamp = answer.stamp
    made = propose(stamp.query, name or "", stamp=of(stamp.sentence), language=state.language())
    st.markdown("**" + _("Att ta ställning till") + "**")
    st.markdown("\n".join(f"- {plain(of(point))}" for point in made.points))
    st.code(made.entry, language=None, wrap_lines=True)
    st.code(made.example, language=None)
    st.download_button(
        _("Ladda ned förslaget"),
        data=made.text.encode(),
        file_name=f"forslag-{made.id}.md",
        mime="text/markdown",
        key="explore:proposal",
        on_click="ignore",
        icon=":material/download:",
    )
