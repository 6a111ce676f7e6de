"""Chance that falls the same way every time, on every platform and Python version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws from one stream; equal seeds give equal draws.

    Only `Random.random()` is used: of Python's generator it is the one method whose sequence for a
    seed is promised to stay the same between versions.
    """

    def __init__(self, *seed: object) -> None:
        self._next = Random("/".join(str(part) for part in seed)).random

    def chance(self, probability: float) -> bool:
        """True with the given probability (0–1)."""
        return self._next() < probability

    def between(self, low: float, high: float) -> float:
        """A number in [low, high)."""
        return low + (high - low) * self._next()

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def within(self, limits: Sequence[int]) -> int:
        """A whole number from the first to the second limit, both included."""
        return self.whole(limits[0], limits[1])

    def among(self, items: Sequence[T]) -> T:
        """One of the items, each as likely; IndexError when there is none."""
        return items[int(self._next() * len(items))]

    def weighted(self, items: Iterable[tuple[T, float]]) -> T:
        """One of the items, as likely as its weight; an item of weight 0 is never drawn."""
        candidates = [(item, weight) for item, weight in items if weight > 0]
        left = self._next() * sum(weight for _, weight in candidates)
        for item, weight in candidates:
            left -= weight
            if left < 0:
                return item
        return candidates[-1][0]

    def key(self, weights: Mapping[str, float]) -> str:
        """One of the keys, as likely as its weight."""
        return self.weighted(weights.items())

    def shuffled(self, items: Iterable[tuple[T, float]]) -> list[T]:
        """All items of positive weight, in weighted random order."""
        left = [(item, weight) for item, weight in items if weight > 0]
        drawn: list[T] = []
        while left:
            index = self.weighted((i, weight) for i, (_, weight) in enumerate(left))
            drawn.append(left.pop(index)[0])
        return drawn

    def weekday(self, first: date, last: date) -> date:
        """A day from first to last, moved back to the Friday before when it is a weekend's."""
        day = first + timedelta(days=self.whole(0, max(0, (last - first).days)))
        friday = day - timedelta(days=max(0, day.weekday() - 4))
        return max(first, friday)
