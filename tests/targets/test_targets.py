"""Targets weighed against figures that can be counted by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from s3metrics.errors import WrongCall
from s3metrics.platform import Platform
from s3metrics.programme import Target
from s3metrics.targets import Standing, TargetStatus
from tests.recount.orgnr import with_check_digit
from tests.small_world import deliver, open_platform, programme, sender

# Twelve SMEs are met in each of five quarters, all in Växjö and of livsmedel, on the quarter's
# first day; three more in the sixth, which is not over.
PER_QUARTER = 12
QUARTERS = ("2024-04-01", "2024-07-01", "2024-10-01", "2025-01-01", "2025-04-01", "2025-07-01")
NUMBERS = [with_check_digit(f"5591{number:05}") for number in range(5 * PER_QUARTER + 3)]
COMPANIES = "orgnr | name | municipality | size\n" + "\n".join(
    f"{number} | N{index} | Växjö | mikro" for index, number in enumerate(NUMBERS)
)
INITIATIVES = """
initiative_id | title | area      | principal | start_date | status   | counties
I1            | Ett   | livsmedel | Campus    | 2024-04-01 | pagaende | 07
"""
PARTICIPATIONS = "initiative_id | orgnr | date | support | hours\n" + "\n".join(
    f"I1 | {number} | {QUARTERS[index // PER_QUARTER]} | radgivning | 2"
    for index, number in enumerate(NUMBERS)
)
TODAY = date(2025, 8, 15)
END = date(2026, 6, 30)


def target(value: float, **changes: Any) -> Target:
    given = {"indicator": "smes_reached", "date": END, "value": value, "source": "Beslut"}
    return Target.model_validate({**given, **changes})


def world(folder: Path, *targets: Target, on: date = TODAY, **changes: Any) -> Platform:
    platform = open_platform(folder, programme(targets=targets, **changes), TODAY)
    deliver(
        platform,
        "Livs",
        on,
        foretag=COMPANIES,
        insatser=INITIATIVES,
        deltaganden=PARTICIPATIONS,
    )
    return platform


def only(platform: Platform) -> TargetStatus:
    (status,) = platform.targets()
    return status


def test_pace_and_forecast_by_hand(tmp_path: Path) -> None:
    status = only(world(tmp_path, target(100)))
    assert status.value.value == 63
    assert status.share_reached == pytest.approx(0.63)
    # The third quarter of 2025 is not over: its three are in the value, not in the pace.
    assert status.pace_from == date(2025, 6, 30)
    assert status.pace_held_per_month == 4
    # 100 − 60 in the four quarters from 30 June to 30 June, a month being a third of a quarter.
    assert status.pace_needed_per_month == pytest.approx(40 / 12)
    assert status.status is Standing.ON_COURSE
    assert status.forecast is not None
    assert status.forecast.date == END
    assert status.forecast.value == 60 + 12 * 4
    assert status.forecast.lower < 100 < status.forecast.upper
    assert [text.sv for text in status.sentences][:4] == [
        "63 av 100 (företag) till 2026-06-30.",
        "Takten räcker till målet.",
        "Takten de fyra senaste hela kvartalen, till 2025-06-30: 4 i månaden; det som behövs från "
        "den dagen är 3,33.",
        "Prognos 2026-06-30: 108, och fyra gånger av fem mellan 92 och 124. Rak framskrivning av "
        "de fyra senaste hela kvartalens tillskott, med ett 80-procentigt prediktionsintervall "
        "enligt Students t-fördelning.",
    ]
    assert status.sentences[-1].en == "The target lies in the interval: it may go either way."


@pytest.mark.parametrize(
    ("value", "expected"),
    [(63, Standing.REACHED), (108, Standing.ON_COURSE), (109, Standing.BEHIND)],
)
def test_standing(tmp_path: Path, value: float, expected: Standing) -> None:
    assert only(world(tmp_path, target(value))).status is expected


def test_six_whole_quarters_of_five_are_on_course_for_thirty_more(tmp_path: Path) -> None:
    rows = "\n".join(
        f"I1 | {number} | {day} | radgivning"
        for quarter, day in enumerate(QUARTERS)
        for number in NUMBERS[5 * quarter : 5 * quarter + 5]
    )
    goal = target(60, date=date(2027, 3, 31))
    platform = open_platform(tmp_path, programme(targets=(goal,)), date(2025, 12, 31))
    deliver(platform, "Livs", date(2025, 12, 31), foretag=COMPANIES, insatser=INITIATIVES)
    heading = "initiative_id | orgnr | date | support\n"
    deliver(platform, "Livs", date(2025, 12, 31), deltaganden=heading + rows)
    status = only(platform)
    assert (status.value.value, status.pace_from) == (30, date(2025, 9, 30))
    assert status.pace_held_per_month == status.pace_needed_per_month == pytest.approx(5 / 3)
    assert status.status is Standing.ON_COURSE
    assert status.forecast is not None and status.forecast.value == 60


def test_a_late_list_does_not_slow_the_pace(tmp_path: Path) -> None:
    listed = (
        sender("Livs", "Deltaganden", areas=("livsmedel",)),
        sender("Trä", "Deltaganden", areas=("tra_skog",)),
    )
    platform = world(tmp_path, target(100), target(100, area="livsmedel"), senders=listed, on=TODAY)
    other = """
initiative_id | title | area     | principal | start_date | status
T1            | Trä   | tra_skog | Campus    | 2024-04-01 | pagaende
"""
    rows = f"initiative_id | orgnr | date | support\nT1 | {NUMBERS[0]} | 2024-05-01 | kontakt"
    deliver(platform, "Trä", date(2025, 5, 2), insatser=other, deltaganden=rows)
    whole, of_food = platform.targets()
    # Trä last delivered in May: only up to March has everybody reported.
    assert (whole.pace_from, of_food.pace_from) == (date(2025, 3, 31), date(2025, 6, 30))
    assert (whole.value.value, whole.pace_held_per_month) == (63, 4)


def test_of_an_area_and_of_a_county(tmp_path: Path) -> None:
    platform = world(
        tmp_path,
        target(100, area="livsmedel"),
        target(100, area="industri"),
        target(100, county="07"),
        target(100, county="08"),
    )
    found = platform.targets()
    assert [(s.area, s.county, s.value.value) for s in found] == [
        ("livsmedel", None, 63),
        ("industri", None, 0),
        (None, "07", 63),
        (None, "08", 0),
    ]
    assert [str(s.where) for s in found] == [
        "Livsmedel",
        "Industriell utveckling",
        "Kronobergs län",
        "Kalmar län",
    ]
    assert [s.status for s in found] == [Standing.ON_COURSE, None, Standing.ON_COURSE, None]


def test_too_few_quarters_show_nothing(tmp_path: Path) -> None:
    # The list came in January 2025: three quarters had ended.
    status = only(world(tmp_path, target(100), on=date(2025, 1, 10)))
    assert (status.status, status.forecast, status.pace_held_per_month) == (None, None, None)
    assert status.why_no_status is not None
    assert "3 hela rapporterade kvartal" in status.why_no_status.sv
    assert status.value.value == 63


def test_a_level_is_only_compared(tmp_path: Path) -> None:
    platform = world(
        tmp_path,
        target(0.5, indicator="cross_county_share"),
        target(3, indicator="cost_per_sme"),
        target(0, indicator="cross_county_share"),
    )
    deliver(
        platform,
        "Region",
        TODAY,
        ekonomi="initiative_id | date | kind | amount_sek\nI1 | 2025-01-01 | kostnad | 126",
    )
    share, cost, nothing = platform.targets()
    assert (share.status, share.forecast, share.pace_needed_per_month) == (
        Standing.BEHIND,
        None,
        None,
    )
    assert "Nivån är inte nådd i dag." in [text.sv for text in share.sentences]
    # 126 / 63 = 2 SEK per SME, and less is better.
    assert (cost.status, cost.share_reached) == (Standing.REACHED, None)
    assert (nothing.status, nothing.share_reached) == (Standing.REACHED, None)


def test_funding_has_no_pace(tmp_path: Path) -> None:
    platform = world(tmp_path, target(1000, indicator="funding_decided"))
    deliver(
        platform,
        "Region",
        TODAY,
        finansiering="initiative_id | funder | source | form | budget_sek\n"
        "I1 | Regionen | region | kontant | 400",
    )
    status = only(platform)
    assert (status.status, status.share_reached, status.forecast) == (None, 0.4, None)
    assert status.why_no_status is not None and "Varken mer eller mindre" in status.why_no_status.sv


def test_a_date_that_has_passed(tmp_path: Path) -> None:
    early = date(2025, 6, 30)
    missed, reached = world(tmp_path, target(70, date=early), target(60, date=early)).targets()
    assert (missed.status, reached.status) == (Standing.BEHIND, Standing.REACHED)
    assert (missed.forecast, missed.pace_needed_per_month) == (None, None)
    assert "Målet nåddes inte till sin dag." in [text.sv for text in missed.sentences]


def test_what_is_not_there_has_no_standing(tmp_path: Path) -> None:
    platform = world(
        tmp_path,
        target(5, indicator="needs_identified"),
        target(5, indicator="smes_returning", area="livsmedel"),
    )
    missing, lacking = platform.targets()
    assert (missing.value.status.value, missing.status) == ("not_reported", None)
    assert missing.why_no_status is not None and "finns inte" in missing.why_no_status.sv
    assert lacking.why_no_status is not None and "delas upp" in lacking.why_no_status.sv


def test_an_example_says_so(tmp_path: Path) -> None:
    example, decided = world(tmp_path, target(100, example=True), target(100)).targets()
    assert example.sentences[-1].sv == "Exempelmål: ur inget beslut."
    assert example.as_json()["example"] is True
    assert decided.as_json()["example"] is False
    assert (decided.as_json()["source"], decided.as_json()["target"]) == ("Beslut", 100)


def test_without_a_target_the_pace_is_still_told(tmp_path: Path) -> None:
    platform = world(tmp_path, target(100), target(200))
    assert [s.target for s in platform.targets_of("smes_reached")] == [100, 200]
    (status,) = platform.targets_of("smes_reached", area="Livsmedel")
    assert (status.status, status.target, status.area) == (Standing.NO_TARGET, None, "livsmedel")
    assert status.pace_held_per_month == 4
    assert status.forecast is not None
    assert status.forecast.date == platform.programme.period.end
    assert status.sentences[0].sv == "63 företag."
    with pytest.raises(WrongCall, match="livsmeddel"):
        platform.targets_of("smes_reached", area="livsmeddel")


def test_as_of_an_earlier_delivery(tmp_path: Path) -> None:
    platform = world(tmp_path, target(100), on=date(2025, 1, 10))
    fewer = "\n".join(PARTICIPATIONS.splitlines()[:25])
    deliver(platform, "Livs", TODAY, deltaganden=fewer)
    assert only(platform).value.value == 24
    assert platform.targets(as_of=1)[0].value.value == 63


def test_a_programme_that_begins_within_a_quarter_skips_that_quarter(tmp_path: Path) -> None:
    late = programme().period.model_copy(update={"start": date(2024, 5, 15)})
    status = only(world(tmp_path, target(100), period=late))
    # Those of 1 April lie before the programme; its first quarter is no whole one.
    assert (status.value.value, status.pace_held_per_month) == (51, 4)
    short = world(tmp_path / "b", target(100), period=late, on=date(2025, 4, 2))
    assert "3 hela rapporterade kvartal" in str(only(short).why_no_status)
