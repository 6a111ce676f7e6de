"""The cells of one figure: measured by SQL, then every member, with its kind of empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from operator import getitem
from typing import TYPE_CHECKING, Any, NamedTuple

from s3metrics.engine import population
from s3metrics.engine.compose import Composer
from s3metrics.engine.masks import MaskCounts, axes_of
from s3metrics.engine.members import grid, members_of
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Cell, Overlap, Status
from s3metrics.engine.selection import Scope, Selection
from s3metrics.engine.sources import NAMED_BY_PARTNERS, SOURCES
from s3metrics.indicators.model import (
    Change,
    Count,
    Indicator,
    Median,
    Plain,
    Population,
    Ratio,
    Source,
    Sum,
)
from s3metrics.programme.checks import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine

Members = tuple[str, ...]


class Found(NamedTuple):
    """What a query says of a cell."""

    value: Any
    numerator: Any
    denominator: Any
    rows: int
    known: int


class Figures:
    """One indicator over one scope, breakdown and as-of."""

    def __init__(
        self, engine: Engine, indicator: Indicator, scope: Scope, by: tuple[str, ...], as_of: int
    ) -> None:
        self._engine = engine
        self._indicator = indicator
        self._scope = scope
        self._by = by
        self._as_of = as_of
        self._counted: dict[Plain, MaskCounts | None] = {}
        self._unselected: dict[Count, MaskCounts] = {}
        self._reported = engine.reported(as_of)

    def cells(self) -> dict[Members, Cell]:
        """Every cell of every level, members in order, `*` last."""
        rule = self._indicator.rule
        if isinstance(rule, Ratio):
            return self._ratio_cells(rule)
        found = self._measured(rule)
        return {
            members: self._plain_cell(rule, members, found.get(members))
            for members in self._grid(found)
        }

    def overlaps(self, cells: Mapping[Members, Cell]) -> dict[str, list[Overlap]]:
        """Of the breakdowns whose parts do not add up: what they count more than once."""
        rule = self._indicator.rule
        if not isinstance(rule, Count | Sum):
            return {}
        return {
            dimension: self._overlap(rule, dimension, cells)
            for dimension in self._by
            if not self._indicator.adds_up(dimension)
        }

    def _grid(self, found: Mapping[Members, Any]) -> list[Members]:
        members = {
            dimension: members_of(
                dimension,
                self._scope,
                self._engine.programme,
                {cell[i] for cell in found} | self._occurring(dimension),
            )
            for i, dimension in enumerate(self._by)
        }
        return grid(self._by, members, self._scope, self._engine.programme)

    def _occurring(self, dimension: str) -> set[str]:
        """The members that partners' rows name, also where the selection leaves them empty."""
        rule = self._indicator.rule
        if isinstance(rule, Ratio) or dimension not in NAMED_BY_PARTNERS:
            return set()
        named = self._engine.run(self._composer(rule).occurring(dimension))
        return {member for (member,) in named} - {UNKNOWN_MEMBER}

    def _measured(self, rule: Plain) -> dict[Members, Found]:
        summed = self._engine.tallied(rule, self._scope, self._by)
        if summed is not None:
            rows = self._engine.run(self._composer(rule).tally(summed, self._by))
            members = self._reading(rule, self._by)
            return {members(stored): Found(n, None, None, n, n) for *stored, n in rows}
        masks = self._masks(rule)
        if masks is not None:
            return {cell: Found(n, None, None, n, n) for cell, n in masks.counts().items()}
        width = len(self._by)
        members = self._reading(rule, self._by)
        return {
            members(row[:width]): Found(*row[width:])
            for row in self._engine.run(self._composer(rule).figures(self._by))
        }

    def _masks(self, rule: Plain) -> MaskCounts | None:
        if rule not in self._counted:
            self._counted[rule] = self._count_by_masks(rule)
        return self._counted[rule]

    def _count_by_masks(self, rule: Plain) -> MaskCounts | None:
        """The units by mask, or None where the breakdown is too fine for masks."""
        if not (isinstance(rule, Count) and self._by):
            return None
        shared = self._told_apart(rule)
        if shared is None:
            axes = axes_of(rule, self._by, self._engine.coding)
            return None if axes is None else self._mask_rows(rule, self._scope, axes)
        counted = shared
        if rule.at_least is not None:
            counted = counted.of_units_in(rule.at_least.column, rule.at_least.number)
        for dimension in self._scope.selection.dimensions:
            counted = counted.confined(dimension, self._scope.members(dimension))
        return counted.over(self._by)

    def _told_apart(self, rule: Count) -> MaskCounts | None:
        """Of a rule that judges its units on the whole programme: all of them, unselected.

        The two sides of a share are answered from the same masks.
        """
        column = self._judged_by(rule)
        if column is None:
            return None
        coding = self._engine.coding
        besides = [column, *self._scope.selection.dimensions]
        plain = replace(rule, at_least=None)
        axes = axes_of(plain, self._by, coding, besides=besides)
        if axes is None:
            return None
        if plain not in self._unselected:
            whole = replace(self._scope, selection=Selection())
            self._unselected[plain] = self._mask_rows(plain, whole, axes)
        return self._unselected[plain]

    def _judged_by(self, rule: Count) -> str | None:
        """The column by which units of these rows are judged, by the rule or its other side."""
        own = self._indicator.rule
        sides = (own.numerator, own.denominator) if isinstance(own, Ratio) else (own,)
        for side in (rule, *sides):
            if (
                isinstance(side, Count)
                and side.at_least is not None
                and (side.rows, side.unit) == (rule.rows, rule.unit)
            ):
                return side.at_least.column
        return None

    def _mask_rows(self, rule: Count, scope: Scope, axes: dict[str, list[int]]) -> MaskCounts:
        composer = self._engine.composer(rule, scope, self._as_of, axes)
        return MaskCounts.of(axes, self._engine.coding, self._engine.run(composer.masks(axes)))

    def _reading(self, rule: Plain, by: Sequence[str]) -> Callable[[Sequence[Any]], Members]:
        """Reads the members of a row as stored: `*` for the levels that leave a dimension out."""
        is_coded = SOURCES[rule.rows.source].is_coded
        words = [self._engine.coding.members_or_all.get(d) if is_coded else None for d in by]
        coded = [known for known in words if known is not None]
        if len(coded) == len(words):
            return lambda stored: tuple(map(getitem, coded, stored))

        def members(stored: Sequence[Any]) -> Members:
            return tuple(
                [
                    known[value] if known is not None else ALL if value is None else value
                    for known, value in zip(words, stored, strict=True)
                ]
            )

        return members

    def _composer(self, rule: Plain) -> Composer:
        return self._engine.composer(rule, self._scope, self._as_of, self._by)

    def _plain_cell(self, rule: Plain, members: Members, found: Found | None) -> Cell:
        if found is None or not found.rows:
            if self._is_unreported((rule.rows.source, *rule.rows.also_needs), members):
                return Cell(None, None, None, Status.NOT_REPORTED)
            if isinstance(rule, Change):
                return Cell(None, 0, 0, Status.NOT_APPLICABLE)
            if isinstance(rule, Median):
                return Cell(None, None, 0, Status.NOT_APPLICABLE)
            return Cell(0, None, None, Status.ZERO)
        if not found.known:
            return Cell(None, None, None, Status.UNKNOWN)
        value = found.value
        if isinstance(rule, Change):
            value = float(found.numerator / found.denominator)
        return Cell(value, found.numerator, found.denominator, Status.OK if value else Status.ZERO)

    def _is_unreported(self, sources: Iterable[Source], members: Members) -> bool:
        area = dict(zip(self._by, members, strict=True)).get("area", ALL)
        areas = self._scope.members("area") if area == ALL else (area,)
        tables = {table for source in sources for table in SOURCES[source].needs}
        return any(self._reported.lacks(table, areas) for table in tables)

    def _ratio_cells(self, rule: Ratio) -> dict[Members, Cell]:
        above = self._measured(rule.numerator)
        if isinstance(rule.denominator, Population):
            people = population.companies(self._engine, self._scope, self._by, self._as_of)
            return {
                members: _divided(
                    self._plain_cell(rule.numerator, members, above.get(members)),
                    self._population_cell(people.get(members), members),
                )
                for members in self._grid({**above, **people})
            }
        below = self._measured(rule.denominator)
        return {
            members: _divided(
                self._plain_cell(rule.numerator, members, above.get(members)),
                self._plain_cell(rule.denominator, members, below.get(members)),
            )
            for members in self._grid({**above, **below})
        }

    def _population_cell(self, found: int | None, members: Members) -> Cell:
        if self._is_unreported((Source.POPULATION,), members):
            return Cell(None, None, None, Status.NOT_REPORTED)
        if found is None:
            return Cell(None, None, None, Status.UNKNOWN)
        return Cell(found, None, None, Status.OK if found else Status.ZERO)

    def _in_parts(
        self, rule: Plain, dimension: str, others: Sequence[str]
    ) -> dict[Members, dict[int, int]]:
        masks = self._masks(rule)
        if masks is not None:
            return masks.in_parts(dimension)
        found: dict[Members, dict[int, int]] = {}
        members = self._reading(rule, others)
        for *stored, parts, units in self._engine.run(
            self._composer(rule).overlap(dimension, others)
        ):
            if parts > 1:
                found.setdefault(members(stored), {})[parts] = units
        return found

    def _overlap(
        self, rule: Count | Sum, dimension: str, cells: Mapping[Members, Cell]
    ) -> list[Overlap]:
        others = [d for d in self._by if d != dimension]
        in_parts = self._in_parts(rule, dimension, others)
        at = self._by.index(dimension)
        sums: dict[Members, Any] = {}
        totals: dict[Members, Any] = {}
        for members, cell in cells.items():
            rest = members[:at] + members[at + 1 :]
            target = totals if members[at] == ALL else sums
            target[rest] = target.get(rest, 0) + (cell.value or 0)
        return [
            Overlap(
                members=dict(zip(others, rest, strict=True)),
                parts_sum=sums.get(rest, 0),
                total=total,
                overlap=sums.get(rest, 0) - total,
                units_in_parts=dict(sorted(in_parts.get(rest, {}).items())),
            )
            for rest, total in totals.items()
        ]


def _divided(numerator: Cell, denominator: Cell) -> Cell:
    above, below = numerator.value, denominator.value
    for missing in (Status.NOT_REPORTED, Status.UNKNOWN):
        if missing in {numerator.status, denominator.status}:
            return Cell(None, above, below, missing)
    if not below:
        return Cell(None, above, below, Status.NOT_APPLICABLE)
    value = float(Decimal(above) / Decimal(below))
    return Cell(value, above, below, Status.OK if above else Status.ZERO)
