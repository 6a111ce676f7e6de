"""Funding, for the project office: what is decided, paid in and spent, and what it gives."""

from __future__ import annotations

import streamlit as st

from ui import chart, figure, frame

HEADLINES = ("funding_decided", "funding_paid", "costs", "eu_share", "leverage", "burn_rate")

view = frame.start("funding")
figure.row(view, *HEADLINES)
chart.chosen_breakdown(view, "funding_decided", ("source", "form", "funder", "area"), "by")
left, right = st.columns(2)
with left:
    chart.chosen_breakdown(view, "costs", ("cost_category", "area"), "costs_by")
with right:
    chart.chosen_breakdown(view, "funding_paid", ("funder", "area"), "paid_by")
frame.how_counted(*HEADLINES)
