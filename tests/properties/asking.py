"""Many questions about one world: drawn from a number, since each costs only milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from tests.recount.definitions import DEFINITIONS, SIZES, TIMES, breakdowns
from tests.recount.model import Selection
from tests.recount.places import AREAS, COUNTIES
from tests.recount.rows import DAYS, MUNICIPALITIES
from tests.recount.worlds import Question

MEMBERS = {
    "area": AREAS,
    "county": COUNTIES,
    "municipality": MUNICIPALITIES[:-1],
    "size": SIZES,
}
ALL_SINGLE = tuple(
    (indicator, (dimension,)) for indicator in DEFINITIONS for dimension in breakdowns(indicator)
)
"""Every indicator with every one of its breakdowns."""


def questions_of_every_indicator(random: Random) -> Iterator[Question]:
    """Of each indicator: its figure alone, one breakdown, and two with a selection."""
    for indicator in DEFINITIONS:
        has = breakdowns(indicator)
        yield Question(indicator, Selection(), ())
        yield Question(indicator, _period(random), (random.choice(has),))
        yield Question(indicator, _selection(random, has), _two(random, has))


def _two(random: Random, has: Sequence[str]) -> tuple[str, ...]:
    """Up to two breakdowns, in any order; no more than one of them a kind of time."""
    by = tuple(random.sample(list(has), min(2, len(has))))
    return by[:1] if len([dimension for dimension in by if dimension in TIMES]) > 1 else by


def _period(random: Random) -> Selection:
    if random.random() < 0.5:
        return Selection()
    first, last = sorted(random.sample(DAYS, 2))
    return Selection(from_=first, to=last)


def _selection(random: Random, has: Sequence[str]) -> Selection:
    def members(dimension: str) -> tuple[str, ...] | None:
        if dimension not in has or random.random() < 0.6:
            return None
        return tuple(random.sample(MEMBERS[dimension], random.choice((1, 1, 2, 3))))

    period = _period(random)
    return Selection(
        from_=period.from_,
        to=period.to,
        areas=members("area"),
        counties=members("county"),
        municipalities=members("municipality"),
        sizes=members("size"),
    )
