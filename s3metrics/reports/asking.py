"""A reporting period's figures: the same two selections for every figure of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from s3metrics.editions.clock import Clock, EditionEngine
from s3metrics.editions.definitions import definition_of
from s3metrics.editions.model import Definition
from s3metrics.engine.aid import Aid, aid
from s3metrics.engine.entities import Entities
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.programme import Programme, ReportingPeriod
from s3metrics.programme.names import no_period
from s3metrics.words import Text, fold


class Asked:
    """Figures of one reporting period at one clock; each is computed once."""

    def __init__(self, clock: Clock, period: ReportingPeriod) -> None:
        self.clock = clock
        self.period = period
        self.shown: list[tuple[Result, Mapping[str, str]]] = []
        """Every figure whose code was handed out: (result, cell)."""
        self._results: dict[tuple[str, bool, tuple[str, ...]], Result] = {}

    @property
    def programme(self) -> Programme:
        """The programme file in force at the clock."""
        return self.clock.programme

    @property
    def start(self) -> date:
        """The programme's first day: what is accumulated begins there."""
        return self.programme.period.start

    @property
    def end(self) -> date:
        """The period's last day."""
        return self.period.end

    def selection(self, *, is_period: bool) -> Selection:
        """The reporting period, or all days from the programme's first to the period's last."""
        return Selection(from_=self.period.start if is_period else self.start, to=self.end)

    def in_period(self, indicator: str, by: Sequence[str] = ()) -> Result | None:
        """The figure of this period; None for one that has no period of its own."""
        return self._result(indicator, by, True) if CATALOGUE[indicator].has_period else None

    def accumulated(self, indicator: str, by: Sequence[str] = ()) -> Result:
        """The figure from the programme's start: recomputed, never the sum of periods."""
        return self._result(indicator, by, False)

    def code(self, result: Result | None, **cell: str) -> str | None:
        """The receipt's code of a figure, or of one cell of it, which is then known as shown."""
        if result is None:
            return None
        members = {name: member for name, member in cell.items() if member != ALL}
        self.shown.append((result, members))
        return result.receipt.of_cell(members).code

    def entities(
        self, indicator: str, *, is_period: bool, cell: Mapping[str, str] | None = None
    ) -> Entities:
        """The units and rows behind it."""
        clock = self.clock
        return clock.engine.entities(
            CATALOGUE[indicator],
            self.selection(is_period=is_period),
            cell or {},
            clock.delivery,
            clock.today,
        )

    def definition(self, indicator: str) -> Definition:
        """As sealed in the edition, else as it is now."""
        engine = self.clock.engine
        if isinstance(engine, EditionEngine):
            sealed = engine.sealed.definitions.get(indicator)
            if sealed is not None:
                return sealed
        return definition_of(CATALOGUE[indicator])

    @cached_property
    def aid(self) -> Aid | None:
        """De minimis aid up to the period's last day; None where the programme has no ceiling."""
        return aid(self.clock.engine, self.clock.delivery, self.end)

    @cached_property
    def decision_indicators(self) -> tuple[Indicator, ...]:
        """Those of the grant decision, in the programme file's order.

        Where it names none: those with a target for the whole programme or with an EU code, those
        of the EU's list first.
        """
        programme = self.programme
        if programme.decision_indicators:
            return tuple(CATALOGUE[name] for name in programme.decision_indicators)
        aimed = {t.indicator for t in programme.targets if t.area is None and t.county is None}
        found = [one for one in CATALOGUE.values() if one.eu_code or one.id in aimed]
        return tuple(sorted(found, key=lambda one: (one.eu_code is None, one.eu_code or "")))

    def _result(self, indicator: str, by: Sequence[str], is_period: bool) -> Result:
        key = (indicator, is_period, tuple(by))
        if key not in self._results:
            clock = self.clock
            self._results[key] = clock.engine.compute(
                CATALOGUE[indicator],
                self.selection(is_period=is_period),
                tuple(by),
                clock.delivery,
                clock.today,
            )
        return self._results[key]


def asked_of(clock: Clock, period: str) -> Asked:
    """The period by its id, at the clock. Raises WrongCall for a period that is not there, or that
    is another than the clock's edition has sealed."""
    periods = {fold(one.id): one for one in clock.programme.reporting_periods}
    found = periods.get(fold(period))
    if found is None:
        names = [one.id for one in periods.values()]
        raise WrongCall(no_period(period, names))
    edition = clock.edition
    if edition is not None and fold(edition.period) != fold(found.id):
        raise WrongCall(
            Text(
                f"Utgåvan {edition.name} gäller perioden {edition.period}, inte {found.id}. Ange "
                f"--period {edition.period}, eller en annan utgåva.",
                f"The edition {edition.name} is of the period {edition.period}, not {found.id}. "
                f"Give --period {edition.period}, or another edition.",
            )
        )
    return Asked(clock, found)
