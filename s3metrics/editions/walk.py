"""From one point of what was known to a later one, a cause at a time: a figure at each halt.

The halts are deliveries of a throw-away ledger (see `s3metrics.ledger.steps`), so a figure at a
halt is a figure as of a delivery, by the one engine. A cause by which nothing changed has no halt.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from s3metrics.engine.engine import Engine
from s3metrics.engine.entities import Entities, SourceRow, ledger_rows
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.indicators.model import Indicator
from s3metrics.ledger.reader import Reader
from s3metrics.ledger.schema import quoted
from s3metrics.ledger.steps import THEN, Cause, stages_of, write_steps
from s3metrics.programme import Programme
from s3metrics.sheets import SHEETS


@dataclass(frozen=True)
class ChangedRow:
    """A row of a partner's list that changed by one cause; None where it was not, or is no more."""

    before: SourceRow | None
    after: SourceRow | None


class Walk:
    """Figures at every halt between two deliveries of one published version."""

    def __init__(self, engine: Engine, today: date) -> None:
        self._engine = engine
        self._today = today

    @cached_property
    def halts(self) -> tuple[Cause | None, ...]:
        """None for the start, then the causes by which anything changed, in their order."""
        union = " UNION ALL ".join(
            f"SELECT DISTINCT unnest([brought_by, withdrawn_by]) AS halt FROM ledger.{table}"
            for table in (*(quoted(sheet.table) for sheet in SHEETS),)
        )
        lists = "SELECT DISTINCT delivery AS halt FROM ledger.delivered_table"
        found = self._engine.reader.cursor().execute(f"{union} UNION ALL {lists}").fetchall()
        changed = {halt for (halt,) in found if halt is not None and halt != THEN}
        return (None, *(cause for cause in Cause if cause in changed))

    def compute(
        self, indicator: Indicator, selection: Selection, by: Sequence[str]
    ) -> list[tuple[Cause | None, Result]]:
        """The figure at every halt."""
        return [(halt, self.at(halt, indicator, selection, by)) for halt in self.halts]

    def at(
        self, halt: Cause | None, indicator: Indicator, selection: Selection, by: Sequence[str]
    ) -> Result:
        """The figure at one halt."""
        return self._engine.compute(indicator, selection, by, _as_of(halt), self._today)

    def entities(
        self, indicator: Indicator, selection: Selection, cell: dict[str, str], halt: Cause | None
    ) -> Entities:
        """The units and rows behind a cell at a halt; each row with its own delivery and file.

        A member that is none there (a funder that nobody had named yet) has nothing behind it.
        """
        if tuple(cell.values()) not in self.at(halt, indicator, selection, tuple(cell)).cells:
            return Entities(indicator=indicator.id, cell=cell, units=(), rows=())
        return self._engine.entities(indicator, selection, cell, _as_of(halt), self._today)

    def changed(self, cause: Cause, rows: Sequence[SourceRow]) -> list[ChangedRow]:
        """The rows whose other wording makes `rows` count otherwise.

        Of companies and initiatives those that `rows` belong to; of corrected rows those that are
        among `rows`. What came late or was withdrawn is there itself.
        """
        of_company = {row.cells["orgnr"] for row in rows if row.cells.get("orgnr")}
        of_initiative = {row.cells[_ID] for row in rows if row.cells.get(_ID)}
        places = {_place(row) for row in rows}
        found: list[ChangedRow] = []
        for sheet in SHEETS:
            if cause not in {stage.cause for stage in stages_of(sheet)}:
                continue
            for changed in self._changed_in(sheet.table, sheet.key, cause):
                both = [row for row in (changed.before, changed.after) if row]
                is_theirs = {
                    "company": both[0].cells.get("orgnr") in of_company,
                    "initiative": both[0].cells.get(_ID) in of_initiative,
                    # Which initiatives an actor leads is not told by its row: few change at all.
                    "actor": True,
                }.get(sheet.table, any(_place(row) in places for row in both))
                if is_theirs:
                    found.append(changed)
        return found

    def _changed_in(self, table: str, key: Sequence[str], cause: Cause) -> list[ChangedRow]:
        halves: list[dict[tuple[object, ...], SourceRow]] = []
        for column in ("withdrawn_by", "brought_by"):
            ids = (
                self._engine.reader.cursor()
                .execute(
                    f"SELECT row_id FROM ledger.{quoted(table)} WHERE {column} = ?", [int(cause)]
                )
                .fetchall()
            )
            opened = ledger_rows(self._engine, table, [row_id for (row_id,) in ids])
            halves.append(
                {
                    tuple(str(row.cells[name]) for name in key) or (row_id,): row
                    for row_id, row in opened.items()
                }
            )
        before, after = halves
        return [
            ChangedRow(before.get(found), after.get(found))
            for found in dict.fromkeys((*before, *after))
        ]


_ID = "initiative_id"


def _place(row: SourceRow) -> tuple[object, ...]:
    return (row.table, row.delivery, row.file, row.sheet, row.row)


@contextmanager
def walking(source: Path, programme: Programme, then: int, now: int, today: date) -> Iterator[Walk]:
    """A walk between two deliveries of the published version `source`, the earlier first.

    Every halt is under `programme`, that of the later point.
    """
    with tempfile.TemporaryDirectory(prefix="s3metrics-") as folder:
        target = Path(folder) / "steps.duckdb"
        write_steps(source, target, then, now)
        reader = Reader(0, target)
        try:
            yield Walk(Engine(reader, programme), today)
        finally:
            reader.close()


def _as_of(halt: Cause | None) -> int:
    return THEN if halt is None else int(halt)
