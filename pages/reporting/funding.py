"""Funding, for the project office: what is decided, paid in and spent, and what it gives."""

from __future__ import annotations

from ui import frame, parts
from ui.funding import financing, flow, spending
from ui.opened import figure

HEADLINES = (
    "funding_decided",
    "funding_paid",
    "costs",
    "eu_share",
    "burn_rate",
    "cost_per_sme",
)
PARTS = {
    "flow": (flow.TITLE, flow.show),
    "areas": (financing.AREAS, financing.areas),
    "eu": (financing.EU_SHARE, financing.eu_share),
    "kinds": (financing.KINDS, financing.kinds),
    "divided": (financing.DIVIDED, financing.divided),
    "booked": (financing.BOOKED, financing.booked),
}

view = frame.start("funding")
figure.row(view, *HEADLINES, columns=2)
spending.show(view)
parts.show(view, PARTS)
frame.how_counted(*HEADLINES, "leverage")
