"""What pages are given: figures as plain values that can be kept."""

from __future__ import annotations

from dataclasses import dataclass

from s3metrics.engine.query import ALL
from s3metrics.engine.result import Cell, Overlap
from s3metrics.engine.selection import Selection
from s3metrics.indicators import Indicator
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.words import Text


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A result as pages show it: plain values that can be kept."""

    indicator: Indicator
    by: tuple[str, ...]
    cells: dict[tuple[str, ...], Cell]
    selection: Selection
    """What it was asked for, after what the indicator cannot be selected by was left out."""
    ignored: tuple[str, ...]
    """The dimensions that were left out: the figure is the whole's there."""
    receipt: str
    clock: str
    """`now`, an edition's name, or a delivery's number."""
    note: Text | None
    """Of an edition: that the definition has changed since."""
    overlap: dict[str, tuple[Overlap, ...]]
    """Only where it was asked for."""

    def cell(self, **members: str) -> Cell:
        """One cell; a breakdown that is not named is `*`."""
        return self.cells[tuple(members.get(name, ALL) for name in self.by)]

    @property
    def total(self) -> Cell:
        """The cell of all members."""
        return self.cell()

    def members(self, dimension: str) -> list[str]:
        """The members of a breakdown in order, without the total."""
        at = self.by.index(dimension)
        return [code for code in dict.fromkeys(cell[at] for cell in self.cells) if code != ALL]

    def overlap_at(self, dimension: str, **members: str) -> Overlap | None:
        """What the parts of a breakdown count more than once, for one member of the others."""
        others = {name: members.get(name, ALL) for name in self.by if name != dimension}
        entries = self.overlap.get(dimension, ())
        return next((entry for entry in entries if entry.members == others), None)


@dataclass(frozen=True, kw_only=True)
class Before:
    """A figure before and after a delivery."""

    indicator: Indicator
    before: Cell | None
    after: Cell


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a delivery would change."""

    report: DeliveryReport
    figures: tuple[Before, ...]
