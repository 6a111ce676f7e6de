"""Who is next: at most so many at once, and nobody twice while another has waited longer."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


class NoTurn(Exception):
    """Its turn did not come in time, or too many waited already."""


@dataclass(frozen=True, eq=False)
class _Ticket:
    who: str
    number: int


class Turns:
    """A queue that is fair between persons: of those who wait, the one with the fewest questions
    at work, then the one whose last turn is longest ago, then the one who came first."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._free = at_once
        self._most_waiting = most_waiting
        self._waiting: list[_Ticket] = []
        self._working: Counter[str] = Counter()
        self._last: dict[str, int] = {}
        self._numbers = itertools.count(1)
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, who: str, seconds: float) -> Iterator[None]:
        """Waits for a turn, at most so long, and holds it. Raises NoTurn."""
        self._take(who, seconds)
        try:
            yield
        finally:
            with self._changed:
                self._free += 1
                self._working[who] -= 1
                if not self._waiting and not +self._working:
                    self._working.clear()
                    self._last.clear()
                self._changed.notify_all()

    @property
    def waiting(self) -> int:
        """How many wait."""
        with self._changed:
            return len(self._waiting)

    def _take(self, who: str, seconds: float) -> None:
        with self._changed:
            if len(self._waiting) >= self._most_waiting:
                raise NoTurn
            ticket = _Ticket(who, next(self._numbers))
            self._waiting.append(ticket)
            has_come = self._changed.wait_for(lambda: self._is_next(ticket), seconds)
            self._waiting.remove(ticket)
            if has_come:
                self._free -= 1
                self._working[who] += 1
                self._last[who] = next(self._numbers)
            self._changed.notify_all()
        if not has_come:
            raise NoTurn

    def _is_next(self, ticket: _Ticket) -> bool:
        return self._free > 0 and ticket is min(self._waiting, key=self._rank)

    def _rank(self, ticket: _Ticket) -> tuple[int, int, int]:
        return self._working[ticket.who], self._last.get(ticket.who, 0), ticket.number
