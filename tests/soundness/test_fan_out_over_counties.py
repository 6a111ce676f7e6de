"""An initiative open in several counties stands once in the total, whatever is selected."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
initiative
| initiative_id | counties   | end_date   |
| I1            | 06, 07, 08 |            |
| I2            | 07         |            |
| I3            |            |            |
| I4            | 07, 10     |            |
funding
| initiative_id | source | budget_sek |
| I1            | region | 200        |
| I1            | eruf   | 100        |
| I2            | region | 50         |
| I3            | region | 7          |
| I4            | region | 1000       |
"""


def test_each_county_has_the_whole_and_the_total_has_it_once(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.figures("funding_decided", "county") == {
        "06": 300,
        "07": 1350,
        "08": 300,
        "09": 0,
        "okand": 7,
        "*": 1357,
    }
    overlap = book.overlap("funding_decided", "county")
    assert (overlap.parts_sum, overlap.overlap, overlap.units_in_parts) == (1957, 600, {3: 1})
    assert book.figures("initiatives", "county")["*"] == 4
    assert book.overlap("initiatives", "county").units_in_parts == {3: 1}


def test_two_counties_selected_without_a_breakdown(book: Book) -> None:
    book.deliver(PROGRAMME)
    assert book.total("funding_decided", counties=("06", "07")) == 1350
    assert book.figures("funding_decided", "area", counties=("06", "07", "08"))["*"] == 1350
    assert book.total("initiatives", counties=("06", "07", "08")) == 3


def test_another_breakdown_beside_the_county(book: Book) -> None:
    book.deliver(PROGRAMME)
    figures = book.figures("funding_decided", "area county")
    assert figures["tra_skog *"] == figures["* *"] == 1357
    assert figures["tra_skog 07"] == figures["* 07"] == 1350


def test_an_sme_in_three_counties_is_one(book: Book) -> None:
    book.deliver(
        """
        company
        | orgnr | municipality |
        | Alfa  | Växjö        |
        | Beta  | Växjö        |
        initiative
        | initiative_id |
        | I1            |
        participation
        | initiative_id | orgnr | date       | municipality |
        | I1            | Alfa  | 2025-01-10 |              |
        | I1            | Alfa  | 2025-01-11 | Kalmar       |
        | I1            | Alfa  | 2025-01-12 | Gotland      |
        | I1            | Beta  | 2025-01-10 | Kalmar       |
        """
    )
    figures = book.figures("smes_reached", "county")
    assert figures == {"06": 0, "07": 1, "08": 2, "09": 1, "*": 2}
    overlap = book.overlap("smes_reached", "county")
    assert (overlap.overlap, overlap.units_in_parts) == (2, {3: 1})
