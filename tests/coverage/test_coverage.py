"""What is missing behind a figure: who has delivered, what waits, what is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from s3metrics.engine.coverage import Coverage, Delivered
from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from s3metrics.platform import Platform
from tests.coverage.bounded import comes_back, whole_world
from tests.small_world import ACTORS, deliver, open_platform, programme, sender

COMPANIES = """
orgnr   | name    | municipality | size  | founded_year
Alfa    | Alfa    | Växjö        | liten | 2024
Beta    | Beta    | Kalmar       | okand |
Gamma   | Gamma   | Kalmar       | mikro |
"""
INITIATIVES = """
initiative_id | title | area      | principal | start_date | status
I1            | Ett   | livsmedel | Campus    | 2025-01-01 | pagaende
I2            | Två   | industri  | Okänd     | 2025-01-01 | pagaende
"""
PARTICIPATIONS = """
initiative_id | orgnr | date       | support    | hours
I1            | Alfa  | 2025-02-01 | radgivning | 10
I1            | Beta  | 2025-02-01 | radgivning |
I2            | Gamma | 2025-03-01 | radgivning |
I1            | Alfa  | 2025-04-01 | radgivning |
I1            | Gamma | 2099-99-99 | radgivning | 4
I1            | Delta | 2025-04-01 | radgivning | 4
I9            | Gamma | 2025-04-01 | bidrag     | x
"""


@pytest.fixture
def world(tmp_path: Path) -> Platform:
    listed = (
        sender("Livs", "Företag", "Insatser", "Deltaganden", areas=("livsmedel",)),
        sender("Trä", "Deltaganden", areas=("tra_skog",)),
    )
    platform = open_platform(tmp_path, programme(senders=listed))
    deliver(
        platform,
        "Livs",
        date(2025, 6, 30),
        aktorer=ACTORS,
        foretag=COMPANIES,
        insatser=INITIATIVES,
        deltaganden=PARTICIPATIONS,
    )
    return platform


def unknown(coverage: Coverage) -> dict[str, int]:
    return {one.id: one.count for one in coverage.unknown}


def lists(coverage: Coverage, table: str) -> dict[str, tuple[bool, Delivered]]:
    return {
        one.sender: (one.is_listed, one.status) for one in coverage.senders if one.table == table
    }


def test_lists_missing_late_and_in_time(world: Platform) -> None:
    deliver(
        world,
        "Främmande",
        date(2025, 9, 1),
        foretag="""
orgnr | name  | municipality | size
Zeta  | Zeta  | Kalmar       | mikro
""",
    )
    whole = world.coverage("smes_reached", Selection(to=date(2025, 6, 30)))
    assert lists(whole, "participation") == {
        "Livs": (True, Delivered.YES),
        "Trä": (True, Delivered.MISSING),
    }
    # The programme file does not list this one, but its list is behind the figure.
    assert lists(whole, "company")["Främmande"] == (False, Delivered.YES)
    later = world.coverage("smes_reached")
    assert lists(later, "participation")["Livs"] == (True, Delivered.BEFORE_END)
    assert whole.bounds.is_beside_late_lists
    assert "Trä har inte levererat Deltaganden." in [text.sv for text in whole.sentences]
    assert "Trä has not delivered Deltaganden." in [text.en for text in whole.sentences]


def test_only_who_speaks_for_the_selected_areas(world: Platform) -> None:
    of_food = world.coverage("smes_reached", Selection(areas=("livsmedel",)))
    assert set(lists(of_food, "participation")) == {"Livs"}
    of_wood = world.coverage("smes_reached", Selection(areas=("tra_skog",)))
    assert lists(of_wood, "participation") == {"Trä": (True, Delivered.MISSING)}
    in_time = world.coverage("smes_reached", Selection(to=date(2025, 6, 30), areas=("livsmedel",)))
    found = [one.bounds.is_beside_late_lists for one in (in_time, of_food, of_wood)]
    assert found == [False, True, True]


def test_who_is_not_listed_is_not_late(tmp_path: Path) -> None:
    platform = open_platform(tmp_path)
    deliver(platform, aktorer=ACTORS, foretag=COMPANIES, insatser=INITIATIVES)
    found = platform.coverage("initiatives")
    assert lists(found, "initiative") == {"A": (False, Delivered.BEFORE_END)}
    assert not found.bounds.is_beside_late_lists


def test_rows_that_wait_for_several_senders_are_added(world: Platform) -> None:
    deliver(
        world,
        "Främmande",
        deltaganden="""
initiative_id | orgnr | date       | support
I9            | Beta  | 2025-02-01 | radgivning
I9            | Gamma | 2025-02-01 | radgivning
""",
    )
    found = world.coverage("participations")
    assert {rows.sender: rows.rows for rows in found.waiting} == {"Livs": 3, "Främmande": 2}
    parts = {one.id: one.up for one in found.bounds.parts}
    assert parts["waiting_participation"] == 5


def test_as_of_an_earlier_delivery(world: Platform) -> None:
    corrected = "\n".join(PARTICIPATIONS.splitlines()[:-3])
    deliver(world, "Livs", date(2025, 10, 1), deltaganden=corrected)
    now, then = world.coverage("smes_reached"), world.coverage("smes_reached", as_of=1)
    assert sum(rows.rows for rows in now.waiting) == 0
    assert sum(rows.rows for rows in then.waiting) == 3
    assert {one.last_date for one in then.senders if one.sender == "Livs"} == {date(2025, 6, 30)}
    assert {one.last_delivery for one in now.senders if one.table == "participation"} == {2, None}


def test_rows_in_quarantine_by_sender_and_code(world: Platform) -> None:
    (waiting,) = world.coverage("smes_reached").waiting
    assert (waiting.table, waiting.sender, waiting.rows) == ("participation", "Livs", 3)
    # The last row has two faults and is one row; each code counts it.
    assert {code.value: rows for code, rows in waiting.by_code.items()} == {
        "date": 1,
        "unknown_reference": 2,
        "type": 1,
    }
    assert "3 rader i Deltaganden väntar på rättning, från Livs." in [
        text.sv for text in world.coverage("smes_reached").sentences
    ]
    assert world.coverage("needs_identified").waiting == ()


def test_what_is_unknown_behind_the_figure(world: Platform) -> None:
    # Beta is of unknown size; of the three participations of SMEs two have no hours.
    assert unknown(world.coverage("smes_reached")) == {"unknown_size": 1, "without_hours": 2}
    # Also of a ratio that is divided by them; and Beta may be of whichever size is selected.
    assert unknown(world.coverage("cost_per_sme")) == {"unknown_size": 1, "without_hours": 2}
    small = world.coverage("smes_reached", Selection(sizes=("liten",)))
    assert unknown(small) == {"unknown_size": 1, "without_hours": 1}
    # Alfa was new: two participations, one without hours. Beta's and Gamma's year is not known.
    assert unknown(world.coverage("new_enterprises")) == {
        "unknown_size": 0,
        "without_hours": 1,
        "founded_year": 2,
    }
    # I2's principal is nobody that the actors' list describes; Gamma was reached by it.
    assert unknown(world.coverage("smes_across_border")) == {
        "unknown_size": 1,
        "without_hours": 0,
        "principal_county": 1,
    }
    assert unknown(world.coverage("initiatives")) == {}
    # Pairs of counties come from participations of companies of every size: four, one with hours.
    assert unknown(world.coverage("county_pairs")) == {"unknown_size": 1, "without_hours": 3}
    february = world.coverage("county_pairs", Selection(to=date(2025, 2, 28)))
    assert unknown(february) == {"unknown_size": 1, "without_hours": 1}


def test_of_results_only_the_size_can_be_unknown(world: Platform) -> None:
    deliver(
        world,
        resultat="""
orgnr | date       | kind
Alfa  | 2025-06-01 | produktinnovation
Beta  | 2025-06-01 | produktinnovation
Beta  | 2025-06-02 | produktinnovation
Gamma | 2025-01-01 | produktinnovation
""",
    )
    assert unknown(world.coverage("smes_innovating")) == {"unknown_size": 1}
    assert unknown(world.coverage("enterprises_research")) == {"unknown_size": 0}
    # Of a share of the SMEs reached, also those that report no result.
    share = unknown(world.coverage("innovation_share"))
    assert share == {"unknown_size": 1, "without_hours": 2}
    early = unknown(world.coverage("innovation_share", Selection(to=date(2025, 5, 31))))
    assert early["unknown_size"] == 1


def test_it_is_the_results_own_and_plain_values(world: Platform) -> None:
    result = world.compute("smes_reached", Selection(to=date(2025, 6, 30)))
    assert result.coverage is not None
    assert result.coverage is result.coverage
    assert result.coverage == world.coverage("smes_reached", Selection(to=date(2025, 6, 30)))
    found = result.coverage.as_json()
    senders, bounds, sentences = (found.pop(name) for name in ("senders", "bounds", "sentences"))
    assert found == {
        "indicator": "smes_reached",
        "period_end": "2025-06-30",
        "is_complete": False,
        "quarantined": [
            {
                "table": "participation",
                "sender": "Livs",
                "rows": 3,
                "by_code": {"date": 1, "type": 1, "unknown_reference": 2},
            }
        ],
        "unknown": [{"id": "unknown_size", "count": 1}, {"id": "without_hours", "count": 2}],
        "population": [],
    }
    assert senders[:2] == [
        {
            "table": "participation",
            "sender": "Livs",
            "is_listed": True,
            "last_delivery": 1,
            "last_date": "2025-06-30",
            "status": "delivered",
        },
        {
            "table": "participation",
            "sender": "Trä",
            "is_listed": True,
            "last_delivery": None,
            "last_date": None,
            "status": "missing",
        },
    ]
    assert bounds == {
        "lower": 2,
        "upper": 6,
        "capped_at": None,
        "parts": [
            {"id": "unknown_size", "up": 1, "down": 0},
            {"id": "waiting_participation", "up": 3, "down": 0},
        ],
        "why_no_lower": None,
        "why_no_upper": None,
        "is_beside_late_lists": True,
    }
    assert sentences[0] == {
        "sv": "Trä har inte levererat Deltaganden.",
        "en": "Trä has not delivered Deltaganden.",
    }


def test_nothing_missing_is_said_to_be_complete(tmp_path: Path) -> None:
    platform = open_platform(tmp_path)
    deliver(
        platform,
        on=date(2025, 12, 31),
        behov="""
need_id | title | area      | county | date       | status
B1      | Ett   | livsmedel | 07     | 2025-02-01 | identifierat
""",
    )
    found = platform.coverage("needs_identified")
    assert found.is_complete
    assert (found.bounds.lower, found.bounds.upper, found.sentences) == (1, 1, ())


@pytest.mark.parametrize(("counties", "is_complete"), [("07,08", True), ("07", True), ("", False)])
def test_a_figure_that_could_be_another_is_not_complete(
    tmp_path: Path, counties: str, *, is_complete: bool
) -> None:
    platform = open_platform(tmp_path)
    initiatives = f"""
initiative_id | title | area      | principal | start_date | status   | counties
I1            | Ett   | livsmedel | Campus    | 2025-01-01 | pagaende | {counties}
"""
    deliver(platform, on=date(2025, 12, 31), aktorer=ACTORS, insatser=initiatives)
    found = platform.coverage("cross_county_declared")
    assert found.is_complete is is_complete
    assert found.as_json()["is_complete"] is is_complete


def test_what_has_no_bounds_is_not_complete(tmp_path: Path) -> None:
    platform = open_platform(tmp_path)
    deliver(platform, on=date(2025, 12, 31), aktorer=ACTORS)
    assert not platform.coverage("needs_identified").is_complete


def test_a_selection_that_the_figure_lacks_is_refused(world: Platform) -> None:
    with pytest.raises(WrongCall, match="jobs_created"):
        world.coverage("jobs_created", Selection(areas=("livsmedel",)))


CONTEXT = """
county | municipality | size  | year | companies | source
07     |              | mikro | 2023 | 90        | SCB 2024-05
07     |              | mikro | 2024 | 100       | SCB 2025-05
07     |              | stor  | 2024 | 7         | SCB 2025-05
08     | Kalmar       |       | 2024 | 50        | Egen räkning
"""


def test_populations_with_source_and_year(world: Platform) -> None:
    deliver(world, "Region", date(2025, 7, 1), bakgrund=CONTEXT)
    rows = world.populations()
    assert [(r.county, r.municipality, r.size, r.year, r.companies, r.source) for r in rows] == [
        ("07", None, "mikro", 2023, 90, "SCB 2024-05"),
        ("07", None, "mikro", 2024, 100, "SCB 2025-05"),
        ("07", None, "stor", 2024, 7, "SCB 2025-05"),
        ("08", "0880", None, 2024, 50, "Egen räkning"),
    ]
    assert [r.is_latest for r in rows] == [False, True, False, True]
    assert {(r.sender, r.delivery) for r in rows} == {("Region", 2)}
    assert world.populations(as_of=1) == []


def test_only_numbers_of_smes_say_which_year_is_the_latest(tmp_path: Path) -> None:
    platform = open_platform(tmp_path)
    large = """
county | municipality | size | year | companies | source
07     |              | stor | 2025 | 7         | SCB
"""
    deliver(platform, "Region", bakgrund=large)
    assert [row.is_latest for row in platform.populations()] == [False]
    deliver(platform, "Region", bakgrund=large + "07 | | mikro | 2023 | 90 | SCB\n")
    found = {(row.size, row.year): row.is_latest for row in platform.populations()}
    assert found == {("mikro", 2023): True, ("stor", 2025): False}
    deliver(
        platform, "Region", bakgrund=large + "07 | | mikro | 2023 | 90 | SCB\n08|||2024|5|SCB\n"
    )
    found = {(row.size, row.year): row.is_latest for row in platform.populations()}
    assert found == {("mikro", 2023): False, (None, 2024): True, ("stor", 2025): False}


def test_a_share_of_a_population_says_its_year_and_source(world: Platform) -> None:
    deliver(world, "Region", date(2025, 7, 1), bakgrund=CONTEXT)
    coverage = world.coverage("reach_share")
    assert {(row.county, row.year, row.source) for row in coverage.population} == {
        ("07", 2024, "SCB 2025-05"),
        ("08", 2024, "Egen räkning"),
    }
    assert "Antalet företag avser 2024. Källa: SCB 2025-05, Egen räkning." in [
        text.sv for text in coverage.sentences
    ]
    assert coverage.as_json()["population"][1] == {
        "county": "08",
        "municipality": "0880",
        "size": None,
        "year": 2024,
        "companies": 50,
        "source": "Egen räkning",
        "sender": "Region",
        "delivery": 2,
        "is_latest": True,
    }
    assert world.coverage("smes_reached").population == ()


def test_a_share_is_shown_only_where_the_population_is_given(world: Platform) -> None:
    nowhere = world.compute("reach_share", by=("county",))
    assert {cell.status.value for cell in nowhere.cells.values()} == {"not_reported"}
    deliver(world, "Region", date(2025, 7, 1), bakgrund=CONTEXT)
    shares = world.compute("reach_share", by=("county",))
    seen = {row["county"]: (row["value"], row["denominator"], row["status"]) for row in shares.rows}
    assert seen["07"] == (pytest.approx(0.01), 100, "ok")
    assert seen["06"] == (None, None, "unknown")
    assert seen["09"] == (None, None, "unknown")
    assert seen["*"] == (None, None, "unknown")


def test_a_county_that_is_the_sum_of_some_municipalities_says_so(world: Platform) -> None:
    some = "county | municipality | year | companies | source\n07 | Växjö | 2024 | 100 | SCB\n"
    outside = "01 | | 2025 | 9 | SCB\n"
    deliver(world, "Region", date(2025, 7, 1), bakgrund=f"{some}08 | | 2024 | 50 | SCB\n{outside}")
    coverage = world.coverage("reach_share", Selection(counties=("07", "08")))
    assert [(one.id, one.count) for one in coverage.unknown if one.id.startswith("munic")] == [
        ("municipalities_without_companies", 7)
    ]
    assert (
        "Antalet företag i Kronobergs län är summan av 1 av länets 8 kommuner; de övriga har ingen "
        "uppgift."
    ) in [text.sv for text in coverage.sentences]
    # A county outside the programme does not say which year is the latest.
    assert world.compute("reach_share", by=("county",)).cell(county="07").denominator == 100
    chosen = world.coverage("reach_share", Selection(municipalities=("0780",)))
    assert not [one for one in chosen.unknown if one.id.startswith("munic")]


def test_of_unknown_size_are_those_that_do_satisfy_the_rest_of_the_rule(tmp_path: Path) -> None:
    platform = whole_world(tmp_path)
    comes_back(platform, "foretag", "liten", "okand")
    unknown = {
        name: next(one.count for one in platform.coverage(name).unknown if one.id == "unknown_size")
        for name in ("smes_reached", "smes_returning", "smes_multi_area")
    }
    # Beta is in one initiative, of one area.
    assert unknown == {"smes_reached": 1, "smes_returning": 0, "smes_multi_area": 0}
