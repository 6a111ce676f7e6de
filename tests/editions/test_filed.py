"""What was typed into the application, kept and held against what was sealed, without tolerance."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
import xlsxwriter

from s3metrics.editions.model import Span
from s3metrics.errors import UnusableFile, WrongCall
from s3metrics.intake.sources import NamedBytes
from tests.editions.world import CORRECTED, opened_again, seal
from tests.ledger.looking import newest_file, query
from tests.soundness.drawing import Book

GOOD = """Indikator;Värde;Ackumulerat;Förklaring
smes_reached;2;;
RCO01;3;ja;
Utbetalat stöd;1000;nej;Avrundat i ansökan
reach_share;0,0390;nej;
"""


def csv(text: str, name: str = "ansokan.csv") -> NamedBytes:
    return NamedBytes(name=name, content=text.encode())


def test_values_are_compared_to_the_last_digit(book: Book) -> None:
    text = GOOD.replace("Utbetalat stöd", "funding_paid")
    report = book.platform.file_values(csv(text), edition="2025-H1")
    assert (report.read, report.accepted, report.added, report.faults) == (4, 4, 4, ())
    found = {one.filed.indicator: one for one in book.platform.filed("2025-H1")}
    reached = found["smes_reached"]
    assert (reached.is_same, reached.difference, reached.filed.span) == (True, 0, Span.PERIOD)
    assert found["enterprises_supported"].is_same
    paid = found["funding_paid"]
    assert (paid.is_same, paid.sealed_value) == (False, Decimal("999.44"))
    assert paid.difference == Decimal("0.56")
    assert paid.filed.explanation == "Avrundat i ansökan"
    # A share of 3 among 77 is compared with as many decimals as a filed value can have.
    share = found["reach_share"]
    assert share.sealed is not None
    assert share.sealed_value == Decimal(str(share.sealed.value)).quantize(Decimal("0.0001"))


def test_the_latest_word_counts_and_nothing_is_erased(book: Book) -> None:
    book.platform.file_values(csv("indicator;value\nsmes_reached;7\n"), period="p2")
    again = book.platform.file_values(csv("indicator;value\nsmes_reached;7,0\n"), period="P2")
    assert again.is_unchanged
    opened_again(book).file_values(csv("indicator;value\nsmes_reached;2\n"), period="P2")
    (value,) = opened_again(book).filed_values("P2")
    assert (value.value, value.file, value.sheet, value.row) == (2, "ansokan.csv", "ansokan", 2)
    rows = query(newest_file(book.places), "SELECT value, load FROM filed_value ORDER BY load")
    assert rows == [(7, 1), (2, 2)]


def test_rows_with_a_fault_are_told_and_left_out(book: Book) -> None:
    report = book.platform.file_values(
        csv(
            "Indikator;Värde;Period\n"
            "smes_reach;1;P2\n"
            "smes_reached;många;P2\n"
            "smes_reached;1;P22\n"
            "costs;1;\n"
            "participations;4;P2\n"
            "participations;4;P2\n"
        )
    )
    assert (report.read, report.accepted, report.added) == (6, 1, 1)
    told = [(fault.row, fault.column, fault.code.value) for fault in report.faults]
    assert told == [
        (2, "Indikator", "choice"),
        (3, "Värde", "type"),
        (4, "Period", "choice"),
        (5, "Period", "required"),
        (7, "Indikator", "duplicate_key"),
    ]
    messages = [fault.message.sv for fault in report.faults]
    assert "Menade du ”smes_reached”?" in messages[0]
    assert "Menade du ”P2”?" in messages[2]
    assert "rad 6" in messages[4]


def test_a_workbook_is_read_like_a_csv_file(book: Book) -> None:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Inlämnade värden")
        sheet.write_row(0, 0, ["VÄRDE", "indikator", "Ackumulerat"])
        sheet.write_row(1, 0, [1234.56, "costs", True])
    source = NamedBytes(name="ansökan.xlsx", content=content.getvalue())
    assert book.platform.file_values(source, edition="2025-H1").accepted == 1
    (found,) = book.platform.filed("2025-H1")
    assert found.is_same
    assert (found.filed.span, found.filed.sheet) == (Span.ACCUMULATED, "Inlämnade värden")


def test_a_correction_is_compared_with_what_it_seals(book: Book) -> None:
    book.platform.file_values(csv("Indikator;Värde\nsupport_hours;14\n"), period="P2")
    book.deliver(CORRECTED)
    seal(book, "B", "P2", replaces="2025-H1")
    first, second = (book.platform.filed(name)[0] for name in ("2025-H1", "B"))
    assert (first.is_same, second.is_same) == (True, False)
    assert second.difference == 3


def test_an_indicator_without_period_is_accumulated(book: Book) -> None:
    text = "Indikator;Värde;Ackumulerat\nfunding_decided;500000;nej\n"
    book.platform.file_values(csv(text), period="P2")
    (found,) = book.platform.filed("2025-H1")
    assert (found.filed.span, found.is_same) == (Span.ACCUMULATED, True)


def test_a_figure_that_has_no_value_is_not_zero(book: Book) -> None:
    book.platform.file_values(csv("Indikator;Värde\nsmes_innovating;0\n"), period="P2")
    (found,) = book.platform.filed("2025-H1")
    assert (found.sealed_value, found.difference, found.is_same) == (None, None, False)
    assert found.as_json()["sealed_status"] == "not_reported"


def test_what_cannot_be_read_changes_nothing(book: Book) -> None:
    with pytest.raises(UnusableFile, match="saknar Värde"):
        book.platform.file_values(csv("Indikator;Belopp\ncosts;1\n"), period="P2")
    with pytest.raises(WrongCall, match="Menade du ”P2”"):
        book.platform.file_values(csv(GOOD), period="P22")
    with pytest.raises(WrongCall, match="inte båda"):
        book.platform.file_values(csv(GOOD), period="P2", edition="2025-H1")
    assert book.platform.filed_values() == []


def test_a_personal_number_in_an_explanation_is_masked(book: Book) -> None:
    text = "Indikator;Värde;Förklaring\ncosts;1;Se 640823-3234\n"
    book.platform.file_values(csv(text), period="P2")
    (value,) = book.platform.filed_values()
    assert value.explanation is not None
    assert "640823" not in value.explanation


def test_a_personal_number_in_the_name_of_a_file_is_masked(book: Book) -> None:
    source = NamedBytes(
        name="ansökan 640823-3234.csv", content=b"Indikator;V\xc3\xa4rde\ncosts;1\nfel;2\n"
    )
    report = book.platform.file_values(source, period="P2")
    (value,) = book.platform.filed_values()
    assert "personnummer·" in value.file
    assert "640823" not in str((value, report.as_json()))
