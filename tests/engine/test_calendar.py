"""Days and the periods they lie in, at the edges of each grain."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3metrics.engine.calendar import calendar_rows, days_between, period_of, periods_between
from s3metrics.indicators.model import TIME
from tests.small_world import programme

PROGRAMME = programme()
"""Its reporting periods are P1 2024-04-01–09-30, P2 –2025-03-31, P3 –09-30, … P10 –2029-03-29."""


@pytest.mark.parametrize(
    ("day", "members"),
    [
        (date(2024, 3, 31), ("2024-03", "2024-Q1", "2024-H1", "2024", "okand")),
        (date(2024, 4, 1), ("2024-04", "2024-Q2", "2024-H1", "2024", "P1")),
        (date(2024, 6, 30), ("2024-06", "2024-Q2", "2024-H1", "2024", "P1")),
        (date(2024, 7, 1), ("2024-07", "2024-Q3", "2024-H2", "2024", "P1")),
        (date(2024, 9, 30), ("2024-09", "2024-Q3", "2024-H2", "2024", "P1")),
        (date(2024, 10, 1), ("2024-10", "2024-Q4", "2024-H2", "2024", "P2")),
        (date(2024, 12, 31), ("2024-12", "2024-Q4", "2024-H2", "2024", "P2")),
        (date(2025, 1, 1), ("2025-01", "2025-Q1", "2025-H1", "2025", "P2")),
        (date(2029, 3, 29), ("2029-03", "2029-Q1", "2029-H1", "2029", "P10")),
        (date(2029, 3, 30), ("2029-03", "2029-Q1", "2029-H1", "2029", "okand")),
    ],
    ids=lambda case: "",
)
def test_a_day_lies_in_one_member_of_every_grain(day: date, members: tuple[str, ...]) -> None:
    assert tuple(period_of(day, grain, PROGRAMME) for grain in TIME) == members


def test_every_month_has_its_quarter() -> None:
    quarters = [period_of(date(2025, month, 1), "quarter", PROGRAMME) for month in range(1, 13)]
    assert quarters == [f"2025-Q{n}" for n in (1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4)]


def test_the_periods_between_two_days() -> None:
    start, end = date(2024, 12, 31), date(2025, 4, 1)
    assert [periods_between(start, end, grain, PROGRAMME) for grain in TIME] == [
        ["2024-12", "2025-01", "2025-02", "2025-03", "2025-04"],
        ["2024-Q4", "2025-Q1", "2025-Q2"],
        ["2024-H2", "2025-H1"],
        ["2024", "2025"],
        ["P2", "P3"],
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2024, 9, 30), date(2024, 9, 30), ["P1"]),
        (date(2024, 10, 1), date(2024, 10, 1), ["P2"]),
        (date(2024, 9, 30), date(2024, 10, 1), ["P1", "P2"]),
        (date(2023, 1, 1), date(2024, 3, 31), []),
        (date(2023, 1, 1), date(2024, 4, 1), ["P1"]),
        (date(2029, 3, 30), date(2030, 1, 1), []),
    ],
)
def test_a_reporting_period_is_touched_at_its_first_and_last_day(
    start: date, end: date, expected: list[str]
) -> None:
    assert periods_between(start, end, "reporting_period", PROGRAMME) == expected


def test_both_days_are_included() -> None:
    assert list(days_between(date(2024, 2, 28), date(2024, 3, 1))) == [
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    ]
    assert list(days_between(date(2025, 1, 1), date(2025, 1, 1))) == [date(2025, 1, 1)]
    assert list(days_between(date(2025, 1, 2), date(2025, 1, 1))) == []


DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))


@settings(deadline=None, max_examples=60)
@given(DAYS, st.integers(0, 500), st.sampled_from(TIME))
def test_the_periods_are_those_of_every_day(start: date, days: int, grain: str) -> None:
    end = start + timedelta(days=days)
    of_days = dict.fromkeys(period_of(day, grain, PROGRAMME) for day in days_between(start, end))
    of_days.pop("okand", None)
    assert periods_between(start, end, grain, PROGRAMME) == list(of_days)


def test_every_date_that_occurs_has_its_member_of_every_grain_once() -> None:
    with duckdb.connect() as database:
        database.execute("CREATE SCHEMA ledger")
        for table, day in [
            ("participation", "2024-12-31"),
            ("booking", "2025-01-01"),
            ("outcome", "2024-12-31"),
        ]:
            database.execute(f"CREATE TABLE ledger.{table} AS SELECT DATE '{day}' AS date")
        rows = calendar_rows(database.cursor(), PROGRAMME)
        # A ledger without dates has the same columns.
        for table in ("participation", "booking", "outcome"):
            database.execute(f"DELETE FROM ledger.{table}")
        none = calendar_rows(database.cursor(), PROGRAMME)
    assert rows.sort_by("date").to_pylist() == [
        {
            "date": date(2024, 12, 31),
            "month": "2024-12",
            "quarter": "2024-Q4",
            "half_year": "2024-H2",
            "year": "2024",
            "reporting_period": "P2",
        },
        {
            "date": date(2025, 1, 1),
            "month": "2025-01",
            "quarter": "2025-Q1",
            "half_year": "2025-H1",
            "year": "2025",
            "reporting_period": "P2",
        },
    ]
    assert none.schema == rows.schema
    assert none.schema == pa.schema([("date", pa.date32()), *((g, pa.string()) for g in TIME)])
    assert none.num_rows == 0
