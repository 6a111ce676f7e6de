"""The same list again changes nothing and says so; a row with a new fault keeps its old word."""

from __future__ import annotations

from hashlib import sha256

from s3metrics.intake.sources import NamedBytes
from tests.ledger.looking import all_rows
from tests.soundness.drawing import Book, csv_bytes, drawn

LIST = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | liten |
| Beta  | Kalmar       | mikro |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr | date       | hours |
| I1            | Alfa  | 2025-01-10 | 1     |
| I1            | Beta  | 2025-01-11 | -2    |
booking
| initiative_id | amount_sek |
| I1            | 10         |
| I1            | 10         |
"""


def test_it_is_unchanged_with_its_quarantine(book: Book) -> None:
    first = book.deliver(LIST, may_quarantine=True)
    kept, version = all_rows(book.places), book.platform.data_version
    again = book.deliver(LIST, may_quarantine=True)
    assert (first.is_unchanged, again.is_unchanged, again.delivery) == (False, True, 1)
    assert again.tables["participation"].quarantined == 1
    assert all_rows(book.places) == kept
    assert book.platform.data_version == version
    assert len(book.platform.deliveries()) == 1


def test_it_is_remembered_that_the_sender_confirmed_its_lists(book: Book) -> None:
    book.deliver(LIST, may_quarantine=True)
    assert book.platform.confirmations() == []
    book.deliver(LIST, may_quarantine=True)
    found = book.platform.confirmations()
    assert {one.table for one in found} == {"company", "initiative", "participation", "booking"}
    assert {one.sender for one in found} == {"Exempel"}
    content = csv_bytes("company", drawn(LIST)["company"])
    (company,) = (one for one in found if one.table == "company")
    assert (company.file, company.sha256) == ("foretag.csv", sha256(content).hexdigest())
    book.deliver(LIST, may_quarantine=True)
    assert len(book.platform.confirmations()) == 2 * len(found)


def test_other_bytes_with_the_same_rows_are_unchanged(book: Book) -> None:
    book.deliver(LIST, may_quarantine=True)
    content = csv_bytes("company", reversed(drawn(LIST)["company"])).decode()
    file = NamedBytes(name="Företag.csv", content=content.replace(";", "\t").encode("cp1252"))
    report = book.platform.deliver([file], "Exempel")
    assert report.is_unchanged


def test_the_same_list_from_another_sender_is_a_delivery(book: Book) -> None:
    book.deliver("company\n| orgnr |\n| Alfa |", "A")
    report = book.deliver("company\n| orgnr |\n| Alfa |", "B")
    assert (report.is_unchanged, report.delivery) == (False, 2)


def test_an_empty_list_is_a_first_delivery_once(book: Book) -> None:
    assert not book.deliver("booking\n| a |").is_unchanged
    assert book.deliver("booking\n| a |").is_unchanged


def test_two_equal_bookings_are_two_and_one_less_is_one_withdrawn(book: Book) -> None:
    book.deliver(LIST, may_quarantine=True)
    assert book.total("costs") == 20
    once = LIST.rstrip().removesuffix("| I1            | 10         |")
    report = book.deliver(once, may_quarantine=True)
    assert (report.tables["booking"].added, report.tables["booking"].withdrawn) == (0, 1)
    assert book.total("costs") == 10
    report = book.deliver(LIST, may_quarantine=True)
    assert (report.tables["booking"].added, book.total("costs")) == (1, 20)


def test_a_row_that_comes_back_faulty_keeps_its_last_accepted_word(book: Book) -> None:
    book.deliver(LIST, may_quarantine=True)
    worse = LIST.replace("| 1     |", "| x     |").replace("| liten |", "| enorm |")
    report = book.deliver(worse, may_quarantine=True)
    assert report.tables["company"].withdrawn == report.tables["participation"].withdrawn == 0
    assert (report.tables["company"].quarantined, book.total("smes_reached")) == (1, 1)
    assert book.total("support_hours") == 1
    book.deliver(LIST.replace("| -2    |", "| 2     |"))
    assert book.platform.quarantine() == []
    assert book.total("support_hours") == 3


def test_another_fault_in_the_same_row_is_a_change(book: Book) -> None:
    book.deliver(LIST, may_quarantine=True)
    report = book.deliver(LIST.replace("| -2    |", "| -3    |"), may_quarantine=True)
    assert (report.is_unchanged, report.delivery) == (False, 2)
    (row,) = book.platform.quarantine()
    assert [fault.value for fault in row.faults] == ["-3"]
