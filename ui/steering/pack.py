"""The steering group's pack: what the overview shows, as a document to print."""

from __future__ import annotations

import streamlit as st

from ui import state
from ui.codec import View
from ui.i18n import _
from ui.office import reporting


def button(view: View) -> None:
    """The pack by the reader's clock; made when it is asked for."""
    language = state.language()
    st.download_button(
        _("Ladda ned underlaget (pdf)"),
        data=lambda: reporting.pack(view.clock, "pdf", language),
        file_name=f"underlag-{view.clock}.pdf",
        mime="application/pdf",
        key=f"pack:{view.clock}:{language}",
        on_click="ignore",
        icon=":material/print:",
        help=_("Hela programmet på några sidor att skriva ut, vad som än är valt här."),
    )
