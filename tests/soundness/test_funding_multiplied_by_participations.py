"""Money is summed over its own rows, never over rows joined to it."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr |
| Alfa  |
| Beta  |
| Gamma |
initiative
| initiative_id | counties |
| I1            | 07, 08   |
participation
| initiative_id | orgnr | date       |
| I1            | Alfa  | 2025-01-10 |
| I1            | Alfa  | 2025-01-11 |
| I1            | Beta  | 2025-01-10 |
| I1            | Gamma | 2025-01-10 |
funding
| initiative_id | funder           | source | budget_sek |
| I1            | Tillväxtverket   | eruf   | 400        |
| I1            | Region Kronoberg | region | 350        |
| I1            | Region Kronoberg | privat | 250        |
booking
| initiative_id | amount_sek | kind        |
| I1            | 120        | kostnad     |
| I1            | 120        | kostnad     |
| I1            | 60         | kostnad     |
| I1            | 90         | inbetalning |
"""


def test_decided(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("funding_decided") == 1000
    assert book.total("eu_share") == 0.4
    assert book.total("leverage") == 1.5
    assert book.filled("funding_decided", "source") == {
        "eruf": 400,
        "region": 350,
        "privat": 250,
        "*": 1000,
    }


def test_spent_and_paid_with_two_equal_bookings(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("costs") == 300
    assert book.total("funding_paid") == 90
    assert book.total("burn_rate") == 0.3
    cell = book.result("cost_per_sme").total
    assert (cell.value, cell.numerator, cell.denominator) == (100, 300, 3)
