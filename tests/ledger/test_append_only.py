"""Nothing is overwritten or erased, and every row knows where it came from."""

from __future__ import annotations

import hashlib

from tests.ledger.looking import SHEET_TABLES, all_rows, newest_file, query
from tests.soundness.drawing import Book, csv_bytes, drawn

FIRST = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | liten |
| Beta  | Kalmar       | mikro |
initiative
| initiative_id | area     |
| I1            | tra_skog |
participation
| initiative_id | orgnr | date       | hours |
| I1            | Alfa  | 2025-01-10 | 1     |
| I1            | Beta  | 2025-01-11 | 2     |
booking
| initiative_id | amount_sek |
| I1            | 10         |
| I1            | 10         |
"""
CORRECTED = """
company
| orgnr | municipality | size  |
| Alfa  | Gotland      | stor  |
participation
| initiative_id | orgnr | date       | hours |
| I1            | Alfa  | 2025-01-10 | 7     |
booking
| initiative_id | amount_sek |
| I1            | 10         |
| I9            | 10         |
"""
EMPTY = "company\n| orgnr |\nparticipation\n| a |\nbooking\n| a |"


def test_rows_only_come_and_are_only_marked_as_withdrawn(book: Book) -> None:
    before: dict[str, list[tuple[object, ...]]] = {}
    for number, drawing in enumerate((FIRST, CORRECTED, EMPTY, FIRST), start=1):
        book.deliver(drawing, may_quarantine=True)
        after = all_rows(book.places)
        for table, rows in before.items():
            if table in SHEET_TABLES or table == "quarantined":
                assert_only_withdrawn(table, rows, after[table], number)
            else:
                assert set(rows) <= set(after[table]), table
        before = after
    assert len(before["delivery"]) == 4


def assert_only_withdrawn(
    table: str, before: list[tuple[object, ...]], after: list[tuple[object, ...]], number: int
) -> None:
    at = 1 if table == "quarantined" else 3
    kept = {(*row[:at], *row[at + 1 :]): row[at] for row in after}
    assert len(kept) == len(after)
    for row in before:
        mark = kept[(*row[:at], *row[at + 1 :])]
        assert mark == row[at] or (row[at] is None and mark == number), table


def test_each_row_has_its_delivery_file_tab_and_row(book: Book) -> None:
    book.deliver(FIRST, "A")
    book.deliver(CORRECTED, "A", may_quarantine=True)
    found = query(
        newest_file(book.places),
        "SELECT hours::INTEGER, brought_by, withdrawn_by, p.sender, f.delivery, f.name, f.sha256, "
        "row_number FROM participation p JOIN delivered_file f USING (file_id) ORDER BY row_id",
    )
    first, second = (
        hashlib.sha256(csv_bytes("participation", drawn(drawing)["participation"])).hexdigest()
        for drawing in (FIRST, CORRECTED)
    )
    assert found == [
        (1, 1, 2, "A", 1, "deltaganden.csv", first, 2),
        (2, 1, 2, "A", 1, "deltaganden.csv", first, 3),
        (7, 2, None, "A", 2, "deltaganden.csv", second, 2),
    ]


def test_every_delivery_stays_answerable(book: Book) -> None:
    book.deliver(FIRST)
    book.deliver(CORRECTED, may_quarantine=True)
    book.deliver(EMPTY)
    assert [book.total("support_hours", as_of=n) for n in (1, 2, 3)] == [3, 7, 0]
    assert [book.total("smes_reached", as_of=n) for n in (1, 2, 3)] == [2, 0, 0]
    assert [book.total("enterprises_supported", as_of=n) for n in (1, 2, 3)] == [2, 1, 0]
    assert [book.total("costs", as_of=n) for n in (1, 2, 3)] == [20, 10, 0]
    assert book.filled("enterprises_supported", "county", as_of=1) == {"07": 1, "08": 1, "*": 2}
    assert book.filled("enterprises_supported", "county", as_of=2) == {"09": 1, "*": 1}


def test_sheets_that_did_not_come_are_left_alone(book: Book) -> None:
    book.deliver(FIRST)
    report = book.deliver("company\n| orgnr | size |\n| Alfa | stor |\n| Beta | stor |")
    assert set(report.tables) == {"company"}
    assert book.total("support_hours") == 3
    assert book.total("costs") == 20
