"""Rows that do not fit together, in a world in which each gap has its row and its neighbour."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s3metrics.engine.gaps import Gap, rows_of_gap
from tests.soundness.drawing import Book

WORLD = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | okand |
| Beta  | Växjö        | okand |
| Gamma | Karlskrona   | okand |
| Delta | Växjö        | liten |
initiative
| initiative_id | start_date | end_date   | status   |
| I1            | 2024-06-01 | 2025-01-01 | pagaende |
| I2            | 2025-06-30 |            | pagaende |
| I3            | 2024-06-01 | 2024-12-31 | avslutad |
| I4            | 2025-07-01 |            | pagaende |
| I5            | 2024-06-01 |            | avbruten |
participation
| initiative_id | orgnr | date       | support    |
| I1            | Alfa  | 2024-06-01 | radgivning |
| I1            | Beta  | 2025-02-01 | kontakt    |
| I1            | Beta  | 2025-07-01 | radgivning |
| I1            | Gamma | 2025-01-01 | radgivning |
| I1            | Gamma | 2024-12-31 | radgivning |
| I1            | Delta | 2025-06-30 | radgivning |
| I1            | Delta | 2024-03-31 | radgivning |
| I1            | Delta | 2029-03-30 | radgivning |
"""
FUNDING = """
funding
| initiative_id | source | form            | budget_sek |
| I1            | eruf   | kontant         | 100        |
| I1            | region | annat_an_pengar | 0          |
| I2            | eruf   | kontant         | 100        |
| I2            | kommun | kontant         | 50         |
| I3            | eruf   | kontant         | 100        |
"""


def numbers(book: Book, gap: Gap) -> list[int]:
    """Row numbers in the delivered list, as they come; the headings are row 1."""
    as_of = len(book.platform.deliveries())
    found = rows_of_gap(book.platform.engine(), gap, as_of, date(2025, 1, 1), date(2025, 6, 30))
    return [row.row for row in found]


@pytest.mark.parametrize(
    ("gap", "rows"),
    [
        (Gap.UNKNOWN_SIZE, [2]),
        (Gap.OUTSIDE_PERIOD, [8, 9]),
        (Gap.OUTSIDE_AREA, [5]),
        (Gap.NO_FUNDING, []),
        (Gap.NO_COFINANCING, [2]),
    ],
)
def test_each_gap_has_its_rows(tmp_path: Path, gap: Gap, rows: list[int]) -> None:
    book = Book(tmp_path)
    # Two dates lie outside the programme's time: they are told, and taken.
    book.deliver(WORLD + FUNDING, may_quarantine=True)
    assert numbers(book, gap) == rows


def test_active_initiatives_need_funding(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.deliver(WORLD, may_quarantine=True)
    # The period's first and last day count; what is aborted does not.
    assert numbers(book, Gap.NO_FUNDING) == [2, 3]
