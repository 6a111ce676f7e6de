"""What is kept in the ledger's file equals what is computed from scratch, as of every delivery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from s3metrics.engine.engine import Engine
from s3metrics.engine.facts import Facts
from s3metrics.engine.participations import COLUMNS
from s3metrics.engine.selection import Selection
from s3metrics.engine.summaries import (
    REACH_COLUMNS,
    TALLY_COLUMNS,
    select_reach,
    select_tally,
)
from s3metrics.indicators import find_indicator
from s3metrics.ledger import reader
from s3metrics.platform import Platform
from s3metrics.programme import Programme
from s3metrics.sample import sample_deliveries

TODAY = date(2025, 9, 1)
SUMMED = (
    "smes_reached",
    "smes_new",
    "enterprises_supported",
    "participations",
    "cross_county_initiatives",
    "cross_county_share",
)
BREAKDOWNS = ((), ("area",), ("county",), ("area", "county"), ("county", "area"))
_PLAIN = [name for name in COLUMNS if name not in {"company", "initiative", "company_initiative"}]


def take_sample(platform: Platform) -> None:
    for delivery in sample_deliveries(platform.programme, TODAY):
        platform.deliver(delivery.files, delivery.sender, received_at=delivery.received_at)


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    folder = tmp_path_factory.mktemp("kept")
    platform = Platform.open(folder / "s3.duckdb", today=lambda: TODAY)
    take_sample(platform)
    yield platform


def rows_of(facts: Facts, opened: reader.Reader, as_of: int) -> list[tuple[object, ...]]:
    """The participations as of a delivery, with keys in place of numbers."""
    schema = facts.schema(as_of, "participation", "company_number", "initiative_number")
    columns = ", ".join(f"p.{name}" for name in _PLAIN)
    return sorted(
        opened.cursor()
        .execute(
            f"SELECT {columns}, c.orgnr, i.initiative_id FROM memory.{schema}.participation p "
            f"JOIN memory.{schema}.company_number c USING (company) "
            f"JOIN memory.{schema}.initiative_number i USING (initiative)"
        )
        .fetchall(),
        key=lambda row: row[0],
    )


def test_kept_rows_equal_computed_rows_as_of_every_delivery(platform: Platform) -> None:
    newest = reader.open_newest(platform.places)
    kept = Facts(newest, platform.engine().coding)
    assert kept.is_kept
    assert newest.last_delivery > 20
    for as_of in range(1, newest.last_delivery + 1):
        mine = rows_of(kept, newest, as_of)
        # A reader's schemas are shared by name: the other facts get a reader of their own.
        with_own = reader.open_newest(platform.places)
        computed = Facts(with_own, platform.engine().coding)
        computed.is_kept = False
        assert mine == rows_of(computed, with_own, as_of), f"as of delivery {as_of}"
        with_own.close()


def multiset(opened: reader.Reader, select: str, amount: str = "1") -> list[tuple[object, ...]]:
    """The rows of a SELECT, each with how often it is there."""
    return (
        opened.cursor()
        .execute(
            f"SELECT * EXCLUDE (amount), sum(amount) FROM (SELECT *, {amount} AS amount "
            f"FROM ({select})) GROUP BY ALL HAVING sum(amount) <> 0 ORDER BY ALL"
        )
        .fetchall()
    )


def test_kept_summaries_equal_computed_ones_as_of_every_delivery(platform: Platform) -> None:
    newest = reader.open_newest(platform.places)
    kept = Facts(newest, platform.engine().coding)
    keys = ", ".join(TALLY_COLUMNS[:-1])
    reach = ", ".join(REACH_COLUMNS)
    for as_of in range(1, newest.last_delivery + 1):
        at = f"memory.{kept.schema(as_of, 'participation', 'tally', 'reach')}"
        tally = f"SELECT {keys}, sum(n) AS n FROM {at}.tally GROUP BY ALL HAVING sum(n) <> 0"
        computed = f"SELECT {keys}, n::HUGEINT AS n FROM ({select_tally(f'{at}.participation')})"
        assert multiset(newest, tally) == multiset(newest, computed), f"as of delivery {as_of}"
        expected = f"SELECT {reach} FROM ({select_reach(f'{at}.participation')})"
        mine = f"SELECT {reach} FROM {at}.reach"
        assert multiset(newest, mine) == multiset(newest, expected), f"as of delivery {as_of}"
    assert multiset(newest, mine)
    newest.close()


def test_summed_figures_equal_those_read_from_rows(platform: Platform) -> None:
    """Every rule that is answered from a summary, at every level, in periods that cut it."""
    opened = reader.open_newest(platform.places)
    mine = Engine(opened, platform.programme)
    rows = Engine(opened, platform.programme, space="rows_", may_use_kept=False)
    assert mine.is_kept
    assert not rows.is_kept
    periods = (
        (None, None),
        (date(2024, 9, 1), date(2024, 12, 31)),
        (date(2025, 3, 15), date(2025, 3, 15)),
        (date.min, date.max),
    )
    for name, by, (start, end) in product(SUMMED, BREAKDOWNS, periods):
        if not set(by) <= set(find_indicator(name).breakdowns):
            continue
        asked = (find_indicator(name), Selection(from_=start, to=end), by)
        for as_of in (opened.last_delivery // 2, opened.last_delivery):
            found, expected = (e.compute(*asked, as_of, TODAY) for e in (mine, rows))
            assert found.rows == expected.rows, f"{name} by {by}, {start}–{end}, as of {as_of}"
            assert found.overlap == expected.overlap
    opened.close()


def test_another_programme_file_is_not_answered_from_what_was_kept(platform: Platform) -> None:
    stricter: Programme = platform.programme.model_copy(
        update={
            "rules": platform.programme.rules.model_copy(update={"minimum_hours": 8}),
            "sha256": "f" * 64,
        }
    )
    strict = Platform(platform.places, stricter, lambda: TODAY)
    with_rule = strict.compute("smes_reached", by=("county",))
    assert with_rule.total.value < platform.compute("smes_reached", by=("county",)).total.value
    assert not Engine(reader.open_newest(platform.places), stricter).is_kept
    assert with_rule.receipt.code != platform.compute("smes_reached").receipt.code


def test_a_changed_programme_file_keeps_everything_anew(platform: Platform, tmp_path: Path) -> None:
    stricter: Programme = platform.programme.model_copy(
        update={"rules": platform.programme.rules.model_copy(update={"minimum_hours": 8})}
    )
    own = Platform.open(tmp_path / "s3.duckdb", today=lambda: TODAY)
    deliveries = list(sample_deliveries(own.programme, date(2025, 1, 20)))
    for delivery in deliveries[:-1]:
        own.deliver(delivery.files, delivery.sender, received_at=delivery.received_at)
    strict = Platform(own.places, stricter, lambda: TODAY)
    before = strict.compute("smes_reached", by=("area", "county")).rows
    last = deliveries[-1]
    strict.deliver(last.files, last.sender, received_at=last.received_at)
    assert strict.engine().is_kept
    assert strict.compute(
        "smes_reached", by=("area", "county"), as_of=len(deliveries) - 1
    ).rows == (before)
