"""The lowest and the highest that a figure could be if what has been delivered were complete.

Every particular that is unknown becomes known, and every row in quarantine is corrected and
accepted, whatever it says. A row that waits adds at most one unit, so counts have bounds:

- A participation, result, need or solution that waits can add a unit; and remove one, where it
  stood before: until it is corrected, its earlier wording counts.
- A company or initiative that waits may already be known by an earlier wording, which counts
  until the row is corrected; so it can add or remove its own unit. Where it could move more than
  its own (all participations of a company, all companies of an initiative), the upper bound is the
  figure with the restrictions lifted that it could change, and there is no lower bound.
- Sums have no upper bound while a row waits or an amount is missing: it could be any number; and
  no lower one where the row that waits may take away an amount that counts.
- A ratio's bounds are those of its two numbers against each other.

Lists that nobody has delivered are not in the bounds: nothing is known about them.
"""

from s3metrics.engine.bounds.bounds import bounds_of
from s3metrics.engine.bounds.model import BoundPart, Bounds, rows_wait

__all__ = ["BoundPart", "Bounds", "bounds_of", "rows_wait"]
