"""Overview, for the steering group: are we on course, what has changed, what needs a decision?

In Swedish and English; the figures come from the engine, the texts from the catalogues.
"""

from __future__ import annotations

import streamlit as st

from ui import frame
from ui.drawing import chart, charts
from ui.i18n import _
from ui.opened import figure
from ui.steering import changes, flags, pack, trend
from ui.wording import standing

HEADLINES = (
    "smes_reached",
    "cross_county_initiatives",
    "smes_innovating",
    "jobs_created",
    "needs_identified",
    "burn_rate",
)
MORE = (
    "smes_new",
    "enterprises_supported",
    "participations",
    "funding_decided",
    "costs",
    "cost_per_sme",
)

view = frame.start("overview")
standing.summary()
pack.button(view)
figure.row(view, *HEADLINES, has_target=True)
flags.show(view)
left, right = st.columns([2, 3])
with left:
    trend.show(view, HEADLINES)
with right:
    changes.show(view, (*HEADLINES, *MORE))
chart.when_opened(
    _("Fler siffror"), lambda: figure.row(view, *MORE), "more", icon=":material/add_chart:"
)
chart.when_opened(
    _("Kvartal för kvartal"),
    lambda: chart.breakdown(view, ("smes_reached", "smes_new"), "quarter", charts.columns),
    "quarters",
    icon=":material/bar_chart:",
)
frame.how_counted(*HEADLINES, *MORE)
