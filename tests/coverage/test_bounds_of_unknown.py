"""What is unknown of rows that are there: how many units it could add, each with its sentence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s3metrics.engine.selection import Selection
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
from tests.small_world import deliver

FOOD = {"areas": ("livsmedel",)}
REACHES = "Når deltaganden utan timmar eller värde upp till minimigränsen kan {0} tillkomma."


def test_a_company_of_unknown_size_may_be_of_the_size_selected(tmp_path: Path) -> None:
    platform = whole_world(tmp_path, foretag=WHOLE["foretag"].replace("liten", "okand"))
    assert between(platform, "enterprises_supported") == (2, 2)
    assert between(platform, "enterprises_supported", sizes=("mikro",)) == (1, 2)
    assert parts(platform, "enterprises_supported", sizes=("mikro",)) == {"unknown_size": (1, 0)}


def test_an_initiative_of_unknown_area_may_belong_here(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    with_unknown_area(platform)
    assert between(platform, "smes_reached") == (2, 2)
    assert between(platform, "smes_reached", **FOOD) == (1, 2)
    assert parts(platform, "smes_reached", **FOOD) == {"unknown_area": (1, 0)}
    assert told(platform, "smes_reached", **FOOD) == [
        "Hör insatserna av okänt område hit tillkommer 1."
    ]


def test_an_unknown_area_may_be_the_second(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    assert parts(platform, "smes_multi_area") == {}
    with_unknown_area(platform)
    # Beta has been in industri and in P1, of no area; neither alone makes two.
    found = parts(platform, "smes_multi_area")
    assert found == {"second_area": (1, 0)}
    assert told(platform, "smes_multi_area") == [
        "Är de okända områdena ett andra område kan 1 tillkomma."
    ]
    assert parts(platform, "smes_returning") == {}


def test_what_is_chosen_as_unknown_may_turn_out_to_be_elsewhere(tmp_path: Path) -> None:
    platform = whole_world(tmp_path, foretag=WHOLE["foretag"].replace("mikro", "okand"))
    with_unknown_area(platform)
    chosen = [
        "Urvalet tar med det som är okänt. När det blir känt kan det höra till en annan del, så "
        "siffran saknar den gränsen."
    ]
    for selected in ({"sizes": ("okand",)}, {"areas": ("okand",)}):
        assert value(platform, "enterprises_supported", **selected) == 1
        assert between(platform, "enterprises_supported", **selected) == (None, 1)
        assert told(platform, "enterprises_supported", **selected) == chosen
        assert not platform.coverage("enterprises_supported", Selection(**selected)).is_complete
        assert between(platform, "support_hours", **selected) == (None, None)
        assert told(platform, "support_hours", **selected) == chosen
        found = bounds(platform, "support_hours", **selected)
        assert found.why_no_lower == found.why_no_upper is not None


@pytest.mark.parametrize(
    ("rules", "old", "new"),
    [
        ({"minimum_hours": 8}, "| 10 ", "|    "),
        ({"minimum_value_sek": 8000}, "| 10    | 9000", "| 10    |     "),
    ],
)
def test_support_that_is_unmeasured(
    tmp_path: Path, rules: dict[str, int], old: str, new: str
) -> None:
    """Alfa's is unknown under the minimum; Beta's is known, and enough by value alone."""
    rows = WHOLE["deltaganden"].replace("| 3 ", "| 9 ").replace(old, new)
    results = WHOLE["resultat"].replace("arbetstillfallen | 2", "produktinnovation |")
    platform = whole_world(tmp_path, minimum(**rules), deltaganden=rows, resultat=results)
    for indicator, lower, upper in (
        ("smes_reached", 1, 2),
        ("participations", 1, 2),
        ("smes_innovating", 0, 1),
    ):
        assert between(platform, indicator) == (lower, upper), indicator
        assert parts(platform, indicator) == {"unmeasured": (1, 0)}, indicator
        assert told(platform, indicator) == [REACHES.format(1)], indicator
    # Whoever has been contacted has been, whatever it came to.
    assert between(platform, "companies_contacted") == (2, 2)
    # Who was first, and so who was new, is settled by what is measured.
    assert parts(platform, "smes_new") == {"unmeasured_first": (1, 1)}
    assert between(platform, "smes_new") == (0, 2)
    assert told(platform, "smes_new") == [REACHES.format(1)]
    assert parts(platform, "new_enterprises") == {"unmeasured_first": (1, 0)}
    assert between(platform, "new_enterprises") == (0, 1)
    # An earlier first may lie anywhere, not only in what is selected.
    elsewhere = {"areas": ("industri",), "counties": ("08",), "municipalities": ("0880",)}
    assert parts(platform, "smes_new", **elsewhere) == {"unmeasured_first": (1, 1)}
    assert parts(platform, "smes_returning") == {}


@pytest.mark.parametrize(
    ("company", "day", "found"),
    [
        ("Gamma | Gamma | Kalmar | mikro | 1990", "2025-06-01", {"unmeasured_first": (1, 1)}),
        ("Gamma | Gamma | Kalmar | okand | 1990", "2025-06-01", {"unmeasured_first": (1, 1)}),
        ("Gamma | Gamma | Kalmar | stor | 1990", "2025-06-01", {}),
        ("Gamma | Gamma | Karlskrona | mikro | 1990", "2025-06-01", {}),
        ("Gamma | Gamma | Kalmar | mikro | 1990", "2025-07-01", {}),
    ],
)
def test_whose_first_support_an_unmeasured_one_may_be(
    tmp_path: Path, company: str, day: str, found: dict[str, tuple[int, int]]
) -> None:
    """An SME's, or one's that may be; inside the counties; up to the period's end."""
    platform = whole_world(
        tmp_path,
        minimum(minimum_hours=8),
        foretag=f"{WHOLE['foretag']}{company}\n",
        deltaganden=f"{WHOLE['deltaganden']}I1 | Gamma | {day} | radgivning | | |\n",
    )
    assert parts(platform, "smes_new", to=date(2025, 6, 30)) == found


def test_a_result_counts_only_after_what_may_have_been_support(tmp_path: Path) -> None:
    """Alfa's results before it and after it; Gamma's, whom nobody has met."""
    companies = WHOLE["foretag"] + "Gamma | Gamma | Kalmar | mikro | 2024\n"
    rows = WHOLE["deltaganden"].replace("| 10 ", "|    ")
    platform = whole_world(
        tmp_path,
        minimum(minimum_hours=8),
        foretag=companies,
        deltaganden=rows,
        resultat="""
orgnr | date       | kind            | value
Alfa  | 2025-01-31 | egen_utveckling |
Alfa  | 2025-02-01 | produktinnovation |
Gamma | 2025-06-01 | egen_utveckling |
Gamma | 2025-06-01 | arbetstillfallen | 3
""",
    )
    assert parts(platform, "smes_innovating") == {"unmeasured": (1, 0)}
    assert parts(platform, "smes_inhouse") == {}
    assert between(platform, "jobs_created") == (0, 0)


def test_bounds_of_an_old_delivery_do_not_change_with_later_ones(tmp_path: Path) -> None:
    """A company without participations is not numbered until its row comes anew."""
    companies = WHOLE["foretag"] + "Gamma | Gamma | Kalmar | mikro | 2024\n"
    results = "orgnr | date | kind\nGamma | 2025-06-01 | egen_utveckling\n"
    platform = whole_world(tmp_path, minimum(minimum_hours=8), foretag=companies, resultat=results)
    before = platform.coverage("smes_inhouse", as_of=1).bounds
    deliver(platform, on=TODAY, foretag=companies.replace("mikro | 2024\n", "liten | 2024\n"))
    assert platform.coverage("smes_inhouse", as_of=1).bounds == before


def test_without_a_minimum_hours_do_not_matter(tmp_path: Path) -> None:
    rows = WHOLE["deltaganden"].replace("| 10 ", "|    ")
    platform = whole_world(tmp_path, deltaganden=rows)
    for indicator in ("smes_reached", "smes_new", "new_enterprises", "smes_innovating"):
        assert parts(platform, indicator) == {}, indicator


def test_initiatives_without_counties_may_be_open_there(tmp_path: Path) -> None:
    initiatives = WHOLE["insatser"].replace("| 08       |", "|          |")
    platform = whole_world(tmp_path, insatser=initiatives)
    there = ["Är insatserna utan angivna län öppna där tillkommer 1."]
    assert between(platform, "initiatives") == (2, 2)
    assert between(platform, "initiatives", counties=("07",)) == (1, 2)
    assert parts(platform, "initiatives", counties=("07",)) == {"unknown_county": (1, 0)}
    assert told(platform, "initiatives", counties=("07",)) == there
    for selected in ({}, {"counties": ("07",)}):
        assert between(platform, "cross_county_declared", **selected) == (1, 2)
        assert parts(platform, "cross_county_declared", **selected) == {"unknown_counties": (1, 0)}
        assert told(platform, "cross_county_declared", **selected) == there


def test_principals_of_unknown_county_or_of_whom_nobody_said_that_they_are_public(
    tmp_path: Path,
) -> None:
    platform = whole_world(tmp_path)
    assert between(platform, "actors_active", counties=("08",)) == (1, 1)
    comes_back(platform, "aktorer", "larosate | 07 ", "larosate |    ")
    assert between(platform, "actors_active") == (2, 2)
    assert between(platform, "actors_active", counties=("08",)) == (1, 2)
    assert parts(platform, "actors_active", counties=("08",)) == {"unknown_county": (1, 0)}
    # It is the principal's own county, not one that the initiative is open in.
    assert told(platform, "actors_active", counties=("08",)) == [
        "Hör huvudmännen av okänt län hemma där tillkommer 1."
    ]
    comes_back(platform, "aktorer", "07     | ja", "| nej")
    # Said not to be, so known: nothing is open.
    assert between(platform, "actors_active", counties=("08",)) == (1, 1)
    assert parts(platform, "actors_active") == {}
    comes_back(platform, "aktorer", "07     | ja", "|")
    assert between(platform, "actors_active", counties=("08",)) == (1, 2)
    assert parts(platform, "actors_active") == {"unknown_public": (1, 0)}
    assert told(platform, "actors_active") == [
        "Om huvudmän vars finansiering inte har angetts är offentligt finansierade tillkommer 1."
    ]
    # Nor is anything known of a principal that no list describes.
    comes_back(platform, "insatser", "Campus", "Okänd ")
    assert parts(platform, "actors_active") == {"unknown_public": (1, 0)}


def test_an_unknown_principal_counts_only_where_nothing_known_is_across(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "insatser", "IUC ", "Okänd")
    assert value(platform, "smes_across_border") == 0
    assert parts(platform, "smes_across_border") == {"principal_county": (1, 0)}
    assert told(platform, "smes_across_border") == [
        "Hör huvudmän av okänt län hemma i ett annat län tillkommer 1."
    ]
    # Beta was also reached by Campus, across the border: it counts already.
    comes_longer(platform, "deltaganden", "I1 | Beta | 2025-02-01 | radgivning | | |")
    assert value(platform, "smes_across_border") == 1
    assert parts(platform, "smes_across_border") == {}


def test_each_part_comes_on_top_of_those_before(tmp_path: Path) -> None:
    """Beta counts only if it is small and its hours reach the minimum: one part, and one only."""
    companies = WHOLE["foretag"].replace("liten", "okand")
    rows = WHOLE["deltaganden"].replace("| 3 ", "|   ")
    platform = whole_world(tmp_path, minimum(minimum_hours=8), foretag=companies, deltaganden=rows)
    assert between(platform, "smes_reached") == (1, 2)
    assert parts(platform, "smes_reached") == {"unmeasured": (1, 0)}
    found = platform.coverage("smes_reached", Selection()).bounds.parts
    assert [part.sentence.en for part in found] == [
        "If participations without hours or value reach the minimum, 1 may be added."
    ]
    assert bounds(platform, "smes_reached").capped_at is None
