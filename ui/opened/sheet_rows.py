"""Partners' rows as a list: what they hold, in words, and where each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from s3metrics.engine.entities import SourceRow
from s3metrics.sheets import Column as SheetColumn
from s3metrics.sheets import sheet_for_table
from ui.drawing import listing
from ui.drawing.listing import Column
from ui.opened import behind

T = TypeVar("T")


def columns(
    table: str, found: Sequence[T], source: Callable[[T], SourceRow], without: Collection[str] = ()
) -> list[Column[T]]:
    """The sheet's columns in which any of the rows says something, then the row's place."""
    said = [
        _of(column, source)
        for column in sheet_for_table(table).columns
        if column.name not in without
        and any(source(one).cells.get(column.name) not in (None, "", []) for one in found)
    ]
    return [*said, *listing.place_of(source)]


def _of(column: SheetColumn, source: Callable[[T], SourceRow]) -> Column[T]:
    def value(one: T) -> Any:
        cell = source(one).cells.get(column.name)
        return ", ".join(map(str, cell)) if isinstance(cell, list) else cell

    def text(one: T) -> str:
        found = behind.in_words(column, source(one).cells.get(column.name))
        return "" if found is None else str(found)

    return Column(heading=column.heading, value=value, text=text)
