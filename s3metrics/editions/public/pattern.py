"""Which of an edition's numbers are hidden: decided once, in the order of sealing.

First what is hidden for its own sake, then what would give it away. Whatever earlier editions have
shown is known to everybody: it can neither be taken back nor hide anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from s3metrics.editions.public.board import Board, Place
from s3metrics.editions.public.groups import Key


class Reason(StrEnum):
    """Why a number is hidden."""

    SMALL = "small"
    """It tells of at least one company, and of fewer than the threshold."""
    CHANGED = "changed"
    """What an earlier edition said of the same differs by too few companies."""
    DIFFERENCE = "difference"
    """What is counted within it, or what it is counted within, differs by too few companies."""
    EARLIER = "earlier"
    """An earlier edition hid it."""
    COMPLEMENTARY = "complementary"
    """Without it another hidden number could be told."""


Hidden = Mapping[Key, Reason]


@dataclass(frozen=True)
class Pattern:
    """What is hidden of an edition's numbers about companies."""

    behind: dict[Place, tuple[int, ...]]
    """Every cell that is about companies, with how many stand behind it: see `Behind`."""
    hidden: dict[Place, tuple[Reason | None, ...]]
    """Cell → why, for each of its counts; only of hidden cells."""


@dataclass(frozen=True)
class Decided:
    """An edition whose pattern is fixed."""

    board: Board
    hidden: Hidden

    @classmethod
    def of(cls, board: Board, pattern: Pattern) -> Decided:
        """An edition as it was decided."""
        hidden = {
            key: reason
            for place, reasons in pattern.hidden.items()
            for key, reason in zip(board.keys_at.get(place, ()), reasons, strict=False)
            if reason is not None
        }
        return cls(board, hidden)

    @property
    def pattern(self) -> Pattern:
        """By cells, as it is kept."""
        nodes, places = self.board.nodes, self.board.keys_at
        reasons = {place: tuple(map(self.hidden.get, keys)) for place, keys in places.items()}
        return Pattern(
            {place: tuple(nodes[key].companies for key in keys) for place, keys in places.items()},
            {place: found for place, found in reasons.items() if any(found)},
        )


class Deciding:
    """An edition whose pattern is being decided, after all that were sealed before it."""

    def __init__(self, board: Board, earlier: Sequence[Decided], threshold: int) -> None:
        self.board = board
        self.earlier = earlier
        self.threshold = threshold
        self.hidden: dict[Key, Reason] = {}

    def count(self, key: Key) -> int:
        """How many companies stand behind it."""
        return self.board.nodes[key].companies

    def is_known(self, key: Key) -> bool:
        """Whether an earlier edition has shown the same number of the same."""
        node = self.board.nodes[key]
        return any(
            key in one.board.nodes
            and key not in one.hidden
            and one.board.nodes[key].says_the_same(node)
            for one in self.earlier
        )
