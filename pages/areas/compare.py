"""County beside county, for the area leads: any figure that has counties, now and over time."""

from __future__ import annotations

from s3metrics.indicators import CATALOGUE
from ui import frame
from ui.areas import compare, multiples
from ui.drawing import chart

INDICATORS = [name for name, entry in CATALOGUE.items() if "county" in entry.breakdowns]

view = frame.start("compare")
indicator = chart.choose_indicator(INDICATORS)
compare.counties(view, indicator)
multiples.over_time(view, indicator)
frame.how_counted(indicator)
