"""`compute`: the one way to a figure, and `entities`: the rows behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from s3metrics import __version__
from s3metrics.engine.alternatives import AlternativeFigure
from s3metrics.engine.coding import Coding
from s3metrics.engine.compose import Composer
from s3metrics.engine.coverage import Coverage, coverage_of
from s3metrics.engine.entities import Entities, collect
from s3metrics.engine.facts import Facts
from s3metrics.engine.figures import Figures, Members
from s3metrics.engine.query import ALL, Query, parsed
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.reported import Reported
from s3metrics.engine.result import Cell, Result
from s3metrics.engine.selection import Scope, Selection, resolve
from s3metrics.engine.sources import SOURCES, is_time
from s3metrics.engine.summaries import REACH, TALLY, Tallied, is_of_reach, tallied
from s3metrics.errors import WrongCall
from s3metrics.indicators.alternatives import alternatives_of
from s3metrics.indicators.model import (
    Count,
    Indicator,
    Plain,
)
from s3metrics.ledger.reader import Reader
from s3metrics.programme import Programme
from s3metrics.words import Text, all_of, did_you_mean, in_quotes


class Engine:
    """Figures of one published version under one programme file. Safe between threads."""

    def __init__(
        self,
        reader: Reader,
        programme: Programme,
        *,
        space: str = "",
        may_use_kept: bool = True,
    ) -> None:
        """`space` and `may_use_kept` as of `Facts`."""
        self.reader = reader
        self.programme = programme
        self.coding = Coding(programme)
        self._facts = Facts(reader, self.coding, space=space, may_use_kept=may_use_kept)
        self._reported: dict[int, Reported] = {}

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
        """The indicator in every level of the breakdown, on demand under other rules too.

        Raises WrongCall for a breakdown, or a selection by one, that the indicator lacks.
        """
        check_breakdowns(indicator, by, selection.dimensions)
        scope = self._scope(indicator, selection, today)
        figures = Figures(self, indicator, scope, tuple(by), as_of)
        receipt = Receipt(
            indicator=indicator.id,
            version=indicator.version,
            by=tuple(by),
            selection=scope.selection.as_json(),
            as_of=as_of,
            programme_sha256=self.programme.sha256,
            software_version=__version__,
        )
        cells = figures.cells()
        others = self._alternatives(indicator, scope, tuple(by), as_of) if alternatives else None
        return Result(
            indicator,
            tuple(by),
            cells,
            receipt,
            lambda: figures.overlaps(cells),
            lambda: coverage_of(self, indicator, scope, as_of),
            others,
        )

    def _alternatives(
        self, indicator: Indicator, scope: Scope, by: Members, as_of: int
    ) -> tuple[AlternativeFigure, ...]:
        return tuple(
            AlternativeFigure.of(
                other, by, Figures(self, other.indicator, scope, by, as_of).cells()
            )
            for other in alternatives_of(indicator)
        )

    def coverage(
        self, indicator: Indicator, selection: Selection, as_of: int, today: date
    ) -> Coverage:
        """What is missing behind the indicator's figure of the whole selection."""
        check_breakdowns(indicator, (), selection.dimensions)
        return coverage_of(self, indicator, self._scope(indicator, selection, today), as_of)

    def entities(
        self,
        indicator: Indicator,
        selection: Selection,
        cell: Mapping[str, str],
        as_of: int,
        today: date,
    ) -> Entities:
        """The units and the rows behind one cell; `*` or no mention means all of a dimension."""
        wanted = {d: m for d, m in cell.items() if m != ALL}
        check_breakdowns(indicator, list(wanted), selection.dimensions)
        scope = self._scope(indicator, selection, today)
        cells = Figures(self, indicator, scope, tuple(wanted), as_of).cells()
        _check_cell(wanted, cells)
        return collect(self, indicator, scope, wanted, as_of)

    @property
    def is_kept(self) -> bool:
        """True when participations come as kept in the ledger's file, and not computed anew."""
        return self._facts.is_kept

    def _scope(self, indicator: Indicator, selection: Selection, today: date) -> Scope:
        return resolve(selection, self.programme, today, has_period=indicator.has_period)

    def run(self, query: Query) -> list[tuple[Any, ...]]:
        """The rows of a query, on a connection of its own."""
        return self.reader.cursor().execute(parsed(query.sql), query.bound).fetchall()

    def reported(self, as_of: int) -> Reported:
        """Who had delivered which table."""
        if as_of not in self._reported:
            self._reported[as_of] = Reported.at(self.reader, self.programme, as_of)
        return self._reported[as_of]

    def schema(self, as_of: int, *tables: str) -> str:
        """The schema of the figures' tables as of a delivery, with those tables in it."""
        return self._facts.schema(as_of, *tables)

    def composer(
        self, rule: Plain, scope: Scope, as_of: int, dimensions: Collection[str]
    ) -> Composer:
        """A composer over the tables that the rule needs for these dimensions."""
        rows = [rule.rows, *([rule.also] if isinstance(rule, Count) and rule.also else [])]
        tables = {SOURCES[one.source].table for one in rows}
        if any(is_time(dimension) for dimension in dimensions):
            tables.add("calendar")
        if any(SOURCES[one.source].has_many_counties for one in rows):
            tables.add("initiative_county")
        if self.tallied(rule, scope, dimensions) is not None:
            tables.add(TALLY)
        of_masks = None
        if self.is_kept and is_of_reach(rule, {*dimensions, *scope.selection.dimensions}):
            of_masks = REACH
            tables.add(REACH)
        schema = self.schema(as_of, *sorted(tables))
        return Composer(rule, scope, schema, self.coding, of_masks)

    def tallied(self, rule: Plain, scope: Scope, dimensions: Collection[str]) -> Tallied | None:
        """As what the rule was counted ahead, or None: then its rows must be read."""
        return tallied(rule, dimensions, scope.selection.dimensions) if self.is_kept else None


def check_breakdowns(indicator: Indicator, by: Sequence[str], selected: Sequence[str]) -> None:
    """Raises WrongCall, listing what there is, for a breakdown or selection that is lacking."""
    for dimension in by:
        if dimension not in indicator.breakdowns:
            hint = did_you_mean(dimension, indicator.breakdowns)
            there = all_of(indicator.breakdowns)
            raise WrongCall(
                Text(
                    f"{indicator.id} kan inte delas upp på ”{dimension}”.{hint.sv} Möjliga "
                    f"uppdelningar är {there.sv}.",
                    f"{indicator.id} cannot be split by “{dimension}”.{hint.en} Possible "
                    f"breakdowns are {there.en}.",
                )
            )
    for dimension in selected:
        if dimension not in indicator.breakdowns:
            there = all_of(indicator.breakdowns)
            raise WrongCall(
                Text(
                    f"{indicator.id} kan inte väljas på ”{dimension}”. Möjliga uppdelningar är "
                    f"{there.sv}.",
                    f"{indicator.id} cannot be selected by “{dimension}”. Possible breakdowns are "
                    f"{there.en}.",
                )
            )
    if len(set(by)) < len(by):
        given = all_of(by)
        raise WrongCall(
            Text(
                f"Samma uppdelning står två gånger: {given.sv}. Ange den en gång.",
                f"The same breakdown stands twice: {given.en}. Give it once.",
            )
        )


def _check_cell(wanted: Mapping[str, str], cells: Mapping[Members, Cell]) -> None:
    """Raises WrongCall for a member that the figure does not have."""
    for place, (dimension, member) in enumerate(wanted.items()):
        members = list(dict.fromkeys(cell[place] for cell in cells))
        if member not in members:
            hint, there = did_you_mean(member, members), all_of(members)
            raise WrongCall(
                Text(
                    f"Cellen ”{dimension}={member}” finns inte.{hint.sv} Det finns {there.sv}.",
                    f"There is no cell “{dimension}={member}”.{hint.en} There are {there.en}.",
                )
            )
    if tuple(wanted.values()) not in cells:
        cell = all_of(in_quotes(f"{d}={m}") for d, m in wanted.items())
        raise WrongCall(
            Text(
                f"Cellen {cell.sv} finns inte: de delarna har ingenting gemensamt.",
                f"There is no cell {cell.en}: those parts have nothing in common.",
            )
        )
