"""The bridge over random worlds: it begins and ends where the figures are, and adds up exactly."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from s3metrics.editions.bridge import Bridge, BridgedFigure, Reason, difference
from s3metrics.editions.walk import Walk, walking
from s3metrics.engine.result import Result
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import Count, Sum, Unit
from s3metrics.platform import Platform
from tests.properties.asking import questions_of_every_indicator
from tests.properties.profile import examples
from tests.properties.taking import asked, figure, taken
from tests.recount.delivered import Delivery
from tests.recount.model import Setting
from tests.recount.worlds import Question, deliveries, settings

SEEDS = st.integers(0, 2**32 - 1)


@dataclass(frozen=True)
class Asked:
    """A question at both ends."""

    question: Question
    before: Result
    after: Result


@examples(5)
@given(deliveries(), settings(), SEEDS)
def test_a_walk_begins_and_ends_where_the_figures_are_and_adds_up(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    assume(len(delivered) > 1)
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        then, now = sorted(random.sample(range(1, len(delivered) + 1), 2))
        source = platform.engine().reader.path
        with walking(source, platform.programme, then, now, platform.today) as walk:
            for one in asked_at_both(platform, random, then, now):
                assert_begins_and_ends(walk, one)
                assert_explains(walk, one)


def asked_at_both(platform: Platform, random: Random, then: int, now: int) -> Iterator[Asked]:
    for question in questions_of_every_indicator(random):
        before, after = (
            platform.compute(question.indicator, asked(question.selection), question.by, as_of)
            for as_of in (then, now)
        )
        yield Asked(question, before, after)


def assert_begins_and_ends(walk: Walk, one: Asked) -> None:
    indicator, selection = CATALOGUE[one.question.indicator], asked(one.question.selection)
    halts = walk.compute(indicator, selection, one.question.by)
    for result, expected in ((halts[0][1], one.before), (halts[-1][1], one.after)):
        told, wanted = (
            {members: figure(cell) for members, cell in found.cells.items()}
            for found in (result, expected)
        )
        assert told == wanted, one.question


def assert_explains(walk: Walk, one: Asked) -> None:
    indicator, selection = CATALOGUE[one.question.indicator], asked(one.question.selection)
    bridge = Bridge(walk)
    told = bridge.explain(indicator, "period", one.before, one.after, selection, selection)
    # A funder, say, may be a member at one end only.
    differing = {
        members
        for members in {*one.before.cells, *one.after.cells}
        if one.before.cells.get(members) != one.after.cells.get(members)
    }
    assert {tuple(entry.members.values()) for entry in told} == differing
    for entry in told:
        assert entry.parts, one.question
        assert entry.parts[-1].after == entry.after
        if entry.change is not None:
            assert sum(p.change or 0 for p in entry.parts) == entry.change, one.question
        assert Reason.RULE not in {part.reason for part in entry.parts}, one.question
    for entry in told[:2]:
        assert_opens(bridge, one, entry)


def assert_opens(bridge: Bridge, one: Asked, entry: BridgedFigure) -> None:
    """The units gained and lost, or what the rows add, make the part."""
    indicator, selection = CATALOGUE[one.question.indicator], asked(one.question.selection)
    for part in entry.parts:
        opened = bridge.open(entry, part, indicator, selection, selection)
        if difference(part.before, part.after) is None:
            continue
        rule = indicator.rule
        if isinstance(rule, Count) and rule.unit is not Unit.ROW:
            assert len(opened.gained) - len(opened.lost) == part.change, one.question
        elif isinstance(rule, Count):
            assert len(opened.rows_gained) - len(opened.rows_lost) == part.change
        elif isinstance(rule, Sum):
            gained, lost = (
                sum((Decimal(str(row.value)) for row in rows if row.value is not None), Decimal())
                for rows in (opened.rows_gained, opened.rows_lost)
            )
            assert gained - lost == part.change, one.question
