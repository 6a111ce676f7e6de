"""Counts: what waits and what it could add or remove, and where one row could move many units."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.coverage.bounded import (
    TODAY,
    WHOLE,
    between,
    bounds,
    comes_back,
    comes_longer,
    minimum,
    parts,
    told,
    value,
    whole_world,
)
from tests.small_world import ACTORS, deliver

NEW_PARTICIPATION = "I1 | Beta | 2025-13-01 | radgivning | 7 | |"
MOVES = (
    "En rad i {0} som väntar på rättning kan flytta många enheter på en gång, så det finns ingen "
    "undre gräns, och den övre är siffran utan de villkor som raden kan ändra."
)
FOOD = {"areas": ("livsmedel",)}


def test_a_new_participation_adds_at_most_one_of_whatever_is_counted(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_longer(platform, "deltaganden", NEW_PARTICIPATION)
    counted = {
        "smes_reached": (2, 3),
        "participations": (2, 3),
        "municipalities_reached": (2, 3),
        "cross_county_initiatives": (0, 1),
        "county_pairs": (0, 1),
        # A result counts where there is support.
        "smes_innovating": (0, 1),
        # It may be the first of Alfa or Beta, and then theirs is no more.
        "smes_new": (1, 3),
        "initiatives": (2, 2),
        "needs_met": (1, 1),
    }
    assert {name: between(platform, name) for name in counted} == counted
    assert parts(platform, "smes_reached") == {"waiting_participation": (1, 0)}
    assert told(platform, "smes_reached") == [
        "1 rad i Deltaganden väntar på rättning; varje sådan rad kan lägga till en."
    ]
    assert parts(platform, "smes_new") == {"waiting_participation": (1, 1)}
    assert told(platform, "smes_new") == [
        "1 rad i Deltaganden väntar på rättning; varje sådan rad kan lägga till eller ta bort en."
    ]


def test_a_new_need_or_result_adds_one_to_its_own_counts(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_longer(platform, "behov", "B3 | Tre | livsmedel | 07 | 2025-13-01 | insats")
    comes_longer(platform, "resultat", "Beta | 2025-13-01 | produktinnovation |")
    assert (between(platform, "needs_identified"), between(platform, "needs_met")) == (
        (2, 3),
        (1, 2),
    )
    assert parts(platform, "smes_innovating") == {"waiting_outcome": (1, 0)}
    assert between(platform, "smes_reached") == (2, 2)


def test_of_the_rows_that_wait_those_that_stood_before_may_remove_one(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    hours = ("| 3     |", "| tre   |")
    longer = f"{WHOLE['deltaganden'].replace(*hours)}{NEW_PARTICIPATION}\n"
    comes_back(platform, "deltaganden", WHOLE["deltaganden"], longer)
    assert between(platform, "smes_reached") == (1, 4)
    assert parts(platform, "smes_reached") == {"waiting_participation": (2, 1)}
    assert told(platform, "smes_reached") == [
        "2 rader i Deltaganden väntar på rättning; varje sådan rad kan lägga till en, och 1 av dem "
        "ta bort en."
    ]
    assert "; each such row may add one, and 1 of them remove one." in (
        bounds(platform, "smes_reached").sentences[0].en
    )


@pytest.mark.parametrize(
    ("name", "old", "fault", "corrected", "indicator", "before"),
    [
        ("behov", "| Ett   | livsmedel", "|Ett|livsmedell", "|Ett|industri", "needs_identified", 1),
        ("deltaganden", "10    | 9000      |", "10||Ankeborg", "10||Stockholm", "smes_reached", 1),
    ],
)
def test_a_row_that_stood_before_may_turn_out_to_be_elsewhere(
    tmp_path: Path, name: str, old: str, fault: str, corrected: str, indicator: str, before: int
) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, name, old, fault)
    assert value(platform, indicator, **FOOD) == before
    assert between(platform, indicator, **FOOD) == (0, 2)
    comes_back(platform, name, old, corrected)
    assert value(platform, indicator, **FOOD) == 0


def test_a_step_that_waits_may_take_a_solution_out_of_its_area(tmp_path: Path) -> None:
    solutions = """
solution_id | title | area      | step             | date
L1          | Ett   | livsmedel | ordinarie_budget | 2025-02-01
"""
    later = f"{solutions}L1 | Ett | industri | i_drift | 2025-13-01\n"
    platform = whole_world(tmp_path, losningar=solutions)
    deliver(platform, on=TODAY, losningar=later)
    assert between(platform, "solutions_adopted") == (1, 2)
    assert between(platform, "solutions_adopted", **FOOD) == (0, 2)
    assert parts(platform, "solutions_adopted", **FOOD) == {"waiting_solution": (1, 1)}


def test_municipalities_are_at_most_those_there_are(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    twice = f"{NEW_PARTICIPATION}\n{NEW_PARTICIPATION.replace('13-01', '14-01')}"
    comes_longer(platform, "deltaganden", twice)
    found = bounds(platform, "municipalities_reached")
    assert (found.lower, found.upper, found.capped_at) == (2, 4, 34)
    # Gotland is one municipality.
    found = bounds(platform, "municipalities_reached", counties=("09",))
    assert (found.lower, found.upper, found.capped_at) == (0, 1, 1)
    assert bounds(platform, "smes_reached").capped_at is None


def test_a_company_initiative_or_actor_that_waits_is_itself_a_unit(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "foretag", "Växjö", "Ankeborg")
    comes_back(platform, "insatser", "livsmedel", "livsmedell")
    comes_back(platform, "aktorer", "larosate", "skola")
    assert between(platform, "smes_reached") == (1, 3)
    assert parts(platform, "smes_reached") == {"waiting_company": (1, 1)}
    assert between(platform, "initiatives") == (1, 3)
    assert parts(platform, "initiatives") == {"waiting_initiative": (1, 1)}
    assert between(platform, "actors_active") == (0, 4)
    assert parts(platform, "actors_active") == {
        "waiting_actor": (1, 1),
        "waiting_initiative": (1, 1),
    }
    assert between(platform, "needs_identified") == (2, 2)


GAMMA = "Gamma | Gamma | Stockholm | stor | 1990"


def test_a_company_may_take_its_participations_and_initiatives_anywhere(tmp_path: Path) -> None:
    companies = f"{WHOLE['foretag']}{GAMMA}\n"
    rows = f"{WHOLE['deltaganden']}I1 | Gamma | 2025-02-01 | radgivning | | |\n"
    platform = whole_world(tmp_path, foretag=companies, deltaganden=rows)
    comes_back(platform, "foretag", "Växjö", "Ankeborg")
    # Gamma's, outside the counties and large, is let in; the value is 2.
    found = bounds(platform, "participations")
    assert (found.lower, found.upper, found.capped_at) == (None, 3, 3)
    assert told(platform, "participations") == [MOVES.format("Företag")]
    for selected in (
        {"counties": ("07",)},
        {"municipalities": ("0780",)},
        {"sizes": ("mikro",)},
    ):
        assert value(platform, "participations", **selected) == 1
        assert between(platform, "participations", **selected) == (None, 3), selected
    assert value(platform, "participations", **FOOD) == 1
    assert between(platform, "participations", **FOOD) == (None, 2)
    # Växjö, Kalmar, Gamma's Stockholm, and wherever Alfa may turn out to be.
    assert between(platform, "municipalities_reached") == (None, 4)
    # Both initiatives could reach two counties.
    assert between(platform, "cross_county_initiatives") == (None, 2)
    assert between(platform, "county_pairs") == (None, 2)
    # A row that waits comes on top of that.
    comes_longer(platform, "deltaganden", NEW_PARTICIPATION)
    assert between(platform, "cross_county_initiatives") == (None, 3)


def test_a_company_may_reach_a_municipality_where_nobody_is_known(tmp_path: Path) -> None:
    both_in_kalmar = WHOLE["foretag"].replace("Växjö ", "Kalmar")
    platform = whole_world(tmp_path, foretag=both_in_kalmar)
    comes_back(platform, "foretag", "Växjö", "Ankeborg")
    assert value(platform, "municipalities_reached") == 1
    assert between(platform, "municipalities_reached") == (None, 2)
    comes_back(platform, "foretag", "Växjö", "Växjö")
    assert value(platform, "municipalities_reached") == 2


def test_an_initiative_may_take_all_it_reached_to_another_area(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "insatser", "livsmedel", "livsmedell")
    assert between(platform, "smes_reached") == (2, 2)
    assert between(platform, "smes_reached", **FOOD) == (None, 2)
    assert told(platform, "smes_reached", **FOOD) == [MOVES.format("Insatser")]
    assert between(platform, "municipalities_reached", **FOOD) == (None, 2)
    # Of two areas nobody is known; both companies could be.
    assert between(platform, "smes_multi_area") == (None, 2)
    assert between(platform, "smes_returning") == (0, 0)
    # A count of initiatives it moves by itself alone.
    assert between(platform, "cross_county_initiatives", **FOOD) == (0, 1)
    assert parts(platform, "cross_county_initiatives") == {"waiting_initiative": (1, 1)}
    # It may answer all needs, or none; but the needs stay where they are.
    assert between(platform, "needs_met") == (None, 2)
    assert between(platform, "needs_met", **FOOD) == (None, 1)
    comes_longer(platform, "deltaganden", NEW_PARTICIPATION)
    assert between(platform, "smes_reached", **FOOD) == (None, 3)


def test_a_principal_that_waits_may_turn_out_to_be_across_the_border(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    assert between(platform, "smes_across_border") == (0, 0)
    comes_back(platform, "aktorer", "larosate", "skola")
    assert between(platform, "smes_across_border") == (None, 2)
    assert told(platform, "smes_across_border") == [MOVES.format("Aktörer")]
    comes_back(platform, "insatser", "livsmedel", "livsmedell")
    assert told(platform, "smes_across_border") == [MOVES.format("Aktörer eller Insatser")]
    (english,) = (text.en for text in bounds(platform, "smes_across_border").sentences)
    assert english.startswith("A row of Aktörer or Insatser that waits for correction may move")
    comes_back(platform, "aktorer", ACTORS, ACTORS)
    assert between(platform, "smes_across_border") == (None, 2)


def test_what_an_initiative_takes_along_may_be_new_or_first(tmp_path: Path) -> None:
    companies = WHOLE["foretag"].replace("| 1990", "|     ")
    platform = whole_world(tmp_path, foretag=companies)
    # Beta, of which no year is known, was reached in the other area.
    assert between(platform, "new_enterprises", **FOOD) == (1, 1)
    comes_back(platform, "insatser", "industri", "industrin")
    assert between(platform, "new_enterprises", **FOOD) == (None, 2)
    comes_back(platform, "insatser", "industri", "livsmedel")
    comes_back(platform, "foretag", "1990", "2024")
    assert value(platform, "new_enterprises", **FOOD) == 2


def test_a_first_support_that_is_unmeasured_may_be_taken_along(tmp_path: Path) -> None:
    unmeasured = WHOLE["deltaganden"].replace("| 10 ", "|    ").replace("| 3 ", "|   ")
    platform = whole_world(tmp_path, minimum(minimum_hours=8), deltaganden=unmeasured)
    comes_back(platform, "insatser", "livsmedel", "livsmedell")
    assert value(platform, "smes_new", **FOOD) == 0
    assert between(platform, "smes_new", **FOOD) == (None, 2)
