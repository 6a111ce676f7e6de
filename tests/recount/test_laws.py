"""What holds in every programme, however odd: totals, parts, statuses, order of rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from random import Random

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from .count import recount
from .definitions import is_additive
from .delivered import FILES, HEADINGS, KEYS, SHARED, Delivery, csv_files, known_after
from .model import ALL, Recount, Setting
from .worlds import Question, deliveries, questions, settings

STATUSES = {"ok", "zero", "not_reported", "not_applicable", "unknown"}
slow_is_fine = hypothesis_settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)


def asked(delivered: list[Delivery], setting: Setting, question: Question) -> Recount:
    world = known_after(delivered)
    return recount(question.indicator, world, setting, question.selection, question.by)


@slow_is_fine
@given(deliveries(), settings(), questions())
def test_status_and_value_agree(
    delivered: list[Delivery], setting: Setting, question: Question
) -> None:
    for cell in asked(delivered, setting, question).rows.values():
        assert cell.status in STATUSES
        assert (cell.value is None) == (cell.status not in ("ok", "zero"))
        assert (cell.value == 0) == (cell.status == "zero")
        assert cell.status != "not_applicable" or not cell.denominator


@slow_is_fine
@given(deliveries(), settings(), questions())
def test_parts_and_total(delivered: list[Delivery], setting: Setting, question: Question) -> None:
    result = asked(delivered, setting, question)
    for place, dimension in enumerate(question.by):
        if is_additive(question.indicator, dimension):
            assert dimension not in result.overlap
            assert_adds_up(result, place)
        for found in result.overlap.get(dimension, {}).values():
            assert found.overlap >= 0
            assert bool(found.units_in_parts) >= bool(found.overlap)


def assert_adds_up(result: Recount, place: int) -> None:
    parts: dict[tuple[str, ...], float] = {}
    for key, cell in result.rows.items():
        rest = key[:place] + key[place + 1 :]
        sign = -1 if key[place] == ALL else 1
        parts[rest] = parts.get(rest, 0) + sign * float(cell.value or 0)
    assert all(abs(difference) < 1e-6 for difference in parts.values())


@slow_is_fine
@given(deliveries(), settings(), questions(), st.randoms())
def test_the_order_of_rows_does_not_matter(
    delivered: list[Delivery], setting: Setting, question: Question, random: Random
) -> None:
    world = known_after(delivered)
    shuffled = {table: random.sample(rows, len(rows)) for table, rows in world.tables.items()}
    other = replace(world, tables=shuffled)
    question_of = (setting, question.selection, question.by)
    assert recount(question.indicator, world, *question_of) == recount(
        question.indicator, other, *question_of
    )


@slow_is_fine
@given(deliveries())
def test_what_is_delivered_is_acceptable_and_can_be_written(delivered: list[Delivery]) -> None:
    world = known_after(delivered)
    for table, key in KEYS.items():
        owned = (*key, "sender") if table in SHARED else key
        keys = [tuple(row[column] for column in owned) for row in world.rows(table)]
        assert not key or len(keys) == len(set(keys))
    initiatives = {row["initiative_id"] for row in world.rows("initiative")}
    companies = {row["orgnr"] for row in world.rows("company")}
    assert {row["orgnr"] for row in world.rows("participation")} <= companies
    assert {row["initiative_id"] for row in world.rows("booking")} <= initiatives
    for delivery in delivered:
        written = csv_files(delivery)
        for table, rows in delivery.tables.items():
            read = list(csv.reader(io.StringIO(written[FILES[table]]), delimiter=";"))
            assert read[0] == list(HEADINGS[table])
            assert len(read) == len(rows) + 1
