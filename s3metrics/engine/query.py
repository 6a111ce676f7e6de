"""A finished query: its text and its bound values; and what trees are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import duckdb
from sqlglot import exp

ALL = "*"
"""The member that stands for all of a dimension."""


@dataclass(frozen=True)
class Query:
    """A SELECT in DuckDB's dialect and the values that it names, and no others."""

    sql: str
    bound: dict[str, Any]


@lru_cache(maxsize=2048)
def parsed(sql: str) -> duckdb.Statement:
    """The text as DuckDB reads it, to run with other values again and on any connection.

    Reading it takes a fifth to a quarter of a usual figure's time.
    """
    [statement] = duckdb.extract_statements(sql)
    return statement


def query_of(tree: exp.Select, values: dict[str, Any]) -> Query:
    """The tree as text, with those of the values that it names."""
    return Query(tree.sql(dialect="duckdb"), {name: values[name] for name in names_in(tree)})


def names_in(tree: exp.Select) -> tuple[str, ...]:
    """The parameters that a tree names."""
    return tuple(sorted({parameter.name for parameter in tree.find_all(exp.Parameter)}))


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
    """The query grouped at every level of the dimensions.

    A level leaves a dimension out by a null there: members themselves are never null.
    """
    if not dimensions:
        return query
    return query.group_by(exp.Cube(expressions=[exp.column(d) for d in dimensions]))
