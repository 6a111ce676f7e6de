"""A list that shrinks by at least 5 rows and more than a tenth is refused unless confirmed."""

from __future__ import annotations

import pytest

from s3metrics.errors import RefusedDelivery
from s3metrics.intake.sources import NamedBytes
from tests.ledger.looking import all_rows
from tests.soundness.drawing import Book

NEED = "need_id;title;area;county;date;status"


def needs(numbers: range) -> list[NamedBytes]:
    rows = [f"N{n};Behov;digital;07;2025-01-01;identifierat" for n in numbers]
    return [NamedBytes(name="behov.csv", content="\n".join([NEED, *rows]).encode())]


@pytest.mark.parametrize(
    ("before", "after", "is_refused"),
    [
        (4, 0, False),
        (5, 1, False),
        (5, 0, True),
        (49, 44, True),
        (50, 45, False),
        (50, 44, True),
        (100, 90, False),
        (100, 89, True),
    ],
)
def test_where_it_begins(book: Book, before: int, after: int, is_refused: bool) -> None:
    book.platform.deliver(needs(range(before)), "A")
    # Another sender's rows make the list no larger.
    book.platform.deliver(needs(range(1000, 1100)), "B")
    if not is_refused:
        report = book.platform.deliver(needs(range(after)), "A")
        assert report.tables["need"].withdrawn == before - after
        return
    kept = all_rows(book.places)
    for is_check in (False, True):
        with pytest.raises(RefusedDelivery, match=rf"Behov: {before - after} av {before} rader"):
            book.platform.deliver(needs(range(after)), "A", check=is_check)
    assert all_rows(book.places) == kept
    report = book.platform.deliver(needs(range(after)), "A", confirm_withdrawals=True)
    assert report.tables["need"].withdrawn == before - after
    assert book.total("needs_identified") == after + 100


def test_changed_rows_are_not_withdrawn(book: Book) -> None:
    book.platform.deliver(needs(range(50)), "A")
    (file,) = needs(range(50))
    moved = file.content.replace(b"digital", b"industri")
    report = book.platform.deliver([NamedBytes(name=file.name, content=moved)], "A")
    assert (report.tables["need"].changed, report.tables["need"].withdrawn) == (50, 0)


def test_one_refused_sheet_refuses_the_whole_delivery(book: Book) -> None:
    book.platform.deliver(needs(range(50)), "A")
    kept = all_rows(book.places)
    initiative = NamedBytes(
        name="insatser.csv",
        content=b"initiative_id;title;area;principal;start_date;status\n"
        b"I1;Titel;digital;Namn;2025-01-01;pagaende\n",
    )
    with pytest.raises(RefusedDelivery):
        book.platform.deliver([initiative, *needs(range(3))], "A")
    assert all_rows(book.places) == kept
