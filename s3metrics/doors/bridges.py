"""Bridges: why what an edition says differs from what is known now, or from a later edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from s3metrics.doors.editions import Editions
from s3metrics.editions.bridge import Bridge, BridgedFigure, OpenedPart, Reason
from s3metrics.editions.clock import Clock
from s3metrics.editions.model import Edition, Span
from s3metrics.editions.sealing import fixed_breakdowns
from s3metrics.editions.walk import walking
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE, Indicator, find_indicator
from s3metrics.words import Text, all_of


@dataclass(frozen=True, kw_only=True)
class _Ends:
    """The two ends of a bridge."""

    edition: Edition
    before: Clock
    after: Clock

    @property
    def is_same_period(self) -> bool:
        """Whether both ends are about the same days; now, an edition's figures are of its own."""
        later = self.after.edition
        return later is None or (
            (later.period_start, later.period_end)
            == (self.edition.period_start, self.edition.period_end)
        )

    @property
    def spans(self) -> tuple[Span, ...]:
        """Two different periods have nothing in common but what has accumulated."""
        return tuple(Span) if self.is_same_period else (Span.ACCUMULATED,)

    def selections(self, span: Span) -> tuple[Selection, Selection]:
        """The days that a figure covers at either end."""
        earlier = _selection(self.edition, span)
        later = self.after.edition
        return earlier, _selection(later, span) if later else earlier


class Bridges(Editions):
    """The door for the difference between what was reported and what is known."""

    def bridge(
        self,
        edition: str,
        edition2: str | None = None,
        *,
        indicators: Sequence[str] = (),
        has_cells: bool = False,
    ) -> list[BridgedFigure]:
        """The figures of an edition that are others now (or in `edition2`), each explained.

        Of every indicator or those named, for the period and accumulated; the totals, or, with
        `has_cells`, every cell that was sealed. Editions of different periods are compared in
        what has accumulated. Raises WrongCall for what does not exist, and for editions in the
        wrong order.
        """
        wanted = [find_indicator(name) for name in indicators] or list(CATALOGUE.values())
        with self._bridge(edition, edition2) as (bridge, ends):
            return [
                figure
                for indicator in wanted
                for span in ends.spans
                if span is Span.ACCUMULATED or indicator.has_period
                for by in (fixed_breakdowns(indicator) if has_cells else [()])
                for figure in self._explained(bridge, ends, indicator, span, by)
                # The total is told once, not again with each of its breakdowns.
                if not by or set(figure.members.values()) != {ALL}
            ]

    def open_part(
        self,
        edition: str,
        edition2: str | None,
        indicator: str,
        span: Span,
        cell: Mapping[str, str],
        reason: Reason,
    ) -> OpenedPart:
        """The units and rows behind one part of one figure of `bridge`.

        Raises WrongCall where the figure has no such part.
        """
        found = find_indicator(indicator)
        with self._bridge(edition, edition2) as (bridge, ends):
            figures = self._explained(bridge, ends, found, span, tuple(cell))
            figure = next((f for f in figures if dict(f.members) == dict(cell)), None)
            parts = {part.reason: part for part in figure.parts} if figure else {}
            if figure is None or reason not in parts:
                there = all_of(name.value for name in parts)
                raise WrongCall(
                    Text(
                        f"Siffran har ingen del ”{reason.value}”. ",
                        f"The figure has no part “{reason.value}”. ",
                    )
                    + (
                        Text(f"Delarna är {there.sv}.", f"The parts are {there.en}.")
                        if parts
                        else Text("Den är densamma nu som då.", "It is the same now as then.")
                    )
                )
            return bridge.open(figure, parts[reason], found, *ends.selections(span))

    @contextmanager
    def _bridge(self, edition: str, edition2: str | None) -> Iterator[tuple[Bridge, _Ends]]:
        before = self.edition(edition)
        after = self.at(self.edition(edition2).name if edition2 is not None else None)
        if after.delivery < before.as_of:
            raise WrongCall(
                Text(
                    f"Utgåvan {before.name} vet mer (leverans {before.as_of}) än {after.code} "
                    f"(leverans {after.delivery}). Ange dem i den andra ordningen.",
                    f"The edition {before.name} knows more (delivery {before.as_of}) than "
                    f"{after.code} (delivery {after.delivery}). Give them in the other order.",
                )
            )
        source = self.engine().reader.path
        with walking(
            source, after.programme, before.as_of, after.delivery, before.period_end
        ) as walk:
            yield Bridge(walk), _Ends(edition=before, before=self.at(before.name), after=after)

    def _explained(
        self, bridge: Bridge, ends: _Ends, indicator: Indicator, span: Span, by: tuple[str, ...]
    ) -> list[BridgedFigure]:
        earlier, later = ends.selections(span)
        return bridge.explain(
            indicator,
            span.value,
            self._result(ends.before, indicator, earlier, by),
            self._result(ends.after, indicator, later, by),
            earlier,
            later,
        )

    @staticmethod
    def _result(
        clock: Clock, indicator: Indicator, selection: Selection, by: Sequence[str]
    ) -> Result:
        return clock.engine.compute(indicator, selection, by, clock.delivery, clock.today)


def _selection(edition: Edition, span: Span) -> Selection:
    start = edition.period_start if span is Span.PERIOD else edition.programme_start
    return Selection(from_=start, to=edition.period_end)
