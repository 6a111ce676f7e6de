"""The values that figures' SQL binds, and their names: the text itself holds none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlglot import exp

from s3metrics.engine.coding import Coding
from s3metrics.engine.selection import DIMENSIONS, Scope
from s3metrics.engine.sources import SourceTable
from s3metrics.indicators.model import Rows

Value = str | int | date


def parameter(name: str) -> exp.Parameter:
    """A named parameter in a tree."""
    return exp.Parameter(this=exp.var(name))


def member_name(dimension: str, place: int) -> str:
    """The name of the selection's member number `place` of a dimension."""
    return f"{dimension}_{place}"


def code_name(column: str, place: int) -> str:
    """The name of the code number `place` that a rule wants in a column."""
    return f"{column}_is_{place}"


def cell_name(dimension: str) -> str:
    """The name of the cell's member of a dimension."""
    return f"cell_{dimension}"


def stored(source: SourceTable, coding: Coding, dimension: str, member: str) -> str | int:
    """The member as the source's table holds it."""
    numbers = coding.numbers.get(dimension)
    return numbers[member] if source.is_coded and numbers else member


def values(rows: Rows, source: SourceTable, scope: Scope, coding: Coding) -> dict[str, Value]:
    """Every value of a rule's rows over a scope, by name."""
    found: dict[str, Value] = {"from": scope.from_, "to": scope.to}
    for dimension in DIMENSIONS:
        for place, member in enumerate(scope.members(dimension)):
            found[member_name(dimension, place)] = stored(source, coding, dimension, member)
    for code in rows.codes:
        for place, member in enumerate(code.values):
            name = code_name(code.column, place)
            found[name] = stored(source, coding, code.column, member)
    return found


def cell_values(source: SourceTable, coding: Coding, cell: Mapping[str, str]) -> dict[str, Value]:
    """The values of a cell's members, by name."""
    return {cell_name(d): stored(source, coding, d, member) for d, member in cell.items()}
