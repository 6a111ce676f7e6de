"""What the steering group is told: where a decision is needed."""

from __future__ import annotations

from collections.abc import Sequence

from s3metrics.doors.figures import AsOf, Figures
from s3metrics.engine.result import Result
from s3metrics.targets.flags import Flag, raise_flags, so_far


class Steering(Figures):
    """The door for what needs a decision."""

    def flags(self, as_of: AsOf = None) -> list[Flag]:
        """Every red flag of the programme so far, the most pressing first. Raises as `compute`."""
        clock = self.at(as_of)

        def compute(indicator: str, by: Sequence[str]) -> Result:
            return self.compute(indicator, so_far(clock.today), by, as_of)

        return raise_flags(clock.programme, clock.today, self.targets(as_of), compute)
