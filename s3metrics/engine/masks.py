"""Every level of a breakdown from one number per unit: the mask of the cells that it lies in.

Used where the cells of the finest level fit into the bits of a number. Distinct counts are exact
at every level, since a unit is in a level's cell when it is in any of its finest cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import product
from math import prod
from operator import or_

import numpy as np

from s3metrics.engine.coding import UNKNOWN_CODE, Coding
from s3metrics.engine.query import ALL
from s3metrics.engine.sources import SOURCES
from s3metrics.indicators.model import Count, Plain, Unit

_BITS = 63
# Masks that are held against every cell in one step: bounds the memory.
_AT_ONCE = 10_000
_FEW = ("area", "county", "size", "support")
"""Dimensions with few enough members."""

Members = tuple[str, ...]
_Axes = tuple[tuple[str, Members], ...]
"""Dimension and its members in order, `*` last."""


def axes_of(
    rule: Plain, by: Sequence[str], coding: Coding, *, besides: Sequence[str] = ()
) -> dict[str, list[int]] | None:
    """Dimension → its numbers, in order of the bits; None where masks do not serve.

    `besides` are dimensions that are not broken down by, but must be told apart.
    """
    if not (by and isinstance(rule, Count) and rule.also is None and rule.unit is not Unit.ROW):
        return None
    dimensions = list(dict.fromkeys([*by, *besides]))
    if not SOURCES[rule.rows.source].is_coded or not set(dimensions) <= set(_FEW):
        return None
    axes = {dimension: _numbers(dimension, coding) for dimension in dimensions}
    return axes if prod(len(numbers) for numbers in axes.values()) <= _BITS else None


def _numbers(dimension: str, coding: Coding) -> list[int]:
    if dimension == "county":
        # What is broken down by county lies inside the programme's: none is unknown.
        return sorted(int(county) for county in coding.programme.county_ids)
    return list(range(len(coding.lists[dimension]) + 1))


@dataclass(frozen=True)
class MaskCounts:
    """How many units have which mask."""

    axes: Mapping[str, Sequence[int]]
    coding: Coding
    masks: np.ndarray
    units: np.ndarray

    @classmethod
    def of(
        cls, axes: Mapping[str, Sequence[int]], coding: Coding, rows: Sequence[tuple[int, int]]
    ) -> MaskCounts:
        """From the rows of `Composer.masks`."""
        masks = np.array([row[0] for row in rows], dtype=np.int64)
        units = np.array([row[1] for row in rows], dtype=np.int64)
        return cls(axes, coding, masks, units)

    def of_units_in(self, dimension: str, at_least: int) -> MaskCounts:
        """Of the units that lie in at least so many known members of `dimension`."""
        unknown = self.coding.members[dimension][UNKNOWN_CODE]
        parts = np.zeros(len(self.masks), dtype=np.int64)
        for member in self._members(dimension)[:-1]:
            if member != unknown:
                parts += (self.masks & self._of(dimension, member)) != 0
        return self._with(self.masks, parts >= at_least)

    def confined(self, dimension: str, members: Sequence[str]) -> MaskCounts:
        """Confined to some members of `dimension`: what lies elsewhere is not counted."""
        cells = reduce(or_, (self._of(dimension, member) for member in members))
        masks = self.masks & cells
        return self._with(masks, masks != 0)

    def over(self, by: Sequence[str]) -> MaskCounts:
        """With the axes of `by` alone: what the others told apart falls together."""
        axes = {dimension: self.axes[dimension] for dimension in by}
        there, bits = _folded(self._named(), tuple(by))
        masks = np.zeros_like(self.masks)
        for some in _slices(len(masks)):
            # Each bit is of another cell, so that their sum is what lies in any of them.
            masks[some] = ((self.masks[some, None] & there) != 0) @ bits
        return MaskCounts(axes, self.coding, masks, self.units)

    def _of(self, dimension: str, member: str) -> int:
        """The bits of a member's cells."""
        return self._cells()[tuple(member if d == dimension else ALL for d in self.axes)]

    def _with(self, masks: np.ndarray, kept: np.ndarray) -> MaskCounts:
        return MaskCounts(self.axes, self.coding, masks[kept], self.units[kept])

    def counts(self) -> dict[Members, int]:
        """Cell of every level → number of units; cells without any are left out."""
        cells = self._cells()
        bits = np.array(list(cells.values()), dtype=np.int64)
        totals = np.zeros(len(bits), dtype=np.int64)
        for some in _slices(len(self.masks)):
            totals += self.units[some] @ ((self.masks[some, None] & bits) != 0)
        return {cell: n for cell, n in zip(cells, totals.tolist(), strict=True) if n}

    def in_parts(self, dimension: str) -> dict[Members, dict[int, int]]:
        """Members of the other dimensions → number of parts of `dimension` → units; from 2."""
        others = [d for d in self.axes if d != dimension]
        at = list(self.axes).index(dimension)
        cells = self._cells()
        found: dict[Members, dict[int, int]] = {}
        for rest in product(*(self._members(d) for d in others)):
            parts = np.zeros(len(self.masks), dtype=np.int64)
            for member in self._members(dimension)[:-1]:
                cell = (*rest[:at], member, *rest[at:])
                parts += (self.masks & cells[cell]) != 0
            in_so_many = np.bincount(parts, weights=self.units).astype(np.int64)
            counted = {n: int(units) for n, units in enumerate(in_so_many) if n > 1 and units}
            found[rest] = counted
        return found

    def _cells(self) -> dict[Members, int]:
        return _bits(self._named())

    def _named(self) -> _Axes:
        return tuple((dimension, self._members(dimension)) for dimension in self.axes)

    def _members(self, dimension: str) -> tuple[str, ...]:
        """The axis's members in order, and `*` last."""
        members = self.coding.members[dimension]
        return (*(members[number] for number in self.axes[dimension]), ALL)


def _slices(masks: int) -> Iterator[slice]:
    return (slice(start, start + _AT_ONCE) for start in range(0, masks, _AT_ONCE))


@lru_cache(maxsize=256)
def _bits(axes: _Axes) -> dict[Members, int]:
    """Cell of every level → the bits of its finest cells."""
    bits: dict[Members, int] = {}
    finest = product(*(members[:-1] for _, members in axes))
    for bit, cell in enumerate(finest):
        for level in product(*((member, ALL) for member in cell)):
            bits[level] = bits.get(level, 0) | (1 << bit)
    return bits


@lru_cache(maxsize=256)
def _folded(axes: _Axes, by: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Of each finest cell over `by`: the bits of its cells over all axes, and its own bit."""
    members = dict(axes)
    wide, narrow = _bits(axes), _bits(tuple((dimension, members[dimension]) for dimension in by))
    finest = [cell for cell in narrow if ALL not in cell]
    placed = [dict(zip(by, cell, strict=True)) for cell in finest]
    there = [wide[tuple(place.get(dimension, ALL) for dimension, _ in axes)] for place in placed]
    bits = [narrow[cell] for cell in finest]
    return np.array(there, dtype=np.int64), np.array(bits, dtype=np.int64)
