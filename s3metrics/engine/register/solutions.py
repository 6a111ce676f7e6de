"""The solutions on the handover ladder: which step each has reached, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from s3metrics.codes import choices
from s3metrics.engine.entities import SourceRow
from s3metrics.engine.register.asking import Asking

LADDER = tuple(choices("solution_step"))
"""The steps, from idea to operation."""
ADOPTED = ("ordinarie_budget", "i_drift")


@dataclass(frozen=True, kw_only=True)
class Solution:
    """One solution as it stood on the last day asked for."""

    id: str
    title: str
    area: str
    receiver: str | None
    steps: Mapping[str, date]
    """Step → the day it was reached, in the ladder's order; steps not delivered are missing."""
    sources: Mapping[str, SourceRow]
    """Step → the row that says so."""

    @property
    def step(self) -> str:
        """The highest step reached."""
        return max(self.steps, key=LADDER.index)

    @property
    def is_adopted(self) -> bool:
        """In an ordinary budget or in operation, as `solutions_adopted` counts."""
        return any(step in ADOPTED for step in self.steps)

    @property
    def steps_left(self) -> tuple[str, ...]:
        """The steps above the highest reached."""
        return LADDER[LADDER.index(self.step) + 1 :]


_SOLUTIONS = """
    SELECT row_id, solution, title, area, receiver, step, date FROM solution
    WHERE date <= $to
    ORDER BY solution, date, list_position($ladder, step)
"""


def solutions(asking: Asking) -> tuple[Solution, ...]:
    """The solutions of the scope's areas with a step up to the period's end.

    Furthest up the ladder first. Title, area and receiver are those of its latest row.
    """
    areas = set(asking.scope.members("area"))
    rows = asking.rows(_SOLUTIONS, ("solution",), to=asking.scope.to, ladder=list(LADDER))
    places = asking.sources("solution", (row[0] for row in rows))
    found: dict[str, Solution] = {}
    for row_id, id_, title, area, receiver, step, day in rows:
        before = found.get(id_)
        steps = {**(before.steps if before else {}), step: day}
        sources = {**(before.sources if before else {}), step: places[row_id]}
        found[id_] = Solution(
            id=id_,
            title=title,
            area=area,
            receiver=receiver or (before.receiver if before else None),
            steps={name: steps[name] for name in LADDER if name in steps},
            sources=sources,
        )
    wanted = [one for one in found.values() if not areas or one.area in areas]
    return tuple(sorted(wanted, key=lambda one: (-LADDER.index(one.step), one.area, one.id)))
