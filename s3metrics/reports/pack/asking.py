"""Asking for figures: the one place where the pack gets them, which remembers what it asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from s3metrics.editions.bridge import BridgedFigure
from s3metrics.editions.clock import Clock, EditionEngine
from s3metrics.editions.definitions import definition_of
from s3metrics.editions.model import Definition, Edition
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Overlap, Result
from s3metrics.engine.selection import Selection
from s3metrics.ledger.reader import Delivery
from s3metrics.programme import Programme
from s3metrics.reports.pack.wording import Wording
from s3metrics.targets import TargetStatus
from s3metrics.targets.flags import Flag

AsOf = int | str | None
"""A delivery's number, an edition's name, or None for now."""


class FigureSource(Protocol):
    """What the pack needs of the platform, with the platform's meanings."""

    @property
    def is_sample(self) -> bool:
        """True when the data are invented."""

    def at(self, as_of: AsOf = ...) -> Clock:
        """The clock that `as_of` names."""

    def editions(self) -> list[Edition]:
        """Every sealed edition, the earliest first."""

    def deliveries(self) -> list[Delivery]:
        """Every delivery, the latest first."""

    def compute(
        self, indicator: str, selection: Selection = ..., by: Sequence[str] = ..., as_of: AsOf = ...
    ) -> Result:
        """A figure."""

    def targets(self, as_of: AsOf = ...) -> list[TargetStatus]:
        """Every target with its standing."""

    def targets_of(
        self,
        indicator: str,
        area: str | None = ...,
        county: str | None = ...,
        as_of: AsOf = ...,
    ) -> list[TargetStatus]:
        """Those of one figure; without any, how far it is reported all the same."""

    def flags(self, as_of: AsOf = ...) -> list[Flag]:
        """What needs a decision."""

    def bridge(
        self, edition: str, edition2: str | None = ..., *, indicators: Sequence[str] = ...
    ) -> list[BridgedFigure]:
        """Why figures differ from an edition's."""

    def remember(self, result: Result) -> None:
        """To be told of every figure whose code is handed out."""


@dataclass
class Asking:
    """Figures from the programme's first day to the clock's day, in one language."""

    source: FigureSource
    as_of: AsOf
    words: Wording
    asked: dict[str, Result] = field(default_factory=dict, init=False)
    """Receipt code → the figure, in the order in which the pack shows them."""

    _others: dict[tuple[str, date, AsOf], Result] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.clock = self.source.at(self.as_of)
        # Before a programme has begun its figures are those of its first day.
        self.to = max(self.clock.today, self.programme.period.start)

    @property
    def programme(self) -> Programme:
        """The programme file in force at the clock."""
        return self.clock.programme

    def figure(self, indicator: str, by: Sequence[str] = ()) -> Result:
        """A figure that the pack shows, and so defines and gives a receipt for."""
        result = self.source.compute(indicator, Selection(to=self.to), by, self.as_of)
        if result.receipt.code not in self.asked:
            self.source.remember(result)
            self.asked[result.receipt.code] = result
        return self.asked[result.receipt.code]

    def figure_at(self, indicator: str, to: date, as_of: AsOf) -> Result:
        """A figure accumulated to another day, or at another clock, to compare with."""
        key = (indicator, to, as_of)
        if key not in self._others:
            self._others[key] = self.source.compute(indicator, Selection(to=to), (), as_of)
        return self._others[key]

    def targets(self) -> list[TargetStatus]:
        """Every target, weighed at this clock."""
        return self.source.targets(self.as_of)

    def definition(self, result: Result) -> Definition:
        """As it was when an edition was sealed, else as it is now."""
        engine = self.clock.engine
        sealed = engine.sealed.definitions if isinstance(engine, EditionEngine) else {}
        return sealed.get(result.indicator.id) or definition_of(result.indicator)

    def reported_to(self, indicator: str) -> date | None:
        """The end of the last quarter that all who should have delivered have delivered."""
        return self.source.targets_of(indicator, as_of=self.as_of)[0].pace_from

    def label(self, result: Result) -> str:
        """What a figure is called."""
        return self.words.of(result.indicator.label)


def members(result: Result, dimension: str) -> list[str]:
    """The members of a breakdown in order, without the total."""
    at = result.by.index(dimension)
    return [code for code in dict.fromkeys(cell[at] for cell in result.cells) if code != ALL]


def overlap_at(result: Result, dimension: str, **others: str) -> Overlap | None:
    """What the parts of a breakdown count more than once, at these members of the others."""
    wanted = {name: others.get(name, ALL) for name in result.by if name != dimension}
    found = result.overlap.get(dimension, [])
    return next((entry for entry in found if entry.members == wanted), None)
