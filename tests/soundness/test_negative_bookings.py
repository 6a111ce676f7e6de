"""A negative amount is a correction: it lowers the sum, and is no fault; a sum of zero is zero."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
initiative
| initiative_id | area     |
| I1            | tra_skog |
| I2            | digital  |
booking
| initiative_id | date       | amount_sek | cost_category |
| I1            | 2025-01-31 | 1000,50    | Personal      |
| I1            | 2025-02-28 | -250,25    | Personal      |
| I2            | 2025-02-28 | 300        | Personal      |
| I2            | 2025-03-31 | -300       | Personal      |
funding
| initiative_id | budget_sek |
| I1            | 1500,5     |
"""


def test_they_are_subtracted_in_their_own_month(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("costs", "month") == {
        "2025-01": 1000.5,
        "2025-02": 49.75,
        "2025-03": -300,
        "*": 750.25,
    }
    assert book.total("burn_rate") == 0.5


def test_what_cancels_out_is_zero_and_not_unreported(book: Book) -> None:
    book.deliver(PROGRAMME)
    cell = book.result("costs", "area").cell(area="digital")
    assert (cell.value, cell.status) == (0, "zero")


def test_negative_funding_is_a_fault_of_the_row(book: Book) -> None:
    report = book.deliver(PROGRAMME.replace("| 1500,5", "| -1500,5"), may_quarantine=True)
    assert report.tables["funding"].quarantined == 1
    assert book.total("funding_decided") == 0
