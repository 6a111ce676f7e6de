"""Doubled keys, within a list and among senders, and references to what has not come yet."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from s3metrics.ledger.delivery import DeliveryReport
from tests.soundness.drawing import Book

COMPANY = "company\n| orgnr | municipality |\n| Alfa | Växjö |\n"
INITIATIVE = "initiative\n| initiative_id | area |\n| I1 | digital |\n"
PARTICIPATION = "participation\n| initiative_id | orgnr |\n| I1 | Alfa |\n"


def codes(report: DeliveryReport) -> list[tuple[str, int]]:
    return [(fault.code.value, fault.row) for fault in report.faults]


def test_a_double_within_a_list_keeps_the_first(book: Book) -> None:
    report = book.deliver(
        COMPANY + "| Beta | Kalmar |\n| Alfa | Gotland |\n" + INITIATIVE + PARTICIPATION,
        may_quarantine=True,
    )
    assert codes(report) == [("duplicate_key", 4)]
    assert book.filled("smes_reached", "county") == {"07": 1, "*": 1}


def test_a_faulty_double_is_no_double(book: Book) -> None:
    report = book.deliver(
        "company\n| orgnr | municipality |\n| Alfa | Ankeborg |\n| Alfa | Gotland |\n",
        may_quarantine=True,
    )
    assert codes(report) == [("unknown_municipality", 2)]


def test_an_initiative_belongs_to_one_sender(book: Book) -> None:
    book.deliver(INITIATIVE, "A")
    report = book.deliver(INITIATIVE + "| I2 | digital |\n", "B", may_quarantine=True)
    assert codes(report) == [("duplicate_key", 2)]
    assert "A" in report.faults[0].message.sv
    assert book.total("initiatives") == 2
    book.deliver("initiative\n| initiative_id |", "A")
    assert not book.deliver(INITIATIVE + "| I2 | digital |\n", "B").faults


def test_a_row_of_another_senders_initiative_is_accepted_once(book: Book) -> None:
    book.deliver(COMPANY + INITIATIVE, "A")
    book.deliver(PARTICIPATION, "B")
    report = book.deliver(PARTICIPATION, "C", may_quarantine=True)
    assert codes(report) == [("duplicate_key", 2)]
    assert book.total("participations") == 1


def test_a_key_with_an_empty_reference_is_one_among_senders_too(book: Book) -> None:
    outcome = (
        "outcome\n| orgnr | initiative_id | kind | value |\n| Alfa | | arbetstillfallen | 2 |\n"
    )
    book.deliver(COMPANY + outcome, "A")
    report = book.deliver(outcome, "B", may_quarantine=True)
    assert codes(report) == [("duplicate_key", 2)]


def test_a_key_of_anothers_row_about_what_was_withdrawn_since(book: Book) -> None:
    book.deliver(COMPANY + INITIATIVE, "A")
    book.deliver(PARTICIPATION, "B")
    book.deliver("initiative\n| initiative_id |", "A")
    report = book.deliver(INITIATIVE + PARTICIPATION, "C", may_quarantine=True)
    assert codes(report) == [("duplicate_key", 2)]


def test_bookings_have_no_key_among_senders_either(book: Book) -> None:
    booking = "booking\n| initiative_id | amount_sek |\n| I1 | 5 |\n"
    book.deliver(INITIATIVE + booking, "A")
    book.deliver(booking, "B")
    assert book.total("costs") == 10


def test_what_arrives_later_is_accepted_with_the_next_list(book: Book) -> None:
    early = book.deliver(PARTICIPATION, "A", may_quarantine=True)
    assert [code for code, _ in codes(early)] == ["unknown_reference"] * 2
    assert {fault.column for fault in early.faults} == {"Insats-id", "Organisationsnummer"}
    half = book.deliver(PARTICIPATION + "\n" + COMPANY, "A", may_quarantine=True)
    assert codes(half) == [("unknown_reference", 2)]
    book.deliver(INITIATIVE, "B")
    assert book.total("participations") == 0
    assert len(book.platform.quarantine()) == 1
    late = book.deliver(PARTICIPATION, "A")
    assert (late.tables["participation"].added, book.platform.quarantine()) == (1, [])
    then = [book.total("participations", as_of=n) for n in (1, 2, 3, 4)]
    assert then == ["not_reported", "not_reported", 0, 1]


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    for number, order in enumerate(permutations((COMPANY, INITIATIVE, PARTICIPATION))):
        assert not Book(tmp_path / str(number)).deliver("".join(order)).faults


def test_a_reference_to_a_row_that_was_refused_itself(book: Book) -> None:
    company = COMPANY.replace("Växjö", "Ankeborg")
    report = book.deliver(company + INITIATIVE + PARTICIPATION, may_quarantine=True)
    assert sorted(code for code, _ in codes(report)) == [
        "unknown_municipality",
        "unknown_reference",
    ]
    assert report.tables["participation"].quarantined == 1


def test_gone_from_its_list_it_is_unknown_for_new_rows(book: Book) -> None:
    book.deliver(COMPANY + INITIATIVE, "A")
    book.deliver("company\n| orgnr |", "A")
    report = book.deliver(PARTICIPATION, "A", may_quarantine=True)
    assert codes(report) == [("unknown_reference", 2)]
