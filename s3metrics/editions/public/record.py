"""All that is public and all that is hidden, over all editions: how the numbers hang together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from s3metrics.editions.public.board import Line, lines_over_time
from s3metrics.editions.public.bounds import Limits, Row
from s3metrics.editions.public.equations import Equations
from s3metrics.editions.public.groups import Key
from s3metrics.editions.public.pattern import Deciding, Reason
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

    @cached_property
    def equations(self) -> Equations[At]:
        """The lines of every edition whose parts add up in fact."""
        exact = [line for line, is_exact in self._told.items() if is_exact]
        return Equations(tuple(map(self.same, line)) for line in exact)

    def limits(self) -> Limits[At]:
        """Between what values every hidden number must lie."""
        numbers = {one for row in self._rows for one in row.factors}
        hidden = {one: self._least(one) for one in numbers if self.is_hidden(one)}
        known = {one: self._value(one) for one in numbers if one not in hidden}
        return Limits(self._rows, known, hidden)

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
        """The first edition that said the same of the same: one unknown, not two."""
        edition, key = at
        node = self._boards[edition].nodes[key]
        for before in range(edition):
            other = self._boards[before].nodes.get(key)
            if other is not None and node.says_the_same(other):
                return before, key
        return at

    @cached_property
    def _told(self) -> dict[tuple[At, ...], bool]:
        """Every line, and whether its parts add up in fact."""
        found: dict[tuple[At, ...], bool] = {}
        for at, board in enumerate(self._boards):
            for line in board.lines:
                self._add(found, ((at, key) for key in line.keys), line.is_exact)
        for line in lines_over_time(self._boards):
            self._add(found, self._latest(line), line.is_exact)
        return found

    def _add(self, found: dict[tuple[At, ...], bool], line: Iterable[At], is_exact: bool) -> None:
        total, *parts = line
        having = dict.fromkeys(at for at in parts if at != total and self.count(at))
        if having:
            found[total, *having] = is_exact or found.get((total, *having), False)

    def _latest(self, line: Line) -> Iterator[At]:
        """A line over several editions, each of its numbers from the latest that has it."""
        for key in line.keys:
            has = [at for at, board in enumerate(self._boards) if key in board.nodes]
            if has:
                yield has[-1], key

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

    def _of_lines(self) -> Iterator[tuple[tuple[At, ...], tuple[float, ...], float]]:
        for line, is_exact in self._told.items():
            if self._has_no_sum(line[0]):
                continue
            if is_exact:
                yield line, (1.0, *[-1.0] * (len(line) - 1)), 0.0
            else:
                yield line, (-1.0, *[1.0] * (len(line) - 1)), _INFINITE
                for part in line[1:]:
                    yield (line[0], part), (1.0, -1.0), _INFINITE

    def _of_sets(self) -> Iterator[tuple[tuple[At, ...], tuple[float, ...], float]]:
        for at, board in enumerate(self._boards):
            for larger, smaller in (*board.nested, *board.periods):
                if board.nodes[smaller].companies and not self._has_no_sum((at, larger)):
                    yield ((at, larger), (at, smaller)), (1.0, -1.0), _INFINITE
            for key in board.nodes:
                if (
                    key.measure is not None
                    and key.companies in board.nodes
                    and self.count((at, key))
                ):
                    pair = ((at, key), (at, key.companies))
                    unit = self._unit(key)
                    if unit is Unit.ROW:
                        yield pair, (1.0, -1.0), _INFINITE
                    elif unit is Unit.MUNICIPALITY:
                        yield pair, (-1.0, 1.0), _INFINITE

    def _unit(self, key: Key) -> Unit | None:
        rule = CATALOGUE[key.measure].rule if key.measure else None
        return rule.unit if isinstance(rule, Count) else None

    def _has_no_sum(self, at: At) -> bool:
        """Of a mean no total is the sum of its parts."""
        measure = at[1].measure
        return measure is not None and isinstance(CATALOGUE[measure].rule, Change)

    def _value(self, at: At) -> float:
        edition, key = at
        node = self._boards[edition].nodes[key]
        return float((node.told[0] or 0) if node.told else node.companies)

    def _least(self, at: At) -> float:
        """What everybody knows of a hidden number: that there is something."""
        _, key = at
        return 0.0 if key.measure and self._unit(key) is None else 1.0
