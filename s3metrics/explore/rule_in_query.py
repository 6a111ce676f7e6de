"""What of an indicator's rule can be read out of a query, and what cannot.

Read as a tree. Only what means the same in a declaration is taken over; of all else the words of
the query are kept, for whoever reviews the proposal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from s3metrics.explore.tables_indicators import PREFIX
from s3metrics.indicators.answers import DIMENSIONS
from s3metrics.indicators.model import TIME, Is, Period, Source, Unit

_SOURCES: Mapping[str, Source] = {
    source.value: source
    for source in (
        Source.PARTICIPATION,
        Source.INITIATIVE,
        Source.FUNDING,
        Source.BOOKING,
        Source.OUTCOME,
        Source.NEED,
        Source.SOLUTION,
    )
}
_FLAGS = (
    "is_supporting",
    "is_inside",
    "is_sme",
    "is_first",
    "is_new_enterprise",
    "is_across_border",
    "is_supported",
    "is_declared_across",
    "is_cross_area",
    "is_met",
    "is_adopted",
)
_RENAMED = {(Source.FUNDING, "is_active"): "initiative_is_active"}
"""Flags that the analysts' tables call otherwise than rules do."""
_CODES = ("support", "source", "form", "kind", "cost_category", "status", "step", "raised_by")
_UNITS = {unit.value: unit for unit in Unit if unit is not Unit.ROW} | {"row_id": Unit.ROW}


@dataclass(kw_only=True)
class QueryRule:
    """The parts of a rule; what could not be read is empty."""

    source: Source | None = None
    kind: str | None = None
    """`Count`, `Sum` or `Median`."""
    unit: Unit | None = None
    column: str | None = None
    """What is summed."""
    flags: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)
    codes: list[Is] = field(default_factory=list)
    period: Period | None = None
    breakdowns: list[str] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    """Indicators whose figures the query reads."""
    tables: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Conditions and expressions that no part of a rule stands for, as the query has them."""


def rule_in(sql: str) -> QueryRule:
    """What can be read out of the query; nothing of what is no SQL."""
    found = QueryRule()
    try:
        tree = sqlglot.parse_one(sql, dialect="duckdb")
    except (SqlglotError, RecursionError):
        return found
    within = {cte.alias for cte in tree.find_all(exp.CTE)}
    names = dict.fromkeys(table.name for table in tree.find_all(exp.Table))
    found.tables = [name for name in names if name not in within]
    found.indicators = [n.removeprefix(PREFIX) for n in found.tables if n.startswith(PREFIX)]
    is_plain = isinstance(tree, exp.Select) and len(list(tree.find_all(exp.Select))) == 1
    if is_plain and len(found.tables) == 1 and found.tables[0] in _SOURCES:
        found.source = _SOURCES[found.tables[0]]
        _read_measure(tree, found)
        _read_conditions(tree, found)
        _read_groups(tree, found)
    return found


def _read_measure(select: exp.Expr, found: QueryRule) -> None:
    """The first column that is a measure and nothing else; all other measures are unread."""
    for column in select.expressions:
        bare = column.this if isinstance(column, exp.Alias) else column
        if found.kind is None and _is_measure(bare, found):
            continue
        if column.find(exp.AggFunc):
            found.unread.append(_words(bare))


def _read_groups(select: exp.Expr, found: QueryRule) -> None:
    group = select.args.get("group")
    columns = [column.name for column in group.find_all(exp.Column)] if group else []
    known = (*DIMENSIONS, *TIME)
    found.breakdowns = [name for name in dict.fromkeys(columns) if name in known]
    named = {f"{name}_name" for name in found.breakdowns}
    found.unread += [name for name in columns if name not in {*known, *named}]
    further = (select.args.get(part) for part in ("joins", "having", "qualify", "limit"))
    for part in further:
        for one in part if isinstance(part, list) else [part] if part else []:
            found.unread.append(_words(one))


def _is_measure(measure: exp.Expr, found: QueryRule) -> bool:
    """Whether the measure is one of a rule's; its parts are then in `found`."""
    inner = measure.this
    if isinstance(measure, exp.Count) and isinstance(inner, exp.Star):
        found.kind, found.unit = "Count", Unit.ROW
        return True
    if isinstance(measure, exp.Count) and isinstance(inner, exp.Distinct):
        columns = [c.name for c in inner.expressions if isinstance(c, exp.Column)]
        found.unit = _UNITS.get(columns[0]) if len(columns) == len(inner.expressions) == 1 else None
        found.kind = "Count" if found.unit else None
        return found.unit is not None
    if isinstance(measure, exp.Sum | exp.Median) and isinstance(inner, exp.Column):
        found.kind, found.column = type(measure).__name__, inner.name
        return True
    return False


def _read_conditions(select: exp.Expr, found: QueryRule) -> None:
    where = select.args.get("where")
    for condition in _conjuncts(where.this) if where else ():
        if not _is_condition(condition, found):
            found.unread.append(_words(condition))
    if found.period is None and found.source in (Source.FUNDING, Source.SOLUTION):
        found.period = Period.NONE if found.source is Source.FUNDING else Period.UP_TO


def _conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(condition, exp.Paren):
        yield from _conjuncts(condition.this)
    elif isinstance(condition, exp.And):
        yield from _conjuncts(condition.left)
        yield from _conjuncts(condition.right)
    else:
        yield condition


def _is_condition(condition: exp.Expr, found: QueryRule) -> bool:
    """Whether the condition is a part of a rule; it is then in `found`."""
    is_negated = isinstance(condition, exp.Not)
    inner = condition.this if is_negated else condition
    if isinstance(inner, exp.Column):
        return _is_flag(inner.name, found, is_negated=is_negated)
    code = _code(inner)
    if code is None:
        return False
    is_negated = is_negated or isinstance(inner, exp.NEQ)
    found.codes.append(Is(column=code[0], values=code[1], is_negated=is_negated))
    return True


def _is_flag(name: str, found: QueryRule, *, is_negated: bool) -> bool:
    if name == "is_in_period" and not is_negated:
        found.period = Period.ACTIVE if found.source is Source.INITIATIVE else Period.IN
        return True
    assert found.source is not None
    flag = _RENAMED.get((found.source, name), name)
    if flag not in _FLAGS and flag not in _RENAMED.values():
        return False
    (found.lacking if is_negated else found.flags).append(flag)
    return True


def _code(condition: exp.Expr) -> tuple[str, tuple[str, ...]] | None:
    """Column and texts of `column = 'a'`, `column <> 'a'` or `column IN ('a', 'b')`."""
    if isinstance(condition, exp.EQ | exp.NEQ):
        column, values = condition.left, [condition.right]
    elif isinstance(condition, exp.In) and not condition.args.get("query"):
        column, values = condition.this, condition.expressions
    else:
        return None
    if not (isinstance(column, exp.Column) and column.name in _CODES):
        return None
    if not all(isinstance(value, exp.Literal) and value.is_string for value in values):
        return None
    return column.name, tuple(value.name for value in values)


def _words(expression: exp.Expr) -> str:
    return expression.sql(dialect="duckdb")
