"""A key that came twice: the partner may keep the row that waits and delete the one that counts."""

from __future__ import annotations

from pathlib import Path

from tests.coverage.bounded import (
    WHOLE,
    between,
    comes_back,
    comes_longer,
    parts,
    told,
    value,
    whole_world,
)

KRONOBERG = {"counties": ("07",)}
DOUBLE = "I1 | Alfa | 2025-02-01 | radgivning | 1 | 9000 | Kalmar"
FIRST = "I1            | Alfa  | 2025-02-01 | radgivning | 10    | 9000      |\n"


def test_the_double_of_a_participation_may_take_its_place(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_longer(platform, "deltaganden", DOUBLE)
    assert value(platform, "smes_reached", **KRONOBERG) == 1
    assert between(platform, "smes_reached", **KRONOBERG) == (0, 2)
    assert parts(platform, "smes_reached", **KRONOBERG) == {"waiting_participation": (1, 1)}
    assert told(platform, "smes_reached", **KRONOBERG) == [
        "1 rad i Deltaganden väntar på rättning; varje sådan rad kan lägga till eller ta bort en."
    ]
    assert between(platform, "support_hours") == (None, None)
    comes_back(platform, "deltaganden", FIRST, f"{DOUBLE}\n")
    assert value(platform, "smes_reached", **KRONOBERG) == 0
    assert between(platform, "smes_reached", **KRONOBERG) == (0, 0)
    assert between(platform, "support_hours") == (4, 4)


def test_the_double_of_money_may_be_less(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    row = "I1            | IUC    | eruf   | kontant | 100\n"
    assert row in WHOLE["finansiering"]
    comes_longer(platform, "finansiering", "I1 | IUC | eruf | kontant | 1")
    assert between(platform, "funding_decided") == (None, None)
    comes_back(platform, "finansiering", row, "I1 | IUC | eruf | kontant | 1\n")
    assert between(platform, "funding_decided") == (301, 301)


def test_only_as_many_as_came_twice_may_be_replaced(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    new = "I1 | Beta | 2025-13-01 | radgivning | 7 | |"
    comes_longer(platform, "deltaganden", f"{DOUBLE}\n{new}")
    assert parts(platform, "participations") == {"waiting_participation": (2, 1)}
    assert told(platform, "participations") == [
        "2 rader i Deltaganden väntar på rättning; varje sådan rad kan lägga till en, och 1 av dem "
        "ta bort en."
    ]
