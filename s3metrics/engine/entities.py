"""What is behind a cell: its units, and every row that made it, with file, tab and row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlglot import exp

from s3metrics.engine import population
from s3metrics.engine.compose import Composer
from s3metrics.engine.query import Query
from s3metrics.engine.selection import Scope
from s3metrics.engine.sources import SOURCES
from s3metrics.engine.values import plain
from s3metrics.indicators.model import Indicator, Plain, Population, Ratio, Source, Sum, Unit
from s3metrics.ledger.identity import shown
from s3metrics.ledger.schema import quoted
from s3metrics.sheets import Kind, sheet_for_table

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine

ROLES = ("counted", "numerator", "denominator")


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A row of a partner's file that is behind a figure."""

    role: str
    """`counted`, or, of a ratio, `numerator` or `denominator`."""
    unit: str
    """The unit it belongs to: what is counted once."""
    value: Any
    """What it adds to a sum; null in counts."""
    table: str
    delivery: int
    sender: str
    file: str
    sheet: str
    row: int
    cells: dict[str, Any]
    """The row as it stands in the ledger, by English column name, numbers of persons masked."""


@dataclass(frozen=True, kw_only=True)
class Entity:
    """One unit behind a figure: a company, an initiative, a municipality."""

    id: str
    name: str
    rows: int
    """How many of the listed rows belong to it."""


@dataclass(frozen=True, kw_only=True)
class Entities:
    """Everything behind one cell."""

    indicator: str
    cell: dict[str, str]
    units: tuple[Entity, ...]
    """Of a count: as many as the figure says. Of a ratio: the units of its numerator."""
    rows: tuple[SourceRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "indicator": self.indicator,
            "cell": self.cell,
            "units": [vars(unit) for unit in self.units],
            "rows": [
                {**vars(row), "value": plain(row.value), "cells": row.cells} for row in self.rows
            ],
        }


_Keyed = tuple[str, SourceRow]
"""A unit's key in the ledger, and a row of it."""


def collect(
    engine: Engine, indicator: Indicator, scope: Scope, cell: Mapping[str, str], as_of: int
) -> Entities:
    """The units and rows behind a cell of an indicator."""
    rule = indicator.rule
    if isinstance(rule, Ratio):
        counted: Plain = rule.numerator
        rows = _rows(engine, counted, scope, cell, as_of, "numerator")
        others = _denominator_rows(engine, rule, scope, cell, as_of)
    else:
        counted = rule
        rows, others = _rows(engine, rule, scope, cell, as_of, "counted"), []
    unit = Unit.ROW if isinstance(counted, Sum) else counted.unit
    return Entities(
        indicator=indicator.id,
        cell=dict(cell),
        units=tuple(_units(engine, unit, [key for key, _ in rows], as_of)),
        rows=tuple(row for _, row in [*rows, *others]),
    )


def _rows(
    engine: Engine,
    rule: Plain,
    scope: Scope,
    cell: Mapping[str, str],
    as_of: int,
    role: str,
) -> list[_Keyed]:
    query = Composer(rule, scope, engine.schema(as_of)).rows_behind(cell)
    return _opened(engine, query, rule.rows.source, role)


def _denominator_rows(
    engine: Engine, rule: Ratio, scope: Scope, cell: Mapping[str, str], as_of: int
) -> list[_Keyed]:
    if not isinstance(rule.denominator, Population):
        return _rows(engine, rule.denominator, scope, cell, as_of, "denominator")
    municipalities = [cell["municipality"]] if "municipality" in cell else []
    counties = scope.members("county") or engine.programme.county_ids
    query = population.rows_behind(
        engine.schema(as_of),
        [cell["county"]] if "county" in cell else counties,
        municipalities or scope.members("municipality"),
    )
    return _opened(engine, query, Source.POPULATION, "denominator")


def _opened(engine: Engine, query: Query, source: Source, role: str) -> list[_Keyed]:
    """The query's rows, by unit, with the ledger's row, its delivery, file, tab and number."""
    found = engine.run(query)
    table = SOURCES[source].ledger_table
    sheet = sheet_for_table(table)
    columns = [column.name for column in sheet.columns]
    cursor = engine.reader.cursor()
    wanted = pa.table({"row_id": pa.array([row[1] for row in found], pa.int64())})
    cursor.register("wanted", wanted)
    selected = ", ".join(f"t.{quoted(name)}" for name in columns)
    opened = {
        row[0]: row
        for row in cursor.execute(
            f"SELECT t.row_id, t.brought_by, t.sender, f.name, t.sheet, t.row_number, {selected} "
            f"FROM ledger.{quoted(table)} t JOIN wanted USING (row_id) "
            "JOIN ledger.delivered_file f USING (file_id)"
        ).fetchall()
    }
    numbers = {c.name for c in sheet.columns if c.kind in {Kind.ORGNR, Kind.ORGNR_OR_NAME}}
    rows = []
    for unit, row_id, value in found:
        _, delivery, sender, file, tab, row_number, *cells = opened[row_id]
        row = SourceRow(
            role=role,
            unit=shown(str(unit)),
            value=value,
            table=table,
            delivery=delivery,
            sender=sender,
            file=file,
            sheet=tab,
            row=row_number,
            cells={
                name: shown(cell) if name in numbers and cell else plain(cell)
                for name, cell in zip(columns, cells, strict=True)
            },
        )
        rows.append((str(unit), row))
    return rows


def _units(engine: Engine, unit: Unit, keys: Sequence[str], as_of: int) -> list[Entity]:
    # Counted by the key itself: two persons' shown keys, being shortened, may be alike.
    names = _names(engine, unit, as_of)
    return [
        Entity(id=shown(key), name=names.get(key, ""), rows=count)
        for key, count in Counter(keys).items()
    ]


def _names(engine: Engine, unit: Unit, as_of: int) -> dict[str, str]:
    schema = engine.schema(as_of)
    if unit is Unit.MUNICIPALITY:
        return {m.code: m.name for m in engine.programme.municipalities}
    if unit is Unit.COMPANY:
        query = _key_and_name(schema, "company", "orgnr", "name")
    elif unit is Unit.INITIATIVE:
        query = _key_and_name(schema, "initiative", "initiative", "title")
    elif unit is Unit.NEED:
        query = _key_and_name(schema, "need", "need", "title")
    elif unit is Unit.SOLUTION:
        query = _key_and_name(schema, "solution", "solution", "title")
    elif unit is Unit.ACTOR:
        query = _key_and_name(schema, "actor", "orgnr", "name")
    else:
        return {}
    return dict(engine.run(query))


def _key_and_name(schema: str, table: str, key: str, name: str) -> Query:
    """Key and name of every row of a facts table."""
    return Query(exp.select(key, name).from_(exp.table_(table, db=schema)), {})
