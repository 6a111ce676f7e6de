"""Whether somebody has delivered what an empty cell would need: none, or not reported?"""

from __future__ import annotations

from .known import Known
from .model import ALL, UNKNOWN

TABLES_WITH_AREA = ("initiative", "participation", "funding", "booking", "need", "solution")
"""Tables whose rows have an area, of their own or through their initiative."""


def is_reported(known: Known, table: str, area: str) -> bool:
    """Whether anybody who speaks for the area (`*`: for any area selected) delivered the table."""
    if table not in known.world.reported:
        return False
    if not known.setting.expected or table not in TABLES_WITH_AREA or area == UNKNOWN:
        return True
    areas = [area] if area != ALL else (known.selection.areas or known.setting.areas)
    return any(
        speaks_for(known, sender, table, one)
        for sender, tables in known.world.delivered_by.items()
        if table in tables
        for one in areas
    )


def speaks_for(known: Known, sender: str, table: str, area: str) -> bool:
    """A listed sender speaks for its areas, one that is not listed for every area."""
    entries = [entry for entry in known.setting.expected if entry[0] == sender]
    of_table = [entry for entry in entries if not entry[2] or table in entry[2]]
    return not entries or any(not areas or area in areas for _, areas, _ in (of_table or entries))
