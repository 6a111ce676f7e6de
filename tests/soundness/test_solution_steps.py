"""A solution that climbs the ladder is one solution, in the area of its latest adopted step."""

from __future__ import annotations

from datetime import date

from tests.soundness.drawing import Book

PROGRAMME = """
solution
| solution_id | area     | step             | date       |
| L1          | tra_skog | ide              | 2025-01-01 |
| L1          | tra_skog | ordinarie_budget | 2025-02-01 |
| L1          | digital  | i_drift          | 2025-03-01 |
| L2          | digital  | godkand          | 2025-01-01 |
| L3          | digital  | i_drift          | 2025-03-01 |
| L3          | industri | ordinarie_budget | 2025-03-01 |
"""


def test_it_is_counted_once(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("solutions_adopted", "area") == {"digital": 2, "*": 2}
    assert book.filled("solutions_adopted", "area", to=date(2025, 2, 28)) == {
        "tra_skog": 1,
        "*": 1,
    }
    assert book.total("solutions_adopted", areas=("tra_skog", "industri")) == 0
