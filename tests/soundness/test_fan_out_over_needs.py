"""An initiative that answers several needs, and a need that several initiatives answer."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
need
| need_id | area     | date       |
| N1      | tra_skog | 2025-01-01 |
| N2      | tra_skog | 2025-01-11 |
| N3      | digital  | 2025-01-21 |
| N4      | digital  | 2025-01-31 |
company
| orgnr |
| Alfa  |
initiative
| initiative_id | needs      | start_date | status    |
| I1            | N1; N2     | 2025-01-31 | pagaende  |
| I2            | N1, N3, N9 | 2025-01-11 | planerad  |
| I3            | N4         | 2025-02-01 | avbruten  |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
| I2            | Alfa  |
funding
| initiative_id | budget_sek |
| I1            | 100        |
| I2            | 10         |
"""


def test_a_need_is_met_once_however_many_answer_it(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("needs_identified", "area") == {"tra_skog": 2, "digital": 2, "*": 4}
    assert book.filled("needs_met", "area") == {"tra_skog": 2, "digital": 1, "*": 3}
    assert book.total("need_conversion") == 0.75


def test_the_earliest_answer_gives_the_lead_time(book: Book) -> None:
    # N1: 10 days by I2 (not 30 by I1), N2: 20 days by I1, N3: 10 days before it was raised.
    book.deliver(PROGRAMME)
    assert book.total("need_lead_time_days") == 10
    assert book.figures("need_lead_time_days", "area")["tra_skog"] == 15
    assert book.figures("need_lead_time_days", "area")["digital"] == -10


def test_needs_multiply_neither_money_nor_initiatives_nor_companies(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("funding_decided") == 110
    assert book.total("initiatives") == 2
    assert book.total("participations") == 2
    assert book.total("smes_reached") == 1
