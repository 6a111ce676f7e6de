"""The only composer of figures' SQL: rule, breakdown and scope become a tree, never pasted text.

The shape is always the same: qualifying rows (what makes a unit qualify is judged on the whole
programme), then the selection, then every level of the breakdown computed from units at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot import exp

from s3metrics.engine.query import (
    Query,
    count_distinct,
    count_rows,
    cube,
    is_all,
    member,
    number,
)
from s3metrics.engine.rows import RowSet
from s3metrics.engine.selection import Scope
from s3metrics.indicators.model import Change, Count, Median, Plain, Rows, Sum


class Composer:
    """Composes the queries of one rule over one scope, on the figures' tables in `schema`."""

    def __init__(self, rule: Plain, scope: Scope, schema: str) -> None:
        self._rule = rule
        self._scope = scope
        self._schema = schema
        self._parameters: dict[str, Any] = {}

    def figures(self, by: Sequence[str]) -> Query:
        """One row per cell of every level.

        Columns: the `by` columns (`*` for all), `value`, `numerator`, `denominator` (of means and
        medians), `n` (qualifying rows) and `known` (those of them that hold a value to sum).
        """
        dimensions = list(by)
        if isinstance(self._rule, Count) and self._rule.also is not None:
            query = self._in_both(self._rule.also, dimensions)
        elif isinstance(self._rule, Change):
            query = self._changes(dimensions)
        else:
            query = cube(
                exp.select(
                    *(member(d) for d in dimensions),
                    *_measures(
                        self._aggregate(dimensions),
                        denominator=count_rows() if isinstance(self._rule, Median) else None,
                        known=exp.Count(this=exp.column("value" if self._sums else "unit")),
                    ),
                ).from_("selected"),
                dimensions,
            )
        return self._finished(query, dimensions)

    def overlap(self, dimension: str, others: Sequence[str]) -> Query:
        """How many units lie in 1, 2, 3 … parts of `dimension`, at every level of the others.

        Columns: the `others`, `parts` (a number of parts), `units` (how many lie in so many).
        """
        rest = list(others)
        per_unit = cube(
            exp.select(
                *(member(other) for other in rest),
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

    def rows_behind(self, cell: Mapping[str, str]) -> Query:
        """The rows behind one cell: `unit`, `row_id`, `value`, once each."""
        query = exp.select("unit", "row_id", "value").distinct().from_("selected")
        for dimension, chosen in cell.items():
            query = query.where(self._is_member(dimension, chosen))
        if isinstance(self._rule, Count) and self._rule.also is not None:
            others = exp.select("unit").from_("also_selected")
            for dimension, chosen in cell.items():
                others = others.where(self._is_member(dimension, chosen))
            query = query.where(exp.column("unit").isin(query=others))
        if isinstance(self._rule, Change):
            is_end = exp.or_(
                exp.column("from_first").eq(number(1)), exp.column("from_last").eq(number(1))
            )
            several = (
                exp.select("unit").from_("selected").where(exp.column("from_first").eq(number(2)))
            )
            query = query.where(is_end, exp.column("unit").isin(query=several))
        return self._finished(query.order_by("unit", "row_id"), list(cell))

    @property
    def _sums(self) -> bool:
        return isinstance(self._rule, Sum | Median)

    def _is_member(self, dimension: str, chosen: str) -> exp.Expr:
        value = self._rows(self._rule.rows).bound(f"cell_{dimension}", chosen)
        return exp.column(dimension).eq(value)

    def _rows(self, rows: Rows) -> RowSet:
        return RowSet(self._rule, rows, self._scope, self._schema, self._parameters)

    def _finished(self, query: exp.Select, by: Sequence[str]) -> Query:
        needed = list(dict.fromkeys([*by, *self._scope.selection.dimensions]))
        rows = self._rows(self._rule.rows)
        query = query.with_("qualified", as_=rows.qualified(needed), copy=False)
        query = query.with_("selected", as_=rows.selected(needed, "qualified"), copy=False)
        if isinstance(self._rule, Count) and self._rule.also is not None:
            also = self._rows(self._rule.also)
            query = query.with_("also_qualified", as_=also.qualified(needed), copy=False)
            selected = also.selected(needed, "also_qualified")
            query = query.with_("also_selected", as_=selected, copy=False)
        return Query(query, self._parameters)

    def _aggregate(self, by: Sequence[str]) -> exp.Expr:
        if isinstance(self._rule, Median):
            return exp.Median(this=exp.column("value"))
        if not isinstance(self._rule, Sum):
            return count_distinct("unit")
        total = exp.Sum(this=exp.column("value"))
        if not self._rows(self._rule.rows).has_many_counties(by):
            return total
        # A row stands in several counties: where the county is "all" it must add once only.
        once = exp.Filter(
            this=total.copy(), expression=exp.Where(this=exp.column("nth").eq(number(1)))
        )
        return exp.Case().when(is_all("county"), once).else_(total)

    def _in_both(self, also: Rows, by: list[str]) -> exp.Select:
        """Units that have a row of both kinds in the same cell, counted at every level."""
        sides = [
            cube(
                exp.select(*(member(d) for d in by), "unit").from_(name).group_by("unit"), by
            ).subquery(name[0])
            for name in ("selected", "also_selected")
        ]
        same: list[int | str | exp.Expr] = [
            exp.column(c, table="s").eq(exp.column(c, table="a")) for c in ["unit", *by]
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
                *(member(d) for d in by),
                *_measures(
                    exp.Avg(this=change),
                    numerator=exp.Sum(this=change.copy()),
                    denominator=count_rows(),
                    known=count_rows(),
                ),
            ).from_(per_unit.subquery("changes")),
            by,
        )


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


def _at(place: str) -> exp.Expr:
    """The value of the row that stands first by `place`."""
    chosen = exp.Case().when(exp.column(place).eq(number(1)), exp.column("value"))
    return exp.Max(this=chosen)
