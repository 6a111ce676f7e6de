"""Between which values a hidden number must lie, by what totals, parts and larger sets allow."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

Number = TypeVar("Number", bound=Hashable)
_NEAR = 1e-6
_ROUNDS = 40


@dataclass(frozen=True)
class Row(Generic[Number]):
    """What must hold: low ≤ the sum of the numbers, each times its factor, ≤ high."""

    factors: Mapping[Number, float]
    low: float
    high: float

    def holds(self, value: Callable[[Number], float]) -> bool:
        """Whether it does in truth: late corrections may have made it false."""
        total = sum(factor * value(one) for one, factor in self.factors.items())
        return self.low - _NEAR <= total <= self.high + _NEAR


def differences(rows: Sequence[Row[Number]], unknown: Collection[Number]) -> list[Row[Number]]:
    """Of equations that have several unknowns in common, what is left when one is taken from the
    other: limits are drawn row by row, and would not see it."""
    equations = [row for row in rows if row.low == row.high]
    having: dict[Number, list[int]] = defaultdict(list)
    for at, row in enumerate(equations):
        for one in row.factors:
            if one in unknown:
                having[one].append(at)
    common = Counter(pair for places in having.values() for pair in combinations(places, 2))
    found = []
    for (first, second), number in common.items():
        if number > 1:
            row, other = equations[first], equations[second]
            # Factors are 1 and -1: the two are either alike or opposite where they meet.
            sides = {
                factor * other.factors[one]
                for one, factor in row.factors.items()
                if one in unknown and one in other.factors
            }
            found += [_without_shared(row, other, side) for side in sides]
    return found


def _without_shared(one: Row[Number], other: Row[Number], side: float) -> Row[Number]:
    factors = dict(one.factors)
    for name, factor in other.factors.items():
        factors[name] = factors.get(name, 0) - side * factor
    left = {name: factor for name, factor in factors.items() if factor}
    return Row(left, one.low - side * other.low, one.high - side * other.high)


class Limits(Generic[Number]):
    """The lowest and highest value of every unknown, drawn together as far as single rows do."""

    def __init__(
        self,
        rows: Sequence[Row[Number]],
        known: Mapping[Number, float],
        least: Mapping[Number, float],
    ) -> None:
        """`known` are the values that are told, `least` the unknowns' lowest values."""
        self._rows = [*rows, *differences(rows, least.keys())]
        self.low = {**least, **known}
        self.high = {**dict.fromkeys(least, math.inf), **known}
        self.unknown = least.keys()
        self._why: dict[tuple[Number, bool], int] = {}
        """(unknown, whether its lowest value) → the row that set it last."""
        self._having: dict[Number, list[int]] = defaultdict(list)
        for at, row in enumerate(self._rows):
            for one in row.factors:
                if one in least:
                    self._having[one].append(at)
        self._draw_together()

    def is_told(self, one: Number) -> bool:
        """Whether it has one value only, as whole numbers go."""
        return self.high[one] - self.low[one] < 1 - _NEAR

    def told_by(self, one: Number) -> Iterator[set[Number]]:
        """The known numbers that set its limits, then those that set the limits of what did …"""
        asked, seen = [one], {one}
        while asked:
            rows = {
                self._why[unknown, is_low]
                for unknown in asked
                for is_low in (True, False)
                if (unknown, is_low) in self._why
            }
            near = {number for at in rows for number in self._rows[at].factors}
            if known := near - self.unknown:
                yield known
            asked = [number for number in near & self.unknown if number not in seen]
            seen.update(asked)

    def _draw_together(self) -> None:
        waiting = set(range(len(self._rows)))
        for _ in range(_ROUNDS):
            changed: set[Number] = set()
            for at in sorted(waiting):
                changed |= self._apply(at)
            waiting = {row for one in changed for row in self._having[one]}
            if not waiting:
                return

    def _apply(self, at: int) -> set[Number]:
        row = self._rows[at]
        ends = {
            one: sorted((factor * self.low[one], factor * self.high[one]))
            for one, factor in row.factors.items()
        }
        least, most = (sum(end[side] for end in ends.values()) for side in (0, 1))
        changed = set()
        for one, factor in row.factors.items():
            if one not in self.unknown:
                continue
            # What the others leave over for this one, times its factor.
            room = (
                row.low - _without(most, ends, one, 1),
                row.high - _without(least, ends, one, 0),
            )
            lowest, highest = sorted(limit / factor for limit in room)
            if lowest > self.low[one] + _NEAR:
                self.low[one], self._why[one, True] = lowest, at
                changed.add(one)
            if highest < self.high[one] - _NEAR:
                self.high[one], self._why[one, False] = highest, at
                changed.add(one)
        return changed


def _without(total: float, ends: Mapping[Number, Sequence[float]], one: Number, side: int) -> float:
    """The sum of the others' ends; infinite ones cannot be taken away again."""
    if math.isinf(total):
        return sum(end[side] for other, end in ends.items() if other != one)
    return total - ends[one][side]
