"""All that is public and all that is hidden, over all editions: how the numbers hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from functools import cached_property
from math import ceil

from s3metrics.editions.model import TableKey
from s3metrics.editions.public.board import growing, lines_over_time
from s3metrics.editions.public.groups import Key
from s3metrics.editions.public.pattern import Deciding, Reason
from s3metrics.editions.public.worlds import Hidden, Row, World, worlds
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import Change, Count, Unit

At = tuple[int, Key]
"""Place in the order of sealing, key."""
_OWN = (Reason.SMALL, Reason.CHANGED, Reason.DIFFERENCE)
_INFINITE = float("inf")


class Record:
    """Every edition's numbers up to the one that is being decided, which comes last."""

    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.now = len(deciding.earlier)
        self._boards = [*(one.board for one in deciding.earlier), deciding.board]
        self._hidden = [*(one.hidden for one in deciding.earlier), deciding.hidden]
        self._same: dict[At, At] = {}

    @cached_property
    def lines(self) -> tuple[tuple[At, ...], ...]:
        """Totals with their parts, of this edition and from edition to edition, where two that
        were shown could be subtracted; only of what has companies."""
        return tuple(
            line
            for line, is_exact in self._told.items()
            if line[0][0] == self.now and (is_exact or all(at == self.now for at, _ in line))
        )

    @cached_property
    def lines_of(self) -> Mapping[Key, list[tuple[At, ...]]]:
        """Number of this edition → the lines that it is in."""
        found = defaultdict(list)
        for line in self.lines:
            for edition, key in line:
                if edition == self.now:
                    found[key].append(line)
        return found

    def worlds(self, wanted: Collection[At]) -> Iterator[World[At]]:
        """What hangs together with the wanted hidden numbers, over all editions."""
        without = [self._tables_without_zeros(at) for at in range(len(self._boards))]
        hidden = {
            one: self._known_of(one, without[one[0]]) for one in self._truth if self.is_hidden(one)
        }
        return worlds(self._rows, self._truth, hidden, wanted)

    def guarded(self) -> dict[At, float]:
        """Hidden for their own sake, in whatever edition → how far apart the lowest and the highest
        value that all that is public allows must be, at least.

        Of a number of companies as many values must be left as there are below the threshold, and
        two at any rate; of a sum a tenth, and 1 at any rate.
        """
        found: dict[At, float] = {}
        for edition, hidden in enumerate(self._hidden):
            for key in hidden:
                at = self.same((edition, key))
                # What an earlier edition has shown is past guarding.
                if self.is_own((edition, key)) and self.is_hidden(at):
                    tenth = abs(self._value(at)) / 10 if key.measure else 0.0
                    least = 0 if key.measure else self.deciding.threshold - 2
                    is_whole = key.measure is None or self._unit(key) is not None
                    found[at] = max(1.0, least, ceil(tenth) if is_whole else tenth)
        return found

    def is_hidden(self, at: At) -> bool:
        """Whether the public does not see it."""
        edition, key = at
        return key in self._hidden[edition]

    def is_own(self, at: At) -> bool:
        """Hidden for its own sake; how many municipalities there are tells of nobody by itself."""
        edition, key = at
        reason = self._hidden[edition].get(key)
        return reason in _OWN and self._unit(key) is not Unit.MUNICIPALITY

    def count(self, at: At) -> int:
        """How many companies stand behind it."""
        edition, key = at
        return self._boards[edition].nodes[key].companies

    def same(self, at: At) -> At:
        """The first edition that said the same of the same: one unknown, not two. Who sees an
        edition replaced knows that something was corrected, and not what of it has stayed."""
        found = self._same.get(at)
        if found is None:
            found = self._same[at] = next(self._told_before(at), at)
        return found

    def _told_before(self, at: At) -> Iterator[At]:
        edition, key = at
        node = self._boards[edition].nodes[key]
        for before in range(edition):
            other = self._boards[before].nodes.get(key)
            is_replaced = self._replaced_by[before] <= edition
            if other is not None and not is_replaced and node.says_the_same(other):
                yield before, key

    @cached_property
    def _replaced_by(self) -> list[float]:
        """Edition → the one that replaces it."""
        replaces = {board.edition.replaces: at for at, board in enumerate(self._boards)}
        return [replaces.get(board.edition.name, _INFINITE) for board in self._boards]

    @cached_property
    def _told(self) -> dict[tuple[At, ...], bool]:
        """Every line of what has companies, and whether its parts add up in fact."""
        found: dict[tuple[At, ...], bool] = {}
        for (total, *parts), is_exact in self._all_told.items():
            line = (total, *filter(self.count, parts))
            if len(line) > 1:
                found[line] = is_exact or found.get(line, False)
        return found

    @cached_property
    def _all_told(self) -> dict[tuple[At, ...], bool]:
        """The same with the parts that have no companies."""
        found: dict[tuple[At, ...], bool] = {}
        for at, board in enumerate(self._boards):
            for line in board.lines:
                self._add(found, ((at, key) for key in line.keys), line.is_exact)
        for line in lines_over_time(self._boards):
            self._add(found, self._latest(line.keys), line.is_exact)
        return found

    def _add(self, found: dict[tuple[At, ...], bool], line: Iterable[At], is_exact: bool) -> None:
        total, *parts = line
        others = dict.fromkeys(part for part in parts if part != total)
        if others:
            found[total, *others] = is_exact or found.get((total, *others), False)

    def _latest(self, keys: Collection[Key]) -> list[At]:
        """Numbers of several editions, each from the latest that has it."""
        has = ([at for at, board in enumerate(self._boards) if key in board.nodes] for key in keys)
        return [(at[-1], key) for key, at in zip(keys, has, strict=True) if at]

    @cached_property
    def _rows(self) -> list[Row[At]]:
        """What must hold, and does in truth."""
        found = dict.fromkeys(
            (tuple(map(self.same, numbers)), factors, high)
            for numbers, factors, high in (*self._of_lines(), *self._of_sets())
        )
        rows = []
        for numbers, factors, high in found:
            together: dict[At, float] = defaultdict(float)
            for one, factor in zip(numbers, factors, strict=True):
                together[one] += factor
            row = Row({one: factor for one, factor in together.items() if factor}, 0, high)
            if len(row.factors) > 1 and row.holds(self._value):
                rows.append(row)
        return rows

    @cached_property
    def _truth(self) -> dict[At, float]:
        return {one: self._value(one) for row in self._rows for one in row.factors}

    def _of_lines(self) -> Iterator[tuple[tuple[At, ...], tuple[float, ...], float]]:
        for line, is_exact in self._all_told.items():
            if is_exact:
                yield line, (1.0, *[-1.0] * (len(line) - 1)), 0.0
            elif not self._is_difference(line[0][1]):
                # Who has been in two areas has not been twice in either.
                if line[0][1].group.at_least is None:
                    yield line, (-1.0, *[1.0] * (len(line) - 1)), _INFINITE
                for part in line[1:]:
                    yield (line[0], part), (1.0, -1.0), _INFINITE

    def _of_sets(self) -> Iterator[tuple[tuple[At, ...], tuple[float, ...], float]]:
        for grown in growing(self._boards):
            numbers = tuple(self._latest(grown))
            if len(numbers) == len(grown) and not self._is_difference(grown[0]):
                yield numbers, (1.0, -1.0), _INFINITE
        for at, board in enumerate(self._boards):
            for larger, smaller in (*board.nested, *board.periods):
                if not self._is_difference(larger):
                    yield ((at, larger), (at, smaller)), (1.0, -1.0), _INFINITE
            for key in board.nodes:
                if key.measure is not None and key.companies in board.nodes:
                    pair = ((at, key), (at, key.companies))
                    unit = self._unit(key)
                    if unit is Unit.ROW:
                        yield pair, (1.0, -1.0), _INFINITE
                    elif unit is Unit.MUNICIPALITY:
                        yield pair, (-1.0, 1.0), _INFINITE

    def _unit(self, key: Key) -> Unit | None:
        rule = CATALOGUE[key.measure].rule if key.measure else None
        return rule.unit if isinstance(rule, Count) else None

    def _is_difference(self, key: Key) -> bool:
        """Whether it is a mean of differences, told with their sum, which may be below zero."""
        return key.measure is not None and isinstance(CATALOGUE[key.measure].rule, Change)

    def _value(self, at: At) -> float:
        edition, key = at
        node = self._boards[edition].nodes[key]
        told = node.told[1 if self._is_difference(key) else 0] if node.told else node.companies
        return float(told or 0)

    def zeros_beside(self, keys: Iterable[Key]) -> list[Key]:
        """Of this edition: the zeros shown in the numbers' tables, and in any that those are in."""
        nodes = self.deciding.board.nodes
        zeros: dict[TableKey, list[Key]] = defaultdict(list)
        for key, node in nodes.items():
            if not node.companies:
                for table, _ in node.places:
                    zeros[table].append(key)
        asked = {table for key in keys if key in nodes for table, _ in nodes[key].places}
        seen: set[TableKey] = set()
        found: dict[Key, None] = {}
        while asked:
            table = asked.pop()
            seen.add(table)
            for key in zeros[table]:
                found[key] = None
                asked |= {other for other, _ in nodes[key].places} - seen
        return [key for key in found if key not in self.deciding.hidden]

    def _tables_without_zeros(self, edition: int) -> set[TableKey]:
        """Those whose zeros are all hidden, of which there are some."""
        is_hidden: dict[TableKey, bool] = {}
        for key, node in self._boards[edition].nodes.items():
            if not node.companies:
                for table, _ in node.places:
                    is_hidden[table] = is_hidden.get(table, True) and self.is_hidden((edition, key))
        return {table for table, is_ in is_hidden.items() if is_}

    def _known_of(self, at: At, without_zeros: Set[TableKey]) -> Hidden:
        """What everybody knows of a hidden number: that there is something, unless the zeros of its
        tables are hidden too."""
        edition, key = at
        unit = self._unit(key)
        is_whole = key.measure is None or unit is not None
        tables = {table for table, _ in self._boards[edition].nodes[key].places}
        least = 1.0 if is_whole and tables.isdisjoint(without_zeros) else 0.0
        value = self._value(at)
        if self._is_difference(key):
            least = -float("inf")
        return Hidden(value, min(least, value), is_whole)
