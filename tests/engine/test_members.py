"""The members of every dimension, the grid of cells, and what people read for a member."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from s3metrics.engine.members import declared_members, grid, label, members_of
from s3metrics.engine.selection import Scope, Selection, resolve
from tests.small_world import programme

PROGRAMME = programme()
TODAY = date(2025, 5, 5)


def scope(**selection: tuple[str, ...] | date) -> Scope:
    return resolve(Selection(**selection), PROGRAMME, TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("area", ["tra_skog", "livsmedel", "besoksnaring", "industri", "digital"]),
        ("county", ["06", "07", "08", "09"]),
        ("county_a", ["06", "07", "08"]),
        ("county_b", ["07", "08", "09"]),
        ("size", ["mikro", "liten", "medel", "stor", "okand"]),
        ("support", ["kontakt", "radgivning", "bidrag", "finansiellt"]),
        ("initiative_status", ["planerad", "pagaende", "avslutad", "avbruten"]),
        ("source", ["eruf", "region", "kommun", "stat", "annan_eu", "privat", "ovrig"]),
        ("form", ["kontant", "annat_an_pengar"]),
        ("raised_by", ["foretag", "akademi", "offentlig", "civilsamhalle"]),
        (
            "funder",
            [
                "Tillväxtverket (ERUF)",
                "Region Jönköpings län",
                "Region Kronoberg",
                "Region Kalmar län",
                "Region Gotland",
            ],
        ),
        (
            "cost_category",
            ["personal", "externa_tjanster", "resor_logi", "utrustning", "schablon"],
        ),
        ("year", ["2024", "2025"]),
        ("half_year", ["2024-H1", "2024-H2", "2025-H1"]),
        ("reporting_period", ["P1", "P2", "P3"]),
    ],
)
def test_what_is_declared(dimension: str, expected: list[str]) -> None:
    assert declared_members(dimension, scope(), PROGRAMME) == expected


def test_actors_of_either_name_are_of_the_same_kinds() -> None:
    kinds = list(PROGRAMME.choices("actor_kind"))
    assert declared_members("kind", scope(), PROGRAMME) == kinds
    assert declared_members("principal_kind", scope(), PROGRAMME) == kinds


def test_pairs_are_named_in_the_order_of_their_codes() -> None:
    backwards = programme(counties=tuple(reversed(PROGRAMME.counties)))
    assert declared_members("county", scope(), backwards) == ["09", "08", "07", "06"]
    assert declared_members("county_a", scope(), backwards) == ["06", "07", "08"]
    assert declared_members("county_b", scope(), backwards) == ["07", "08", "09"]


def test_a_selection_confines_the_members_and_places_confine_each_other() -> None:
    assert declared_members("area", scope(areas=("digital", "tra_skog")), PROGRAMME) == [
        "tra_skog",
        "digital",
    ]
    two = scope(counties=("09", "06"))
    assert declared_members("county", two, PROGRAMME) == ["06", "09"]
    in_two = declared_members("municipality", two, PROGRAMME)
    assert in_two[-1] == "0980"
    assert {code[:2] for code in in_two} == {"06", "09"}
    assert len(in_two) == 14
    places = scope(municipalities=("Växjö", "Gotland"))
    assert declared_members("municipality", places, PROGRAMME) == ["0780", "0980"]
    assert declared_members("county", places, PROGRAMME) == ["07", "09"]
    both = scope(municipalities=("Växjö", "Gotland"), counties=("07",))
    assert declared_members("municipality", both, PROGRAMME) == ["0780"]
    assert declared_members("county", both, PROGRAMME) == ["07"]
    assert len(declared_members("municipality", scope(), PROGRAMME)) == 34


def test_found_members_come_after_the_declared_and_unknown_last() -> None:
    only = scope(areas=("digital",))
    assert members_of("area", only, PROGRAMME, []) == ["digital"]
    found = ["okand", "zebra", "*", "digital", "alpha"]
    assert members_of("area", only, PROGRAMME, found) == ["digital", "alpha", "zebra", "okand"]
    assert members_of("area", only, PROGRAMME, ["zebra", "*"]) == ["digital", "zebra"]
    # Declared already: not once more.
    assert members_of("size", scope(), PROGRAMME, ["okand"])[-2:] == ["stor", "okand"]


def test_the_grid_is_every_cell_of_every_level_with_all_last() -> None:
    members = {"area": ["digital", "okand"], "county": ["06", "07"]}
    assert grid(("area", "county"), members, scope(), PROGRAMME) == list(
        product(["digital", "okand", "*"], ["06", "07", "*"])
    )
    assert grid((), {}, scope(), PROGRAMME) == [()]
    for dimension, member in [("municipality", "0680"), ("county_a", "06"), ("county_b", "07")]:
        cells = grid((dimension,), {dimension: [member]}, scope(), PROGRAMME)
        assert cells == [(member,), ("*",)]


def test_a_municipality_stands_in_its_own_county_alone() -> None:
    members = {"county": ["06", "07", "okand"], "municipality": ["0680", "0780", "okand"]}
    assert grid(("county", "municipality"), members, scope(), PROGRAMME) == [
        ("06", "0680"),
        ("06", "okand"),
        ("06", "*"),
        ("07", "0780"),
        ("07", "okand"),
        ("07", "*"),
        ("okand", "0680"),
        ("okand", "0780"),
        ("okand", "okand"),
        ("okand", "*"),
        ("*", "0680"),
        ("*", "0780"),
        ("*", "okand"),
        ("*", "*"),
    ]


def test_a_pair_of_counties_is_named_once() -> None:
    members = {"county_a": ["06", "07"], "county_b": ["07", "08"]}
    assert grid(("county_a", "county_b"), members, scope(), PROGRAMME) == [
        ("06", "07"),
        ("06", "08"),
        ("06", "*"),
        ("07", "08"),
        ("07", "*"),
        ("*", "07"),
        ("*", "08"),
        ("*", "*"),
    ]


def test_two_grains_meet_only_where_a_day_lies_in_both() -> None:
    members = {"year": ["2024", "2025"], "area": ["digital"], "quarter": ["2024-Q4", "2025-Q1"]}
    period = scope(from_=date(2024, 12, 31), to=date(2025, 1, 1))
    assert grid(("year", "area", "quarter"), members, period, PROGRAMME) == [
        (year, area, quarter)
        for year, area, quarter in product(
            ["2024", "2025", "*"], ["digital", "*"], ["2024-Q4", "2025-Q1", "*"]
        )
        if "*" in (year, quarter) or year == quarter[:4]
    ]
    assert grid(
        ("reporting_period", "year"),
        {"reporting_period": ["P2", "P3"], "year": ["2024"]},
        period,
        PROGRAMME,
    ) == [("P2", "2024"), ("P2", "*"), ("*", "2024"), ("*", "*")]
    # A period that no day of the selection touches is in no cell but those of "all".
    assert ("2025", "2025-Q2") not in grid(
        ("year", "quarter"), {"year": ["2025"], "quarter": ["2025-Q2"]}, period, PROGRAMME
    )


def test_one_grain_keeps_what_was_found_outside_the_period() -> None:
    members = {"year": ["2030"]}
    assert grid(("year",), members, scope(), PROGRAMME) == [("2030",), ("*",)]


@pytest.mark.parametrize(
    ("dimension", "member", "sv", "en"),
    [
        ("area", "*", "Totalt", "Total"),
        ("area", "tra_skog", "Trä och skog", "Wood and forest"),
        ("area", "okand", "Okänt", "Unknown"),
        ("size", "okand", "Okänd", "Unknown"),
        ("county", "06", "Jönköpings län", "Jönköping County"),
        ("county_a", "07", "Kronobergs län", "Kronoberg County"),
        ("county_b", "09", "Gotlands län", "Gotland County"),
        ("municipality", "0680", "Jönköping", "Jönköping"),
        ("municipality", "okand", "Okänt", "Unknown"),
        ("kind", "kommun", "Kommun", "Municipality"),
        ("principal_kind", "kluster", "Kluster", "Cluster"),
        ("funder", "Region Gotland", "Region Gotland", "Region Gotland"),
        ("funder", "okand", "Okänt", "Unknown"),
        ("year", "2025", "2025", "2025"),
        ("support", "radgivning", "Rådgivning", "Advice"),
        ("raised_by", "akademi", "Akademi", "Academia"),
    ],
)
def test_what_people_read_for_a_member(dimension: str, member: str, sv: str, en: str) -> None:
    text = label(dimension, member, PROGRAMME)
    assert (text.sv, text.en) == (sv, en)
