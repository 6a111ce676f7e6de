"""The rows of a rule: those that qualify on the whole programme, then those of the selection."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from s3metrics.engine.coding import UNKNOWN_CODE
from s3metrics.engine.parameters import code_name, member_name, parameter
from s3metrics.engine.query import count_distinct, number
from s3metrics.engine.selection import Shape
from s3metrics.engine.sources import SOURCES, is_time
from s3metrics.indicators.model import Change, Count, Is, Median, Period, Plain, Rows, Source, Sum
from s3metrics.programme.checks import UNKNOWN_MEMBER

_UNKNOWN = exp.Literal.string(UNKNOWN_MEMBER)


class RowSet:
    """Builds the two steps `qualified` and `selected` of one rule over one scope.

    Columns: `unit`, `row_id`, `value`, the needed dimensions, and what the rule needs besides.
    """

    def __init__(
        self,
        rule: Plain,
        rows: Rows,
        shape: Shape,
        schema: str,
        table: str | None = None,
    ) -> None:
        """`table` stands in for the source's own, with those of its columns that are needed."""
        self._rule = rule
        self._rows = rows
        self._shape = shape
        self._schema = schema
        self.source = SOURCES[rows.source]
        self._name = table or self.source.table

    def qualified(self, needed: Sequence[str]) -> exp.Select:
        """Every qualifying row of the whole programme, before the selection."""
        base = self._pairs() if self._rows.source is Source.PAIR else self._base(needed)
        if isinstance(self._rule, Count) and self._rule.at_least is not None:
            return self._of_qualifying_units(base, self._rule.at_least.number)
        if isinstance(self._rule, Count) and self._rule.is_latest:
            return (
                exp.select("*")
                .from_(base.select(self._place("place", is_descending=True)).subquery("ordered"))
                .where(exp.column("place").eq(number(1)))
            )
        return base

    def selected(self, needed: Sequence[str], source: str) -> exp.Select:
        """The rows of `source` that lie in the selection."""
        query = exp.select("*").from_(source)
        if isinstance(self._rule, Sum) and self.has_many_counties(needed) and self._selects_county:
            window = exp.Window(
                this=exp.RowNumber(),
                partition_by=[exp.column("row_id")],
                order=exp.Order(expressions=[exp.column("county")]),
            )
            query = query.select(exp.alias_(window, "nth"))
        if isinstance(self._rule, Change):
            query = query.select(
                self._place("from_first", is_descending=False),
                self._place("from_last", is_descending=True),
            )
        for dimension, count in self._shape:
            names = [parameter(member_name(dimension, place)) for place in range(count)]
            query = query.where(exp.column(dimension).isin(*names))
        return query

    def occurring(self, dimension: str) -> exp.Select:
        """The members of a dimension in the rows of the rule's codes, whatever else they are."""
        member = exp.alias_(self._dimension(dimension), dimension)
        query = exp.select(member).distinct().from_(self._table(self._name, "f"))
        return query.where(*(self._code(code) for code in self._rows.codes))

    def has_many_counties(self, needed: Sequence[str]) -> bool:
        """True when a row stands once for each county of its initiative."""
        return self.source.has_many_counties and "county" in needed

    def _base(self, needed: Sequence[str]) -> exp.Select:
        query = exp.select(
            exp.alias_(exp.column(self._unit, table="f"), "unit"),
            exp.column("row_id", table="f"),
            exp.alias_(self._value, "value"),
            *(exp.alias_(self._dimension(dimension), dimension) for dimension in needed),
            *self._besides(needed),
        ).from_(self._table(self._name, "f"))
        if any(is_time(dimension) for dimension in needed):
            query = query.join(self._table("calendar", "calendar"), using=["date"])
        if self.has_many_counties(needed):
            query = query.join(self._table("initiative_county", "open_in"), using=["initiative"])
        return self._where(query)

    @property
    def _selects_county(self) -> bool:
        return any(dimension == "county" for dimension, _ in self._shape)

    def _besides(self, needed: Sequence[str]) -> list[exp.Expr]:
        if isinstance(self._rule, Sum) and self.has_many_counties(needed):
            # Among all counties; of those selected, `selected` finds the first.
            return [] if self._selects_county else [exp.column("nth", table="open_in")]
        if isinstance(self._rule, Change) or (
            isinstance(self._rule, Count) and self._rule.is_latest
        ):
            return [
                exp.alias_(exp.column(name, table="f"), f"order_{i}")
                for i, name in enumerate(self.source.order)
            ]
        if isinstance(self._rule, Count) and self._rule.at_least is not None:
            column = exp.column(self._rule.at_least.column, table="f")
            unknown = number(UNKNOWN_CODE) if self.source.is_coded else _UNKNOWN
            # What is unknown is no second area.
            known = exp.func("NULLIF", column, unknown)
            return [exp.alias_(known, "told_apart")]
        return []

    def _place(self, name: str, *, is_descending: bool) -> exp.Expr:
        """The row's place among its unit's, in the source's order."""
        columns = [f"order_{i}" for i in range(len(self.source.order))]
        order = [exp.Ordered(this=exp.column(c), desc=is_descending) for c in columns]
        window = exp.Window(
            this=exp.RowNumber(),
            partition_by=[exp.column("unit")],
            order=exp.Order(expressions=order),
        )
        return exp.alias_(window, name)

    def _of_qualifying_units(self, base: exp.Select, at_least: int) -> exp.Select:
        apart = exp.column("told_apart")
        enough: exp.Expr = exp.GTE(this=count_distinct("told_apart"), expression=number(at_least))
        if at_least == 2:
            # Cheaper than a distinct count, and the same.
            enough = exp.NEQ(this=exp.Min(this=apart), expression=exp.Max(this=apart.copy()))
        units = exp.select("unit").from_("rows_of_units").group_by("unit").having(enough)
        return (
            exp.select("*")
            .with_("rows_of_units", as_=base)
            .from_("rows_of_units")
            .where(exp.column("unit").isin(query=units))
        )

    @property
    def _unit(self) -> str:
        if isinstance(self._rule, Sum):
            # A sum's overlap counts initiatives where there are any to count.
            return "initiative" if self.source.has_many_counties else "row_id"
        return self.source.units[self._rule.unit]

    @property
    def _value(self) -> exp.Expr:
        if isinstance(self._rule, Sum | Change | Median):
            return exp.column(self._rule.column, table="f")
        return exp.Null()

    def _dimension(self, dimension: str) -> exp.Expr:
        if is_time(dimension):
            column = exp.column(dimension, table="calendar")
        elif self.source.is_coded:
            return exp.column(self.source.dimensions[dimension], table="f")
        elif dimension == "county" and self.source.has_many_counties:
            column = exp.column("county", table="open_in")
        else:
            column = exp.column(self.source.dimensions[dimension], table="f")
        return exp.func("COALESCE", column, _UNKNOWN)

    def _where(self, query: exp.Select) -> exp.Select:
        conditions: list[exp.Expr] = [exp.column(flag, table="f") for flag in self._rows.flags]
        conditions += [exp.column(flag, table="f").not_() for flag in self._rows.lacking]
        conditions += [self._code(code) for code in self._rows.codes]
        conditions += self._in_period(self._rows.period)
        if isinstance(self._rule, Change):
            value = exp.column(self._rule.column, table="f")
            conditions.append(value.is_(exp.Null()).not_())
        return query.where(*conditions) if conditions else query

    def _code(self, code: Is) -> exp.Expr:
        names = [parameter(code_name(code.column, place)) for place in range(len(code.values))]
        is_one = exp.column(code.column, table="f").isin(*names)
        return is_one.not_() if code.is_negated else is_one

    def _in_period(self, period: Period) -> list[exp.Expr]:
        start, end = parameter("from"), parameter("to")
        day = exp.column("date", table="f")
        conditions: list[exp.Expr] = []
        if period is Period.IN:
            conditions.append(day >= start)
        if period in {Period.IN, Period.UP_TO, Period.ACTIVE_UP_TO}:
            conditions.append(day <= end)
        if period in {Period.ACTIVE, Period.ACTIVE_UP_TO}:
            first, last, is_active = (
                exp.column(name, table="f") for name in self.source.initiative_columns
            )
            conditions += [
                is_active,
                first <= end,
                exp.or_(last.is_(exp.Null()), last >= start),
            ]
        return conditions

    def _pairs(self) -> exp.Select:
        """The rows of every initiative × pair of counties, the first county before the second."""
        reached = self._where(
            exp.select(
                exp.alias_(exp.column("initiative", table="f"), "unit"),
                exp.column("county", table="f"),
                exp.column("row_id", table="f"),
            ).from_(self._table(self._name, "f"))
        )
        unit_a, county_a = exp.column("unit", table="a"), exp.column("county", table="a")
        unit_b, county_b = exp.column("unit", table="b"), exp.column("county", table="b")
        row_county = exp.column("county", table="r")
        return (
            exp.select(
                exp.column("unit", table="r"),
                exp.column("row_id", table="r"),
                exp.alias_(exp.Null(), "value"),
                exp.alias_(county_a, "county_a"),
                exp.alias_(county_b, "county_b"),
            )
            .with_("reached", as_=reached)
            .with_("both", as_=exp.select("unit", "county").distinct().from_("reached"))
            .from_(exp.to_table("both").as_("a"))
            .join(exp.to_table("both").as_("b"), on=[unit_a.eq(unit_b), county_a < county_b])
            .join(
                exp.to_table("reached").as_("r"),
                on=[
                    exp.column("unit", table="r").eq(unit_a),
                    exp.or_(row_county.eq(county_a), row_county.eq(county_b)),
                ],
            )
        )

    def _table(self, name: str, alias: str) -> exp.Expr:
        return exp.table_(name, db=self._schema).as_(alias)
