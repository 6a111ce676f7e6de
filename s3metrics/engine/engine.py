"""`compute`: the one way to a figure, and `entities`: the rows behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from s3metrics import __version__
from s3metrics.engine import population
from s3metrics.engine.coding import Coding
from s3metrics.engine.compose import Composer
from s3metrics.engine.entities import Entities, collect
from s3metrics.engine.facts import Facts
from s3metrics.engine.masks import MaskCounts, axes_of
from s3metrics.engine.members import grid, members_of
from s3metrics.engine.query import ALL, Query
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.reported import Reported
from s3metrics.engine.result import Cell, Overlap, Result, Status
from s3metrics.engine.selection import Scope, Selection, resolve
from s3metrics.engine.sources import SOURCES, is_time
from s3metrics.errors import WrongCall
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
from s3metrics.ledger.reader import Reader
from s3metrics.programme import Programme
from s3metrics.words import did_you_mean, listed

Members = tuple[str, ...]


class Engine:
    """Figures of one published version under one programme file. Safe between threads."""

    def __init__(self, reader: Reader, programme: Programme) -> None:
        self.reader = reader
        self.programme = programme
        self.coding = Coding(programme)
        self._facts = Facts(reader, self.coding)
        self._reported: dict[int, Reported] = {}

    def compute(
        self,
        indicator: Indicator,
        selection: Selection,
        by: Sequence[str],
        as_of: int,
        today: date,
    ) -> Result:
        """The indicator in every level of the breakdown.

        Raises WrongCall for a breakdown, or a selection by one, that the indicator lacks.
        """
        check_breakdowns(indicator, by, selection.dimensions)
        scope = resolve(selection, self.programme, today)
        figures = _Figures(self, indicator, scope, tuple(by), as_of)
        receipt = Receipt(
            indicator=indicator.id,
            version=indicator.version,
            by=tuple(by),
            selection=scope.selection.as_json(),
            as_of=as_of,
            programme_sha256=self.programme.sha256,
            software_version=__version__,
        )
        cells = figures.cells()
        return Result(indicator, tuple(by), cells, receipt, lambda: figures.overlaps(cells))

    def entities(
        self,
        indicator: Indicator,
        selection: Selection,
        cell: Mapping[str, str],
        as_of: int,
        today: date,
    ) -> Entities:
        """The units and the rows behind one cell; `*` or no mention means all of a dimension."""
        wanted = {d: m for d, m in cell.items() if m != ALL}
        check_breakdowns(indicator, list(wanted), selection.dimensions)
        scope = resolve(selection, self.programme, today)
        return collect(self, indicator, scope, wanted, as_of)

    @property
    def is_kept(self) -> bool:
        """True when participations come as kept in the ledger's file, and not computed anew."""
        return self._facts.is_kept

    def run(self, query: Query) -> list[tuple[Any, ...]]:
        """The rows of a query, on a connection of its own."""
        return self.reader.cursor().execute(query.sql, query.bound).fetchall()

    def reported(self, as_of: int) -> Reported:
        """Who had delivered which table."""
        if as_of not in self._reported:
            self._reported[as_of] = Reported.at(self.reader, self.programme, as_of)
        return self._reported[as_of]

    def schema(self, as_of: int, *tables: str) -> str:
        """The schema of the figures' tables as of a delivery, with those tables in it."""
        return self._facts.schema(as_of, *tables)

    def composer(
        self, rule: Plain, scope: Scope, as_of: int, dimensions: Iterable[str]
    ) -> Composer:
        """A composer over the tables that the rule needs for these dimensions."""
        rows = [rule.rows, *([rule.also] if isinstance(rule, Count) and rule.also else [])]
        tables = {SOURCES[one.source].table for one in rows}
        if any(is_time(dimension) for dimension in dimensions):
            tables.add("calendar")
        if any(SOURCES[one.source].has_many_counties for one in rows):
            tables.add("initiative_county")
        return Composer(rule, scope, self.schema(as_of, *sorted(tables)), self.coding)


def check_breakdowns(indicator: Indicator, by: Sequence[str], selected: Sequence[str]) -> None:
    """Raises WrongCall, listing what there is, for a breakdown or selection that is lacking."""
    for dimension in by:
        if dimension not in indicator.breakdowns:
            raise WrongCall(
                f"{indicator.id} kan inte delas upp på ”{dimension}”."
                f"{did_you_mean(dimension, indicator.breakdowns)} "
                f"Möjliga uppdelningar är {listed(indicator.breakdowns)}."
            )
    for dimension in selected:
        if dimension not in indicator.breakdowns:
            raise WrongCall(
                f"{indicator.id} kan inte väljas på ”{dimension}”. "
                f"Möjliga uppdelningar är {listed(indicator.breakdowns)}."
            )
    if len(set(by)) < len(by):
        raise WrongCall(f"Samma uppdelning står två gånger: {listed(by)}. Ange den en gång.")


@dataclass(frozen=True)
class _Found:
    """What a query says of a cell."""

    value: Any
    numerator: Any
    denominator: Any
    rows: int
    known: int


class _Figures:
    """One indicator over one scope, breakdown and as-of."""

    def __init__(
        self, engine: Engine, indicator: Indicator, scope: Scope, by: tuple[str, ...], as_of: int
    ) -> None:
        self._engine = engine
        self._indicator = indicator
        self._scope = scope
        self._by = by
        self._as_of = as_of
        self._counted: dict[Plain, MaskCounts] = {}
        self._reported = engine.reported(as_of)

    def cells(self) -> dict[Members, Cell]:
        rule = self._indicator.rule
        if isinstance(rule, Ratio):
            return self._ratio_cells(rule)
        found = self._measured(rule)
        return {
            members: self._plain_cell(rule, members, found.get(members))
            for members in self._grid(found)
        }

    def overlaps(self, cells: Mapping[Members, Cell]) -> dict[str, list[Overlap]]:
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
                dimension, self._scope, self._engine.programme, {cell[i] for cell in found}
            )
            for i, dimension in enumerate(self._by)
        }
        return grid(self._by, members, self._scope, self._engine.programme)

    def _measured(self, rule: Plain) -> dict[Members, _Found]:
        masks = self._masks(rule)
        if masks is not None:
            return {cell: _Found(n, None, None, n, n) for cell, n in masks.counts().items()}
        width = len(self._by)
        return {
            self._members(rule, self._by, row[:width]): _Found(*row[width:])
            for row in self._engine.run(self._composer(rule).figures(self._by))
        }

    def _masks(self, rule: Plain) -> MaskCounts | None:
        axes = axes_of(rule, self._by, self._engine.coding)
        if axes is None:
            return None
        if rule not in self._counted:
            rows = self._engine.run(self._composer(rule).masks(axes))
            self._counted[rule] = MaskCounts.of(axes, self._engine.coding, rows)
        return self._counted[rule]

    def _members(self, rule: Plain, by: Sequence[str], stored: Sequence[Any]) -> Members:
        """The members of a row as stored, `*` for the levels that leave a dimension out."""
        is_coded = SOURCES[rule.rows.source].is_coded
        return tuple(
            ALL
            if value is None
            else self._engine.coding.members[dimension][value]
            if is_coded and dimension in self._engine.coding.members
            else value
            for dimension, value in zip(by, stored, strict=True)
        )

    def _composer(self, rule: Plain) -> Composer:
        return self._engine.composer(rule, self._scope, self._as_of, self._by)

    def _plain_cell(self, rule: Plain, members: Members, found: _Found | None) -> Cell:
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
        for *stored, parts, units in self._engine.run(
            self._composer(rule).overlap(dimension, others)
        ):
            if parts > 1:
                found.setdefault(self._members(rule, others, stored), {})[parts] = units
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
