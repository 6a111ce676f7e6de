"""How a sheet is declared: reading, checking, storing, template and documentation come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from s3metrics.words import Text


class Kind(StrEnum):
    """What a cell holds; decides how it is read, checked and stored."""

    TEXT = "text"
    ID = "id"
    ORGNR = "orgnr"
    ORGNR_OR_NAME = "orgnr_or_name"
    CHOICE = "choice"
    AREA = "area"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    DATE = "date"
    YEAR = "year"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOL = "bool"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a sheet."""

    name: str
    """The English column name: the ledger's, and accepted as heading."""
    heading: str
    """The Swedish heading of the template."""
    kind: Kind
    help: Text
    """One sentence for the template's page of explanations and the documentation."""
    is_required: bool = False
    is_list: bool = False
    """Several values, separated by `;` or `,`."""
    choices: str | None = None
    """The code list of a CHOICE, by its name in `s3metrics.codes` or the programme file."""
    may_be_negative: bool = False
    refers_to: str | None = None
    """The table whose key the value must be: `company` or `initiative`."""
    is_contact: bool = False
    """Personal data that only the list of participants shows."""
    withheld_by: str | None = None
    """The yes/no column of the sheet that, where it says yes, keeps the cell to the ledger."""
    example: str | int | float = ""
    """What the template's example row shows; the example rows refer to each other."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of the workbook, one csv file, one table of the ledger."""

    title: str
    """The Swedish name of the tab."""
    table: str
    help: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """Columns that identify a row; empty when equal rows are rows of their own."""
    is_shared: bool = False
    """Several senders may describe the same key; the latest delivery's word counts."""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {c.name: c for c in self.columns})

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns that every row must fill in."""
        return tuple(c for c in self.columns if c.is_required)

    def open_cells(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """A row's cells as pages and files may show them: contacts and withheld cells are null."""
        return {
            name: None if self._is_closed(self.by_name[name], cells) else value
            for name, value in cells.items()
        }

    def _is_closed(self, column: Column, cells: Mapping[str, Any]) -> bool:
        return column.is_contact or (
            column.withheld_by is not None and bool(cells.get(column.withheld_by))
        )
