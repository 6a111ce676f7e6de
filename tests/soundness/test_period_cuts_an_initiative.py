"""The period's days are inclusive, and an initiative that runs on any of them is active."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Kalmar       |
initiative
| initiative_id | start_date | end_date   | status    | counties |
| I1            | 2024-06-01 | 2025-01-01 | avslutad  | 07, 08   |
| I2            | 2025-03-31 |            | planerad  | 07, 08   |
| I3            | 2024-04-01 |            | avbruten  | 07, 08   |
| I4            | 2025-02-01 | 2025-01-15 | pagaende  | 07, 08   |
participation
| initiative_id | orgnr | date       |
| I1            | Alfa  | 2024-07-01 |
| I1            | Beta  | 2025-02-01 |
| I3            | Alfa  | 2025-02-01 |
| I3            | Beta  | 2025-02-01 |
booking
| initiative_id | date       | amount_sek |
| I1            | 2024-12-31 | 1          |
| I1            | 2025-01-01 | 10         |
| I2            | 2025-03-31 | 100        |
| I2            | 2025-04-01 | 1000       |
| I3            | 2025-02-01 | 10000      |
funding
| initiative_id | budget_sek |
| I1            | 20222      |
| I3            | 5          |
"""
QUARTER: dict[str, Any] = {"from_": date(2025, 1, 1), "to": date(2025, 3, 31)}


@pytest.mark.parametrize(
    ("start", "end", "active"),
    [
        # An end before the start is no fault: I4 is active where both conditions hold.
        (date(2025, 1, 1), date(2025, 3, 31), 3),
        (date(2025, 1, 2), date(2025, 3, 31), 2),
        (date(2025, 1, 1), date(2025, 3, 30), 2),
        (date(2025, 1, 2), date(2025, 1, 14), 0),
        (date(2025, 1, 15), date(2025, 2, 1), 1),
        (date(2025, 1, 16), date(2025, 2, 1), 0),
    ],
)
def test_active_on_the_border_days(book: Book, start: date, end: date, active: int) -> None:
    book.deliver(PROGRAMME)
    assert book.total("initiatives", from_=start, to=end) == active


def test_participations_up_to_the_end_make_it_cross_county(book: Book) -> None:
    book.deliver(PROGRAMME)
    # I1 had Växjö before the period: up to its end counts, not within it.
    assert book.total("cross_county_initiatives", **QUARTER) == 1
    assert book.total("cross_county_initiatives", from_=date(2025, 1, 1), to=date(2025, 1, 31)) == 0
    assert book.filled("county_pairs", "county_a county_b", **QUARTER)["07 08"] == 1


def test_money_in_the_period_and_up_to_it(book: Book) -> None:
    book.deliver(PROGRAMME)
    # Costs include those of what was broken off; decided funding does not, and has no period.
    assert book.total("costs", **QUARTER) == 10110
    assert book.total("funding_decided", **QUARTER) == 20222
    assert book.result("burn_rate", **QUARTER).total.numerator == 10111
    assert book.total("burn_rate", **QUARTER) == 0.5


def test_the_period_is_not_the_programmes(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("participations", from_=date(2025, 2, 1), to=date(2025, 2, 1)) == 3
    assert book.total("smes_new", **QUARTER) == 1
