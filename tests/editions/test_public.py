"""The public view: fixed tables of sealed editions, with what is too small taken out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s3metrics.engine.cells import Status
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.indicators import CATALOGUE
from tests.editions.world import CORRECTED, opened_again, seal
from tests.soundness.drawing import Book

OF_COMPANIES = ("smes_reached", "smes_new", "enterprises_supported", "companies_contacted")


def test_only_sealed_editions_are_public(tmp_path: Path) -> None:
    book = Book(tmp_path)
    book.deliver("company\n| orgnr |\n| Alfa  |")
    with pytest.raises(WrongCall, match="ingen utgåva är förseglad"):
        book.platform.compute("smes_reached", public=True)


def test_no_figure_tells_of_fewer_than_three_companies(book: Book) -> None:
    threshold = book.platform.programme.rules.suppression_threshold
    sealed = book.platform.sealed("2025-H1")
    hidden = 0
    for name in OF_COMPANIES:
        for dimension in ("", *CATALOGUE[name].breakdowns):
            by = (dimension,) if dimension else ()
            shown = book.platform.compute(name, by=by, public=True)
            for members, cell in shown.cells.items():
                if cell.status is Status.SUPPRESSED:
                    assert (cell.value, cell.numerator, cell.denominator) == (None, None, None)
                    hidden += 1
                else:
                    table = sealed.table(name, "accumulated", by)  # type: ignore[arg-type]
                    assert table is not None
                    assert cell == table.cells[members]
                    assert not 0 < (cell.value or 0) < threshold, (name, members)
    assert hidden


def test_counts_that_are_not_of_companies_stay(book: Book) -> None:
    shown = book.platform.compute("initiatives", by=("area",), public=True)
    assert shown.cell(area="tra_skog").value == 1


def test_what_is_no_fixed_table_is_refused_with_those_there_are(book: Book) -> None:
    platform = book.platform
    with pytest.raises(WrongCall, match="urval kan dras från varandra"):
        platform.compute("smes_reached", Selection(areas=("livsmedel",)), public=True)
    with pytest.raises(WrongCall, match="Utgåvan 2025-H1 har totalen och uppdelningarna"):
        platform.compute("smes_reached", by=("area", "size"), public=True)
    with pytest.raises(WrongCall):
        platform.compute("smes_reached", Selection(to=date(2025, 2, 1)), public=True)


def test_nobody_who_pays_is_named(book: Book) -> None:
    with pytest.raises(WrongCall, match="funding_decided visas inte offentligt"):
        book.platform.compute("funding_decided", by=("funder",), public=True)
    named = [key for key in book.platform.public_tables("2025-H1") if "funder" in key[2]]
    assert named == []


def test_the_same_cells_are_hidden_whenever_they_are_asked_for(book: Book) -> None:
    first = book.platform.compute("smes_reached", by=("county",), public=True, as_of="2025-H1")
    book.deliver(CORRECTED)
    seal(book, "2025-H1b", "P2", replaces="2025-H1")
    again = opened_again(book)
    told = again.compute("smes_reached", by=("county",), public=True, as_of="2025-H1")
    assert told.cells == first.cells
    # Unless another is asked for, the edition that stands.
    latest = again.compute("smes_reached", by=("county",), public=True)
    assert latest.receipt.as_of == "2025-H1b"
