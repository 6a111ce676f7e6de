"""Deliveries, for the project office and the coordinators: lists in, faults out, nothing unseen."""

from __future__ import annotations

import streamlit as st

from ui import frame
from ui.i18n import _
from ui.office import received, upload

frame.start("deliveries")
st.header(_("Lämna en leverans"), anchor=False)
received.template()
upload.form()
st.header(_("Rader som väntar på rättning"), anchor=False)
received.quarantine()
st.header(_("Avsändarna"), anchor=False)
received.senders()
with st.expander(_("Alla leveranser"), icon=":material/history:"):
    received.log()
