"""An edition laid out by companies: which numbers tell of which, and which add up to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import permutations
from typing import Any

from s3metrics.editions.model import Members, Sealed, SealedTable, Span, TableKey
from s3metrics.editions.public.groups import Key, Side, days_of, holds, key_of, sides
from s3metrics.engine.query import ALL
from s3metrics.engine.sources import is_time
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import TIME
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER

Place = tuple[TableKey, Members]
"""A cell of an edition."""
Behind = Mapping[Place, tuple[int, ...]]
"""Cell → how many companies stand behind it, of a ratio behind each of its counts that has any."""
Days = tuple[date, date]
Found = tuple[Key, tuple[Key, ...], bool]
"""Total, parts, whether they add up in fact."""


@dataclass
class Node:
    """The numbers that tell of the same companies."""

    companies: int
    places: list[Place] = field(default_factory=list)
    told: tuple[Any, ...] = ()
    """What is said, where that is another number than how many the companies are."""

    def says_the_same(self, other: Node) -> bool:
        """Whether both tell the same."""
        if self.told or other.told:
            return self.told == other.told
        return self.companies == other.companies


@dataclass(frozen=True)
class Line:
    """A total and its parts: from all but one of them the one that is left could be told."""

    total: Key
    parts: tuple[Key, ...]
    is_exact: bool
    """Whether the parts add up in fact; else the total is at most their sum."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """The total first."""
        return (self.total, *self.parts)


class Board:
    """One edition's numbers about companies."""

    def __init__(self, sealed: Sealed, behind: Behind, programme: Programme) -> None:
        self.edition = sealed.edition
        self.nodes: dict[Key, Node] = {}
        self.keys_at: dict[Place, tuple[Key, ...]] = {}
        self._lasting: set[object] = set()
        """Groups of companies, and measures, that add up over time."""
        self._programme = programme
        self._tables = [
            (table, sides(CATALOGUE[table.indicator]))
            for table in sealed.tables.values()
            if table.indicator in CATALOGUE and sides(CATALOGUE[table.indicator])
        ]
        for table, found in self._tables:
            for members, cell in table.cells.items():
                place = (table.key, members)
                self.keys_at[place] = tuple(self._key(table, side, members) for side in found)
                counted = behind.get(place, (0,) * len(found))
                for side, key, companies in zip(found, self.keys_at[place], counted, strict=True):
                    if side.exact & set(TIME):
                        self._lasting.add(key.measure or key.group)
                    node = self.nodes.setdefault(key, Node(companies))
                    node.companies = max(node.companies, companies)
                    node.places.append(place)
                    if key.measure:
                        node.told = (cell.value, cell.numerator)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every total of the edition with its parts."""
        found = dict.fromkeys(
            Line(total, parts, is_exact)
            for total, parts, is_exact in (
                *self._of_tables(),
                *self._of_counties(),
                *self._of_time(),
            )
            if total in self.nodes and set(parts) - {total}
        )
        return tuple(found)

    @cached_property
    def at_place(self) -> dict[Key, list[Key]]:
        """A cell → its keys of whatever days."""
        found = defaultdict(list)
        for key in self.nodes:
            found[key.place].append(key)
        return found

    @cached_property
    def nested(self) -> tuple[tuple[Key, Key], ...]:
        """(larger, smaller) of the same cell and days, one counted within the other.

        What is counted from the first row on and what is counted from the programme's first day
        are of the same days: as a rule nothing came before, and then both hold each other.
        """
        near: dict[object, list[Key]] = defaultdict(list)
        for key in self.nodes:
            if key.measure is None:
                cell = frozenset(one for one in key.members if one[0] != "support")
                near[cell, self._first_day(key), key.end].append(key)
        return tuple(
            (larger, smaller)
            for keys in near.values()
            for larger, smaller in permutations(keys, 2)
            if self._holds(larger, smaller)
        )

    def _holds(self, larger: Key, smaller: Key) -> bool:
        if larger.start == smaller.start:
            return holds(larger, smaller)
        if larger.start is None:
            return holds(larger, replace(smaller, start=None))
        same = replace(smaller, start=larger.start) == larger
        return same and self.nodes[larger].companies == self.nodes[smaller].companies

    def _first_day(self, key: Key) -> date:
        return self.edition.programme_start if key.start is None else key.start

    @cached_property
    def twins(self) -> tuple[tuple[Key, Key], ...]:
        """Two numbers of the same companies, from the first row on and from the first day on."""
        return tuple(
            (one, other)
            for one, other in self.nested
            if one.start != other.start and (other, one) in self._nested_set
        )

    @cached_property
    def _nested_set(self) -> frozenset[tuple[Key, Key]]:
        return frozenset(self.nested)

    @cached_property
    def periods(self) -> tuple[tuple[Key, Key], ...]:
        """(what has accumulated, of it what is of the edition's own period), where both are."""
        found = []
        for key, node in self.nodes.items():
            within = self.of_period(key) if self.is_accumulated(key) else None
            if within is not None and within != key and node.companies:
                found.append((key, within))
        return tuple(found)

    def days(self, span: Span) -> Days:
        """The days that a span covers."""
        edition = self.edition
        is_period = span is Span.PERIOD
        return (
            edition.period_start if is_period else edition.programme_start,
            edition.period_end,
        )

    def is_accumulated(self, key: Key) -> bool:
        """Whether the key reaches from the programme's start to the period's end."""
        return key.end == self.edition.period_end and key.start in (
            None,
            self.edition.programme_start,
        )

    def of_period(self, key: Key) -> Key | None:
        """The same cell in the edition's own period, where there is one."""
        own = replace(key, start=self.edition.period_start, end=self.edition.period_end)
        return own if own in self.nodes else None

    def adds_up_over_time(self, key: Key) -> bool:
        """Whether what is said of a stretch of time is the sum of what is said of its parts."""
        return (key.measure or key.group) in self._lasting

    def _key(self, table: SealedTable, side: Side, members: Members) -> Key:
        return key_of(side, table.by, members, self.days(table.span), self._programme)

    def _of_tables(self) -> Iterator[Found]:
        for table, found in self._tables:
            for at in range(len(table.by)):
                lines: dict[Members, list[Members]] = defaultdict(list)
                for members in table.cells:
                    if members[at] != ALL:
                        lines[(*members[:at], ALL, *members[at + 1 :])].append(members)
                for total, parts in lines.items():
                    for side in found:
                        yield (
                            self._key(table, side, total),
                            tuple(self._key(table, side, part) for part in parts),
                            table.by[at] in side.exact,
                        )

    def _of_counties(self) -> Iterator[Found]:
        """A county with its municipalities, each told by a table of its own."""
        home = {one.code: one.county for one in self._programme.municipalities}
        for table, found in self._tables:
            if table.by != ("municipality",):
                continue
            for side in found:
                lines: dict[Key, list[Key]] = defaultdict(list)
                for (code,) in table.cells:
                    if code in home:
                        whole = key_of(
                            side, ("county",), (home[code],), self.days(table.span), self._programme
                        )
                        lines[whole].append(self._key(table, side, (code,)))
                is_exact = "municipality" in side.exact
                yield from ((total, tuple(parts), is_exact) for total, parts in lines.items())

    def _of_time(self) -> Iterator[Found]:
        """Any stretch of time with the months, quarters … that it is made of."""
        for all_days in self._grains:
            for keys in self.at_place.values():
                has = {(key.start, key.end): key for key in keys}
                for key in keys:
                    inside = [
                        has[days]
                        for days in all_days
                        if days in has and _is_inside(days, key) and has[days] != key
                    ]
                    if sum(map(_length, inside)) == _length(key):
                        yield key, tuple(inside), self.adds_up_over_time(key)

    @cached_property
    def _grains(self) -> list[list[Days]]:
        """The stretches of time of every breakdown by time, each breakdown's by themselves."""
        found: dict[tuple[Span, str], list[Days]] = {}
        for table, _ in self._tables:
            if len(table.by) == 1 and is_time(table.by[0]):
                grain, days = table.by[0], self.days(table.span)
                members = [m for (m,) in table.cells if m not in (ALL, UNKNOWN_MEMBER)]
                found[table.span, grain] = [
                    days_of(member, grain, days, self._programme) for member in members
                ]
        return list(found.values())


def lines_over_time(boards: Sequence[Board]) -> Iterator[Line]:
    """What has accumulated in an edition: what had in an earlier one, and the time between, where
    that is told."""
    told = {key for board in boards for key in board.nodes}
    for board, key, earlier in _accumulated(boards):
        start = earlier.end and earlier.end + timedelta(days=1)
        between = replace(key, start=start)
        # What is lacking in the table of a period has no rows.
        if between in told or start == board.edition.period_start:
            yield Line(key, (earlier, between), board.adds_up_over_time(key))


def growing(boards: Sequence[Board]) -> Iterator[tuple[Key, Key]]:
    """(what has accumulated in an edition, what had in an earlier one): as long as nothing is
    corrected it cannot shrink."""
    yield from ((key, earlier) for _, key, earlier in _accumulated(boards))


def _accumulated(boards: Sequence[Board]) -> Iterator[tuple[Board, Key, Key]]:
    for at, board in enumerate(boards):
        ends = {one.edition.period_end for one in boards[:at]}
        for key in board.nodes:
            if key.start is not None and board.is_accumulated(key):
                for end in sorted(ends):
                    if end < board.edition.period_end:
                        yield board, key, replace(key, end=end)


def _is_inside(days: Days, key: Key) -> bool:
    if key.start is None or key.end is None:
        return False
    return key.start <= days[0] and days[1] <= key.end


def _length(key: Key) -> int:
    if key.start is None or key.end is None:
        return -1
    return (key.end - key.start).days + 1
