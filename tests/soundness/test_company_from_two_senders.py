"""One company, two senders: one company, and the latest delivery's word."""

from __future__ import annotations

from tests.soundness.drawing import Book

FIRST = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | liten |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
"""
OTHER = """
company
| orgnr | municipality | size |
| Alfa  | Kalmar       | stor |
"""
NOTHING = """
company
| orgnr | municipality |
"""


def test_it_is_one_and_the_latest_word_counts(book: Book) -> None:
    book.deliver(FIRST, "A")
    report = book.deliver(OTHER, "B")
    assert book.filled("enterprises_supported", "county size") == {
        "08 stor": 1,
        "08 *": 1,
        "* stor": 1,
        "* *": 1,
    }
    assert book.total("smes_reached") == 0
    assert book.total("smes_reached", as_of=1) == 1
    told = {(one.column, one.counts, one.other, one.other_sender) for one in report.differences}
    assert ("Storlek", "stor", "liten", "A") in told


def test_the_latest_delivery_counts_also_when_its_row_is_old(book: Book) -> None:
    book.deliver(FIRST, "A")
    book.deliver(OTHER, "B")
    more = FIRST.replace("initiative\n", "| Beta  | Växjö | mikro |\ninitiative\n", 1)
    book.deliver(more, "A")
    assert book.total("smes_reached") == 1
    assert book.filled("smes_reached", "county") == {"07": 1, "*": 1}


def test_withdrawn_by_one_sender_the_others_word_stands(book: Book) -> None:
    book.deliver(FIRST, "A")
    book.deliver(OTHER, "B")
    report = book.deliver(NOTHING, "B")
    assert not report.still_referred
    assert book.filled("smes_reached", "county") == {"07": 1, "*": 1}
    assert book.total("smes_reached", as_of=2) == 0


def test_withdrawn_by_both_it_stays_known_with_its_last_wording(book: Book) -> None:
    book.deliver(FIRST, "A")
    book.deliver(OTHER, "B")
    book.deliver(NOTHING, "B")
    report = book.deliver(NOTHING, "A")
    assert [one.table for one in report.still_referred] == ["company"]
    assert book.filled("smes_reached", "county") == {"07": 1, "*": 1}
