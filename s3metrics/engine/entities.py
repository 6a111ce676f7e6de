"""What is behind a cell: its units, and every row that made it, with file, tab and row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from s3metrics.engine import population
from s3metrics.engine.query import Query
from s3metrics.engine.selection import Scope
from s3metrics.engine.sources import SOURCES
from s3metrics.engine.units import UnitName, unit_names
from s3metrics.engine.values import plain
from s3metrics.indicators.model import Indicator, Plain, Population, Ratio, Source
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

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {**vars(self), "value": plain(self.value)}


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
            "rows": [row.as_json() for row in self.rows],
        }


_Keyed = tuple[UnitName, SourceRow]
"""A unit and a row of it."""


def collect(
    engine: Engine, indicator: Indicator, scope: Scope, cell: Mapping[str, str], as_of: int
) -> Entities:
    """The units and rows behind a cell of an indicator."""
    rule = indicator.rule
    if isinstance(rule, Ratio):
        rows = _rows(engine, rule.numerator, scope, cell, as_of, "numerator")
        others = _denominator_rows(engine, rule, scope, cell, as_of)
    else:
        rows, others = _rows(engine, rule, scope, cell, as_of, "counted"), []
    return Entities(
        indicator=indicator.id,
        cell=dict(cell),
        # Counted by the key itself: two persons' shown keys, being shortened, may be alike.
        units=tuple(
            Entity(id=shown(named.key), name=named.name, rows=count)
            for named, count in Counter(named for named, _ in rows).items()
        ),
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
    query = engine.composer(rule, scope, as_of, cell).rows_behind(cell)
    return _opened(engine, query, rule, role, as_of)


def _denominator_rows(
    engine: Engine, rule: Ratio, scope: Scope, cell: Mapping[str, str], as_of: int
) -> list[_Keyed]:
    if not isinstance(rule.denominator, Population):
        return _rows(engine, rule.denominator, scope, cell, as_of, "denominator")
    place, members = population.places_of(engine.programme, scope, cell)
    if not members:
        return []
    query = population.rows_behind(engine.schema(as_of, "population"), place, members)
    return _opened(engine, query, rule.denominator, "denominator", as_of)


def _opened(
    engine: Engine, query: Query, rule: Plain | Population, role: str, as_of: int
) -> list[_Keyed]:
    """The query's rows, by unit, with the ledger's row, its delivery, file, tab and number."""
    found = engine.run(query)
    source = Source.POPULATION if isinstance(rule, Population) else rule.rows.source
    names = {} if isinstance(rule, Population) else unit_names(engine, rule, as_of)
    table = SOURCES[source].ledger_table
    opened = ledger_rows(engine, table, [row[1] for row in found])
    rows = []
    for unit, row_id, value in found:
        named = names.get(unit) or UnitName(str(unit), "")
        row = replace(opened[row_id], role=role, unit=shown(named.key), value=value)
        rows.append((named, row))
    return rows


def ledger_rows(engine: Engine, table: str, row_ids: Sequence[int]) -> dict[int, SourceRow]:
    """Number of a row of the ledger's `table` → the row with its delivery, file, tab and cells.

    Role, unit and value are left empty: they are the figure's.
    """
    sheet = sheet_for_table(table)
    columns = [column.name for column in sheet.columns]
    numbers = {c.name for c in sheet.columns if c.kind in {Kind.ORGNR, Kind.ORGNR_OR_NAME}}
    return {
        row_id: SourceRow(
            role="",
            unit="",
            value=None,
            table=table,
            delivery=delivery,
            sender=sender,
            file=file,
            sheet=tab,
            row=row_number,
            cells=sheet.open_cells(
                {
                    name: shown(cell) if name in numbers and cell else plain(cell)
                    for name, cell in zip(columns, cells, strict=True)
                }
            ),
        )
        for row_id, delivery, sender, file, tab, row_number, *cells in _stored(
            engine, table, columns, row_ids
        )
    }


def _stored(
    engine: Engine, table: str, columns: Sequence[str], row_ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    cursor = engine.reader.cursor()
    cursor.register("wanted", pa.table({"row_id": pa.array(row_ids, pa.int64())}))
    selected = ", ".join(f"t.{quoted(name)}" for name in columns)
    # The file's delivery is the row's own, also where a throw-away ledger has numbered it anew.
    return cursor.execute(
        f"SELECT t.row_id, f.delivery, t.sender, f.name, t.sheet, t.row_number, {selected} "
        f"FROM ledger.{quoted(table)} t JOIN (SELECT DISTINCT row_id FROM wanted) USING (row_id) "
        "JOIN ledger.delivered_file f USING (file_id)"
    ).fetchall()
