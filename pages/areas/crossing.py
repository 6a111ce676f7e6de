"""Crossing, for the area leads: initiatives over time, counties in pairs, who works with whom."""

from __future__ import annotations

from ui import frame, parts
from ui.crossing import initiative, initiatives, open_counties, pairs, principals
from ui.opened import figure

HEADLINES = (
    "initiatives",
    "cross_county_initiatives",
    "cross_county_declared",
    "cross_area_initiatives",
)
PARTS = {
    "pairs": (pairs.TITLE, pairs.show),
    "counties": (open_counties.TITLE, open_counties.show),
    "principals": (principals.TITLE, principals.show),
}

view = frame.start("crossing")
chosen = initiative.choose(view)
if chosen:
    initiative.show(view, chosen)
else:
    figure.row(view, *HEADLINES, columns=2)
    initiatives.over_time(view)
    parts.show(view, PARTS)
    frame.how_counted(*HEADLINES, "county_pairs")
