"""Unique counts over periods and kinds of support are recomputed, never added up."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr |
| Alfa  |
| Beta  |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr | date       | support    |
| I1            | Alfa  | 2024-11-30 | radgivning |
| I1            | Alfa  | 2025-01-31 | radgivning |
| I1            | Alfa  | 2025-01-31 | bidrag     |
| I1            | Alfa  | 2025-06-30 | bidrag     |
| I1            | Beta  | 2025-06-30 | bidrag     |
"""


def test_over_time(book: Book) -> None:
    book.deliver(PROGRAMME)
    quarters = book.filled("smes_reached", "quarter")
    assert quarters == {"2024-Q4": 1, "2025-Q1": 1, "2025-Q2": 2, "*": 2}
    assert book.filled("smes_reached", "year") == {"2024": 1, "2025": 2, "*": 2}
    assert book.overlap("smes_reached", "quarter").units_in_parts == {3: 1}
    assert book.filled("smes_new", "quarter") == {"2024-Q4": 1, "2025-Q2": 1, "*": 2}


def test_over_kinds_of_support(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("smes_reached", "support") == {"radgivning": 1, "bidrag": 2, "*": 2}
    assert book.total("enterprises_grants") == 2
    assert book.total("enterprises_nonfinancial") == 1
    assert book.total("participations") == 5


def test_over_two_breakdowns_at_every_level(book: Book) -> None:
    book.deliver(PROGRAMME)
    figures = book.filled("smes_reached", "year support")
    assert figures == {
        "2024 radgivning": 1,
        "2024 *": 1,
        "2025 radgivning": 1,
        "2025 bidrag": 2,
        "2025 *": 2,
        "* radgivning": 1,
        "* bidrag": 2,
        "* *": 2,
    }
