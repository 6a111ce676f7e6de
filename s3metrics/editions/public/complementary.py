"""What must be hidden besides, so that nothing hidden for its own sake can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from s3metrics.editions.public.board import Board
from s3metrics.editions.public.groups import Key
from s3metrics.editions.public.own import hide_for_their_own_sake
from s3metrics.editions.public.pattern import Decided, Deciding, Reason
from s3metrics.editions.public.record import At, Record


def decide(board: Board, earlier: Sequence[Decided], threshold: int) -> Decided:
    """What is hidden of an edition; `earlier` are all that were sealed before it, in order."""
    deciding = Deciding(board, earlier, threshold)
    if threshold > 1:
        hide_for_their_own_sake(deciding)
        hide_besides(deciding)
    return Decided(board, deciding.hidden)


def hide_besides(deciding: Deciding) -> None:
    """Adds complementary numbers to what is hidden until nothing is given away."""
    covering = _Covering(deciding)
    while covering.by_lines() or covering.by_equations() or covering.by_limits():
        pass


class _Covering:
    """Each step says whether it hid anything."""

    def __init__(self, deciding: Deciding) -> None:
        self._deciding = deciding
        self._record = Record(deciding)

    def by_lines(self) -> bool:
        """What a line gives away: no total and parts of which one is hidden, or only small ones."""
        is_changed = False
        for line in self._record.lines:
            chosen = self._missing(line)
            if chosen is not None:
                self._hide(chosen)
                is_changed = True
        return is_changed

    def by_equations(self) -> bool:
        """What several lines give away together."""
        lines = self._record.equations.lines
        hidden = {at for line in lines for at in line if self._record.is_hidden(at)}
        is_changed = False
        for found in self._record.equations.given_away(hidden):
            own = [told for at, told in found.items() if self._record.is_own(at)]
            # One at a time: what saves the first may save the others.
            chosen = next(filter(None, map(self._cheapest, own)), None)
            if chosen is not None:
                self._hide(chosen)
                is_changed = True
        return is_changed

    def by_limits(self) -> bool:
        """What totals, parts and larger sets give away by leaving room for one value only."""
        limits = self._record.limits()
        for at in sorted(limits.unknown, key=lambda at: (at[0], at[1].order)):
            if self._record.is_own(at) and limits.is_told(at):
                chosen = next(filter(None, map(self._cheapest, limits.told_by(at))), None)
                if chosen is not None:
                    self._hide(chosen)
                    return True
        return False

    def _missing(self, line: tuple[At, ...]) -> Key | None:
        """What must be hidden too, or None."""
        record = self._record
        hidden = [at for at in line if record.is_hidden(at)]
        if not hidden:
            return None
        has_cover = any(record.count(at) >= self._deciding.threshold for at in hidden)
        if len(hidden) > 1 and (has_cover or record.is_hidden(line[0])):
            return None
        return self._cheapest(line, last=line[0][1])

    def _cheapest(self, among: Iterable[At], last: Key | None = None) -> Key | None:
        """What can still be hidden and asks for the least besides; one of them last."""
        deciding = self._deciding
        free = [
            key
            for at, key in among
            if at == self._record.now
            and key not in deciding.hidden
            and deciding.count(key) >= deciding.threshold
            and not deciding.is_known(key)
        ]

        def cost(key: Key) -> tuple[object, ...]:
            lines = self._record.lines_of.get(key, ())
            untouched = [one for one in lines if not any(map(self._record.is_hidden, one))]
            return key == last, self._weight(key), len(untouched), deciding.count(key), key.order

        return min(free, key=cost, default=None)

    def _weight(self, key: Key) -> int:
        """How much people would miss it: totals most, and what has accumulated."""
        board = self._deciding.board
        is_accumulated = board.is_accumulated(key)
        is_total = not key.members and (is_accumulated or key == board.of_period(key))
        return 2 * is_total + is_accumulated

    def _hide(self, chosen: Key) -> None:
        """Hides a number of companies with all else that is told of them."""
        hidden = self._deciding.hidden
        hidden.setdefault(chosen, Reason.COMPLEMENTARY)
        for other in self._measures_of.get(chosen, ()):
            if not self._deciding.is_known(other):
                hidden.setdefault(other, Reason.COMPLEMENTARY)

    @cached_property
    def _measures_of(self) -> Mapping[Key, list[Key]]:
        found = defaultdict(list)
        for key, node in self._deciding.board.nodes.items():
            if key.measure is not None and node.companies:
                found[key.companies].append(key)
        return found
