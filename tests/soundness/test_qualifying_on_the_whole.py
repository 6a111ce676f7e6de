"""What makes a unit qualify is judged on the whole; the selection says where it counts."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Växjö        |
| Gamma | Växjö        |
initiative
| initiative_id | area     |
| I1            | tra_skog |
| I2            | digital  |
| I3            | digital  |
participation
| initiative_id | orgnr | date       | municipality | support    |
| I1            | Alfa  | 2025-01-10 | Växjö        | radgivning |
| I2            | Alfa  | 2025-01-11 | Kalmar       | radgivning |
| I2            | Beta  | 2025-01-10 | Växjö        | radgivning |
| I2            | Beta  | 2025-02-10 | Kalmar       | radgivning |
| I1            | Beta  | 2025-02-10 | Kalmar       | kontakt    |
| I3            | Gamma | 2025-01-10 | Växjö        | radgivning |
| I1            | Gamma | 2025-01-10 | Karlskrona   | radgivning |
"""


def test_one_initiative_in_each_of_two_counties_is_returning_in_both(book: Book) -> None:
    book.deliver(PROGRAMME)
    # Beta's second is a contact, Gamma's second lies outside the counties.
    assert book.filled("smes_returning", "county") == {"07": 1, "08": 1, "*": 1}
    assert book.total("smes_returning", counties=("07",)) == 1
    assert book.filled("smes_multi_area", "county") == {"07": 1, "08": 1, "*": 1}
    assert book.total("smes_multi_area", counties=("08",)) == 1


def test_an_initiative_is_cross_county_by_all_its_counties(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.filled("cross_county_initiatives", "county") == {"07": 1, "08": 1, "*": 1}
    assert book.total("cross_county_initiatives", counties=("08",)) == 1
    assert book.filled("county_pairs", "county_a county_b")["07 08"] == 1
    cell = book.result("cross_county_share").total
    assert (cell.numerator, cell.denominator) == (1, 3)
