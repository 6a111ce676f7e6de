"""What a table of the analysts' copy is: its columns, what they mean, and how each is made.

A column is declared once, with its words and its SQL: documentation and data cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from s3metrics.words import Text

SETTLED = Text("Avgörs av räknereglerna", "Settled by the counting rules")


@dataclass(frozen=True, kw_only=True)
class ColumnDoc:
    """A column as an analyst meets it."""

    name: str
    """English, snake_case: what queries write."""
    type: str
    """DuckDB's name of the type."""
    label: Text
    """Capital first; no other column of the table has the same."""
    meaning: Text
    """A sentence without full stop."""
    source: Text = SETTLED
    """The sheet and heading it was delivered in, or what settles it."""


@dataclass(frozen=True, kw_only=True)
class TableDoc:
    """A table as an analyst meets it."""

    name: str
    label: Text
    meaning: Text
    columns: tuple[ColumnDoc, ...]
    indicator: str | None = None
    """Of `indicator_<id>`: the indicator whose figures it holds."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column with the SQL that makes it."""

    doc: ColumnDoc
    sql: str
    joins: tuple[str, ...] = ()
    """Joins that the SQL needs, each under an alias of its own; none may multiply rows."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with the SQL that makes it from the figures' tables at a clock."""

    doc: TableDoc
    columns: tuple[Column, ...]
    rows: str
    """What stands after FROM."""
    needs: tuple[str, ...] = ()
    """The figures' tables that it reads."""
    order: str = ""
    """Columns by which the rows are stored."""

    @property
    def select(self) -> str:
        """The SELECT of all columns, in order."""
        shown = ", ".join(f'({c.sql})::{c.doc.type} AS "{c.doc.name}"' for c in self.columns)
        joins = dict.fromkeys(join for column in self.columns for join in column.joins)
        order = f" ORDER BY {self.order}" if self.order else ""
        return f"SELECT {shown} FROM {self.rows} {' '.join(joins)}{order}"


def table(
    name: str,
    label: Text,
    meaning: Text,
    columns: Iterable[Column | tuple[Column, ...]],
    *,
    rows: str,
    needs: tuple[str, ...] = (),
    order: str = "",
) -> Table:
    """A table; columns that come in groups are laid flat."""
    flat = tuple(c for given in columns for c in (given if isinstance(given, tuple) else (given,)))
    doc = TableDoc(name=name, label=label, meaning=meaning, columns=tuple(c.doc for c in flat))
    return Table(doc=doc, columns=flat, rows=rows, needs=needs, order=order)
