"""The two clocks: as known at a delivery (today: the last), or as reported in an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from s3metrics.editions.definitions import change_of
from s3metrics.editions.model import Edition, Members, Sealed, SealedTable, Span
from s3metrics.engine.cells import Cell
from s3metrics.engine.engine import Engine, check_breakdowns
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Scope, Selection
from s3metrics.indicators import Indicator
from s3metrics.programme import Programme
from s3metrics.words import Text


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What "now" means for a figure."""

    engine: Engine
    """Of an edition, one that serves what was sealed."""
    delivery: int
    """The last delivery that counts."""
    today: date
    """The default end of a selection; of an edition, its period's last day."""
    edition: Edition | None
    """None: as known at the delivery."""

    @property
    def programme(self) -> Programme:
        """The programme file in force: of an edition, the one that it was sealed under."""
        return self.engine.programme

    @property
    def code(self) -> str | None:
        """How a face writes it where it can be chosen: the edition's name, or None."""
        return self.edition.name if self.edition else None


class EditionEngine(Engine):
    """Figures as reported: sealed tables are served as sealed, all else is counted as of then.

    Shares the tables of the engine that it is made from.
    """

    def __init__(self, engine: Engine, sealed: Sealed) -> None:
        self.__dict__.update(vars(engine))
        self.sealed = sealed
        self.edition = sealed.edition

    def compute(
        self,
        indicator: Indicator,
        selection: Selection,
        by: Sequence[str],
        as_of: int,
        today: date,
        *,
        alternatives: bool = False,
    ) -> Result:
        """As of `Engine`, with the edition's name in the receipt. Raises as there."""
        check_breakdowns(indicator, by, selection.dimensions)
        scope = self._scope(indicator, selection, today)
        table = self._sealed_table(indicator, scope, tuple(by))
        if table is not None and not alternatives:
            return self._as_sealed(indicator, scope, tuple(by), table)
        counted = super().compute(indicator, selection, by, as_of, today, alternatives=alternatives)
        if table is not None:
            sealed = self._as_sealed(indicator, scope, tuple(by), table)
            return replace(sealed, alternatives=counted.alternatives)
        receipt = replace(counted.receipt, as_of=self.edition.name)
        return replace(counted, receipt=receipt, note=self._note(indicator, is_sealed=False))

    def _sealed_table(
        self, indicator: Indicator, scope: Scope, by: tuple[str, ...]
    ) -> SealedTable | None:
        """The table that a request asks for exactly, in whatever order of its breakdowns."""
        edition = self.edition
        if scope.selection.dimensions or scope.to != edition.period_end:
            return None
        starts = {
            Span.ACCUMULATED: edition.programme_start,
            Span.PERIOD: edition.period_start,
        }
        spans = self.sealed.spans_of(indicator.id)
        for span in spans:
            if scope.from_ == starts[span] or spans == (Span.ACCUMULATED,):
                for order in (by, tuple(reversed(by))):
                    table = self.sealed.table(indicator.id, span, order)
                    if table is not None:
                        return table
        return None

    def _as_sealed(
        self, indicator: Indicator, scope: Scope, by: tuple[str, ...], table: SealedTable
    ) -> Result:
        counted_as_of = self.edition.as_of
        return Result(
            indicator,
            by,
            _in_order(table, by),
            table.receipt,
            lambda: {name: table.overlap[name] for name in by if name in table.overlap},
            lambda: self.coverage(
                indicator, scope.selection, counted_as_of, self.edition.period_end
            ),
            is_sealed=True,
            note=self._note(indicator, is_sealed=True),
        )

    def _note(self, indicator: Indicator, *, is_sealed: bool) -> Text | None:
        definition = self.sealed.definitions.get(indicator.id)
        if definition is None:
            return Text(
                f"Indikatorn fanns inte när {self.edition.name} förseglades.",
                f"The indicator was not there when {self.edition.name} was sealed.",
            )
        change = change_of(definition)
        if change is None:
            return None
        counted = (
            Text("Siffran visas som den rapporterades", "The figure is shown as it was reported")
            if is_sealed
            else Text(
                "Siffran är räknad med den nya definitionen",
                "The figure is counted by the new definition",
            )
        )
        return Text(f"{counted.sv}: {change.sv}.", f"{counted.en}: {change.en}.")


def _in_order(table: SealedTable, by: tuple[str, ...]) -> dict[Members, Cell]:
    """The cells with their members in the order asked for, first by the first of them."""
    if by == table.by:
        return table.cells
    at = [table.by.index(name) for name in by]
    places = [
        {member: i for i, member in enumerate(dict.fromkeys(cell[j] for cell in table.cells))}
        for j in at
    ]
    turned = {tuple(members[j] for j in at): cell for members, cell in table.cells.items()}

    def place(members: Members) -> tuple[int, ...]:
        return tuple(of[member] for of, member in zip(places, members, strict=True))

    return {members: turned[members] for members in sorted(turned, key=place)}
