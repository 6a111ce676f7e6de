"""A company that is there on a period's first day and again later in it is one company."""

from __future__ import annotations

from datetime import date

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr |
| Alfa  |
initiative
| initiative_id | area     |
| I1            | tra_skog |
participation
| initiative_id | orgnr | date       |
| I1            | Alfa  | 2025-01-01 |
| I1            | Alfa  | 2025-06-30 |
"""


def test_it_counts_once(book: Book) -> None:
    book.deliver(PROGRAMME)
    for first, last in (((2025, 1, 1), (2025, 6, 30)), ((2024, 12, 31), (2025, 7, 1))):
        period = {"from_": date(*first), "to": date(*last)}
        assert book.total("smes_reached", **period) == 1
        assert book.filled("smes_reached", "area county", **period) == {
            "tra_skog 07": 1,
            "tra_skog *": 1,
            "* 07": 1,
            "* *": 1,
        }
    assert book.total("smes_reached", from_=date(2025, 1, 2), to=date(2025, 6, 29)) == 0
