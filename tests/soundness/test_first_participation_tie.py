"""Two first participations on one day: lowest initiative id decides, then the code of support."""

from __future__ import annotations

from datetime import date

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Växjö        |
| Gamma | Karlskrona   |
initiative
| initiative_id | area      |
| B10           | tra_skog  |
| B9            | livsmedel |
| A1            | digital   |
participation
| initiative_id | orgnr | date       | support    | municipality |
| B9            | Alfa  | 2025-01-10 | bidrag     | Kalmar       |
| B10           | Alfa  | 2025-01-10 | radgivning | Växjö        |
| A1            | Alfa  | 2025-01-11 | bidrag     | Gotland      |
| A1            | Beta  | 2025-01-10 | radgivning | Kalmar       |
| A1            | Beta  | 2025-01-10 | bidrag     | Gotland      |
| A1            | Beta  | 2025-01-09 | kontakt    | Växjö        |
| A1            | Gamma | 2025-01-01 | bidrag     |              |
| A1            | Gamma | 2025-03-01 | bidrag     | Växjö        |
"""


def test_the_first_decides_area_and_county_once(book: Book) -> None:
    book.deliver(PROGRAMME)
    # Ids are texts: B10 comes before B9. Gamma's first inside the counties is in March.
    assert book.filled("smes_new", "area") == {"tra_skog": 1, "digital": 2, "*": 3}
    assert book.filled("smes_new", "county") == {"07": 2, "09": 1, "*": 3}
    assert book.filled("smes_new", "month") == {"2025-01": 2, "2025-03": 1, "*": 3}


def test_the_order_of_rows_is_no_tie_breaker(book: Book) -> None:
    head, rows = PROGRAMME.split("municipality |\n| B9", 1)
    turned = "\n".join(reversed(("| B9" + rows).strip().splitlines()))
    book.deliver(f"{head}municipality |\n{turned}\n")
    assert book.filled("smes_new", "area") == {"tra_skog": 1, "digital": 2, "*": 3}
    assert book.filled("smes_new", "county") == {"07": 2, "09": 1, "*": 3}


def test_a_selection_does_not_move_the_first(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("smes_new", areas=("livsmedel",)) == 0
    assert book.total("smes_reached", areas=("livsmedel",)) == 1
    assert book.total("smes_new", from_=date(2025, 1, 11)) == 1
    assert book.total("smes_new", counties=("08",)) == 0
