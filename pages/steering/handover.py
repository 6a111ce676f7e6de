"""Needs, results and handover, for the steering group: what the chain has given, and what is left.

Units differ along the chain; each step says which it counts.
"""

from __future__ import annotations

from ui import frame, parts
from ui.results import funnel, ladder, leads, levels, needs

PARTS = {
    "ladder": (ladder.TITLE, ladder.show),
    "needs": (needs.TITLE, needs.show),
    "leads": (leads.TITLE, leads.show),
    "levels": (levels.TITLE, levels.show),
}

view = frame.start("handover")
funnel.show(view)
parts.show(view, PARTS)
frame.how_counted(
    *funnel.STEPS, *funnel.SHARES.values(), "need_lead_time_days", "innovation_level_change"
)
