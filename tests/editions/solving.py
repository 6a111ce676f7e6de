"""The attacker's solver: how far apart the values are that a hidden number can have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from random import Random
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Unknown = tuple[int, str, frozenset[tuple[str, str]], tuple[date, date]]
"""Edition, what is told, cell, days."""

Requirement = tuple[Mapping[Unknown, float], float, float]
"""low ≤ the sum of the unknowns, each times its factor, ≤ high."""


@dataclass
class Attack:
    """The unknowns, what is known of them, and what must hold."""

    truth: Mapping[Unknown, float]
    hidden: Mapping[Unknown, float]
    """What is not shown, each with the lowest value that it can have."""
    whole: Collection[Unknown]
    """Those that are whole numbers."""
    rows: list[Requirement] = field(default_factory=list)

    def narrowed(self, wanted: Iterable[Unknown], width: float) -> Iterator[tuple[Unknown, float]]:
        """Those of which all values that fit lie closer together than `width`: how close."""
        left = set(wanted)
        for unknowns, rows in self._systems:
            asked = sorted(left & set(unknowns), key=str)
            if asked:
                yield from _System(self, unknowns, rows, width).narrowed(asked)

    @cached_property
    def _systems(self) -> list[tuple[list[Unknown], list[Requirement]]]:
        """Unknowns that hang together, directly or through others, and what must hold of them."""
        group = {one: one for one in self.hidden}

        def first(one: Unknown) -> Unknown:
            while group[one] != one:
                group[one] = one = group[group[one]]
            return one

        for factors, _, _ in self.rows:
            one, *others = factors
            for other in others:
                group[first(other)] = first(one)
        unknowns, rows = defaultdict(list), defaultdict(list)
        for one in self.hidden:
            unknowns[first(one)].append(one)
        for row in self.rows:
            rows[first(next(iter(row[0])))].append(row)
        return [(ones, rows[one]) for one, ones in unknowns.items()]


class _System:
    """Unknowns that hang together; solved for how far they may be from the truth."""

    def __init__(
        self, of: Attack, unknowns: Sequence[Unknown], rows: Sequence[Requirement], width: float
    ) -> None:
        self._at = {one: place for place, one in enumerate(unknowns)}
        self._width = width
        truth = np.array([of.truth[one] for one in unknowns])
        # Only a mean's sum may be less than nothing. And nobody doubts that a country has fewer
        # companies than a million, and a programme less money.
        least = [-np.inf if one[1] == "level_sum" else of.hidden[one] for one in unknowns]
        self._low, self._high = np.array(least) - truth, np.full(len(unknowns), 1e6)
        self._is_whole = np.array([int(one in of.whole) for one in unknowns])
        self._constraints = []
        entries = [
            (row, self._at[one], factor)
            for row, (factors, _, _) in enumerate(rows)
            for one, factor in factors.items()
        ]
        if entries:
            row, column, factor = zip(*entries, strict=True)
            matrix = csr_array((factor, (row, column)), shape=(len(rows), len(unknowns)))
            sums = matrix @ truth
            low, high = (np.array([one[end] for one in rows]) - sums for end in (1, 2))
            assert (low < 1e-6).all() and (high > -1e-6).all(), "the truth itself must fit"
            self._constraints = [LinearConstraint(matrix, np.minimum(low, 0), np.maximum(high, 0))]

    def narrowed(self, asked: Sequence[Unknown]) -> Iterator[tuple[Unknown, float]]:
        """As of `Attack`: first many at once, each solution showing that several are not, then
        what is left one by one."""
        random = Random(1)
        ends = dict.fromkeys(asked, (0.0, 0.0))
        left, fruitless = list(asked), 0
        while len(left) > 3 and fruitless < 3:
            self._widen(ends, self._solved({one: random.choice((-1.0, 1.0)) for one in left}))
            before, left = len(left), self._left(ends)
            fruitless = 0 if len(left) < before else fruitless + 1
        for one in left:
            for sign in (1.0, -1.0):
                if one in self._left(ends):
                    self._widen(ends, self._solved({one: sign}))
            if one in self._left(ends):
                yield one, ends[one][1] - ends[one][0]

    def _left(self, ends: Mapping[Unknown, tuple[float, float]]) -> list[Unknown]:
        return [one for one, (low, high) in ends.items() if high - low < self._width - 0.5]

    def _widen(self, ends: dict[Unknown, tuple[float, float]], found: Any) -> None:
        for one, (low, high) in ends.items():
            deviation = float(found[self._at[one]])
            ends[one] = min(low, deviation), max(high, deviation)

    def _solved(self, costs: Mapping[Unknown, float]) -> Any:
        """Deviations that fit, as low as can be, or of a negative factor as high; beyond `width`
        nobody needs to look."""
        low, high = self._low.copy(), self._high.copy()
        vector = np.zeros(len(low))
        for one, cost in costs.items():
            at = self._at[one]
            vector[at] = cost
            low[at], high[at] = max(low[at], -self._width), min(high[at], self._width)
        solved = milp(
            vector,
            constraints=self._constraints,
            bounds=Bounds(low, high),
            integrality=self._is_whole,
        )
        assert solved.x is not None, f"the truth itself must fit: {solved.message}"
        return solved.x
