"""A code opens its figure: after new editions, later deliveries and another programme file."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from s3metrics.editions.codes import near, spellings
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE
from s3metrics.platform import Platform
from tests.editions.world import CORRECTED, opened_again, programme_file, seal
from tests.soundness.drawing import TODAY, Book

FOOD = Selection(areas=("livsmedel",))


def test_a_sealed_cell_opens_three_editions_later(book: Book) -> None:
    result = book.platform.compute("support_hours", by=("area", "county"), as_of="2025-H1")
    members = {"area": "livsmedel", "county": "07"}
    code = result.receipt.of_cell(members).code
    book.deliver(CORRECTED)
    seal(book, "2025-H1b", "P2", replaces="2025-H1")
    book.deliver("participation\n| initiative_id | orgnr |\n| I1 | Beta |")
    seal(book, "2025-H1c", "P2", replaces="2025-H1b")
    seal(book, "2025-H2", "P3")
    opened = opened_again(book).reopen(code)
    assert opened.shown.receipt.code == code
    assert (opened.shown.is_sealed, opened.is_same) == (True, True)
    assert opened.shown.cell.value == 4
    assert [(name, str(word)) for name, word in opened.cell] == [
        ("area", "Livsmedel"),
        ("county", "Kronobergs län"),
    ]
    assert opened.delivery.delivery == 1
    assert opened.change is None
    assert opened.again is not None
    assert opened.again.is_whole_table_same
    assert opened.again.entities == book.platform.entities(
        "support_hours", Selection(to=opened_again(book).at("2025-H1").today), members, as_of=1
    )
    (row,) = opened.again.entities.rows
    assert (row.file, row.sheet, row.row, row.delivery) == ("deltaganden.csv", "Deltaganden", 4, 1)


def test_the_sql_is_told_with_its_values_and_gives_the_figure(book: Book) -> None:
    result = book.platform.compute("support_hours", FOOD)
    book.platform.remember(result)
    opened = book.platform.reopen(result.receipt.code)
    assert opened.again is not None
    (query,) = opened.again.queries
    assert set(query.bound) == {"from", "to", "area_0"}
    rows = book.platform.engine().reader.cursor().execute(query.sql, query.bound).fetchall()
    assert rows[0][0] == result.total.value == Decimal(12)


def test_a_figure_shown_today_opens_as_it_was_shown(book: Book) -> None:
    result = book.platform.compute("support_hours", FOOD, ("county",))
    book.platform.remember(result)
    book.platform.remember(result, {"county": "09"})
    cell_code = result.receipt.of_cell({"county": "09"}).code
    book.deliver(CORRECTED)
    platform = opened_again(book)
    for code, value in ((result.receipt.code, 12), (cell_code, 8)):
        opened = platform.reopen(code)
        assert (opened.shown.cell.value, opened.is_same) == (value, True)
        assert opened.shown.edition is None
        assert opened.delivery.delivery == 1
        assert [(name, list(map(str, names))) for name, names in opened.selected] == [
            ("area", ["Livsmedel"])
        ]
    assert len(opened.again.entities.rows if opened.again else ()) == 1


def test_a_figure_within_an_edition_that_was_not_sealed_opens_too(book: Book) -> None:
    result = book.platform.compute("support_hours", FOOD, as_of="2025-H1")
    book.platform.remember(result)
    book.deliver(CORRECTED)
    opened = opened_again(book).reopen(result.receipt.code)
    assert opened.shown.edition is not None
    assert (opened.shown.edition.name, opened.shown.is_sealed) == ("2025-H1", False)
    assert (opened.is_same, opened.shown.cell.value) == (True, 12)


def test_it_opens_under_the_programme_file_that_it_was_counted_under(
    book: Book, tmp_path: Path
) -> None:
    path = programme_file(tmp_path, lambda text: text.replace("# minimum_hours", "minimum_hours"))
    stricter = Platform.open(book.places.database, path, today=lambda: TODAY)
    result = stricter.compute("support_hours")
    assert result.total.value == 8
    stricter.remember(result)
    opened = opened_again(book).reopen(result.receipt.code)
    assert (opened.is_same, opened.shown.cell.value) == (True, 8)


def test_a_lost_programme_file_is_told_and_the_rest_opens(book: Book, tmp_path: Path) -> None:
    lost = programme_file(tmp_path, lambda text: text + "# en rad\n")
    result = Platform.open(book.places.database, lost, today=lambda: TODAY).compute("costs")
    other = book.platform.programme.model_copy(update={"sha256": result.receipt.programme_sha256})
    Platform(book.places, other.with_text(""), lambda: TODAY).remember(result)
    book.places.receipts.write_text(
        book.places.receipts.read_text(encoding="utf-8").replace('"text": ""', '"text": "x"')
    )
    opened = opened_again(book).reopen(result.receipt.code)
    assert (opened.again, opened.is_same) == (None, None)
    assert opened.why_not is not None
    assert "har ändrats där den sparades" in opened.why_not.sv
    assert opened.shown.cell == result.total


def test_the_definition_of_then_is_kept(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    result = book.platform.compute("support_hours")
    book.platform.remember(result)
    entry = CATALOGUE["support_hours"]
    monkeypatch.setitem(CATALOGUE, "support_hours", replace(entry, version=2))
    opened = opened_again(book).reopen(result.receipt.code)
    assert opened.shown.definition is not None
    assert opened.shown.definition.version == 1
    assert opened.shown.definition.sentence.sv.startswith("Summan av timmar")
    assert str(opened.change) == "definitionen var version 1 och är nu version 2"


def test_a_figure_that_comes_out_otherwise_says_so(book: Book) -> None:
    result = book.platform.compute("support_hours", by=("county",))
    other = replace(result, cells={**result.cells, ("*",): replace(result.total, value=99)})
    book.platform.remember(other)
    opened = book.platform.reopen(result.receipt.code)
    assert opened.shown.cell.value == 99
    assert opened.is_same is False
    assert opened.again is not None
    assert not opened.again.is_whole_table_same
    assert opened.again.cell == result.total


@pytest.mark.parametrize(
    "spell",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f" {code.replace('-', ' – ')} ",
        lambda code: code.replace("O", "0").replace("I", "1").replace("B", "8"),
        lambda code: code.replace("L", "1").replace("G", "9"),
    ],
)
def test_codes_are_read_however_people_write_them(spell) -> None:  # type: ignore[no-untyped-def]
    assert "OILBG-QZ234" in spellings(spell("OILBG-QZ234"))


@pytest.mark.parametrize("given", ["", "ABCDE", "ABCDE-FGHIJK", "ÅBCDE-FGHIJ", "ABCDE-FGH£J"])
def test_what_cannot_be_a_code(given: str) -> None:
    with pytest.raises(WrongCall, match="ingen kvittokod"):
        spellings(given)


def test_an_unknown_code_names_the_nearest(book: Book) -> None:
    code = book.platform.compute("costs", as_of="2025-H1").receipt.code
    mistyped = ("A" if code[0] != "A" else "C") + code[1:]
    with pytest.raises(WrongCall, match=f"Menade du {code}"):
        book.platform.reopen(mistyped)
    assert near(mistyped, [code, "ZZZZZ-ZZZZZ"]) == [code]


def test_what_is_shown_is_written_once_and_only_for_its_owner(book: Book) -> None:
    result = book.platform.compute("costs", by=("area",))
    for _ in range(3):
        book.platform.remember(result)
        opened_again(book).remember(result)
    text = book.places.receipts.read_text(encoding="utf-8")
    assert text.count(result.receipt.code) == 1
    assert stat.S_IMODE(book.places.receipts.stat().st_mode) == 0o600
    sealed = book.platform.compute("costs", by=("area",), as_of="2025-H1")
    book.platform.remember(sealed)
    assert book.places.receipts.read_text(encoding="utf-8") == text


def test_a_code_of_a_later_delivery_than_the_database_has(book: Book) -> None:
    result = book.platform.compute("costs")
    later = replace(result, receipt=replace(result.receipt, as_of=7))
    book.platform.remember(later)
    with pytest.raises(WrongCall, match="räknades efter leverans 7, som inte finns"):
        book.platform.reopen(later.receipt.code)


def test_half_a_line_left_by_a_crash_spoils_no_other(book: Book) -> None:
    first, second = (book.platform.compute(name) for name in ("costs", "support_hours"))
    book.platform.remember(first)
    whole = book.places.receipts.read_bytes()
    book.places.receipts.write_bytes(whole + b'\n{"code": "ABCDE-FGHIJ", "rece')
    opened_again(book).remember(second)
    for result in (first, second):
        assert opened_again(book).reopen(result.receipt.code).is_same
    with pytest.raises(WrongCall, match="Ingen siffra har visats"):
        opened_again(book).reopen("ABCDE-FGHIJ")


def test_a_disk_that_cannot_be_written_stops_no_figure(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError("read-only")

    result = book.platform.compute("costs")
    monkeypatch.setattr(os, "open", refuse)
    book.platform.remember(result)
    monkeypatch.undo()
    with pytest.raises(WrongCall, match="Ingen siffra"):
        book.platform.reopen(result.receipt.code)
    book.platform.remember(result)
    assert book.platform.reopen(result.receipt.code).is_same


def test_two_figures_with_one_code_leave_it_to_the_first(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (book.platform.compute(name) for name in ("costs", "support_hours"))
    code = first.receipt.code
    monkeypatch.setattr(Receipt, "code", code)
    book.platform.remember(first)
    book.platform.remember(second)
    opened = book.platform.reopen(code)
    assert opened.shown.receipt.indicator == "costs"


def test_the_code_of_a_cell_is_its_own_and_of_all_members_the_tables(book: Book) -> None:
    receipt = book.platform.compute("costs", by=("area",)).receipt
    assert receipt.of_cell({"area": "*"}) == receipt
    assert receipt.of_cell({}) == receipt
    one, other = (receipt.of_cell({"area": area}).code for area in ("digital", "industri"))
    assert len({one, other, receipt.code}) == 3


def test_what_is_told_to_programs_is_plain(book: Book) -> None:
    result = book.platform.compute("reach_share", by=("county",), as_of="2025-H1")
    opened = book.platform.reopen(result.receipt.of_cell({"county": "07"}).code)
    content = json.loads(json.dumps(opened.as_json()))
    assert content["then"] == content["now"]
    assert content["then"] == {
        "value": "0.05",
        "numerator": "1",
        "denominator": "20",
        "status": "ok",
    }
    assert content["same"] and content["same_table"] and content["sealed"]
    assert content["entities"]["rows"]
