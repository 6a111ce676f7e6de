"""The data themselves, for analysts and the project office: odd rows, and empty columns."""

from __future__ import annotations

import streamlit as st

from ui import frame
from ui.i18n import _
from ui.quality import asked, filled

frame.start("quality")
st.header(_("Att fråga om"), anchor=False)
st.markdown(
    _(
        "Rader som var för sig är rätta men ihop är märkliga. "
        "Ingen siffra ändras av att de står här."
    )
)
asked.show()
st.header(_("Ifyllda kolumner"), anchor=False)
filled.show()
