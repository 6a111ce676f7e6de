"""Which companies a sealed number is about, so that equal sets are known to be equal.

Two indicators that count the same companies (SMEs reached by size, enterprises supported by size)
have the same key there: what is hidden of one is hidden of the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from s3metrics.engine.calendar import period_of
from s3metrics.engine.query import ALL
from s3metrics.engine.sources import is_time
from s3metrics.indicators.model import (
    AtLeast,
    Change,
    Count,
    Indicator,
    Is,
    Period,
    Plain,
    Population,
    Rows,
    Source,
    Unit,
)
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER

_OF_COMPANIES = frozenset({Source.PARTICIPATION, Source.SEAT, Source.OUTCOME})
_IS_SME = "is_sme"
_SME_SIZES = frozenset({"mikro", "liten", "medel"})


@dataclass(frozen=True)
class Group:
    """Companies, by what their rows must be like."""

    source: Source
    flags: frozenset[str]
    lacking: frozenset[str]
    codes: frozenset[Is] = frozenset()
    at_least: AtLeast | None = None
    also: Rows | None = None
    """They have such a row too, in the same cell."""
    is_measured_twice: bool = False

    def holds(self, other: Group) -> bool:
        """Whether every company of the other is in this one, in the same cell and days."""
        return (
            self.source is other.source
            and self.flags <= other.flags
            and self.lacking <= other.lacking
            and all(any(_is_wider(one, other) for other in other.codes) for one in self.codes)
            and _is_weaker(self.at_least, other.at_least)
            and self.also in (None, other.also)
            and self.is_measured_twice <= other.is_measured_twice
        )


@dataclass(frozen=True)
class Key:
    """A set of companies: of a group, in a cell, with rows of these days (both included)."""

    group: Group
    members: frozenset[tuple[str, str]]
    start: date | None
    """None: from the first row on."""
    end: date | None
    measure: str | None = None
    """The indicator, where its number is another than how many the companies are."""

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # Looked up by the million, of which half the time would go into hashing again.
        return hash((self.group, self.members, self.start, self.end, self.measure))

    @property
    def place(self) -> Key:
        """The same cell, whatever the days."""
        return replace(self, start=None, end=None)

    @property
    def order(self) -> tuple[object, ...]:
        """By which equal choices are decided, the same on every machine."""
        group = self.group
        told = (sorted(group.flags), sorted(map(str, group.codes)), str(group.at_least))
        days = (str(self.start), str(self.end))
        where = (self.measure or "", sorted(self.members), days)
        return (*where, group.source.value, told, str(group.also))

    @property
    def companies(self) -> Key:
        """The number of the companies themselves."""
        return replace(self, measure=None)


@dataclass(frozen=True, kw_only=True)
class Side:
    """Companies behind a number of an indicator's cells."""

    group: Group
    members: frozenset[tuple[str, str]]
    """That the rule itself lays down, as if the cell did."""
    is_from_start: bool
    """Counted up to the end of the period, whenever it begins."""
    measure: str | None
    """As of `Key`."""
    exact: frozenset[str]
    """The breakdowns whose parts add up to the total in fact, declared so or not."""
    stands_in: str | None
    """`value`, `numerator` or `denominator`, where the number of companies stands; None where it
    has to be counted besides: behind a sum, a mean, or a count of something else of theirs."""
    rule: Count
    """Counts them."""


def holds(larger: Key, smaller: Key) -> bool:
    """Whether every company of the smaller is known to be among the larger's, where both are of
    the same cell (or the smaller of one kind of support in it) and the same days."""
    if (larger.start, larger.end) != (smaller.start, smaller.end):
        return False
    more = smaller.members - larger.members
    if larger.members - smaller.members or any(name != "support" for name, _ in more):
        return False
    return larger.group.holds(smaller.group) or _supports(larger, smaller)


def _supports(larger: Key, smaller: Key) -> bool:
    """Who has a result has been supported, in whatever county that was."""
    of, result = larger.group, smaller.group
    return (
        (of.source, result.source) == (Source.PARTICIPATION, Source.OUTCOME)
        and "is_supported" in result.flags
        and of.flags - {_IS_SME} <= {"is_inside", "is_supporting"}
        and ({_IS_SME} & of.flags) <= result.flags
        and not (of.lacking or of.codes or of.at_least or of.also)
        and larger.start is None
        and {name for name, _ in larger.members} <= {"size"}
    )


def sides(indicator: Indicator) -> tuple[Side, ...]:
    """The companies behind an indicator, of a ratio those of both its counts; none where it is
    not about companies (initiatives, needs, money of initiatives)."""
    is_ratio = len(indicator.parts) > 1
    found = []
    for part, name in zip(indicator.parts, ("numerator", "denominator"), strict=False):
        if isinstance(part, Population) or not _is_of_companies(part):
            continue
        found.append(_side(indicator, part, _stands_in(part, name if is_ratio else "value")))
    return tuple(found)


def key_of(
    side: Side,
    by: tuple[str, ...],
    members: tuple[str, ...],
    days: tuple[date, date],
    programme: Programme,
) -> Key:
    """The companies behind one cell of a table that covers `days`."""
    start, end = days
    cell = set(side.members)
    for dimension, member in zip(by, members, strict=True):
        if member == ALL:
            continue
        if is_time(dimension) and member != UNKNOWN_MEMBER:
            first, last = days_of(member, dimension, days, programme)
            start, end = max(start, first), min(end, last)
        else:
            cell.add(_plain(dimension, member, programme))
    group = side.group
    if cell & {("size", size) for size in _SME_SIZES}:
        group = replace(group, flags=group.flags - {_IS_SME})
    if group.also is not None and {dimension for dimension, _ in cell} <= {"size"}:
        # Who has a result is supported: only where counties are told apart does it say more.
        group = replace(group, also=None)
    begins = None if side.is_from_start else start
    return Key(group, frozenset(cell), begins, end, side.measure)


def days_of(
    member: str, grain: str, days: tuple[date, date], programme: Programme
) -> tuple[date, date]:
    """The first and last day of a part of time, confined to `days`."""
    if grain == "reporting_period":
        period = programme.reporting_period(member)
        return max(period.start, days[0]), min(period.end, days[1])
    day, last = days
    while period_of(day, grain, programme) != member:
        day = _next_month(day)
    end = day
    while _next_month(end) <= last and period_of(_next_month(end), grain, programme) == member:
        end = _next_month(end)
    return day, min(last, _next_month(end) - timedelta(days=1))


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _plain(dimension: str, member: str, programme: Programme) -> tuple[str, str]:
    """A county's only municipality is the county."""
    if dimension == "municipality":
        counties = [one.county for one in programme.municipalities if one.code == member]
        if counties and sum(one.county == counties[0] for one in programme.municipalities) == 1:
            return "county", counties[0]
    return dimension, member


def _is_of_companies(part: Plain) -> bool:
    if part.rows.source not in _OF_COMPANIES:
        return False
    return not (isinstance(part, Count) and part.unit is Unit.INITIATIVE)


def _stands_in(part: Plain, name: str) -> str | None:
    if isinstance(part, Change):
        return "denominator"
    return name if isinstance(part, Count) and part.unit is Unit.COMPANY else None


def _exact(indicator: Indicator, part: Plain) -> frozenset[str]:
    """A company has one size, and as of its results one county; a municipality lies in one."""
    of_municipalities = isinstance(part, Count) and part.unit is Unit.MUNICIPALITY
    has_one_county = of_municipalities or part.rows.source is Source.OUTCOME
    return frozenset((*indicator.additive, "size", *(["county"] if has_one_county else [])))


def _side(indicator: Indicator, part: Plain, stands_in: str | None) -> Side:
    rows = part.rows
    is_number_of_companies = stands_in is not None and not isinstance(part, Change)
    # The cell of one kind of support is the same, whether a rule or a table confines to it.
    supports = {one for one in rows.codes if one.column == "support" and _is_single(one)}
    return Side(
        group=Group(
            source=rows.source,
            flags=frozenset(rows.flags),
            lacking=frozenset(rows.lacking),
            codes=frozenset(rows.codes) - supports,
            at_least=part.at_least if isinstance(part, Count) else None,
            also=part.also if isinstance(part, Count) else None,
            is_measured_twice=isinstance(part, Change),
        ),
        members=frozenset(("support", one.values[0]) for one in supports),
        is_from_start=rows.period is not Period.IN,
        measure=None if is_number_of_companies else indicator.id,
        exact=_exact(indicator, part),
        stands_in=stands_in,
        rule=replace(part, unit=Unit.COMPANY)
        if isinstance(part, Count)
        else Count(rows=rows, unit=Unit.COMPANY),
    )


def _is_single(code: Is) -> bool:
    return len(code.values) == 1 and not code.is_negated


def _is_wider(one: Is, other: Is) -> bool:
    """Whether whatever meets the other condition meets the first."""
    if one.column != other.column or one.is_negated or other.is_negated:
        return one == other
    return set(other.values) <= set(one.values)


def _is_weaker(one: AtLeast | None, other: AtLeast | None) -> bool:
    """Whether all that meet the other condition meet the first."""
    if one is None or one == other:
        return True
    # Several areas are several initiatives.
    return (
        other is not None
        and (one.column, other.column) == ("initiative", "area")
        and (one.number <= other.number)
    )
