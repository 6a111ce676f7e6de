"""Ratios, means and figures without bounds; and the bounds as a program gets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from s3metrics.engine.selection import Selection
from s3metrics.platform import Platform
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
    with_unknown_area,
)
from tests.small_world import ACTORS, DEFAULT, deliver, open_platform, programme, sender

NO_RATIO = (
    "Kvoten saknar en gräns därför att täljaren eller nämnaren gör det, eller nämnaren kan vara "
    "noll."
)
MEAN = (
    "Ett medelvärde eller en median kan röra sig åt båda håll när rader väntar eller uppgifter är "
    "okända, så det finns inga gränser."
)
UNREPORTED = "Ingen har levererat listorna som siffran räknas på, så den har inga gränser."
POPULATION = "county | year | companies | source\n" + "\n".join(
    f"{county} | 2024 | 25 | SCB" for county in DEFAULT.county_ids
)
NEW_NEED = "B3 | Tre | livsmedel | 07 | 2025-13-01 | insats"


def why_none(platform: Platform, indicator: str, **selected: Any) -> tuple[str, str]:
    """Why there is no lower bound, and no upper one."""
    found = bounds(platform, indicator, **selected)
    assert found.why_no_lower is not None and found.why_no_upper is not None
    return found.why_no_lower.sv, found.why_no_upper.sv


def test_a_part_of_the_same_units_is_at_most_the_whole(tmp_path: Path) -> None:
    met = WHOLE["insatser"].replace("| B1", "| B1,B2")
    platform = whole_world(tmp_path, insatser=met)
    assert between(platform, "need_conversion") == (1.0, 1.0)
    assert told(platform, "need_conversion") == []
    comes_longer(platform, "behov", NEW_NEED)
    # Two or three of two or three: at least two of three, and never three of two.
    found = bounds(platform, "need_conversion")
    assert (found.lower, found.upper, found.capped_at) == (2 / 3, 1.0, 1.0)
    assert parts(platform, "need_conversion") == {"waiting_need": (1, 0)}
    assert told(platform, "need_conversion") == [
        "1 rad i Behov väntar på rättning; varje sådan rad kan lägga till en."
    ]


def test_who_is_in_the_numerator_by_both_kinds_of_rows(tmp_path: Path) -> None:
    """Alfa, of unknown size, lies in Kronoberg and was supported in Kalmar alone."""
    platform = whole_world(
        tmp_path,
        foretag=WHOLE["foretag"].replace("mikro", "okand"),
        deltaganden=WHOLE["deltaganden"].replace("| 10    | 9000      |", "| 10 | 9000 | Kalmar")
        + "I1 | Beta | 2025-02-01 | radgivning | 4 | | Växjö\n",
        resultat="orgnr | date | kind\nAlfa | 2025-06-01 | produktinnovation\n",
    )
    assert value(platform, "innovation_share") == 0
    assert between(platform, "innovation_share") == (0, 1)
    assert parts(platform, "innovation_share") == {"unknown_size": (1, 0)}
    # Beta alone was supported there, whatever size Alfa is of.
    assert between(platform, "innovation_share", counties=("07",)) == (0, 0)


def test_a_ratio_lacks_the_bound_that_its_numbers_lack(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "insatser", "livsmedel", "livsmedell")
    # I1 may answer any need; there are two.
    found = bounds(platform, "need_conversion")
    assert (found.lower, found.upper) == (None, 1.0)
    assert (found.why_no_lower is None, found.why_no_upper) == (False, None)
    assert told(platform, "need_conversion") == [NO_RATIO]
    # It may turn out to be aborted, and its money with it.
    assert between(platform, "eu_share") == (None, None)
    comes_back(platform, "insatser", "livsmedel", "livsmedel")
    assert between(platform, "eu_share") == (0.25, 0.25)
    # More money may come, of either kind.
    comes_longer(platform, "finansiering", "I2 | IUC | stat | kontant | sju")
    found = bounds(platform, "leverage")
    assert (found.lower, found.upper, found.capped_at) == (None, None, None)


def test_costs_per_company_with_a_company_more(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_longer(platform, "deltaganden", "I2 | Beta | 2025-13-01 | radgivning | 7 | |")
    # 1 000 kr over two companies or three: participations that wait do not touch the costs.
    found = bounds(platform, "cost_per_sme")
    assert (found.lower, found.upper, found.capped_at) == (1000 / 3, 500, None)
    comes_longer(platform, "ekonomi", "I1 | 2025-04-01 | kostnad | tusen")
    assert between(platform, "cost_per_sme") == (None, None)
    assert told(platform, "cost_per_sme") == [NO_RATIO]


def test_where_nobody_may_be_reached_the_quotient_may_be_anything(tmp_path: Path) -> None:
    companies = WHOLE["foretag"].replace("liten", "okand").replace("mikro", "okand")
    platform = whole_world(tmp_path, foretag=companies)
    found = bounds(platform, "cost_per_sme")
    assert (found.lower, found.upper) == (500, None)
    assert found.why_no_lower is None
    assert told(platform, "cost_per_sme") == [NO_RATIO]


def test_nothing_over_whomever_is_nothing(tmp_path: Path) -> None:
    platform = whole_world(
        tmp_path,
        foretag=WHOLE["foretag"].replace("liten", "okand").replace("mikro", "okand"),
        ekonomi=WHOLE["ekonomi"].replace("1000", "0"),
    )
    assert between(platform, "cost_per_sme") == (0, None)


def test_below_zero_the_larger_divisor_gives_more(tmp_path: Path) -> None:
    platform = whole_world(
        tmp_path,
        foretag=WHOLE["foretag"].replace("liten", "okand"),
        ekonomi=WHOLE["ekonomi"].replace("1000", "-1000"),
    )
    # −1 000 kr over one company, or over two if Beta is small.
    assert value(platform, "cost_per_sme") == -1000
    assert between(platform, "cost_per_sme") == (-1000, -500)


def test_a_population_that_waits(tmp_path: Path) -> None:
    platform = whole_world(tmp_path, bakgrund=POPULATION)
    comes_longer(platform, "deltaganden", "I2 | Beta | 2025-13-01 | radgivning | 7 | |")
    found = bounds(platform, "reach_share")
    assert (found.lower, found.upper, found.capped_at) == (0.02, 0.03, None)
    deliver(platform, on=TODAY, bakgrund=f"{POPULATION}\n09 | 2025 | många | SCB\n")
    assert between(platform, "reach_share") == (None, None)
    assert told(platform, "reach_share")[-1] == NO_RATIO


def test_a_median_may_move_while_anything_waits(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    # B1 is of 15 January, I1 began on the 1st.
    assert between(platform, "need_lead_time_days") == (-14, -14)
    assert told(platform, "need_lead_time_days") == []
    comes_longer(platform, "deltaganden", "I2 | Beta | 2025-13-01 | radgivning | 7 | |")
    assert between(platform, "need_lead_time_days") == (-14, -14)
    comes_back(platform, "insatser", "industri", "industrin")
    assert between(platform, "need_lead_time_days") == (None, None)
    assert told(platform, "need_lead_time_days") == [MEAN]
    comes_back(platform, "insatser", "industri", "industri")
    assert between(platform, "need_lead_time_days") == (-14, -14)
    comes_longer(platform, "behov", NEW_NEED)
    assert told(platform, "need_lead_time_days") == [MEAN]


LEVELS = """
orgnr | date       | kind            | value
Alfa  | 2025-03-01 | innovationsgrad | 2
Alfa  | 2025-06-01 | innovationsgrad | 4
Beta  | 2025-03-01 | innovationsgrad | 2
Beta  | 2025-06-01 | innovationsgrad | 3
"""


def test_a_mean_may_move_while_a_value_is_missing(tmp_path: Path) -> None:
    platform = whole_world(tmp_path, resultat=LEVELS)
    assert between(platform, "innovation_level_change") == (1.5, 1.5)
    blank = "Alfa  | 2025-07-01 | innovationsgrad |\n"
    deliver(platform, on=TODAY, resultat=f"{LEVELS}{blank}")
    assert value(platform, "innovation_level_change") == 1.5
    assert between(platform, "innovation_level_change") == (None, None)
    assert told(platform, "innovation_level_change") == [MEAN]
    assert why_none(platform, "innovation_level_change") == (MEAN, MEAN)


def test_a_mean_may_move_while_a_size_or_the_support_is_unknown(tmp_path: Path) -> None:
    platform = whole_world(tmp_path, minimum(minimum_hours=8), resultat=LEVELS)
    # Beta has had three hours, too few.
    assert value(platform, "innovation_level_change") == 2
    comes_back(platform, "deltaganden", "| 3 ", "| 9 ")
    assert between(platform, "innovation_level_change") == (1.5, 1.5)
    assert told(platform, "innovation_level_change") == []
    comes_back(platform, "foretag", "liten", "okand")
    assert between(platform, "innovation_level_change") == (None, None)
    assert between(platform, "innovation_level_change", sizes=("mikro",)) == (None, None)
    comes_back(platform, "foretag", "liten", "liten")
    comes_back(platform, "deltaganden", "| 3 ", "|   ")
    assert value(platform, "innovation_level_change") == 2
    assert between(platform, "innovation_level_change") == (None, None)
    assert told(platform, "innovation_level_change") == [MEAN]


def test_bounds_need_the_lists_of_the_area_and_of_what_the_rule_asks_for(tmp_path: Path) -> None:
    senders = (
        sender("A", "Insatser", "Behov", areas=("livsmedel",)),
        sender("B", "Insatser", "Behov", areas=("industri",)),
    )
    platform = open_platform(tmp_path, programme(senders=senders))
    deliver(platform, on=TODAY, aktorer=ACTORS, behov=WHOLE["behov"])
    assert between(platform, "needs_identified") == (2, 2)
    # Whether a need is met, only the initiatives tell; nobody has delivered them.
    assert told(platform, "needs_met")[0] == UNREPORTED
    assert why_none(platform, "needs_met") == (UNREPORTED, UNREPORTED)
    assert between(platform, "needs_met") == (None, None)
    deliver(platform, on=TODAY, insatser=WHOLE["insatser"])
    assert between(platform, "needs_met") == (1, 1)
    assert between(platform, "needs_met", areas=("livsmedel",)) == (1, 1)
    assert between(platform, "needs_met", areas=("industri",)) == (None, None)
    assert UNREPORTED in told(platform, "needs_met", areas=("industri",))


def test_the_bounds_as_plain_values(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "foretag", "Växjö", "Ankeborg")
    comes_longer(platform, "deltaganden", "I2 | Beta | 2025-13-01 | radgivning | 7 | |")
    content = platform.coverage("participations", Selection()).bounds.as_json()
    why = content.pop("why_no_lower")
    assert why["sv"].startswith("En rad i Företag som väntar")
    assert why["en"].startswith("A row of Företag that waits")
    assert content == {
        "lower": None,
        "upper": 3,
        "capped_at": 3,
        "parts": [{"id": "waiting_participation", "up": 1, "down": 0}],
        "why_no_upper": None,
        "is_beside_late_lists": False,
    }
    hours = platform.coverage("support_hours", Selection()).bounds.as_json()
    assert hours["why_no_upper"]["en"].startswith("Rows that wait for correction or lack")
    assert (hours["capped_at"], hours["parts"]) == (None, [])


def test_a_mean_of_an_area_may_have_initiatives_of_no_area_in_it(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    with_unknown_area(platform)
    # The need's area is its own: that P1 has none does not matter.
    assert between(platform, "need_lead_time_days", areas=("livsmedel",)) == (-14, -14)
