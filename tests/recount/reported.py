"""Whether somebody has delivered what an empty cell would need: none, or not reported?"""

from __future__ import annotations

from .known import Known
from .model import ALL

TABLES_WITH_AREA = ("initiative", "participation", "funding", "booking", "need", "solution")
"""Tables whose rows have an area, of their own or through their initiative."""


def is_reported(known: Known, table: str, area: str) -> bool:
    """Whether an empty cell of the area (`*`: of any area selected) says that there is nothing."""
    if table not in known.world.reported:
        return False
    if table not in TABLES_WITH_AREA:
        return True
    areas = [area] if area != ALL else (known.selection.areas or known.setting.areas)
    return any(_is_told(known, table, one) for one in areas)


def _is_told(known: Known, table: str, area: str) -> bool:
    """Not so only where the table is expected of somebody, and nobody who speaks there gave it.

    A sender that is not listed speaks for every area.
    """
    expected = known.setting.expected
    listed = {sender for sender, _, _ in expected}
    speakers = {sender for sender, areas, _ in expected if area in (areas or known.setting.areas)}
    is_expected = any(
        sender in speakers and (not tables or table in tables) for sender, _, tables in expected
    )
    given_by = {who for who, tables in known.world.delivered_by.items() if table in tables}
    return not is_expected or bool(given_by & speakers) or bool(given_by - listed)
