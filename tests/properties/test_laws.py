"""What must hold of figures whatever is delivered: among themselves, over time, in any form."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import Count
from s3metrics.platform import Platform
from tests.properties.asking import questions_of_every_indicator
from tests.properties.profile import examples
from tests.properties.taking import (
    Figure,
    asked,
    figure,
    files_of,
    hand_in,
    open_platform,
    taken,
)
from tests.properties.writing import shuffled
from tests.recount.definitions import DEFINITIONS, is_additive
from tests.recount.delivered import Delivery
from tests.recount.model import ALL, Setting
from tests.recount.places import SETTING
from tests.recount.worlds import Question, deliveries, settings

SEEDS = st.integers(0, 2**32 - 1)
Figures = dict[tuple[str, tuple[str, ...]], Figure]


def all_figures(platform: Platform, as_of: int | None = None) -> Figures:
    """Every indicator by the first of its breakdowns, every cell."""
    return {
        (indicator, members): figure(cell)
        for indicator in DEFINITIONS
        for members, cell in platform.compute(
            indicator, by=DEFINITIONS[indicator].breakdowns[:1], as_of=as_of
        ).cells.items()
    }


# --- parts and totals


@examples(12)
@given(deliveries(), settings(), SEEDS)
def test_parts_exceed_the_total_by_the_overlap_and_never_fall_short(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        for question in questions_of_every_indicator(Random(seed)):
            assert_parts_and_totals(platform, question)


def assert_parts_and_totals(platform: Platform, question: Question) -> None:
    result = platform.compute(question.indicator, asked(question.selection), question.by)
    indicator = CATALOGUE[question.indicator]
    rule = indicator.rule
    adding = [d for d in question.by if indicator.adds_up(d)]
    assert {d for d in question.by if is_additive(question.indicator, d)} <= set(adding)
    for dimension in adding:
        for total, parts in levels(result.cells, question.by.index(dimension)):
            assert parts == total, f"{question}: {dimension}"
    if not isinstance(rule, Count):
        return
    assert set(result.overlap) == set(question.by) - set(adding)
    for dimension, overlaps in result.overlap.items():
        at = question.by.index(dimension)
        found = [(entry.total, entry.parts_sum) for entry in overlaps]
        assert found == list(levels(result.cells, at)), f"{question}: {dimension}"
        for entry in overlaps:
            more_than_once = sum((n - 1) * units for n, units in entry.units_in_parts.items())
            assert entry.overlap == entry.parts_sum - entry.total == more_than_once >= 0


def levels(cells: Mapping[tuple[str, ...], Any], at: int) -> list[tuple[Any, Any]]:
    """(total, sum of parts) along one dimension, for each member of the others."""
    parts: dict[tuple[str, ...], Any] = {}
    totals: dict[tuple[str, ...], Any] = {}
    for members, cell in cells.items():
        rest = members[:at] + members[at + 1 :]
        side = totals if members[at] == ALL else parts
        side[rest] = side.get(rest, 0) + (cell.value or 0)
    return [(total, parts.get(rest, 0)) for rest, total in totals.items()]


# --- the same rows in another form or order


@examples(10)
@given(deliveries(), SEEDS)
def test_the_form_of_the_files_and_the_order_of_rows_change_nothing(
    delivered: list[Delivery], seed: int
) -> None:
    random = Random(seed)
    with tempfile.TemporaryDirectory() as plain, tempfile.TemporaryDirectory() as other:
        one = taken(Path(plain), SETTING, delivered)
        two = open_platform(Path(other), SETTING)
        for delivery in delivered:
            report = hand_in(two, delivery, shuffled(delivery, random))
            assert not report.has_quarantined, report.faults
        assert all_figures(two) == all_figures(one)


AFTER = {"initiative": (), "participation": ("initiative", "company")}
AFTER |= dict.fromkeys(("funding", "booking"), ("initiative",))
AFTER |= {"outcome": ("initiative", "company")}


@examples(10)
@given(deliveries(), SEEDS)
def test_independent_lists_may_come_in_any_order_and_from_any_sender(
    delivered: list[Delivery], seed: int
) -> None:
    random = Random(seed)
    whole = delivered[0]
    with tempfile.TemporaryDirectory() as plain, tempfile.TemporaryDirectory() as other:
        one = taken(Path(plain), SETTING, [whole])
        two = open_platform(Path(other), SETTING)
        for table in in_some_order(list(whole.tables), random):
            part = Delivery(random.choice("ABC"), {table: whole.tables[table]})
            assert not hand_in(two, part, files_of(part)).has_quarantined
        assert all_figures(two) == all_figures(one)


def in_some_order(tables: Sequence[str], random: Random) -> list[str]:
    """The tables in a random order in which references come after what they refer to."""
    left = random.sample(list(tables), len(tables))
    ordered: list[str] = []
    while left:
        free = next(t for t in left if not set(AFTER.get(t, ())) & set(left))
        left.remove(free)
        ordered.append(free)
    return ordered


# --- over time


@examples(10)
@given(deliveries(), settings())
def test_what_was_known_at_a_delivery_stays_answerable(
    delivered: list[Delivery], setting: Setting
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        platform = open_platform(Path(folder), setting)
        then = []
        for delivery in delivered:
            hand_in(platform, delivery, files_of(delivery))
            then.append(all_figures(platform))
        for number, figures in enumerate(then, start=1):
            assert all_figures(platform, number) == figures, f"as of delivery {number}"


@examples(10)
@given(deliveries(), settings(), SEEDS)
def test_the_same_list_again_changes_nothing_and_says_so(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        before, version = all_figures(platform), platform.data_version
        again = hand_in(platform, delivered[-1], shuffled(delivered[-1], Random(seed)))
        assert again.is_unchanged
        assert again.delivery == len(delivered)
        assert platform.data_version == version
        assert all_figures(platform) == before


@examples(10)
@given(deliveries(), settings(), SEEDS)
def test_a_correction_and_its_reversal_leave_the_figures_as_they_were(
    delivered: list[Delivery], setting: Setting, seed: int
) -> None:
    random = Random(seed)
    last = delivered[-1]
    with tempfile.TemporaryDirectory() as folder:
        platform = taken(Path(folder), setting, delivered)
        before = all_figures(platform)
        for table, rows in last.tables.items():
            fewer = random.sample(rows, random.randint(0, len(rows)))
            for one_list in (fewer, rows):
                hand_in(platform, part := Delivery(last.sender, {table: one_list}), files_of(part))
        assert all_figures(platform) == before
        assert all_figures(platform, len(delivered)) == before
