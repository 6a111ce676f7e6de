"""What several lines together give away: unknowns that a system of sums determines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

import numpy as np

Number = TypeVar("Number", bound=Hashable)
_ZERO = 1e-7


class Equations(Generic[Number]):
    """Lines, each a total followed by its parts, of which the total is the sum."""

    def __init__(self, lines: Iterable[tuple[Number, ...]]) -> None:
        self.lines = tuple(dict.fromkeys(lines))
        self._solved: dict[frozenset[Number], dict[Number, set[Number]]] = {}

    def given_away(self, unknown: Collection[Number]) -> Iterator[dict[Number, set[Number]]]:
        """Of unknowns that hang together: each that is determined, and what that cannot do without.

        An unknown is determined when a sum of lines, each taken so many times, leaves it alone. It
        is saved by making unknown one of the known numbers that every such sum needs; there may be
        none, where there are several ways.
        """
        touched = [line for line in self.lines if any(one in unknown for one in line)]
        for together in _connected(touched, unknown):
            # Most of what hangs together is as it was when it was last asked.
            here = frozenset(one for line in together for one in line if one in unknown)
            if here not in self._solved:
                self._solved[here] = dict(_System(together, unknown).determined())
            if self._solved[here]:
                yield self._solved[here]


class _System(Generic[Number]):
    def __init__(self, lines: list[tuple[Number, ...]], unknown: Collection[Number]) -> None:
        self._numbers = list(dict.fromkeys(one for line in lines for one in line))
        place = {one: at for at, one in enumerate(self._numbers)}
        self._matrix = np.zeros((len(lines), len(self._numbers)))
        for row, (total, *parts) in enumerate(lines):
            self._matrix[row, [place[part] for part in parts]] = -1
            self._matrix[row, place[total]] = 1
        self._unknown = [at for at, one in enumerate(self._numbers) if one in unknown]

    def determined(self) -> Iterator[tuple[Number, set[Number]]]:
        of_unknown = self._matrix[:, self._unknown]
        # How many times each line is to be taken, to come as near to one unknown alone as can be.
        times = np.linalg.pinv(of_unknown, rcond=_ZERO)
        left = times @ of_unknown
        # A known number outside the space of the unknowns' columns can be done without.
        beside = self._matrix - of_unknown @ (times @ self._matrix)
        is_needed = np.abs(beside).max(axis=0) < _ZERO
        for row, at in enumerate(self._unknown):
            if abs(left[row, row] - 1) < _ZERO:
                is_told_by = np.abs(times[row] @ self._matrix) > _ZERO
                needed = np.flatnonzero(is_told_by & is_needed)
                yield self._numbers[at], {self._numbers[one] for one in needed if one != at}


def _connected(
    lines: list[tuple[Number, ...]], unknown: Collection[Number]
) -> Iterator[list[tuple[Number, ...]]]:
    """Lines that have unknowns in common, directly or through others."""
    having: dict[Number, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        for one in line:
            if one in unknown:
                having[one].append(at)
    left = set(range(len(lines)))
    while left:
        group, waiting = [], [min(left)]
        left.discard(waiting[0])
        while waiting:
            at = waiting.pop()
            group.append(lines[at])
            near = {other for one in lines[at] for other in having.get(one, ())} & left
            left -= near
            waiting.extend(near)
        yield group
