"""A withdrawn company or initiative that rows refer to stays known; one that none does is gone."""

from __future__ import annotations

from tests.soundness.drawing import Book

PROGRAMME = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Kalmar       |
initiative
| initiative_id | area     |
| I1            | tra_skog |
| I2            | digital  |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
funding
| initiative_id | budget_sek |
| I1            | 100        |
"""
NONE_LEFT = "company\n| orgnr |\ninitiative\n| initiative_id |"


def test_figures_stay_and_the_report_names_them(book: Book) -> None:
    book.deliver(PROGRAMME)
    report = book.deliver(NONE_LEFT)
    assert [(one.table, one.key) for one in report.still_referred] == [
        ("company", "559900-0014"),
        ("initiative", "I1"),
    ]
    assert book.filled("smes_reached", "county") == {"07": 1, "*": 1}
    assert book.filled("funding_decided", "area") == {"tra_skog": 100, "*": 100}
    assert book.filled("initiatives", "area") == {"tra_skog": 1, "*": 1}
    assert book.total("initiatives", as_of=1) == 2


def test_when_the_last_row_that_refers_is_withdrawn_too(book: Book) -> None:
    book.deliver(PROGRAMME)
    book.deliver(NONE_LEFT)
    book.deliver("participation\n| a |\nfunding\n| a |")
    assert book.total("initiatives") == 0
    assert book.total("smes_reached") == 0
    assert book.total("initiatives", as_of=2) == 1
    assert book.total("smes_reached", as_of=2) == 1


def test_back_with_another_wording(book: Book) -> None:
    book.deliver(PROGRAMME)
    book.deliver(NONE_LEFT)
    book.deliver("company\n| orgnr | municipality |\n| Alfa | Gotland |")
    assert book.filled("smes_reached", "county") == {"09": 1, "*": 1}
    assert book.filled("smes_reached", "county", as_of=2) == {"07": 1, "*": 1}


def test_new_rows_may_refer_to_it_while_it_is_known(book: Book) -> None:
    book.deliver(PROGRAMME, "A")
    book.deliver(NONE_LEFT, "A")
    report = book.deliver(
        "participation\n| initiative_id | orgnr | date |\n"
        "| I1 | Alfa | 2025-03-01 |\n| I2 | Beta | 2025-03-01 |",
        "B",
        may_quarantine=True,
    )
    assert {(fault.code.value, fault.row) for fault in report.faults} == {("unknown_reference", 3)}
    assert book.total("participations") == 2
