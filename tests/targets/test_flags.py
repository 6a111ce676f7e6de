"""Red flags: each rule raised by a world that can be counted by hand, and left alone by another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from s3metrics.platform import Platform
from s3metrics.programme import Target
from s3metrics.targets.flags import Flag, Kind, elapsed_share
from s3metrics.targets.next import next_target
from tests.recount.orgnr import with_check_digit
from tests.small_world import deliver, open_platform, programme
from tests.targets.test_targets import END, TODAY, target
from tests.targets.test_targets import world as of_growth

ONE, TWO, THREE = (with_check_digit(f"5592{number:05}") for number in range(3))
COMPANIES = f"""
orgnr   | name  | municipality | size
{ONE}   | One   | Växjö        | mikro
{TWO}   | Two   | Jönköping    | mikro
{THREE} | Three | Växjö        | stor
"""
INITIATIVES = """
initiative_id | title | area      | principal | start_date | status   | counties
L1            | Ett   | livsmedel | Campus    | 2024-04-01 | pagaende | 07
T1            | Två   | tra_skog  | Campus    | 2024-04-01 | pagaende | 06,07
"""
PARTICIPATIONS = f"""
initiative_id | orgnr | date       | support    | hours
L1            | {ONE} | 2025-02-01 | radgivning | 2
T1            | {ONE} | 2025-02-01 | radgivning | 2
T1            | {TWO} | 2025-02-02 | radgivning | 2
T1            | {THREE} | 2025-02-03 | radgivning | 2
"""
FUNDING = """
initiative_id | funder                | source | form    | budget_sek
L1            | Tillväxtverket (ERUF) | eruf   | kontant | 1000
T1            | Tillväxtverket (ERUF) | eruf   | kontant | 1000
"""
BOOKINGS = """
initiative_id | date       | kind    | amount_sek
L1            | 2025-03-01 | kostnad | 800
T1            | 2025-03-01 | kostnad | 250
"""


def world(folder: Path, *targets: Target, **tables: str) -> Platform:
    platform = open_platform(folder, programme(targets=targets), TODAY)
    given = {
        "foretag": COMPANIES,
        "insatser": INITIATIVES,
        "deltaganden": PARTICIPATIONS,
        "finansiering": FUNDING,
        "ekonomi": BOOKINGS,
    }
    deliver(platform, on=TODAY, **{**given, **tables})
    return platform


def of_kind(platform: Platform, kind: Kind) -> list[Flag]:
    return [flag for flag in platform.flags() if flag.kind is kind]


def test_elapsed_time_is_the_share_of_the_programmes_days() -> None:
    period = programme().period
    days = (period.end - period.start).days
    assert elapsed_share(programme(), TODAY) == Decimal((TODAY - period.start).days) / days
    assert elapsed_share(programme(), date(2020, 1, 1)) == 0
    assert elapsed_share(programme(), date(2040, 1, 1)) == 1


def test_spending_out_of_step_is_flagged_beyond_the_tolerance_only(tmp_path: Path) -> None:
    # 27.5 % of the time has passed. Spent: food 80 %, wood 25 % (in step), all 52.5 %.
    found = of_kind(world(tmp_path), Kind.SPENDING)
    assert [flag.areas for flag in found] == [(), ("livsmedel",)]
    assert found[1].headline.sv == "Livsmedel: pengarna används före tiden."
    assert found[1].told.sv == (
        "80,0 % av den beslutade finansieringen är upparbetad när 27,5 % av programtiden har gått."
    )
    assert found[1].told.en.startswith("80.0% of the funding decided is spent when 27.5%")


def test_spending_behind_time_says_so(tmp_path: Path) -> None:
    found = of_kind(world(tmp_path, ekonomi=BOOKINGS.replace("800", "10")), Kind.SPENDING)
    assert "Livsmedel: pengarna används efter tiden." in [flag.headline.sv for flag in found]


def test_county_that_nobody_reaches_and_county_that_an_area_misses(tmp_path: Path) -> None:
    found = of_kind(world(tmp_path), Kind.COUNTY_NOT_REACHED)
    assert [(flag.areas, flag.counties) for flag in found] == [
        ((), ("08", "09")),
        (("livsmedel",), ("06",)),
    ]
    assert found[0].headline.sv == "Programmet når inte Kalmar län och Gotlands län."
    assert found[1].headline.en == "Food does not reach Jönköping County."


def test_area_without_cross_county_initiative(tmp_path: Path) -> None:
    found = of_kind(world(tmp_path), Kind.NO_CROSS_COUNTY)
    # Wood reaches two counties; the other areas have no initiatives at all, so nothing is missing.
    assert [flag.areas for flag in found] == [("livsmedel",)]
    assert found[0].told.sv == "Ingen av områdets insatser, 1, har gett stöd i minst två län."


def test_what_is_not_reported_raises_no_flag(tmp_path: Path) -> None:
    platform = open_platform(tmp_path, programme(), TODAY)
    deliver(platform, on=TODAY, bakgrund="county | year | companies | source\n07 | 2024 | 9 | SCB")
    assert platform.flags() == []


def test_pace_that_is_not_enough_names_the_pace_and_what_is_needed(tmp_path: Path) -> None:
    # 4 a month where (300 − 60) ÷ 12 months = 20 are needed (see test_targets).
    platform = of_growth(tmp_path, target(300), target(300, county="07"), target(61, county="07"))
    found = of_kind(platform, Kind.BEHIND_PACE)
    assert [(flag.counties, flag.headline.sv) for flag in found] == [
        ((), "SMF som nåtts: takten räcker inte."),
        (("07",), "SMF som nåtts: takten räcker inte i Kronobergs län."),
    ]
    assert found[0].told.sv == "63 av 300 till 30 juni 2026; 4 i månaden där 20 behövs."
    assert found[1].told.en == (
        "Kronoberg County: 63 of 300 by 30 June 2026; 4 a month where 20 is needed."
    )


@pytest.mark.parametrize(("value", "count"), [(64, 0), (300, 1)])
def test_flag_of_pace_only_where_it_lacks(tmp_path: Path, value: float, count: int) -> None:
    assert len(of_kind(of_growth(tmp_path, target(value)), Kind.BEHIND_PACE)) == count


def test_next_target_is_the_one_to_come_then_the_latest_gone(tmp_path: Path) -> None:
    late = target(900, date=date(2028, 1, 1))
    gone = target(10, date=date(2024, 12, 31))
    platform = of_growth(tmp_path, late, gone, target(300), target(200, county="07"))
    statuses = platform.targets()
    found = next_target(statuses, "smes_reached", TODAY)
    assert found is not None
    assert (found.target, found.date) == (300, END)
    assert next_target(statuses, "smes_reached", TODAY, area="livsmedel") is None
    passed = next_target(statuses, "smes_reached", date(2030, 1, 1))
    assert passed is not None
    assert passed.target == 900


def test_target_knows_what_had_accumulated_at_each_finished_quarter(tmp_path: Path) -> None:
    (status,) = of_growth(tmp_path, target(300)).targets()
    assert status.past == (
        (date(2024, 6, 30), 12),
        (date(2024, 9, 30), 24),
        (date(2024, 12, 31), 36),
        (date(2025, 3, 31), 48),
        (date(2025, 6, 30), 60),
    )


def test_level_that_is_not_reached_is_no_matter_of_pace(tmp_path: Path) -> None:
    share = target(0.9, indicator="cross_county_share")
    (flag,) = of_kind(world(tmp_path, share), Kind.BEHIND_PACE)
    # One of the two initiatives with support reaches two counties.
    assert flag.headline.sv == "Andel länsöverskridande insatser: nivån är under målet."
    assert flag.told.sv == "50,0 % av 90,0 % till 30 juni 2026."
