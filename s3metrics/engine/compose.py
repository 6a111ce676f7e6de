"""The only composer of figures' SQL: rule, breakdown and scope become a tree, never pasted text.

The shape is always the same: qualifying rows (what makes a unit qualify is judged on the whole
programme), then the selection, then every level of the breakdown computed from units at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlglot import exp

from s3metrics.engine.coding import Coding
from s3metrics.engine.parameters import cell_name, cell_values, parameter, values
from s3metrics.engine.query import (
    Query,
    count_distinct,
    count_rows,
    cube,
    is_all,
    names_in,
    number,
)
from s3metrics.engine.rows import RowSet
from s3metrics.engine.selection import Scope, Shape
from s3metrics.engine.sources import SOURCES
from s3metrics.engine.summaries import TALLIED_DIMENSIONS, Tallied
from s3metrics.indicators.model import Change, Count, Median, Plain, Rows, Sum, Unit


class Composer:
    """Composes the queries of one rule over one scope, on the figures' tables in `schema`."""

    def __init__(
        self,
        rule: Plain,
        scope: Scope,
        schema: str,
        coding: Coding,
        table_of_masks: str | None = None,
    ) -> None:
        """`table_of_masks`: where masks are read, if not from the table of the rule's source."""
        self._trees = _Trees(rule, scope.shape, schema, table_of_masks)
        self._rule = rule
        self._scope = scope
        self._coding = coding

    def figures(self, by: Sequence[str]) -> Query:
        """One row per cell of every level.

        Columns: the `by` columns as stored (null for all), `value`, `numerator`, `denominator`
        (of means and medians), `n` (qualifying rows) and `known` (those of them that hold a value
        to sum).
        """
        return self._query("figures", tuple(by))

    def masks(self, axes: Mapping[str, Sequence[int]]) -> Query:
        """How many units lie in exactly which cells: `mask` and `units`.

        Bit i of a mask is cell i, counted through the axes with the last one fastest. One pass
        over the rows gives every level of the breakdown and its overlap.
        """
        return self._query("masks", tuple((d, tuple(numbers)) for d, numbers in axes.items()))

    def tally(self, tallied: Tallied, by: Sequence[str]) -> Query:
        """One row per cell of every level: the `by` columns as stored (null for all) and `n`.

        Of a rule that was counted ahead: `tallied` says as what.
        """
        return self._query("tally", (tallied, *by))

    def overlap(self, dimension: str, others: Sequence[str]) -> Query:
        """How many units lie in 1, 2, 3 … parts of `dimension`, at every level of the others.

        Columns: the `others`, `parts` (a number of parts), `units` (how many lie in so many).
        """
        return self._query("overlap", (dimension, *others))

    def occurring(self, dimension: str) -> Query:
        """The members of `dimension` that any row of the rule's kind names."""
        return self._query("occurring", (dimension,))

    def rows_behind(self, cell: Mapping[str, str]) -> Query:
        """The rows behind one cell: `unit`, `row_id`, `value`, once each."""
        return self._query("rows_behind", tuple(cell), cell)

    def _query(
        self, kind: str, argument: tuple[Any, ...], cell: Mapping[str, str] | None = None
    ) -> Query:
        sql, names = _text(self._trees, kind, argument)
        source = SOURCES[self._rule.rows.source]
        known = values(self._rule.rows, source, self._scope, self._coding)
        known |= cell_values(source, self._coding, cell or {})
        return Query(sql, {name: known[name] for name in names})


@lru_cache(maxsize=2048)
def _text(trees: _Trees, kind: str, argument: tuple[Any, ...]) -> tuple[str, tuple[str, ...]]:
    """The SQL text and the names of its parameters; composing costs more than most queries."""
    tree = getattr(trees, kind)(argument)
    return tree.sql(dialect="duckdb"), names_in(tree)


@dataclass(frozen=True)
class _Trees:
    """The queries' trees: all that the text depends on, and none of the values."""

    rule: Plain
    shape: Shape
    schema: str
    table_of_masks: str | None

    def occurring(self, dimensions: tuple[str, ...]) -> exp.Select:
        return self._rows(self.rule.rows).occurring(*dimensions)

    def figures(self, by: tuple[str, ...]) -> exp.Select:
        dimensions = list(by)
        if isinstance(self.rule, Count) and self.rule.also is not None:
            query = self._in_both(dimensions)
        elif isinstance(self.rule, Change):
            query = self._changes(dimensions)
        else:
            query = cube(
                exp.select(
                    *dimensions,
                    *_measures(
                        self._aggregate(dimensions),
                        denominator=count_rows() if isinstance(self.rule, Median) else None,
                        known=exp.Count(this=exp.column("value" if self._sums else "unit")),
                    ),
                ).from_("selected"),
                dimensions,
            )
        return self._finished(query, dimensions)

    def masks(self, axes: tuple[tuple[str, tuple[int, ...]], ...]) -> exp.Select:
        cell: exp.Expr | None = None
        for dimension, numbers in axes:
            place = _place(dimension, numbers)
            cell = (
                place
                if cell is None
                else exp.Add(
                    this=exp.Mul(this=exp.Paren(this=cell), expression=number(len(numbers))),
                    expression=place,
                )
            )
        one = exp.cast(number(1), "BIGINT")
        bit = exp.BitwiseLeftShift(this=one, expression=exp.Paren(this=cell))
        per_unit = (
            exp.select("unit", exp.alias_(exp.BitwiseOrAgg(this=bit), "mask"))
            .from_("selected")
            .group_by("unit")
        )
        query = (
            exp.select("mask", exp.alias_(count_rows(), "units"))
            .from_(per_unit.subquery("per_unit"))
            .group_by("mask")
        )
        return self._finished(query, [dimension for dimension, _ in axes], self.table_of_masks)

    def tally(self, argument: tuple[Any, ...]) -> exp.Select:
        tallied, *by = argument
        start, end, day = parameter("from"), parameter("to"), exp.column("date")
        query = (
            exp.select(*by, exp.alias_(exp.cast(exp.Sum(this=exp.column("n")), "BIGINT"), "n"))
            .from_(exp.table_("tally", db=self.schema))
            .where(exp.column("kind").eq(exp.Literal.string(tallied.kind)))
            .where(day >= start, day <= end, exp.column("previous") < start)
        )
        if tallied.is_of_smes:
            query = query.where(exp.column("is_sme"))
        for dimension in sorted(TALLIED_DIMENSIONS - set(by)):
            query = query.where(exp.column(dimension).is_(exp.Null()))
        return query.group_by(*by) if by else query

    def overlap(self, dimensions: tuple[str, ...]) -> exp.Select:
        dimension, *rest = dimensions
        per_unit = cube(
            exp.select(
                *rest,
                "unit",
                exp.alias_(count_distinct(dimension), "parts"),
            )
            .from_("selected")
            .group_by("unit"),
            rest,
        )
        query = (
            exp.select(*rest, "parts", exp.alias_(count_rows(), "units"))
            .from_(per_unit.subquery("per_unit"))
            .group_by(*rest, "parts")
        )
        return self._finished(query, [dimension, *rest])

    def rows_behind(self, dimensions: tuple[str, ...]) -> exp.Select:
        query = exp.select("unit", "row_id", "value").distinct().from_("selected")
        for dimension in dimensions:
            query = query.where(_is_member(dimension))
        if isinstance(self.rule, Count) and self.rule.also is not None:
            others = exp.select("unit").from_("also_selected")
            for dimension in dimensions:
                others = others.where(_is_member(dimension))
            query = query.where(exp.column("unit").isin(query=others))
        if isinstance(self.rule, Change):
            is_end = exp.or_(
                exp.column("from_first").eq(number(1)), exp.column("from_last").eq(number(1))
            )
            several = (
                exp.select("unit").from_("selected").where(exp.column("from_first").eq(number(2)))
            )
            query = query.where(is_end, exp.column("unit").isin(query=several))
        return self._finished(query.order_by("unit", "row_id"), list(dimensions))

    @property
    def _sums(self) -> bool:
        return isinstance(self.rule, Sum | Median)

    def _rows(self, rows: Rows, table: str | None = None) -> RowSet:
        return RowSet(self.rule, rows, self.shape, self.schema, table)

    def _finished(
        self, query: exp.Select, by: Sequence[str], table: str | None = None
    ) -> exp.Select:
        """With the rows that it selects from; `table` stands in for that of the rule's source."""
        needed = self._needed(by)
        rows = self._rows(self.rule.rows, table)
        query = query.with_("qualified", as_=rows.qualified(needed), copy=False)
        query = query.with_("selected", as_=rows.selected(needed, "qualified"), copy=False)
        if isinstance(self.rule, Count) and self.rule.also is not None:
            also = self._rows(self.rule.also)
            query = query.with_("also_qualified", as_=also.qualified(needed), copy=False)
            selected = also.selected(needed, "also_qualified")
            query = query.with_("also_selected", as_=selected, copy=False)
        return query

    def _needed(self, by: Sequence[str]) -> list[str]:
        """The dimensions that the rows must carry: broken down by, or selected by."""
        return list(dict.fromkeys([*by, *(dimension for dimension, _ in self.shape)]))

    def _aggregate(self, by: Sequence[str]) -> exp.Expr:
        if isinstance(self.rule, Median):
            return exp.Median(this=exp.column("value"))
        if not isinstance(self.rule, Sum):
            is_row = isinstance(self.rule, Count) and self.rule.unit is Unit.ROW
            return count_rows() if is_row else count_distinct("unit")
        total = exp.Sum(this=exp.column("value"))
        if not self._rows(self.rule.rows).has_many_counties(self._needed(by)):
            return total
        # A row stands in several counties, broken down or selected: where the county is "all" it
        # must add once only.
        once = exp.Filter(
            this=total.copy(), expression=exp.Where(this=exp.column("nth").eq(number(1)))
        )
        if "county" not in by:
            return once
        return exp.Case().when(is_all("county"), once).else_(total)

    def _in_both(self, by: list[str]) -> exp.Select:
        """Units that have a row of both kinds in the same cell, counted at every level."""
        sides = [
            cube(exp.select(*by, "unit").from_(name).group_by("unit"), by).subquery(name[0])
            for name in ("selected", "also_selected")
        ]
        same: list[int | str | exp.Expr] = [
            exp.NullSafeEQ(this=exp.column(c, table="s"), expression=exp.column(c, table="a"))
            for c in ["unit", *by]
        ]
        columns = [exp.column(d, table="s") for d in by]
        query = exp.select(
            *columns,
            *_measures(count_rows(), known=count_rows()),
        )
        query = query.from_(sides[0]).join(sides[1], on=same)
        return query.group_by(*columns) if columns else query

    def _changes(self, by: list[str]) -> exp.Select:
        """Last − first of every unit with at least two values, then their mean at every level."""
        difference = exp.Sub(this=_at("from_last"), expression=_at("from_first"))
        per_unit = (
            exp.select("unit", *by, exp.alias_(difference, "change"))
            .from_("selected")
            .group_by("unit", *by)
            .having(exp.GTE(this=count_rows(), expression=number(2)))
        )
        change = exp.column("change")
        return cube(
            exp.select(
                *by,
                *_measures(
                    exp.Avg(this=change),
                    numerator=exp.Sum(this=change.copy()),
                    denominator=count_rows(),
                    known=count_rows(),
                ),
            ).from_(per_unit.subquery("changes")),
            by,
        )


def _is_member(dimension: str) -> exp.Expr:
    return exp.column(dimension).eq(parameter(cell_name(dimension)))


def _measures(
    value: exp.Expr,
    *,
    numerator: exp.Expr | None = None,
    denominator: exp.Expr | None = None,
    known: exp.Expr,
) -> list[exp.Expr]:
    return [
        exp.alias_(value, "value"),
        exp.alias_(numerator or exp.Null(), "numerator"),
        exp.alias_(denominator or exp.Null(), "denominator"),
        exp.alias_(count_rows(), "n"),
        exp.alias_(known, "known"),
    ]


def _place(dimension: str, numbers: Sequence[int]) -> exp.Expr:
    """The place of a row's number among the axis's numbers."""
    column = exp.cast(exp.column(dimension), "INTEGER")
    if list(numbers) == list(range(len(numbers))):
        return column
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return exp.Paren(this=exp.Sub(this=column, expression=number(numbers[0])))
    choice = exp.Case()
    for place, stored in enumerate(numbers):
        choice = choice.when(exp.column(dimension).eq(number(stored)), number(place))
    return choice


def _at(place: str) -> exp.Expr:
    """The value of the row that stands first by `place`."""
    chosen = exp.Case().when(exp.column(place).eq(number(1)), exp.column("value"))
    return exp.Max(this=chosen)
