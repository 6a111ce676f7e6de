"""The report to the agency, for the project office: check, seal, download, explain, compare."""

from __future__ import annotations

import streamlit as st

from ui import frame
from ui.i18n import _
from ui.office import bridging, filing, handouts, preflight, reporting, sealing

frame.start("report")
period = reporting.choose_period()
st.header(_("Kontroll före försegling"), anchor=False)
items = preflight.show(period)
st.header(_("Förseglade utgåvor"), anchor=False)
sealing.show(period, items)
st.header(_("Ladda ned"), anchor=False)
handouts.show(period)
st.header(_("Vad har ändrats sedan det rapporterades?"), anchor=False)
bridging.show(period)
st.header(_("Det som skrevs i Min ansökan"), anchor=False)
filing.show(period)
