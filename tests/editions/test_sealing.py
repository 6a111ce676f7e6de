"""What a seal holds, what it refuses, and that it is recomputed with nothing but a JSON reader."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from s3metrics.editions.model import Span
from s3metrics.editions.sealing import fixed_breakdowns
from s3metrics.engine.selection import Selection
from s3metrics.errors import LedgerError, WrongCall
from s3metrics.indicators import CATALOGUE
from tests.editions.world import CORRECTED, FIRST, REASON, opened_again, seal
from tests.ledger.looking import all_rows
from tests.soundness.drawing import Book


def test_every_indicator_is_sealed_in_total_and_in_each_breakdown(book: Book) -> None:
    sealed = book.platform.sealed("2025-H1")
    for indicator in CATALOGUE.values():
        spans = list(Span) if indicator.has_period else [Span.ACCUMULATED]
        assert list(sealed.spans_of(indicator.id)) == spans
        for span in spans:
            for by in [(), *((name,) for name in indicator.breakdowns)]:
                assert (indicator.id, span, by) in sealed.tables
    assert ("area", "county") in fixed_breakdowns(CATALOGUE["smes_reached"])
    assert ("county_a", "county_b") in fixed_breakdowns(CATALOGUE["county_pairs"])


def test_what_is_read_back_is_what_was_computed_to_the_last_digit(book: Book) -> None:
    sealed = book.platform.sealed("2025-H1")
    edition = sealed.edition
    starts = {Span.PERIOD: edition.period_start, Span.ACCUMULATED: date(2024, 4, 1)}
    for table in sealed.tables.values():
        selection = Selection(from_=starts[table.span], to=edition.period_end)
        result = book.platform.compute(table.indicator, selection, table.by)
        assert table.cells == result.cells
        assert list(table.cells) == list(result.cells)
        for members, cell in result.cells.items():
            again = table.cells[members]
            assert [type(n) is float for n in (again.value, cell.value)] in (
                [True, True],
                [False, False],
            )
        assert table.overlap == result.overlap


def test_money_keeps_its_öre(book: Book) -> None:
    table = book.platform.sealed("2025-H1").table("costs", Span.PERIOD)
    assert table is not None
    assert table.cells[()].value == Decimal("1234.56")


def test_the_seal_is_the_sha256_of_the_export_and_of_nothing_else(book: Book) -> None:
    content = book.platform.canonical("2025-H1")
    seal = book.platform.edition("2025-H1").sha256
    assert hashlib.sha256(content).hexdigest() == seal
    # As anybody would rebuild it: objects out of the file, written again in the documented form.
    entries = [json.loads(line) for line in content.decode().splitlines()]
    lines = [
        json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        + b"\n"
        for entry in entries
    ]
    assert hashlib.sha256(b"".join(sorted(lines))).hexdigest() == seal
    kinds = [entry["kind"] for entry in entries]
    assert kinds[0] == "edition"
    assert set(kinds) == {"edition", "definition", "figure", "overlap"}
    total = next(
        entry
        for entry in entries
        if entry["kind"] == "figure"
        and (entry["indicator"], entry["span"]) == ("support_hours", "accumulated")
        and entry["breakdown"] == []
    )
    assert (total["value"], total["status"]) == ("15.5", "ok")


def test_one_changed_figure_gives_another_seal(book: Book) -> None:
    content = book.platform.canonical("2025-H1")
    other = content.replace(b'"value":"15.5"', b'"value":"15.6"')
    assert other != content
    assert hashlib.sha256(other).hexdigest() != book.platform.edition("2025-H1").sha256


def test_an_edition_is_read_in_another_process_as_it_was_sealed(book: Book) -> None:
    again = opened_again(book)
    assert again.edition("2025-h1") == book.platform.edition("2025-H1")
    assert again.canonical("2025-H1") == book.platform.canonical("2025-H1")


def test_a_correction_is_a_new_edition_and_changes_nothing_of_the_first(book: Book) -> None:
    before = all_rows(book.places)
    first = book.platform.edition("2025-H1")
    book.deliver(CORRECTED)
    second = book.platform.seal("2025-H1b", "P2", replaces="2025-h1", reason="Rättade rader")
    assert (second.replaces, second.reason, second.as_of) == ("2025-H1", "Rättade rader", 2)
    after = all_rows(book.places)
    for table in ("edition", "edition_figure", "edition_definition", "edition_overlap"):
        assert set(map(str, before[table])) <= set(map(str, after[table]))
    now = book.platform.edition("2025-H1")
    assert now.replaced_by == "2025-H1b"
    assert (now.sha256, now.sealed_at) == (first.sha256, first.sealed_at)
    assert hashlib.sha256(book.platform.canonical("2025-H1")).hexdigest() == first.sha256


def test_an_earlier_delivery_can_be_sealed(book: Book) -> None:
    book.deliver(CORRECTED)
    late = book.platform.seal("Sen", "P1", as_of=1, reason=REASON)
    assert late.as_of == 1
    hours = book.platform.compute("support_hours", as_of="Sen").total.value
    assert hours == Decimal("1.5")


@pytest.mark.parametrize(
    ("name", "period", "options", "told"),
    [
        ("2025-h1", "P3", {}, "En rättelse är en ny utgåva"),
        ("Ny", "P2", {}, "redan förseglad i utgåvan 2025-H1"),
        ("Ny", "P33", {}, "Menade du ”P3”?"),
        ("Ny", "P4", {}, "slutar 2026-03-31"),
        ("12", "P3", {}, "kan inte heta ”12”"),
        ("a/b", "P3", {}, "kan inte heta ”a/b”"),
        ("Ny", "P3", {"replaces": "2025-H2"}, "Menade du ”2025-H1”?"),
        ("Ny", "P3", {"replaces": "2025-H1"}, "gäller perioden P2, inte P3"),
        ("Ny", "P3", {"as_of": 9}, "Leverans 9 finns inte"),
        ("Ny", "P3", {"as_of": "2025-H1"}, "utgår från en leverans"),
        ("Ny", "P3", {"open_items": ("Lista saknas.",), "reason": " "}, "Lista saknas."),
    ],
)
def test_what_cannot_be_sealed(
    book: Book, name: str, period: str, options: dict[str, object], told: str
) -> None:
    before = all_rows(book.places)
    with pytest.raises(WrongCall) as error:
        book.platform.seal(name, period, **{"reason": REASON, **options})  # type: ignore[arg-type]
    assert told in str(error.value)
    assert all_rows(book.places) == before


def test_a_replaced_edition_is_not_replaced_again(book: Book) -> None:
    seal(book, "B", "P2", replaces="2025-H1")
    with pytest.raises(WrongCall, match="Den som gäller är B"):
        seal(book, "C", "P2", replaces="2025-H1")
    assert seal(book, "C", "P2", replaces="B").replaces == "B"


def test_open_items_need_a_reason_and_are_kept(book: Book) -> None:
    items = ("Region Gotland har inte levererat Ekonomi.",)
    edition = book.platform.seal("B", "P3", open_items=items, reason="De har inga kostnader.")
    kept = opened_again(book).edition("B")
    assert (kept.open_items, kept.reason) == (items, "De har inga kostnader.")
    assert kept.sha256 == edition.sha256


def test_a_personal_number_gets_into_no_edition(book: Book) -> None:
    edition = book.platform.seal("B", "P3", reason="Se 640823-3234, som är bokfört dubbelt.")
    assert (edition.reason or "").startswith("Se personnummer·")
    assert b"640823" not in book.platform.canonical("B")
    with pytest.raises(WrongCall, match="kan inte heta ”C personnummer·"):
        book.platform.seal("C 640823-3234", "P1", reason="Ett prov.")


def test_nothing_can_be_sealed_before_there_is_data(tmp_path: Path) -> None:
    empty = Book(tmp_path)
    with pytest.raises(LedgerError, match="finns ingen databas"):
        empty.platform.seal("A", "P1")
    assert not empty.places.exists
    assert empty.platform.editions() == []


def test_a_database_without_editions_says_so(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.deliver(FIRST)
    assert book.platform.editions() == []
    with pytest.raises(WrongCall, match="Ingen utgåva är förseglad än"):
        book.platform.edition("A")
    with pytest.raises(WrongCall, match="numret på en leverans, 1–1"):
        book.platform.compute("costs", as_of="A")


def test_of_two_who_seal_at_once_one_wins(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    late, first = opened_again(book), opened_again(book)
    known = late.editions()
    assert first.seal("B", "P2", replaces="2025-H1", reason=REASON).name == "B"
    monkeypatch.setattr(late, "editions", lambda: known)
    with pytest.raises(WrongCall, match="förseglades just av någon annan"):
        late.seal("C", "P2", replaces="2025-H1", reason=REASON)
    assert [edition.name for edition in first.editions()] == ["2025-H1", "B"]


def test_the_last_day_of_a_period_is_its_end(book: Book) -> None:
    before_end = opened_again(book, date(2025, 9, 29))
    with pytest.raises(WrongCall, match="i dag är 2025-09-29"):
        before_end.seal("B", "P3", reason=REASON)
    last_day = opened_again(book, date(2025, 9, 30))
    assert last_day.seal("B", "p3", reason=REASON).period == "P3"
