"""The engine against a recount in plain Python, from the counting rules alone."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from s3metrics.engine.result import Result
from s3metrics.platform import Platform
from tests.properties.asking import questions_of_every_indicator
from tests.properties.profile import examples
from tests.properties.taking import (
    asked,
    comparable,
    counted_by,
    figure,
    files_of,
    hand_in,
    named,
    open_platform,
    taken,
)
from tests.recount.count import recount
from tests.recount.delivered import KEYS, Delivery, known_after
from tests.recount.model import Recount, Setting, World
from tests.recount.worlds import Question, deliveries, settings

SEEDS = st.integers(0, 2**32 - 1)


def assert_agree(
    platform: Platform, world: World, setting: Setting, question: Question, as_of: int
) -> None:
    """Every cell and the overlap, the same in both."""
    told = recount(question.indicator, world, counted_by(setting), question.selection, question.by)
    result = platform.compute(question.indicator, asked(question.selection), question.by, as_of)
    where = f"{question} as of {as_of}"
    assert set(result.cells) == set(told.rows), where
    for members, cell in told.rows.items():
        assert figure(result.cells[members]) == figure(cell), f"{members} of {where}"
    assert overlaps_of(result) == overlaps_told(told), where


Overlaps = dict[tuple[str, tuple[str, ...]], tuple[object, ...]]


def overlaps_of(result: Result) -> Overlaps:
    """(dimension, the others' members) → sum of parts, total, overlap, units in several parts."""
    return {
        (dimension, tuple(one.members.values())): (
            comparable(one.parts_sum),
            comparable(one.total),
            comparable(one.overlap),
            one.units_in_parts,
        )
        for dimension, entries in result.overlap.items()
        for one in entries
    }


def overlaps_told(told: Recount) -> Overlaps:
    return {
        (dimension, members): (
            comparable(one.sum_of_parts),
            comparable(one.total),
            comparable(one.overlap),
            dict(one.units_in_parts),
        )
        for dimension, entries in told.overlap.items()
        for members, one in entries.items()
    }


@examples(30)
@given(deliveries(), settings(), SEEDS)
def test_every_indicator_is_what_the_recount_says(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    random = Random(seed)
    as_of = random.randint(1, len(delivered))
    world = named(known_after(delivered[:as_of]))
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        for question in questions_of_every_indicator(random):
            assert_agree(platform, world, setting, question, as_of)


@examples(10)
@given(deliveries(), settings(), settings(), SEEDS)
def test_another_programme_file_over_the_same_ledger(
    delivered: list[Delivery], one: Setting, other: Setting, seed: int
) -> None:
    """Rules that changed between deliveries: every figure is by the rules that are asked by."""
    random = Random(seed)
    as_of = random.randint(1, len(delivered))
    world = named(known_after(delivered[:as_of]))
    with tempfile.TemporaryDirectory() as folder:
        platforms = [(open_platform(Path(folder), setting), setting) for setting in (one, other)]
        for delivery in delivered:
            hand_in(random.choice(platforms)[0], delivery, files_of(delivery))
        for platform, setting in platforms:
            for question in questions_of_every_indicator(random):
                assert_agree(platform, world, setting, question, as_of)


@examples(15)
@given(deliveries(), settings(), SEEDS)
def test_what_is_withdrawn_while_rows_refer_to_it_counts_as_before(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    random = Random(seed)
    sender = random.choice(delivered).sender
    emptied = random.choice((("company",), ("initiative",), ("company", "initiative")))
    last = Delivery(sender, {table: [] for table in emptied})
    world = named(still_known(delivered, last))
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        hand_in(platform, last, files_of(last))
        as_of = platform.engine().reader.last_delivery
        for question in questions_of_every_indicator(random):
            assert_agree(platform, world, setting, question, as_of)


def still_known(delivered: list[Delivery], last: Delivery) -> World:
    """The world after `last`, with what it withdraws but others' rows still name."""
    before, after = known_after(delivered), known_after([*delivered, last])
    tables = dict(after.tables)
    for table in last.tables:
        key = KEYS[table][0]
        standing = {row[key] for row in after.rows(table)}
        named_by_rows = {
            row.get(key)
            for other in ("participation", "funding", "booking", "outcome")
            for row in after.rows(other)
        }
        tables[table] = [
            *after.rows(table),
            *(r for r in before.rows(table) if r[key] in named_by_rows - standing),
        ]
    return replace(after, tables=tables)
