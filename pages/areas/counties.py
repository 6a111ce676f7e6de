"""Areas and counties, for the area leads: who is reached where, and what lies in several parts."""

from __future__ import annotations

from s3metrics.indicators import CATALOGUE
from ui import frame
from ui.areas import matrix, overlaps
from ui.drawing import chart

BY = ("area", "county")
INDICATORS = [name for name, entry in CATALOGUE.items() if set(BY) <= set(entry.breakdowns)]

view = frame.start("counties")
indicator = chart.choose_indicator(INDICATORS)
matrix.show(view, indicator, BY)
chart.crossing(view, indicator, BY)
overlaps.show(view, indicator)
frame.how_counted(indicator)
