"""A participation counts where the workplace is, when one is given; results where the seat is."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Karlskrona   |
| Gamma | Kalmar       |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr | date       | municipality | hours |
| I1            | Alfa  | 2025-01-10 | Kalmar       | 1     |
| I1            | Alfa  | 2025-01-11 |              | 2     |
| I1            | Beta  | 2025-01-10 | Gotland      | 4     |
| I1            | Beta  | 2025-01-11 |              | 8     |
| I1            | Gamma | 2025-01-10 | Karlskrona   | 16    |
outcome
| orgnr | kind              | date       |
| Alfa  | produktinnovation | 2025-06-01 |
| Beta  | produktinnovation | 2025-06-01 |
| Gamma | produktinnovation | 2025-06-01 |
"""


def test_reach_is_by_workplace(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("smes_reached", "county") == {"07": 1, "08": 1, "09": 1, "*": 2}
    assert book.filled("support_hours", "county") == {"07": 2, "08": 1, "09": 4, "*": 7}
    assert book.filled("municipalities_reached", "county") == {"07": 1, "08": 1, "09": 1, "*": 3}


def test_outside_is_by_workplace_too_and_one_can_be_both(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("smes_outside") == 2
    assert book.total("companies_contacted") == 2


def test_results_are_by_seat(book: Book) -> None:
    # Beta sits outside; Gamma was supported outside alone.
    book.deliver(PROGRAMME)
    assert book.filled("smes_innovating", "county") == {"07": 1, "*": 1}


def test_a_share_needs_both_in_the_same_cell(book: Book) -> None:
    book.deliver(PROGRAMME)
    cells = book.result("innovation_share", "county").cells
    counts = {members[0]: (c.numerator, c.denominator) for members, c in cells.items()}
    assert (counts["07"], counts["08"], counts["*"]) == ((1, 1), (0, 1), (1, 2))
