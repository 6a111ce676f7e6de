"""What an indicator is: a value that says what is counted, never how it is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from s3metrics.words import Text


class Source(StrEnum):
    """The rows that an indicator counts or sums."""

    PARTICIPATION = "participation"
    SEAT = "seat"
    """Participations, placed where the company has its seat."""
    INITIATIVE = "initiative"
    PAIR = "pair"
    """Initiative × pair of counties, from supporting participations up to the period's end."""
    FUNDING = "funding"
    BOOKING = "booking"
    OUTCOME = "outcome"
    NEED = "need"
    PRINCIPAL = "principal"
    """Initiatives, seen from their principals: kind and county are the principal's."""
    SOLUTION = "solution"
    POPULATION = "population"

    @property
    def tables(self) -> tuple[str, ...]:
        """The partners' tables that such rows are made from; the row itself is of the first."""
        return SOURCE_TABLES[self]


_OF_PARTICIPATIONS = ("participation", "company", "initiative")
SOURCE_TABLES: Mapping[Source, tuple[str, ...]] = {
    Source.PARTICIPATION: _OF_PARTICIPATIONS,
    Source.SEAT: _OF_PARTICIPATIONS,
    Source.PAIR: _OF_PARTICIPATIONS,
    Source.INITIATIVE: ("initiative",),
    Source.PRINCIPAL: ("initiative", "actor"),
    Source.FUNDING: ("funding", "initiative"),
    Source.BOOKING: ("booking", "initiative"),
    Source.OUTCOME: ("outcome", *_OF_PARTICIPATIONS),
    Source.NEED: ("need",),
    Source.SOLUTION: ("solution",),
    Source.POPULATION: ("context",),
}


class Period(StrEnum):
    """How a row's date and the period decide together whether the row qualifies."""

    IN = "in"
    """The date lies in the period."""
    UP_TO = "up_to"
    """The date lies before or at the period's end."""
    ACTIVE = "active"
    """The initiative runs in the period and is not aborted."""
    ACTIVE_UP_TO = "active_up_to"
    """As ACTIVE, and the participation's date lies before or at the period's end."""
    NONE = "none"
    """As decided; the period does not matter."""


class Unit(StrEnum):
    """What is one: the identity by which rows are counted once."""

    COMPANY = "company"
    COMPANY_INITIATIVE = "company_initiative"
    """A company in one initiative: in two of them it counts twice."""
    INITIATIVE = "initiative"
    MUNICIPALITY = "municipality"
    NEED = "need"
    ACTOR = "actor"
    SOLUTION = "solution"
    ROW = "row"


class Direction(StrEnum):
    """Which way is better."""

    MORE = "more"
    LESS = "less"
    NEITHER = "neither"


TIME = ("month", "quarter", "half_year", "year", "reporting_period")
"""The breakdowns that "time" stands for."""


@dataclass(frozen=True, kw_only=True)
class Is:
    """The column holds one of these codes (or, negated, none of them)."""

    column: str
    values: tuple[str, ...]
    is_negated: bool = False


@dataclass(frozen=True, kw_only=True)
class AtLeast:
    """The unit qualifies when its rows hold at least so many different values of a column.

    Judged on the whole programme in the period, before the selection.
    """

    number: int
    column: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Which rows qualify: flags that must hold, codes that must match, and the period."""

    source: Source
    flags: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    """Flags that must not hold."""
    codes: tuple[Is, ...] = ()
    period: Period = Period.IN
    also_needs: tuple[Source, ...] = ()
    """Other kinds of rows without which an empty figure says nothing."""


@dataclass(frozen=True, kw_only=True)
class Count:
    """The number of distinct units in the qualifying rows."""

    rows: Rows
    unit: Unit
    at_least: AtLeast | None = None
    is_latest: bool = False
    """Of a unit's rows only the latest decides where it is counted."""
    also: Rows | None = None
    """The unit counts in a cell only if it has such a row in that cell too."""


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The sum of a column over the qualifying rows; empty cells add nothing."""

    rows: Rows
    column: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """The mean, over units with at least two qualifying rows, of the last value − the first."""

    rows: Rows
    unit: Unit
    column: str


@dataclass(frozen=True, kw_only=True)
class Median:
    """The median of a column over the qualifying rows."""

    rows: Rows
    unit: Unit
    column: str


@dataclass(frozen=True, kw_only=True)
class Population:
    """Companies of the context table in its latest year: micro, small, medium or not stated."""


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One rule's value divided by another's, both in the same cell."""

    numerator: Count | Sum
    denominator: Count | Sum | Population


Plain = Count | Sum | Change | Median
"""A rule over one kind of rows."""
Rule = Plain | Ratio


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator, one definition."""

    id: str
    version: int
    theme: str
    """Where it stands in the catalogue."""
    label: Text
    """Capital first, no full stop."""
    unit: Text
    """Lower-case plural."""
    direction: Direction
    rule: Rule
    breakdowns: tuple[str, ...]
    """The dimensions it can be divided by and selected on; time is one of `TIME`."""
    additive: tuple[str, ...]
    """The breakdowns whose parts add up to the total; of the others the overlap is told."""
    decimals: int
    """Places after the comma when it is shown; of a share, of its per cent."""
    owner: Text
    """Who answers for the definition."""
    note: Text | None = None
    """What one must know to read it rightly."""
    eu_code: str | None = None
    is_money: bool = False
    is_share: bool = False
    """A fraction 0–1 that is shown as per cent."""
    replaced_by: str | None = None

    def __post_init__(self) -> None:
        stray = set(self.additive) - set(self.breakdowns)
        if stray:
            raise ValueError(f"{self.id}: additive names {sorted(stray)}, not among breakdowns")
        if self.version < 1:
            raise ValueError(f"{self.id}: version {self.version}, the first is 1")
        if self.decimals < 0:
            raise ValueError(f"{self.id}: {self.decimals} decimals, the fewest are 0")

    def adds_up(self, dimension: str) -> bool:
        """True when the parts of this breakdown sum to the total."""
        return dimension in self.additive

    @property
    def parts(self) -> tuple[Plain | Population, ...]:
        """The rule, or of a ratio its numerator and its denominator."""
        if isinstance(self.rule, Ratio):
            return (self.rule.numerator, self.rule.denominator)
        return (self.rule,)

    @property
    def has_period(self) -> bool:
        """False where the period's start does not matter: as decided, or up to its end."""
        return any(rows.period not in {Period.UP_TO, Period.NONE} for rows in self.all_rows)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The kinds of rows it needs, without repetition."""
        found = [
            Source.POPULATION if isinstance(r, Population) else r.rows.source for r in self.parts
        ]
        return tuple(dict.fromkeys(found))

    @property
    def tables(self) -> tuple[str, ...]:
        """The partners' tables that it is computed from, without repetition."""
        found = [source for part in self.parts for source in _all_sources(part)]
        return tuple(dict.fromkeys(table for source in found for table in source.tables))

    @property
    def all_rows(self) -> tuple[Rows, ...]:
        """Every kind of row of its rule, those of `also` too."""
        parts = [part for part in self.parts if not isinstance(part, Population)]
        also = [part.also for part in parts if isinstance(part, Count) and part.also]
        return (*(part.rows for part in parts), *also)


def _all_sources(part: Plain | Population) -> Iterator[Source]:
    if isinstance(part, Population):
        yield Source.POPULATION
        return
    yield part.rows.source
    yield from part.rows.also_needs
    if isinstance(part, Count) and part.also is not None:
        yield part.also.source
