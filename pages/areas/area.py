"""One area, for its lead: what it reaches, county against county, and who is not reached."""

from __future__ import annotations

from ui import frame
from ui.areas import area, compare, multiples, overlaps, unreached, white_spots
from ui.drawing import chart
from ui.i18n import _
from ui.opened import figure

HEADLINES = (
    "smes_reached",
    "smes_new",
    "municipalities_reached",
    "participations",
    "smes_across_border",
    "cross_county_initiatives",
)

view = frame.start("area")
area.choose(view)
figure.row(view, *HEADLINES)
white_spots.show(view)
compare.counties(view, "smes_reached")
chart.when_opened(
    _("Storlekar som inte nås"),
    lambda: unreached.sizes(view),
    "unreached",
    icon=":material/person_off:",
)
chart.when_opened(
    _("Över tid"),
    lambda: multiples.over_time(view, "smes_reached"),
    "area-over-time",
    icon=":material/timeline:",
)
chart.when_opened(
    _("Vilka som räknas i flera län eller områden"),
    lambda: overlaps.show(view, "smes_reached"),
    "area-overlap",
    icon=":material/join_inner:",
)
frame.how_counted(*HEADLINES)
