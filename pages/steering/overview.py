"""Overview, for the steering group: does the programme reach companies, across borders, in budget?

In Swedish and English; the figures come from the engine, the texts from the catalogues.
"""

from __future__ import annotations

import streamlit as st

from ui import chart, charts, figure, frame

HEADLINES = (
    "smes_reached",
    "smes_new",
    "enterprises_supported",
    "cross_county_initiatives",
    "participations",
    "funding_decided",
    "costs",
    "burn_rate",
    "cost_per_sme",
)

view = frame.start("overview")
figure.row(view, *HEADLINES)
wide, narrow = st.columns([3, 2])
with wide:
    chart.breakdown(view, ("smes_reached", "smes_new"), "quarter", charts.columns)
with narrow:
    chart.breakdown(view, ("smes_reached",), "area", charts.bars)
frame.how_counted(*HEADLINES)
