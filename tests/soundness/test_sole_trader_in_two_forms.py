"""A sole trader with 10 and with 12 digits, with and without hyphen, is one company."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr         |
| 640823-3234   |
initiative
| initiative_id |
| I1            |
| I2            |
participation
| initiative_id | orgnr         |
| I1            | 196408233234  |
| I2            | 19640823-3234 |
| I1            | Alfa          |
"""
OTHER = """
company
| orgnr        | municipality |
| 6408233234   | Kalmar       |
| 165599000014 |              |
"""


def test_it_is_one(book: Book) -> None:
    book.deliver(OTHER.replace("|              |", "| Kalmar       |"), "B")
    book.deliver(PROGRAMME, "A")
    assert book.total("smes_reached") == 2
    assert book.total("smes_returning") == 1
    assert book.filled("smes_reached", "county") == {"07": 1, "08": 1, "*": 2}


def test_the_same_number_twice_in_a_list_is_a_double(book: Book) -> None:
    both = "company\n| orgnr |\n| 196408233234 |\n| 640823-3234 |"
    report = book.deliver(both, may_quarantine=True)
    assert [fault.code for fault in report.faults] == ["duplicate_key"]
    assert (report.tables["company"].accepted, report.tables["company"].quarantined) == (1, 1)


def test_the_same_participation_in_two_forms_is_a_double(book: Book) -> None:
    book.deliver(PROGRAMME.replace("| I1            | Alfa          |\n", ""))
    twice = "participation\n| initiative_id | orgnr |\n| I1 | 196408233234 |\n| I1 | 6408233234 |"
    report = book.deliver(twice, may_quarantine=True)
    assert [fault.code for fault in report.faults] == ["duplicate_key"]
