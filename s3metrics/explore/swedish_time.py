"""The time of day where the programme is, for what people read; stored times are in UTC."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Stockholm")


def swedish(at: datetime) -> datetime:
    """The same moment by a clock in Sweden; `at` says its own zone."""
    return at.astimezone(_ZONE)
