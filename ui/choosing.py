"""A page's own choice as a row of buttons; it stands in the page's address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui import frame, state


def segmented(name: str, title: str, options: Mapping[str, str]) -> str:
    """The code chosen of `options` (code → words); the first where the address names none.

    `name` is the address's parameter. One that means nothing there gives a message.
    """
    chosen, problem = state.choice(name, list(options), next(iter(options)))
    if problem:
        st.warning(frame.problem_text(problem), icon=":material/link_off:")
    return str(
        st.segmented_control(
            title,
            list(options),
            format_func=options.__getitem__,
            required=True,
            key=state.bind(name, chosen),
            on_change=state.changed,
        )
    )
