"""One delivery is one transaction: a fault in the middle leaves nothing, a late one everything."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest

from s3metrics.doors import deliveries
from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger import publishing
from s3metrics.ledger.take import _Taking
from s3metrics.ledger.vault import Vault
from tests.ledger.looking import all_rows
from tests.soundness.drawing import FILES, Book, csv_bytes, drawn

FIRST = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
"""
SECOND = """
company
| orgnr       | municipality |
| Alfa        | Kalmar       |
| 640823-3234 | Kalmar       |
booking
| initiative_id | amount_sek |
| I1            | 10         |
| I9            | 10         |
"""


class Broken(Exception):
    pass


def break_down(*_: Any, **__: Any) -> NoReturn:
    raise Broken


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (_Taking, "_record"),
        (_Taking, "_keep_quarantine"),
        (_Taking, "_still_referred"),
        (_Taking, "_differences"),
        (Vault, "store"),
        (publishing, "mark_stale"),
        (deliveries, "keep"),
    ],
)
def test_a_fault_before_the_commit_leaves_nothing(
    book: Book, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    book.deliver(FIRST)
    before = all_rows(book.places)
    with monkeypatch.context() as broken:
        broken.setattr(owner, name, break_down)
        with pytest.raises(Broken):
            book.deliver(SECOND, may_quarantine=True)
    assert all_rows(book.places) == before
    assert book.filled("smes_reached", "county") == {"07": 1, "*": 1}
    assert book.deliver(SECOND, may_quarantine=True).delivery == 2
    assert book.total("costs") == 10


def test_a_fault_in_the_middle_of_its_sheets(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """The company list is applied, the booking list breaks."""
    book.deliver(FIRST)
    before = all_rows(book.places)
    apply = _Taking._apply

    def second_breaks(self: _Taking, sheet: Any) -> None:
        if sheet.table == "booking":
            raise Broken
        apply(self, sheet)

    with monkeypatch.context() as broken:
        broken.setattr(_Taking, "_apply", second_breaks)
        with pytest.raises(Broken):
            book.deliver(SECOND, may_quarantine=True)
    assert all_rows(book.places) == before


def test_committed_but_not_published_is_published_by_the_next_reader(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.deliver(FIRST)
    with monkeypatch.context() as broken:
        broken.setattr(publishing, "publish", break_down)
        with pytest.raises(Broken):
            book.deliver(SECOND, may_quarantine=True)
    assert [delivery.delivery for delivery in book.platform.deliveries()] == [2, 1]
    assert book.filled("smes_reached", "county") == {"08": 1, "*": 1}
    assert book.deliver(SECOND, may_quarantine=True).is_unchanged


def test_a_check_changes_nothing(book: Book) -> None:
    book.deliver(FIRST)
    before = all_rows(book.places)
    folder = book.places.database.parent
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    sources = [
        NamedBytes(name=f"{FILES[table]}.csv", content=csv_bytes(table, rows))
        for table, rows in drawn(SECOND).items()
    ]
    report = book.platform.deliver(sources, "Exempel", check=True)
    assert (report.is_check, report.delivery) == (True, None)
    assert report.tables["booking"].quarantined == 1
    assert all_rows(book.places) == before
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files
