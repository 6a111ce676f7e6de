"""Targets whose date has passed: judged by the figure at that date, as known now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from s3metrics.cli.targets import _row
from s3metrics.platform import Platform
from s3metrics.programme import Target
from s3metrics.reports.pack.headlines import target_cells
from s3metrics.reports.pack.wording import Wording
from s3metrics.targets import Standing, TargetStatus
from s3metrics.targets.flags import Kind
from tests.recount.orgnr import with_check_digit
from tests.small_world import TODAY, deliver, open_platform, programme, sender
from tests.targets.test_targets import target
from ui.wording import standing

MARCH, SEPTEMBER = date(2025, 3, 31), date(2025, 9, 30)
NUMBERS = [with_check_digit(f"5593{number:05}") for number in range(30)]
COMPANIES = "orgnr | name | municipality | size\n" + "\n".join(
    f"{number} | N{index} | Växjö | mikro" for index, number in enumerate(NUMBERS)
)
INITIATIVES = """
initiative_id | title | area      | principal | start_date | status   | counties | needs
I1            | Ett   | livsmedel | Campus    | 2024-04-01 | pagaende | 07       | N1
"""
# Twenty SMEs, five in each quarter up to March 2025; ten more in May.
PARTICIPATIONS = "initiative_id | orgnr | date | support\n" + "\n".join(
    f"I1 | {number} | {day} | radgivning"
    for index, number in enumerate(NUMBERS)
    for day in (
        ("2024-04-01", "2024-07-01", "2024-10-01", "2025-01-01", "2025-05-01", "2025-05-01")[
            index // 5
        ],
    )
)
BOOKINGS = """
initiative_id | date       | kind        | amount_sek
I1            | 2025-03-01 | inbetalning | 1200
I1            | 2025-09-01 | inbetalning | -500
I1            | 2025-03-01 | kostnad     | 20
"""
NEEDS = """
need_id | title | status       | area      | county | date
N1      | Ett   | identifierat | livsmedel | 07     | 2025-02-01
N2      | Två   | identifierat | livsmedel | 07     | 2025-06-01
N3      | Tre   | identifierat | livsmedel | 07     | 2025-07-01
"""


def world(folder: Path, *targets: Target, on: date = TODAY) -> Platform:
    platform = open_platform(folder, programme(targets=targets))
    deliver(
        platform,
        "Livs",
        on,
        foretag=COMPANIES,
        insatser=INITIATIVES,
        deltaganden=PARTICIPATIONS,
        ekonomi=BOOKINGS,
        behov=NEEDS,
    )
    return platform


def told(status: TargetStatus) -> list[str]:
    return [text.sv for text in status.sentences]


@dataclass(frozen=True)
class Judged:
    """A target, its standing, and what is told of it."""

    target: Target
    then: float
    now: float
    status: Standing
    sentences: tuple[str, ...]


JUDGED = {
    "missed, and more today": Judged(
        target(25, date=MARCH),
        20,
        30,
        Standing.BEHIND,
        (
            "20 av 25 (företag) till 2025-03-31.",
            "I dag är siffran 30.",
            "Målet nåddes inte till sin dag.",
        ),
    ),
    "reached, and corrected since": Judged(
        target(1000, indicator="funding_paid", date=MARCH),
        1200,
        700,
        Standing.REACHED,
        (
            "1\xa0200 av 1\xa0000 (kronor) till 2025-03-31.",
            "I dag är siffran 700.",
            "Målet nåddes till sin dag.",
        ),
    ),
    "a level that has sunk since": Judged(
        target(0.5, indicator="need_conversion", date=MARCH),
        1,
        1 / 3,
        Standing.REACHED,
        (
            "100,0 % av 50,0 % (andel) till 2025-03-31.",
            "I dag är siffran 33,3 %.",
            "Målet nåddes till sin dag.",
        ),
    ),
    "a level that less is better of": Judged(
        target(0.9, indicator="cost_per_sme", date=MARCH),
        1,
        2 / 3,
        Standing.BEHIND,
        (),
    ),
}


@pytest.mark.parametrize("judged", JUDGED.values(), ids=JUDGED)
def test_judged_by_the_figure_at_the_date(tmp_path: Path, judged: Judged) -> None:
    (status,) = world(tmp_path, judged.target).targets()
    assert float(status.value.value) == pytest.approx(judged.then)
    assert float(status.value_now.value) == pytest.approx(judged.now)
    assert (status.value_to, status.has_passed, status.status) == (MARCH, True, judged.status)
    assert told(status)[: len(judged.sentences)] == list(judged.sentences)
    assert (status.forecast, status.pace_needed_per_month) == (None, None)
    if status.share_reached is not None:
        goal = float(judged.target.value)
        assert status.share_reached == pytest.approx(judged.then / goal)


def test_on_the_day_itself_today_decides(tmp_path: Path) -> None:
    (status,) = world(tmp_path, target(30, date=TODAY)).targets()
    assert (status.has_passed, status.value_to, status.status) == (False, TODAY, Standing.REACHED)
    assert told(status)[:2] == ["30 av 30 (företag) till 2025-12-31.", "Målet är nått."]


def test_for_programs(tmp_path: Path) -> None:
    (status,) = world(tmp_path, target(25, date=MARCH)).targets()
    found = json.loads(json.dumps(status.as_json()))
    assert (found["value"], found["value_to"], found["value_now"]) == (20, "2025-03-31", 30)
    assert (found["status"], found["share_reached"], found["forecast"]) == ("behind", 0.8, None)
    row = _row(status)
    assert (row["value"], row["value_to"], row["value_now"]) == (20, MARCH, 30)


def test_in_the_pack_and_on_the_pages(tmp_path: Path) -> None:
    missed, met, still = world(
        tmp_path,
        target(25, date=MARCH),
        target(20, date=MARCH),
        target(40, date=date(2026, 3, 31)),
    ).targets()
    # The pack's table has today's figure before the target: the share tells what it is of.
    cells = [target_cells(one, Wording("sv"))[1] for one in (missed, met, still)]
    assert [(cell.text, cell.note) for cell in cells] == [
        ("80\xa0%", "20 den dagen"),
        ("100\xa0%", "20 den dagen"),
        ("75\xa0%", ""),
    ]
    assert [standing.words(one) for one in (missed, met)] == [
        "Målet nåddes inte i tid",
        "Målet nåddes i tid",
    ]
    assert standing.reached(missed) == "20 av 25 till 31 mars 2025"
    assert standing.words(still) == standing.word(still.status)


def test_lists_that_do_not_reach_the_date(tmp_path: Path) -> None:
    last = date(2025, 7, 15)
    platform = world(
        tmp_path,
        target(40, date=SEPTEMBER),
        target(30, date=SEPTEMBER),
        target(1000, indicator="funding_paid", date=SEPTEMBER),
        target(0.3, indicator="need_conversion", date=SEPTEMBER),
        on=last,
    )
    missing, counted, paid, share = platform.targets()
    why = "Listorna når bara till 2025-07-15, så ingen vet än om målet nåddes till sin dag."
    assert (missing.status, missing.forecast) == (None, None)
    assert "Målet nåddes inte till sin dag." not in told(missing)
    assert told(missing)[:2] == ["30 av 40 (företag) till 2025-09-30.", why]
    # What is counted once stays counted; money and shares may still go either way.
    assert counted.status is Standing.REACHED
    assert [(one.status, str(one.why_no_status)) for one in (paid, share)] == [(None, why)] * 2
    assert [flag for flag in platform.flags() if flag.kind is Kind.BEHIND_PACE] == []


def test_of_a_share_both_lists_must_reach_the_date(tmp_path: Path) -> None:
    platform = world(tmp_path, target(3, indicator="cost_per_sme", date=MARCH), on=date(2025, 2, 1))
    assert platform.targets()[0].status is None
    deliver(platform, "Livs", TODAY, ekonomi=BOOKINGS.replace("20\n", "21\n"))
    assert platform.targets()[0].status is None
    deliver(platform, "Livs", TODAY, deltaganden=PARTICIPATIONS.replace("2025-05", "2025-06"))
    assert platform.targets()[0].status is Standing.REACHED


def test_no_figure_at_the_date(tmp_path: Path) -> None:
    early = target(0.5, indicator="need_conversion", date=date(2025, 1, 31))
    (status,) = world(tmp_path, early).targets()
    assert (status.status, status.value.value) == (None, None)
    assert told(status) == [
        "I dag är siffran 33,3 %.",
        "Det fanns ingen siffra på målets dag att jämföra med målet.",
    ]


def test_no_forecast_of_a_programme_that_is_over(tmp_path: Path) -> None:
    period = programme().period.model_copy(update={"end": date(2025, 11, 30)})
    platform = open_platform(tmp_path, programme(period=period, targets=()))
    deliver(platform, "Livs", TODAY, foretag=COMPANIES, insatser=INITIATIVES)
    deliver(platform, "Livs", TODAY, deltaganden=PARTICIPATIONS)
    (status,) = platform.targets_of("smes_reached")
    assert (status.status, status.forecast) == (Standing.NO_TARGET, None)
    assert "Programmets sista dag har passerat." in told(status)


def test_flags_tell_what_was_then_and_what_is_now(tmp_path: Path) -> None:
    platform = world(
        tmp_path,
        target(25, date=MARCH),
        target(25, date=MARCH, county="07"),
        target(900, date=date(2026, 12, 31), county="07"),
        target(5000, indicator="costs", date=MARCH),
    )
    found = [flag for flag in platform.flags() if flag.kind is Kind.BEHIND_PACE]
    assert [(flag.headline.sv, flag.told.sv) for flag in found[:2]] == [
        (
            "SMF som nåtts: målet nåddes inte till sin dag.",
            "20 av 25 till 31 mars 2025; 30 i dag.",
        ),
        (
            "SMF som nåtts: målet nåddes inte till sin dag i Kronobergs län.",
            "Kronobergs län: 20 av 25 till 31 mars 2025; 30 i dag.",
        ),
    ]
    # What may still be reached stands by itself.
    assert [flag.headline.sv for flag in found[2:]] == [
        "SMF som nåtts: takten räcker inte i Kronobergs län."
    ]


def test_a_flag_names_a_county_once(tmp_path: Path) -> None:
    two = [target(900, date=date(year, 12, 31), county="07") for year in (2026, 2027)]
    (flag,) = [one for one in world(tmp_path, *two).flags() if one.kind is Kind.BEHIND_PACE]
    assert flag.headline.sv == "SMF som nåtts: takten räcker inte i Kronobergs län."
    assert flag.counties == ("07",)


@pytest.mark.parametrize("day", [MARCH, TODAY, date(2026, 12, 31)])
@pytest.mark.parametrize("value", [10, 30])
@pytest.mark.parametrize("indicator", ["costs", "smes_outside", "burn_rate"])
def test_neither_way_is_better(tmp_path: Path, day: date, value: float, indicator: str) -> None:
    # 20 SEK of costs: above 10 and below 30.
    platform = world(tmp_path, target(value, indicator=indicator, date=day))
    (status,) = platform.targets()
    assert status.status is None
    if indicator == "costs":
        assert "Varken mer eller mindre är bättre, så målet har inget läge." in told(status)
    assert [flag for flag in platform.flags() if flag.kind is Kind.BEHIND_PACE] == []


def test_a_listed_sender_that_never_delivered_does_not_hold_back(tmp_path: Path) -> None:
    listed = (
        sender("Livs", "Deltaganden", areas=("livsmedel",)),
        sender("Trä", "Deltaganden", areas=("tra_skog",)),
    )
    given = {"foretag": COMPANIES, "insatser": INITIATIVES, "deltaganden": PARTICIPATIONS}
    platform = open_platform(tmp_path, programme(senders=listed, targets=(target(100),)))
    deliver(platform, "Livs", date(2025, 7, 15), **given)
    assert platform.targets()[0].pace_from == date(2025, 6, 30)
    # The same lists again: confirmed, but no delivery.
    deliver(platform, "Livs", date(2025, 10, 15), **given)
    assert platform.targets()[0].pace_from == date(2025, 6, 30)
