"""An SME in two areas is one SME; an initiative's other areas count only where said."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr |
| Alfa  |
| Beta  |
initiative
| initiative_id | area     | other_areas        |
| I1            | tra_skog | livsmedel, digital |
| I2            | industri | industri           |
| I3            | industri |                    |
participation
| initiative_id | orgnr | date       | hours |
| I1            | Alfa  | 2025-01-10 | 2     |
| I2            | Alfa  | 2025-02-10 | 3     |
| I3            | Beta  | 2025-02-10 | 4     |
funding
| initiative_id | budget_sek |
| I1            | 900        |
"""


def test_the_total_is_no_sum_of_areas(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("smes_reached", "area") == {"tra_skog": 1, "industri": 2, "*": 2}
    assert book.overlap("smes_reached", "area").units_in_parts == {2: 1}
    assert book.total("smes_multi_area") == 1


def test_other_areas_multiply_nothing(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("funding_decided", "area") == {"tra_skog": 900, "*": 900}
    assert book.filled("initiatives", "area") == {"tra_skog": 1, "industri": 2, "*": 3}
    assert book.filled("support_hours", "area") == {"tra_skog": 2, "industri": 7, "*": 9}


def test_an_area_that_is_its_own_other_area_is_no_crossing(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("cross_area_initiatives", "area") == {"tra_skog": 1, "*": 1}


def test_two_areas_selected_are_one_company(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("smes_reached", areas=("tra_skog", "industri")) == 2
    assert book.total("smes_reached", areas=("tra_skog",)) == 1
