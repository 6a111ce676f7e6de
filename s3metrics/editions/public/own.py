"""What is hidden for its own sake: too few companies, in a number or between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from s3metrics.editions.public.board import Node
from s3metrics.editions.public.groups import Key
from s3metrics.editions.public.pattern import Deciding, Reason


def hide_for_their_own_sake(deciding: Deciding) -> None:
    """Adds to what is hidden: what is small, what has changed little, and small differences."""
    for key, node in deciding.board.nodes.items():
        if not node.companies:
            continue
        if node.companies < deciding.threshold:
            deciding.hidden[key] = Reason.SMALL
        elif any(key in one.hidden for one in deciding.earlier):
            deciding.hidden[key] = Reason.EARLIER
        elif any(_is_near(deciding, key, *known) for known in _shown_before(deciding, key)):
            deciding.hidden[key] = Reason.CHANGED
    for larger, smaller, first in (*_nested(deciding), *_periods(deciding)):
        if not deciding.hidden.keys() & {larger, smaller}:
            chosen = next((one for one in first if not deciding.is_known(one)), None)
            if chosen is not None:
                deciding.hidden[chosen] = Reason.DIFFERENCE


def _shown_before(deciding: Deciding, key: Key) -> Iterator[tuple[Key, Node]]:
    """What earlier editions showed of the same, and of what had accumulated by then."""
    is_accumulated = deciding.board.is_accumulated(key)
    for one in deciding.earlier:
        for other in one.board.at_place.get(key.place, ()):
            was_accumulated = other.start == key.start and one.board.is_accumulated(other)
            is_same = other == key or (is_accumulated and was_accumulated)
            if is_same and other not in one.hidden:
                yield other, one.board.nodes[other]


def _is_near(deciding: Deciding, key: Key, other: Key, shown: Node) -> bool:
    """Whether too few companies make the difference between two numbers."""
    node = deciding.board.nodes[key]
    if other == key and key.measure and node.says_the_same(shown):
        return False
    difference = abs(node.companies - shown.companies)
    if 0 < difference < deciding.threshold:
        return True
    if difference >= deciding.threshold or node.says_the_same(shown):
        return False
    # Sums differ, and by whose rows is known only of what has come between the two.
    between = deciding.board.of_period(key) if other.end != key.end else None
    return between is None or deciding.count(between) < deciding.threshold


def _nested(deciding: Deciding) -> Iterator[tuple[Key, Key, tuple[Key, Key]]]:
    """Numbers of which one is counted within the other, too near; that goes first which fewer
    indicators tell of, of equals the larger."""
    for larger, smaller in deciding.board.nested:
        if 0 < deciding.count(larger) - deciding.count(smaller) < deciding.threshold:
            is_rarer = _use(deciding, smaller) < _use(deciding, larger)
            yield larger, smaller, (smaller, larger) if is_rarer else (larger, smaller)


def _use(deciding: Deciding, key: Key) -> int:
    """How many indicators tell of it."""
    return len({table[0] for table, _ in deciding.board.nodes[key].places})


def _periods(deciding: Deciding) -> Iterator[tuple[Key, Key, tuple[Key, Key]]]:
    """The period, and what has accumulated with it, too near: the period goes first."""
    for key, within in deciding.board.periods:
        if not deciding.count(within):
            continue
        difference = deciding.count(key) - deciding.count(within)
        is_same = deciding.board.nodes[key].says_the_same(deciding.board.nodes[within])
        # Whose rows came before the period is told by an earlier edition, or by nothing.
        is_open = key.measure is not None and not _follows(deciding, key) and not is_same
        if difference < deciding.threshold and (difference > 0 or is_open):
            yield key, within, (within, key)


def _follows(deciding: Deciding, key: Key) -> bool:
    """Whether an earlier edition tells what had accumulated before the period."""
    before = deciding.board.edition.period_start - timedelta(days=1)
    return any(replace(key, end=before) in one.board.nodes for one in deciding.earlier)
