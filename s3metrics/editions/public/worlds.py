"""Other numbers that all that is public would fit as well: as long as there are such, a reader
with a solver cannot tell what the hidden ones are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, csr_array

Number = TypeVar("Number", bound=Hashable)
_NEAR = 1e-6
# Nobody doubts that a country has fewer companies than a million.
_MOST = 1e6


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


@dataclass(frozen=True)
class Hidden:
    """A hidden number, as it is."""

    value: float
    least: float
    """The lowest value that anybody takes it to have."""
    is_whole: bool


class World(Generic[Number]):
    """Hidden numbers that hang together, directly or through others, and what must hold of them.

    All is reckoned as the deviation from the truth: what is known does not deviate.
    """

    def __init__(self, numbers: Mapping[Number, Hidden], rows: Sequence[Row[Number]]) -> None:
        """`rows` hold in truth; `low` and `high` are how much their sums may deviate from it."""
        self.numbers = tuple(numbers)
        self.rows = rows
        self._hidden = list(numbers.values())
        self._at = {one: at for at, one in enumerate(self.numbers)}

    def deviating(
        self,
        costs: Mapping[Number, float],
        reach: Mapping[Number, float],
        among: Collection[Number] | None = None,
    ) -> dict[Number, float]:
        """Deviations that all that is public allows, whole where the numbers are: those with a
        positive cost as low as can be, with a negative as high, up to `reach` either way; only
        `among` those, where some are named."""
        free = sorted(self._at[one] for one in (self.numbers if among is None else among))
        ours = self._matrix[:, free]
        rows = np.flatnonzero(np.diff(ours.indptr))
        low, high = self._lowest[free], np.full(len(free), _MOST)
        for place, at in enumerate(free):
            far = reach.get(self.numbers[at], _MOST)
            low[place], high[place] = max(low[place], -far), min(high[place], far)
        found = milp(
            [costs.get(self.numbers[at], 0.0) for at in free],
            constraints=LinearConstraint(ours[rows], self._low[rows], self._high[rows]),
            bounds=Bounds(low, high),
            integrality=self._is_whole[free],
        )
        # The truth itself fits, so there is an answer, unless the solver gives up.
        deviations = [] if found.x is None else [float(one) for one in found.x]
        return {self.numbers[at]: far for at, far in zip(free, deviations, strict=False)}

    def around(self, number: Number, most: int) -> set[Number]:
        """The number and those that hang together with it most closely, about so many."""
        found, border = {self._at[number]}, {self._at[number]}
        while border and len(found) < most:
            rows = np.unique(self._by_column[:, sorted(border)].indices)
            border = set(map(int, self._matrix[rows].indices)) - found
            found |= border
        return {self.numbers[at] for at in found}

    def limits(self, number: Number) -> tuple[float, float, set[Number]]:
        """How far below and above the truth a hidden number may be, fractions allowed, and the
        known numbers that set these limits."""
        ends: list[float] = []
        known: set[Number] = set()
        for sign in (1.0, -1.0):
            found = linprog(
                [sign * (one == number) for one in self.numbers],
                A_ub=self._one_way,
                b_ub=self._at_most,
                bounds=np.column_stack((self._lowest, np.full(len(self.numbers), _MOST))),
                method="highs",
            )
            if found.x is not None:
                ends.append(sign * float(found.fun))
                known |= self._weighed(found.ineqlin.marginals)
            else:
                ends.append(0.0)
        return ends[0], ends[1], known

    def near(self, number: Number) -> set[Number]:
        """The known numbers that stand in a row with it, or with one that does."""
        of = {one for row in self.rows if number in row.factors for one in row.factors}
        ours = of & self._at.keys()
        rows = [row for row in self.rows if ours & row.factors.keys()]
        return {one for row in rows for one in row.factors} - self._at.keys()

    def _weighed(self, weights: np.ndarray) -> set[Number]:
        """Of rows taken so many times each, the known numbers that do not cancel out."""
        total: dict[Number, float] = defaultdict(float)
        for weight, (row, sign) in zip(weights, self._sides, strict=True):
            if abs(weight) > _NEAR:
                for one, factor in self.rows[row].factors.items():
                    total[one] += weight * sign * factor
        return {one for one, sum_ in total.items() if one not in self._at and abs(sum_) > _NEAR}

    @cached_property
    def _lowest(self) -> np.ndarray:
        return np.array([one.least - one.value for one in self._hidden])

    @cached_property
    def _is_whole(self) -> np.ndarray:
        return np.array([int(one.is_whole) for one in self._hidden])

    @cached_property
    def _by_column(self) -> csc_array:
        return csc_array(self._matrix)

    @cached_property
    def _matrix(self) -> csr_array:
        entries = [
            (row, self._at[one], factor)
            for row, of in enumerate(self.rows)
            for one, factor in of.factors.items()
            if one in self._at
        ]
        row, column, factor = zip(*entries, strict=True) if entries else ((), (), ())
        return csr_array((factor, (row, column)), shape=(len(self.rows), len(self.numbers)))

    @cached_property
    def _low(self) -> np.ndarray:
        return np.array([row.low for row in self.rows])

    @cached_property
    def _high(self) -> np.ndarray:
        return np.array([row.high for row in self.rows])

    @cached_property
    def _sides(self) -> list[tuple[int, float]]:
        """Every row as one or two that say *at most*, with the sign that turns it so."""
        highs = [(at, 1.0) for at, row in enumerate(self.rows) if np.isfinite(row.high)]
        return highs + [(at, -1.0) for at, row in enumerate(self.rows) if np.isfinite(row.low)]

    @cached_property
    def _one_way(self) -> csr_array:
        rows, signs = zip(*self._sides, strict=True) if self._sides else ((), ())
        return csr_array(self._matrix[list(rows)].multiply(np.array(signs)[:, None]))

    @cached_property
    def _at_most(self) -> np.ndarray:
        ends = [
            (self.rows[at].high if sign > 0 else -self.rows[at].low) for at, sign in self._sides
        ]
        return np.array(ends)


def worlds(
    rows: Sequence[Row[Number]],
    truth: Mapping[Number, float],
    hidden: Mapping[Number, Hidden],
    wanted: Collection[Number],
) -> Iterator[World[Number]]:
    """The hidden numbers in groups that hang together, of those that hold something wanted; `rows`
    speak of the numbers, not of deviations, and those that are false in truth are left out: late
    corrections may have made them so."""
    group = {one: one for one in hidden}

    def first(one: Number) -> Number:
        while group[one] != one:
            group[one] = one = group[group[one]]
        return one

    for row in rows:
        ours = [one for one in row.factors if one in hidden]
        for other in ours[1:]:
            group[first(other)] = first(ours[0])
    numbers: dict[Number, dict[Number, Hidden]] = defaultdict(dict)
    for one, how in hidden.items():
        numbers[first(one)][one] = how
    of_group: dict[Number, list[Row[Number]]] = defaultdict(list)
    for row in rows:
        ours = [one for one in row.factors if one in hidden]
        if ours:
            of_group[first(ours[0])].append(_deviating(row, truth))
    # What stands in no row hangs together with nothing.
    for one in dict.fromkeys(first(one) for one in wanted if one in hidden):
        yield World(numbers[one], of_group[one])


def _deviating(row: Row[Number], truth: Mapping[Number, float]) -> Row[Number]:
    total = sum(factor * truth[one] for one, factor in row.factors.items())
    # A row that holds but for rounding leaves no room, not a little less than none.
    return Row(row.factors, min(0.0, row.low - total), max(0.0, row.high - total))
