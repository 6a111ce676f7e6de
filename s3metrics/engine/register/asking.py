"""How a list is asked of the figures' tables: fixed texts, bound values, one connection a call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from s3metrics.engine.entities import SourceRow, ledger_rows
from s3metrics.engine.selection import Scope

if TYPE_CHECKING:
    from s3metrics.engine.engine import Engine


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One engine at one delivery over one scope."""

    engine: Engine
    scope: Scope
    as_of: int

    def rows(self, sql: str, tables: Iterable[str], **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query on the figures' tables it needs; `values` are bound by name."""
        schema = self.engine.schema(self.as_of, *tables)
        cursor = self.engine.reader.cursor()
        cursor.execute(f"USE memory.{schema}")
        return cursor.execute(sql, values).fetchall()

    def sources(self, table: str, row_ids: Iterable[int]) -> dict[int, SourceRow]:
        """Row id → the partner's row, with its file, tab and number."""
        return ledger_rows(self.engine, table, list(dict.fromkeys(row_ids)))

    def coded(self, dimension: str) -> list[int]:
        """The scope's members of a dimension as the large tables hold them; empty is all."""
        numbers = self.engine.coding.numbers[dimension]
        return [numbers[member] for member in self.scope.members(dimension)]

    def lacks(self, table: str) -> bool:
        """True when nobody has delivered the table for the areas asked for."""
        return self.engine.reported(self.as_of).lacks(table, self.scope.members("area"))
