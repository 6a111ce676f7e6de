"""The bridge's reasons, each in a world where it is the only one, and that its parts open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from s3metrics import indicators
from s3metrics.editions.bridge import BridgedFigure, Reason
from s3metrics.editions.model import Span
from s3metrics.errors import WrongCall
from tests.soundness.drawing import Book

FIRST = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | liten |
| Beta  | Växjö        | liten |
initiative
| initiative_id | area     |
| I1            | tra_skog |
| I2            | industri |
participation
| initiative_id | orgnr | date       | hours |
| I1            | Alfa  | 2024-11-01 | 3     |
| I2            | Beta  | 2024-12-01 | 4     |
"""
COMPANY = "| Beta  | Växjö        | liten |"
INITIATIVE = "| I2            | industri |"
PARTICIPATION = "| I2            | Beta  | 2024-12-01 | 4     |"


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = Book(tmp_path)
    book.deliver(FIRST)
    book.platform.seal("Ett", "P2", reason="Ett prov.")
    return book


def told(book: Book, edition2: str | None = None) -> dict[tuple[str, str, str], BridgedFigure]:
    """(indicator, span, members) → the figure that differs."""
    asked = ("smes_reached", "support_hours")
    figures = book.platform.bridge("Ett", edition2, indicators=asked, has_cells=True)
    return {(f.indicator, f.span, " ".join(f.members.values())): f for f in figures}


def parts(figure: BridgedFigure) -> dict[Reason, int]:
    return {part.reason: int(part.change or 0) for part in figure.parts}


def test_nothing_differs_right_after_the_seal(book: Book) -> None:
    assert book.platform.bridge("Ett") == []


@pytest.mark.parametrize(
    ("corrected", "key", "expected"),
    [
        (
            FIRST.replace(COMPANY, COMPANY.replace("Växjö ", "Kalmar")),
            ("smes_reached", "period", "08"),
            {Reason.MUNICIPALITY: 1},
        ),
        (
            FIRST.replace(COMPANY, COMPANY.replace("liten", "stor ")),
            ("smes_reached", "accumulated", ""),
            {Reason.SIZE: -1},
        ),
        (
            FIRST.replace(INITIATIVE, INITIATIVE.replace("industri", "livsmedel")),
            ("smes_reached", "period", "livsmedel"),
            {Reason.AREA: 1},
        ),
        (
            FIRST.replace(PARTICIPATION, PARTICIPATION.replace("4 ", "9 ")),
            ("support_hours", "period", ""),
            {Reason.CORRECTED: 5},
        ),
        (
            FIRST.replace(PARTICIPATION, ""),
            ("smes_reached", "period", ""),
            {Reason.WITHDRAWN: -1},
        ),
        (
            FIRST + PARTICIPATION.replace("2024-12-01 | 4", "2025-01-01 | 6") + "\n",
            ("support_hours", "accumulated", ""),
            {Reason.LATE: 6},
        ),
    ],
)
def test_each_reason_alone(
    book: Book, corrected: str, key: tuple[str, str, str], expected: dict[Reason, int]
) -> None:
    book.deliver(corrected)
    figures = told(book)
    assert parts(figures[key]) == expected
    assert {part.reason for figure in figures.values() for part in figure.parts} == set(expected)


def test_several_reasons_at_once_add_up(book: Book) -> None:
    book.deliver(
        FIRST.replace(COMPANY, COMPANY.replace("liten", "stor ")).replace("| 3     |", "| 5     |")
        + "| I2            | Alfa  | 2025-01-01 | 7     |\n"
    )
    figures = told(book)
    assert parts(figures["support_hours", "accumulated", ""]) == {
        Reason.CORRECTED: 2,
        Reason.LATE: 7,
    }
    # Beta is no SME any more, and Alfa has come to the industry.
    assert figures["smes_reached", "accumulated", ""].change == -1
    assert parts(figures["smes_reached", "accumulated", ""]) == {Reason.SIZE: -1}
    # One is lost to the industry and one is won: the figure is the same, and not told.
    assert ("smes_reached", "accumulated", "industri") not in figures


def test_a_changed_rule_is_what_the_rows_do_not_explain(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = indicators.CATALOGUE["smes_reached"]
    every_size = indicators.CATALOGUE["enterprises_supported"]
    changed = replace(entry, version=entry.version + 1, rule=every_size.rule)
    book.deliver(FIRST + "company\n| orgnr | size |\n| Alfa | liten |\n| Beta | stor |\n")
    assert parts(told(book)["smes_reached", "period", ""]) == {Reason.SIZE: -1}
    monkeypatch.setitem(indicators.CATALOGUE, "smes_reached", changed)
    assert ("smes_reached", "period", "") not in told(book), "every size counts now: as it was"


def test_a_later_period_is_a_reason_of_its_own(book: Book) -> None:
    book.deliver(FIRST + "| I1            | Beta  | 2025-06-01 | 8     |\n")
    book.platform.seal("Två", "P3", reason="Ett prov.")
    figures = told(book, "Två")
    assert {span for _, span, _ in figures} == {"accumulated"}
    assert parts(figures["support_hours", "accumulated", ""]) == {Reason.PERIOD: 8}
    with pytest.raises(WrongCall, match="den andra ordningen"):
        book.platform.bridge("Två", "Ett")


def test_a_part_opens_to_the_units_and_rows_that_make_it(book: Book) -> None:
    book.deliver(FIRST.replace(COMPANY, COMPANY.replace("Växjö ", "Kalmar")))
    opened = book.platform.open_part(
        "Ett", None, "smes_reached", Span.PERIOD, {"county": "07"}, Reason.MUNICIPALITY
    )
    assert [unit.name for unit in opened.lost] == ["Exempelföretag"]
    assert (opened.gained, opened.rows_gained) == ((), ())
    assert [(row.table, row.delivery, row.row) for row in opened.rows_lost] == [
        ("participation", 1, 3)
    ]
    (changed,) = opened.changed
    assert changed.before and changed.after
    assert (changed.before.cells["municipality"], changed.before.delivery) == ("0780", 1)
    assert (changed.after.cells["municipality"], changed.after.delivery) == ("0880", 2)


def test_a_part_that_is_not_there_is_refused_with_those_there_are(book: Book) -> None:
    book.deliver(FIRST.replace(PARTICIPATION, ""))
    with pytest.raises(WrongCall, match="Delarna är withdrawn"):
        book.platform.open_part("Ett", None, "smes_reached", Span.PERIOD, {}, Reason.LATE)
