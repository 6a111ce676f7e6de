"""The rows of `indicator_<id>`: what `compute` answers, for the total, each breakdown, each pair.

At most one grain of time is in a row. Nothing is counted here: the view holds figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pyarrow as pa

from s3metrics.editions.clock import Clock
from s3metrics.engine.cells import Cell
from s3metrics.engine.members import label
from s3metrics.engine.query import ALL
from s3metrics.engine.selection import Selection
from s3metrics.engine.sources import NAMED_BY_PARTNERS, is_time
from s3metrics.explore.figure_table import measures
from s3metrics.explore.tables_indicators import has_name
from s3metrics.indicators.model import Indicator

TOTAL = "total"

Members = tuple[str, ...]
"""A member per breakdown of the indicator, `*` for those that the row is not divided by."""


def breakdowns_of(indicator: Indicator, *, is_edition: bool) -> Iterator[tuple[str, ...]]:
    """The breakdowns to ask for, the coarsest first; together they hold every row of the view.

    A figure of two breakdowns holds the levels above it. Of an edition these are asked for by
    themselves all the same: what was sealed is served where it is asked for exactly.
    """
    pairs = [
        pair
        for pair in combinations(indicator.breakdowns, 2)
        if sum(is_time(dimension) for dimension in pair) < 2
    ]
    paired = {dimension for pair in pairs for dimension in pair}
    if is_edition or not indicator.breakdowns:
        yield ()
    yield from ((d,) for d in indicator.breakdowns if is_edition or d not in paired)
    yield from pairs


def view_cells(clock: Clock, indicator: Indicator) -> dict[Members, Cell]:
    """Every row of the view, the coarsest first."""
    found: dict[Members, Cell] = {}
    for by in breakdowns_of(indicator, is_edition=clock.edition is not None):
        result = clock.engine.compute(indicator, Selection(), by, clock.delivery, clock.today)
        places = [by.index(d) if d in by else None for d in indicator.breakdowns]
        for members, cell in result.cells.items():
            row = tuple(ALL if place is None else members[place] for place in places)
            found.setdefault(row, cell)
    return dict(sorted(found.items(), key=lambda item: sum(m != ALL for m in item[0])))


def view_rows(clock: Clock, indicator: Indicator, opened: Callable[[str], str]) -> pa.Table:
    """The view as an Arrow table; `opened` takes what could tell of a person out of a member."""
    cells = view_cells(clock, indicator)
    columns: dict[str, pa.Array] = {"breakdown": _texts(_breakdown(indicator, m) for m in cells)}
    for place, dimension in enumerate(indicator.breakdowns):
        members = [row[place] for row in cells]
        names = {member: str(label(dimension, member, clock.programme)) for member in set(members)}
        if dimension in NAMED_BY_PARTNERS:
            members = [opened(member) for member in members]
            names = {opened(member): opened(name) for member, name in names.items()}
        columns[dimension] = _texts(members)
        if has_name(dimension):
            columns[f"{dimension}_name"] = _texts(names[member] for member in members)
    return pa.table({**columns, **measures(indicator, cells.values())})


def _breakdown(indicator: Indicator, members: Members) -> str:
    named = [d for d, m in zip(indicator.breakdowns, members, strict=True) if m != ALL]
    return ",".join(named) or TOTAL


def _texts(values: Iterator[str] | list[str]) -> pa.Array:
    return pa.array(list(values), pa.string())
