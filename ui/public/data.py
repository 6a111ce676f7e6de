"""What everybody may see, kept by codes: tables of sealed editions with what is hidden taken out.

Nothing here is remembered in the database: a public figure has no receipt that opens.
"""

from __future__ import annotations

from functools import lru_cache

from s3metrics.editions.model import Definition, Edition, Members, Span, TableKey
from s3metrics.engine.cells import Cell
from s3metrics.engine.selection import Selection
from ui import data

_KEPT = 500


def editions() -> list[Edition]:
    """What has been sealed: those that stand before those that were replaced, and of either the
    latest first. Empty where nothing is."""
    return sorted(data.editions(), key=lambda edition: edition.replaced_by is not None)


def tables(edition: Edition) -> list[TableKey]:
    """The fixed tables of an edition, by indicator, span and breakdown."""
    return _tables(data.place(), data.platform().data_version, edition.name)


def definition(edition: Edition, indicator: str) -> Definition:
    """The indicator's words as they were sealed."""
    return data.platform().sealed(edition.name).definitions[indicator]


def cells(edition: Edition, table: TableKey) -> dict[Members, Cell]:
    """A fixed table's cells; those that are hidden have no value."""
    return _cells(data.place(), data.platform().data_version, edition.name, table)


@lru_cache(maxsize=_KEPT)
def _tables(place: data.Place, version: int, edition: str) -> list[TableKey]:
    return data.platform().public_tables(edition)


@lru_cache(maxsize=_KEPT)
def _cells(place: data.Place, version: int, name: str, table: TableKey) -> dict[Members, Cell]:
    edition = data.platform().edition(name)
    indicator, span, by = table
    start = edition.period_start if span is Span.PERIOD else edition.programme_start
    selection = Selection(from_=start, to=edition.period_end)
    found = data.platform().compute(indicator, selection, by, name, public=True)
    return dict(found.cells)
