"""What must be hidden besides, so that nothing hidden for its own sake can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from random import Random

from s3metrics.editions.public.board import Board
from s3metrics.editions.public.groups import Key
from s3metrics.editions.public.own import hide_for_their_own_sake
from s3metrics.editions.public.pattern import Decided, Deciding, Reason
from s3metrics.editions.public.record import At, Record
from s3metrics.editions.public.worlds import World

_NEAR = 1e-6
# So few are looked at one by one, each first among so many others that hang together with it.
_FEW = 8
_NEIGHBOURS = 80


def decide(board: Board, earlier: Sequence[Decided], threshold: int) -> Decided:
    """What is hidden of an edition; `earlier` are all that were sealed before it, in order."""
    deciding = Deciding(board, earlier, threshold)
    if threshold > 1:
        hide_for_their_own_sake(deciding)
        hide_besides(deciding)
        # Nobody should read in one table what the next one hides.
        for one, other in board.twins:
            if one in deciding.hidden:
                deciding.hidden.setdefault(other, Reason.COMPLEMENTARY)
    return Decided(board, deciding.hidden)


def hide_besides(deciding: Deciding) -> None:
    """Adds complementary numbers to what is hidden until nothing is given away."""
    covering = _Covering(deciding)
    while covering.by_lines() or covering.by_solving():
        pass


class _Covering:
    """Each step says whether it hid anything."""

    def __init__(self, deciding: Deciding) -> None:
        self._deciding = deciding
        self._record = Record(deciding)
        self._seen: dict[At, tuple[float, float]] = {}
        """Hidden number → how far below and above the truth it has been seen to fit."""
        self._beyond_help: set[At] = set()
        """What earlier editions, and nothing of this one, tell."""

    def by_lines(self) -> bool:
        """What a line gives away: no total and parts of which one is hidden, or only small ones."""
        is_changed = False
        for line in self._record.lines:
            chosen = self._missing(line)
            if chosen is not None:
                self._hide(chosen)
                is_changed = True
        return is_changed

    def by_solving(self) -> bool:
        """What all that is public, of all editions, gives away together."""
        wanted = self._record.guarded()
        left = {at: need for at, need in wanted.items() if self._is_open(at, need)}
        is_changed = False
        for world in self._record.worlds(left):
            # One at a time: what saves the first may save the others.
            is_changed |= self._save_first(
                world, {at: left[at] for at in world.numbers if at in left}
            )
        return is_changed

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

    def _is_open(self, at: At, need: float) -> bool:
        low, high = self._seen.get(at, (0.0, 0.0))
        return high - low < need - _NEAR and at not in self._beyond_help

    def _save_first(self, world: World[At], left: dict[At, float]) -> bool:
        """Saves the first whose value is told too closely; whether there was one. What has once
        been seen to fit stays so when more is hidden: it need not be looked for again."""
        directions = Random(1)
        fruitless = 0
        while len(left) > _FEW and fruitless < 2:
            costs = {at: directions.choice((-1.0, 1.0)) / need for at, need in left.items()}
            before = len(left)
            left = self._look(world, costs, left)
            fruitless = 0 if len(left) < before else fruitless + 1
        for at in sorted(left, key=lambda at: (at[0], at[1].order)):
            if at in left:
                near = world.around(at, _NEIGHBOURS)
                left = self._look(world, {at: 1.0}, left, near)
                left = self._look(world, {at: -1.0}, left, near)
            if at in left:
                low, high, known = world.limits(at)
                if high - low > left[at] - _NEAR:
                    left = self._look(world, {at: 1.0}, left)
                    left = self._look(world, {at: -1.0}, left)
                if at in left:
                    self._save(at, known, world)
                    return True
        return False

    def _look(
        self,
        world: World[At],
        costs: Mapping[At, float],
        left: dict[At, float],
        among: Collection[At] | None = None,
    ) -> dict[At, float]:
        """Looks into another world; what is left after it."""
        found = world.deviating(costs, left, among)
        for at in left.keys() & found.keys():
            low, high = self._seen.get(at, (0.0, 0.0))
            self._seen[at] = min(low, found[at]), max(high, found[at])
        return {at: need for at, need in left.items() if self._is_open(at, need)}

    def _save(self, told: At, known: Collection[At], world: World[At]) -> None:
        """Hides what tells it, if there is anything to hide."""
        chosen = self._cheapest(known) or self._cheapest(world.near(told))
        # As a last resort nobody learns how many parts share what the total is known to be.
        beside = [told[1], *(key for at, key in known if at == told[0])]
        hidden = [chosen] if chosen else self._record.zeros_beside(beside)
        for key in hidden:
            self._hide(key)
        if not hidden:
            self._beyond_help.add(told)

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
