"""Verify finds what has changed, names it, and says what is likeliest to be behind it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from s3metrics.editions.canonical import canonical_bytes, seal_of
from s3metrics.editions.fingerprints import DELIVERIES
from s3metrics.editions.model import Span
from s3metrics.editions.verifying import Cause
from s3metrics.engine.engine import Engine
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import Count, Period, Rows
from s3metrics.platform import Platform
from tests.editions.world import CORRECTED, opened_again, programme_file, tamper
from tests.soundness.drawing import TODAY, Book


def test_an_untouched_edition_is_exact_also_after_corrections(book: Book) -> None:
    first = book.platform.verify("2025-H1")
    assert first.is_exact
    assert first.figures == sum(
        len(table.cells) for table in book.platform.sealed("2025-H1").tables.values()
    )
    book.deliver(CORRECTED)
    book.deliver("company\n| orgnr |\nparticipation\n| a |\nbooking\n| a |")
    assert book.platform.compute("support_hours").total.value == 0
    assert opened_again(book).verify("2025-H1").is_exact


def test_a_changed_sealed_value_is_found_and_named(book: Book) -> None:
    platform = tamper(
        book,
        "UPDATE edition_figure SET value = '99' WHERE indicator = 'smes_reached' "
        "AND span = 'period' AND breakdown = ['county'] AND members = ['08']",
    )
    found = platform.verify("2025-H1")
    assert not found.is_exact
    assert found.sha256 != found.edition.sha256
    (difference,) = found.differences
    assert (difference.indicator, difference.span, difference.cell, difference.field) == (
        "smes_reached",
        Span.PERIOD,
        {"county": "08"},
        "value",
    )
    assert (difference.sealed, difference.recomputed) == ("99", "1")
    assert difference.cause is Cause.SEALED_TABLE
    assert "har ändrats sedan den förseglades" in difference.why.sv


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE edition SET reason = 'annat skäl'",
        "UPDATE edition_definition SET sentence_sv = 'Något annat.' WHERE indicator = 'costs'",
        "UPDATE edition_overlap SET overlap = '7' WHERE overlap = '1'",
        "UPDATE edition_figure SET receipt = 'AAAAA-AAAAA' WHERE indicator = 'costs'",
        "DELETE FROM edition_figure WHERE members = ['08']",
        "INSERT INTO edition_figure SELECT * FROM edition_figure WHERE indicator = 'costs'",
    ],
)
def test_whatever_is_changed_in_an_edition_is_found(book: Book, statement: str) -> None:
    found = tamper(book, statement).verify("2025-H1")
    assert [one.cause for one in found.findings] == [Cause.SEALED_TABLE]


def test_a_changed_row_of_a_partner_is_found_and_named(book: Book) -> None:
    platform = tamper(book, "UPDATE participation SET hours = 400 WHERE hours = 4")
    found = platform.verify("2025-H1")
    assert [one.cause for one in found.findings] == [Cause.LEDGER_ROWS]
    assert "Deltaganden" in found.findings[0].sentence.sv
    assert {one.indicator for one in found.differences} == {"support_hours"}
    assert {one.cause for one in found.differences} == {Cause.LEDGER_ROWS}
    total = next(one for one in found.differences if not one.cell and one.span is Span.PERIOD)
    assert (total.sealed, total.recomputed) == ("14", "410")


def test_a_changed_row_that_moves_no_figure_is_found_all_the_same(book: Book) -> None:
    found = tamper(book, "UPDATE company SET name = 'Annat namn'").verify("2025-H1")
    assert (found.is_exact, found.differences) == (False, ())
    assert "Företag" in found.findings[0].sentence.sv


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE delivered_file SET name = 'annan.csv' WHERE file_id = 1",
        "UPDATE delivery SET received_at = received_at - INTERVAL 1 DAY",
        "UPDATE delivery SET sender = 'Någon annan'",
    ],
)
def test_a_changed_delivery_is_found_and_moves_no_figure(book: Book, statement: str) -> None:
    found = tamper(book, statement).verify("2025-H1")
    assert [one.cause for one in found.findings] == [Cause.DELIVERIES]
    assert (found.is_exact, found.differences) == (False, ())


def test_an_edition_from_before_deliveries_were_sealed_stands(book: Book) -> None:
    edition = book.platform.edition("2025-H1")
    rows = {name: one for name, one in edition.ledger_rows.items() if name not in DELIVERIES}
    old = replace(edition, ledger_rows=rows)
    sha256 = seal_of(canonical_bytes(replace(book.platform.sealed("2025-H1"), edition=old)))
    platform = tamper(
        book,
        "DELETE FROM edition_rows WHERE table_name IN ('delivery', 'delivered_file')",
        f"UPDATE edition SET sha256 = '{sha256}'",
    )
    assert platform.verify("2025-H1").is_exact


def test_another_programme_file_in_use_changes_nothing(book: Book, tmp_path: Path) -> None:
    path = programme_file(
        tmp_path, lambda text: text.replace("# minimum_hours = 8", "minimum_hours = 8")
    )
    stricter = Platform.open(book.places.database, path, today=lambda: TODAY)
    assert stricter.compute("smes_reached").total.value == 0
    assert stricter.compute("smes_reached", as_of="2025-H1").total.value == 2
    assert stricter.compute("smes_reached", by=("support",), as_of="2025-H1").is_sealed
    assert stricter.verify("2025-H1").is_exact


def test_a_changed_programme_file_in_the_database_is_found(book: Book, tmp_path: Path) -> None:
    tamper(book, "UPDATE programme_file SET text = text || '# en rad till'")
    path = programme_file(tmp_path, lambda text: text + "# mitt program\n")
    found = Platform.open(book.places.database, path, today=lambda: TODAY).verify("2025-H1")
    assert [one.cause for one in found.findings] == [Cause.PROGRAMME_FILE]
    assert not found.is_exact
    assert found.figures == 0


def test_a_new_version_of_a_definition_is_named(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = CATALOGUE["smes_reached"]
    assert isinstance(entry.rule, Count)
    every_size = replace(entry, rule=replace(entry.rule, rows=_without_sme(entry.rule)), version=2)
    monkeypatch.setitem(CATALOGUE, "smes_reached", every_size)
    found = book.platform.verify("2025-H1")
    assert found.findings == ()
    assert {one.indicator for one in found.differences} == {"smes_reached"}
    total = next(one for one in found.differences if not one.cell and one.span is Span.PERIOD)
    assert (total.sealed, total.recomputed, total.cause) == ("2", "3", Cause.DEFINITION)
    assert total.why.sv == "Definitionen var version 1 och är nu version 2."
    monkeypatch.setitem(CATALOGUE, "smes_reached", replace(every_size, version=1))
    told = {one.why.en for one in book.platform.verify("2025-H1").differences}
    assert told == {"The rule has changed, still called version 1."}


def test_a_definition_that_is_gone_is_named(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(CATALOGUE, "innovation_share")
    found = book.platform.verify("2025-H1")
    assert {one.indicator for one in found.differences} == {"innovation_share"}
    assert {(one.field, one.recomputed) for one in found.differences} == {("cell", "finns inte")}
    assert found.differences[0].why.en == "The indicator is no longer there."


def test_a_program_that_counts_otherwise_is_named(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Engine.run
    monkeypatch.setattr(
        Engine, "run", lambda self, query: [] if "booking" in query.sql else run(self, query)
    )
    found = book.platform.verify("2025-H1")
    assert found.findings == ()
    assert {one.cause for one in found.differences} == {Cause.SOFTWARE}
    assert "costs" in {one.indicator for one in found.differences}


def test_figures_are_counted_from_rows_not_from_what_was_kept(book: Book) -> None:
    """What the program keeps beside the rows, to be quick, is not what it is checked against."""
    tampered = tamper(book, "UPDATE kept.participation SET hours = 400 WHERE hours = 4")
    assert tampered.compute("support_hours").total.value == Decimal("411.5")
    assert tampered.verify("2025-H1").is_exact


def _without_sme(rule: Count) -> Rows:
    assert rule.rows.period is Period.IN
    return replace(rule.rows, flags=tuple(flag for flag in rule.rows.flags if flag != "is_sme"))
