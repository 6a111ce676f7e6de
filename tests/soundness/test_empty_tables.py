"""Not delivered is not the same as delivered and empty, and neither is a fault."""

from __future__ import annotations

from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import Change, Median, Ratio
from tests.soundness.drawing import FILES, Book

EMPTY = "".join(f"{table}\n| a |\n" for table in FILES)


def test_an_empty_list_of_everything_is_none_of_everything(book: Book) -> None:
    report = book.deliver(EMPTY)
    assert {(c.read, c.accepted, c.quarantined) for c in report.tables.values()} == {(0, 0, 0)}
    assert set(report.tables) == set(FILES)
    for indicator in CATALOGUE.values():
        for by in ("", *indicator.breakdowns[:2]):
            for cell in book.result(indicator.id, by).cells.values():
                if indicator.id == "reach_share":
                    assert cell.status == "unknown"
                elif isinstance(indicator.rule, Ratio | Change | Median):
                    assert (cell.value, cell.status) == (None, "not_applicable"), indicator.id
                else:
                    assert (cell.value, cell.status) == (0, "zero"), indicator.id


def test_what_nobody_has_delivered_is_not_reported(book: Book) -> None:
    book.deliver("context\n| county | companies |\n| 07 | 10 |")
    for indicator in CATALOGUE:
        cell = book.result(indicator).total
        assert (cell.value, cell.status) == (None, "not_reported"), indicator


def test_one_missing_table_is_enough(book: Book) -> None:
    book.deliver("initiative\n| initiative_id |\n| I1 |\ncompany\n| orgnr |\n| Alfa |")
    assert book.total("smes_reached") == "not_reported"
    assert book.total("initiatives") == 1
    assert book.total("costs") == "not_reported"
    assert book.total("burn_rate") == "not_reported"


def test_emptied_later_it_was_something_then_and_is_zero_now(book: Book) -> None:
    book.deliver(
        "initiative\n| initiative_id |\n| I1 |\ncompany\n| orgnr |\n| Alfa |\n"
        "participation\n| initiative_id | orgnr |\n| I1 | Alfa |"
    )
    book.deliver("participation\n| a |")
    assert book.total("smes_reached") == 0
    assert book.total("smes_reached", as_of=1) == 1
