"""A company whose municipality was corrected: in its new county now, in its old one back then."""

from __future__ import annotations

from tests.soundness.drawing import Book

WHERE_IT_WAS = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Växjö        |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr | municipality |
| I1            | Alfa  |              |
| I1            | Beta  | Växjö        |
outcome
| orgnr | kind              |
| Alfa  | produktinnovation |
"""
WHERE_IT_IS = """
company
| orgnr | municipality |
| Alfa  | Kalmar       |
| Beta  | Kalmar       |
"""


def test_it_is_counted_in_one_county_at_a_time(book: Book) -> None:
    book.deliver(WHERE_IT_WAS)
    report = book.deliver(WHERE_IT_IS)
    assert report.tables["company"].changed == 2
    assert book.filled("smes_reached", "county", as_of=1) == {"07": 2, "*": 2}
    # Beta was reached at a workplace in Växjö, and moving the seat does not move that.
    assert book.filled("smes_reached", "county") == {"07": 1, "08": 1, "*": 2}
    assert book.filled("smes_new", "county") == {"07": 1, "08": 1, "*": 2}


def test_its_results_follow_its_seat(book: Book) -> None:
    book.deliver(WHERE_IT_WAS)
    book.deliver(WHERE_IT_IS)
    assert book.filled("smes_innovating", "county", as_of=1) == {"07": 1, "*": 1}
    assert book.filled("smes_innovating", "county") == {"08": 1, "*": 1}


def test_moved_out_of_the_counties(book: Book) -> None:
    book.deliver(WHERE_IT_WAS)
    book.deliver(WHERE_IT_IS.replace("Kalmar", "Karlskrona"))
    assert book.filled("smes_reached", "county") == {"07": 1, "*": 1}
    assert book.total("smes_outside") == 1
    assert book.total("smes_innovating") == 0
