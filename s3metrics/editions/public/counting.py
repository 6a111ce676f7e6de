"""How many companies stand behind each sealed number."""

from __future__ import annotations

from dataclasses import replace

from s3metrics.editions.model import Sealed, SealedTable, Span
from s3metrics.editions.public.board import Behind, Place
from s3metrics.editions.public.groups import Side, sides
from s3metrics.engine.cells import Cell
from s3metrics.engine.engine import Engine
from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE, Indicator


def companies_behind(engine: Engine, sealed: Sealed) -> Behind:
    """Cell → companies, for every cell of the indicators that are about companies.

    Where they do not stand in the cell themselves, as behind a sum of hours, they are counted by
    the engine from the rows known at the edition, under the edition's programme file.
    """
    found: dict[Place, tuple[int, ...]] = {}
    for table in sealed.tables.values():
        indicator = CATALOGUE.get(table.indicator)
        of_table = sides(indicator) if indicator else ()
        if indicator is None or not of_table:
            continue
        counted = [_counted(engine, sealed, table, indicator, side) for side in of_table]
        for members, cell in table.cells.items():
            found[table.key, members] = tuple(
                int(getattr(cell, side.stands_in) or 0)
                if side.stands_in
                else int(cells[members].value or 0)
                if members in cells
                else 0
                for side, cells in zip(of_table, counted, strict=True)
            )
    return found


def _counted(
    engine: Engine, sealed: Sealed, table: SealedTable, indicator: Indicator, side: Side
) -> dict[tuple[str, ...], Cell]:
    if side.stands_in:
        return {}
    edition = sealed.edition
    start = edition.period_start if table.span is Span.PERIOD else edition.programme_start
    counting = replace(indicator, rule=side.rule)
    selection = Selection(from_=start, to=edition.period_end)
    return engine.compute(counting, selection, table.by, edition.as_of, edition.period_end).cells
