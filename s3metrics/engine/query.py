"""A finished query: a tree and its bound values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlglot import exp

ALL = "*"
"""The member that stands for all of a dimension."""


@dataclass(frozen=True)
class Query:
    """A SELECT and the values that it names."""

    tree: exp.Select
    parameters: dict[str, Any]

    @property
    def sql(self) -> str:
        """The text in DuckDB's dialect."""
        return self.tree.sql(dialect="duckdb")

    @property
    def bound(self) -> dict[str, Any]:
        """The values that the text names, and no others."""
        names = {parameter.name for parameter in self.tree.find_all(exp.Parameter)}
        return {name: value for name, value in self.parameters.items() if name in names}


def member(dimension: str) -> exp.Expr:
    """The dimension's column in a cube: its member, or `*` on the levels that leave it out."""
    chosen = exp.Case().when(is_all(dimension), exp.Literal.string(ALL))
    return exp.alias_(chosen.else_(exp.column(dimension)), dimension)


def is_all(dimension: str) -> exp.Expr:
    """The condition that a level leaves the dimension out."""
    return exp.func("GROUPING", exp.column(dimension)).eq(number(1))


def number(value: int) -> exp.Expr:
    """A whole number written into the text."""
    return exp.Literal.number(value)


def count_rows() -> exp.Count:
    """COUNT(*)."""
    return exp.Count(this=exp.Star())


def count_distinct(column: str) -> exp.Count:
    """COUNT(DISTINCT column)."""
    return exp.Count(this=exp.Distinct(expressions=[exp.column(column)]))


def cube(query: exp.Select, dimensions: list[str]) -> exp.Select:
    """The query grouped at every level of the dimensions."""
    if not dimensions:
        return query
    return query.group_by(exp.Cube(expressions=[exp.column(d) for d in dimensions]))
