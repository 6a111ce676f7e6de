"""Sums: when there is an upper bound, when a lower one, and what is told where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from s3metrics.platform import Platform
from tests.coverage.bounded import (
    WHOLE,
    between,
    comes_back,
    comes_longer,
    minimum,
    told,
    value,
    whole_world,
    with_unknown_area,
)

OPEN = (
    "Rader som väntar på rättning eller saknar uppgiften kan hålla vilket belopp eller antal som "
    "helst, så det finns ingen övre gräns."
)
MOVED = (
    "Rader som väntar på rättning kan flytta belopp eller timmar ut ur siffran, så det finns ingen "
    "undre gräns."
)
CORRECTIONS = (
    "Rader som väntar på rättning kan vara rättelser under noll, så det finns ingen undre gräns."
)
REPLACED = (
    "Rader som väntar på rättning kan ersätta belopp eller timmar som räknas nu, så det finns "
    "ingen undre gräns."
)
BETAS = "| 3     | 9000      |"
FOOD = {"areas": ("livsmedel",)}


def assert_open(platform: Platform, indicator: str, *why: str, **selected: tuple[str, ...]) -> None:
    """Without bounds either way, for these reasons."""
    assert between(platform, indicator, **selected) == (None, None)
    assert told(platform, indicator, **selected) == list(why)


def test_where_nothing_is_missing_there_is_nothing_to_tell(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    sums = {
        "support_hours": 13,
        "funding_decided": 400,
        "costs": 1000,
        "jobs_created": 2,
        # Of what nobody has there is nothing.
        "private_investment": 0,
        "funding_paid": 0,
    }
    for indicator, total in sums.items():
        assert between(platform, indicator) == (total, total), indicator
        assert told(platform, indicator) == [], indicator


def test_a_company_carries_its_hours_and_results_with_it(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "foretag", "Växjö", "Ankeborg")
    assert_open(platform, "support_hours", MOVED, OPEN)
    assert_open(platform, "jobs_created", MOVED, OPEN)
    assert between(platform, "costs") == (1000, 1000)
    assert between(platform, "funding_decided") == (400, 400)


def test_an_initiative_carries_what_is_counted_by_its_area_or_while_it_is_active(
    tmp_path: Path,
) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "insatser", "livsmedel", "livsmedell")
    assert between(platform, "support_hours") == (13, 13)
    assert_open(platform, "support_hours", MOVED, OPEN, **FOOD)
    assert between(platform, "costs") == (1000, 1000)
    assert_open(platform, "costs", CORRECTIONS, OPEN, **FOOD)
    # It may turn out to be aborted, wherever it is.
    assert_open(platform, "funding_decided", MOVED, OPEN)
    assert between(platform, "jobs_created") == (2, 2)


@pytest.mark.parametrize(
    ("name", "row", "indicator", "total"),
    [
        ("deltaganden", "I2 | Beta | 2025-13-01 | radgivning | 7 | |", "support_hours", 13),
        # Support that waits may be what a result needs to count.
        ("deltaganden", "I2 | Beta | 2025-13-01 | radgivning | 7 | |", "jobs_created", 2),
        ("resultat", "Beta | 2025-13-01 | arbetstillfallen | 1", "jobs_created", 2),
        ("finansiering", "I2 | IUC | stat | kontant | sju", "funding_decided", 400),
    ],
)
def test_a_new_row_that_waits_can_only_add(
    tmp_path: Path, name: str, row: str, indicator: str, total: int
) -> None:
    platform = whole_world(tmp_path)
    assert comes_longer(platform, name, row).has_quarantined
    assert between(platform, indicator) == (total, None)
    assert told(platform, indicator) == [OPEN]


def test_a_booking_that_waits_may_be_a_correction(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_longer(platform, "ekonomi", "I1 | 2025-04-01 | kostnad | tusen")
    assert_open(platform, "costs", CORRECTIONS, OPEN)


@pytest.mark.parametrize(
    ("name", "old", "fault", "corrected", "indicator", "lowered"),
    [
        ("deltaganden", "| 10 ", "| tio", "| 4 ", "support_hours", 7),
        ("finansiering", "| 300", "| trehundra", "| 200", "funding_decided", 300),
        ("resultat", "| 2\n", "| två\n", "| 1\n", "jobs_created", 1),
        # Alfa's result counts only with support inside the counties.
        ("deltaganden", "10    | 9000      |", "10||Ankeborg", "10||Stockholm", "jobs_created", 0),
    ],
)
def test_a_row_that_stood_before_may_come_to_less_corrected(
    tmp_path: Path,
    name: str,
    old: str,
    fault: str,
    corrected: str,
    indicator: str,
    lowered: int,
) -> None:
    platform = whole_world(tmp_path)
    before = value(platform, indicator)
    comes_back(platform, name, old, fault)
    # It counts by its earlier wording, though the row that came last may say less.
    assert value(platform, indicator) == before
    assert_open(platform, indicator, REPLACED, OPEN)
    comes_back(platform, name, old, corrected)
    assert (value(platform, indicator) or 0) == lowered
    assert between(platform, indicator) == (lowered, lowered)


def test_hours_that_are_missing(tmp_path: Path) -> None:
    none = WHOLE["deltaganden"].replace("| 3 ", "|   ")
    platform = whole_world(tmp_path, deltaganden=none)
    assert between(platform, "support_hours") == (10, None)
    assert told(platform, "support_hours") == [OPEN]


@pytest.mark.parametrize(
    ("rules", "too_little", "missing"),
    [
        ({"minimum_hours": 8}, "| 3 | 9000 |", "| | 9000 |"),
        ({"minimum_value_sek": 8000}, "| 3 | 7000 |", "| 3 | |"),
    ],
)
def test_what_is_missing_may_reach_the_minimum(
    tmp_path: Path, rules: dict[str, int], too_little: str, missing: str
) -> None:
    """Alfa is supported; Beta, with four jobs, is not, or nobody knows."""
    rows = WHOLE["deltaganden"]
    assert rows.count(BETAS) == 1
    platform = whole_world(tmp_path, minimum(**rules), deltaganden=rows.replace(BETAS, too_little))
    assert between(platform, "support_hours") == (10, 10)
    assert between(platform, "jobs_created") == (2, 2)
    comes_back(platform, "deltaganden", BETAS, missing)
    comes_longer(platform, "resultat", "Beta | 2025-06-01 | arbetstillfallen | 4")
    assert between(platform, "support_hours") == (10, None)
    assert between(platform, "jobs_created") == (2, None)
    assert between(platform, "costs") == (1000, 1000)


def test_a_company_of_unknown_size_may_be_of_the_size_selected(tmp_path: Path) -> None:
    companies = WHOLE["foretag"].replace("liten", "okand")
    platform = whole_world(tmp_path, foretag=companies)
    assert between(platform, "support_hours") == (13, 13)
    assert between(platform, "support_hours", sizes=("mikro",)) == (10, None)
    assert told(platform, "support_hours", sizes=("mikro",)) == [OPEN]
    # Beta's three hours count if it is a micro company.
    comes_back(platform, "foretag", "liten", "mikro")
    assert between(platform, "support_hours", sizes=("mikro",)) == (13, 13)


def test_an_initiative_without_counties_may_be_open_in_the_one_selected(tmp_path: Path) -> None:
    initiatives = WHOLE["insatser"].replace("| 08       |", "|          |")
    platform = whole_world(tmp_path, insatser=initiatives)
    assert between(platform, "funding_decided") == (400, 400)
    assert between(platform, "funding_decided", counties=("07",)) == (100, None)
    assert between(platform, "support_hours", counties=("07",)) == (10, 10)
    comes_back(platform, "insatser", "| 08       |", "| 07       |")
    assert between(platform, "funding_decided", counties=("07",)) == (400, 400)


def test_an_initiative_of_unknown_area_may_belong_to_the_one_selected(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    with_unknown_area(platform)
    assert between(platform, "support_hours") == (17, 17)
    assert between(platform, "support_hours", **FOOD) == (10, None)
    assert between(platform, "funding_decided", **FOOD) == (100, None)
    assert between(platform, "costs", **FOOD) == (1000, 1000)


def test_hours_of_which_none_are_told_are_at_least_none(tmp_path: Path) -> None:
    rows = WHOLE["deltaganden"].replace("| 10 ", "|    ").replace("| 3 ", "|   ")
    platform = whole_world(tmp_path, deltaganden=rows)
    assert value(platform, "support_hours") is None
    assert between(platform, "support_hours") == (0, None)
