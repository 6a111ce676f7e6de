"""Which of a county's targets is shown: the next one to come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from s3metrics.platform import Platform, load_programme
from s3metrics.programme import Target
from tests.soundness.drawing import Book

WORLD = """
company
| orgnr | municipality |
| Alfa  | Växjö        |
| Beta  | Växjö        |
| Gamma | Kalmar       |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
| I1            | Beta  |
| I1            | Gamma |
"""


def target(value: int, day: date, **where: str) -> Target:
    return Target(
        indicator="smes_reached",
        date=day,
        value=Decimal(value),
        source="Beslut 7",
        **where,
    )


TARGETS = (
    target(4, date(2026, 6, 30), county="07"),
    target(8, date(2029, 1, 1), county="07"),
    target(2, date(2024, 12, 31), county="07"),
    target(3, date(2024, 12, 31), county="08"),
    target(5, date(2025, 6, 30), county="08"),
    target(9, date(2026, 6, 30), area="tra_skog"),
    target(99, date(2026, 6, 30)),
)


def platform(folder: Path) -> Platform:
    book = Book(folder, load_programme().model_copy(update={"targets": TARGETS}))
    book.deliver(WORLD)
    return book.platform


def test_the_next_target_else_the_latest_that_has_been(tmp_path: Path) -> None:
    found = platform(tmp_path).county_targets("smes_reached")
    assert {county: (status.target, status.share_reached) for county, status in found.items()} == {
        "07": (4.0, 0.5),
        "08": (5.0, 0.2),
    }


def test_an_indicator_without_county_targets_has_none(tmp_path: Path) -> None:
    assert platform(tmp_path).county_targets("smes_new") == {}
