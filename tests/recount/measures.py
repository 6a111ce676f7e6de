"""What an indicator is made of: facts that stand somewhere, and how facts become a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from .model import Number

Where = Mapping[str, Any]
"""Dimension → the one member in which the fact stands; `date` stands for all kinds of time."""


@dataclass(frozen=True)
class Fact:
    """One thing to count in one place. A thing in two counties is two facts of the same `row`."""

    unit: object
    """What is counted: a company, an initiative, …"""
    where: Where
    row: object = None
    """What is summed once for each cell, however many facts it became."""
    value: Number | None = None
    """None where the row does not state it."""
    qualifies: bool = True
    """False for a unit that is there, but is none of those asked for or not known to be one."""


@dataclass(frozen=True)
class Tally:
    """Distinct units of the facts, or the sum of their rows' values."""

    how: Literal["count", "sum"]
    facts: list[Fact]
    tables: tuple[str, ...]
    """Tables without which an empty tally is not reported rather than none."""


Denominator = Callable[[Mapping[str, str]], Number | None]
"""Cell (dimension → member or `*`) → the number to divide by, None where it is unknown."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """`numerator` alone, or a ratio, or the mean or median of the facts' values."""

    numerator: Tally
    denominator: Tally | None = None
    denominator_of: Denominator | None = None
    summary: Literal["mean", "median"] | None = None
    is_share: bool = False
    """Only units that are also in the denominator's cell count in the numerator."""
    tables: tuple[str, ...] = ()
    extra_members: Mapping[str, Iterable[str]] = field(default_factory=dict)
    """Members that are read from the data: funders, cost categories."""

    @property
    def is_plain(self) -> bool:
        """A count or a sum."""
        has_denominator = self.denominator is not None or self.denominator_of is not None
        return not has_denominator and self.summary is None


def at(day: date | None = None, **members: str | None) -> dict[str, Any]:
    """A place."""
    return {"date": day, **members}
