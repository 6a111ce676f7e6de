"""The programme file: what it says of the real programme, and what is asked of it."""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

from s3metrics import codes
from s3metrics.programme import Part, Programme, check_names, load
from s3metrics.programme.fields import Source

ROOT = Path(__file__).parents[2]
PROGRAMMES = ROOT / "tests" / "programmes"
REAL_BANK = ROOT.parent / "shared" / "real" / "project_bank_2014-2020_snapshot_2016-10-14.csv"
PRIORITIES = {
    "Att öka konkurrenskraften hos SMF": 13,
    "Att stärka forskning, teknisk utveckling och innovation": 8,
    "Att stödja övergången till en koldioxidsnål ekonomi inom alla sektorer": 4,
    "Att öka tillgången till, användningen av och kvaliteten på IKT": 2,
    "Tekniskt stöd": 2,
}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load(ROOT / "data" / "programme.toml")


def test_the_default_file_is_the_real_programme(programme: Programme) -> None:
    assert programme.name.sv == "S3-plattform Småland och Öarna"
    assert (programme.period.start, programme.period.end) == (date(2024, 4, 1), date(2029, 3, 29))
    assert programme.budget_sek == 25_000_000
    assert programme.eu_share_ceiling == Decimal("0.4")
    assert programme.nuts2 == "SE21"
    assert programme.county_ids == ("06", "07", "08", "09")
    assert [area.name.sv for area in programme.areas] == [
        "Trä och skog",
        "Livsmedel",
        "Besöksnäring",
        "Industriell utveckling",
        "Digital tjänsteutveckling",
    ]
    assert programme.area_ids == ("tra_skog", "livsmedel", "besoksnaring", "industri", "digital")
    assert programme.area("industri").coordinator.name == "Campus Ljungby AB"
    assert programme.county("07").region.name == "Region Kronoberg"
    assert len(programme.municipalities) == 34
    assert programme.active_statuses == ("planerad", "pagaende", "avslutad")


def test_what_is_not_public_is_an_example_or_left_out(programme: Programme) -> None:
    assert programme.targets and all(target.example for target in programme.targets)
    assert all(period.example for period in programme.reporting_periods)
    assert [(f.name, f.budget_sek) for f in programme.funders if f.budget_sek] == [
        ("Tillväxtverket (ERUF)", 10_000_000)
    ]
    parties = [*(a.coordinator for a in programme.areas), *(c.region for c in programme.counties)]
    assert all(party.orgnr is None for party in parties)
    assert programme.rules.minimum_hours is programme.rules.minimum_value_sek is None


def test_the_reporting_periods_cover_the_programme(programme: Programme) -> None:
    periods = programme.reporting_periods
    assert [period.id for period in periods] == [f"P{n}" for n in range(1, 11)]
    assert periods[0].start == programme.period.start
    assert periods[-1].end == programme.period.end
    assert all((b.start - a.end).days == 1 for a, b in itertools.pairwise(periods))
    assert programme.reporting_period("P2").start == date(2024, 10, 1)


def test_targets_stand_for_the_whole_an_area_or_a_county(programme: Programme) -> None:
    kinds = {(t.area is not None, t.county is not None) for t in programme.targets}
    assert kinds == {(False, False), (True, False), (False, True)}


def test_who_is_expected_to_deliver_what(programme: Programme) -> None:
    assert [sender.name for sender in programme.senders] == [
        *(area.coordinator.name for area in programme.areas),
        *(county.region.name for county in programme.counties),
    ]
    assert programme.areas_of("campus ljungby ab") == ("industri",)
    assert programme.areas_of("Region Gotland") == programme.area_ids
    assert programme.areas_of("Någon annan") == programme.area_ids
    assert programme.sender("Någon annan") is None


@pytest.mark.parametrize(
    ("raw", "area"),
    [
        ("tra_skog", "tra_skog"),
        ("TRÄ OCH SKOG", "tra_skog"),
        ("Tourism", "besoksnaring"),
        ("Digital-tjänsteutveckling", "digital"),
        ("skog", None),
        ("", None),
    ],
)
def test_areas_as_partners_write_them(programme: Programme, raw: str, area: str | None) -> None:
    assert programme.find_area(raw) == area


def test_code_lists_come_from_the_file_and_from_the_fixed_ones(programme: Programme) -> None:
    assert list(programme.choices("initiative_status")) == [s.id for s in programme.statuses]
    assert list(programme.choices("area")) == list(programme.area_ids)
    assert programme.choices("county")["09"].en == "Gotland County"
    assert programme.choices("cost_category")["personal"].sv == "Personal"
    assert programme.choices("initiative_kind")["forstudie"].sv == "Förstudie"
    assert programme.choices("size") == codes.choices("size")
    with pytest.raises(KeyError):
        programme.choices("sizes")


def test_another_file_is_another_programme() -> None:
    other = load(PROGRAMMES / "one_county.toml")
    assert other.county_ids == ("24",)
    assert len(other.municipalities) == 15
    assert other.area("gruvnaring").coordinator.orgnr == "5560360793"
    assert other.rules.suppression_threshold == 5
    assert (other.budget_sek, other.project_bank, other.senders) == (None, None, ())


def _real_priorities() -> dict[str, int]:
    """Insatsområden of the programme in the public list, with the number of initiatives."""
    if not REAL_BANK.is_file():
        return PRIORITIES
    counted: dict[str, int] = {}
    bank = _programme_2014().project_bank
    assert bank is not None
    with REAL_BANK.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if bank.is_ours(row["programomrade"]):
                counted[row["insatsomrade"]] = counted.get(row["insatsomrade"], 0) + 1
    return counted


def _programme_2014() -> Programme:
    return load(PROGRAMMES / "smaland_2014_2020.toml")


@pytest.mark.real
def test_the_programme_of_2014_maps_every_real_priority() -> None:
    bank = _programme_2014().project_bank
    assert bank is not None
    counted = _real_priorities()
    assert counted == PRIORITIES
    assert {bank.area_of(priority) for priority in counted} == set(_programme_2014().area_ids)
    assert bank.area_of("ATT ÖKA KONKURRENSKRAFTEN HOS SMF ") == "smf"
    assert bank.area_of("Huvudstadsregionens särskilda utmaningar") is None
    assert bank.is_ours("småland MED öarna") and not bank.is_ours("Stockholm")


def test_the_hash_is_that_of_the_files_bytes(programme: Programme) -> None:
    content = (ROOT / "data" / "programme.toml").read_bytes()
    assert programme.sha256 == hashlib.sha256(content).hexdigest()


def test_a_programme_cannot_be_changed(programme: Programme) -> None:
    with pytest.raises(ValidationError):
        programme.nuts2 = "SE11"


def test_days_of_the_programme(programme: Programme) -> None:
    assert date(2024, 4, 1) in programme.period
    assert date(2029, 3, 29) in programme.period
    assert date(2029, 3, 30) not in programme.period


def test_names_of_sheets_and_indicators_are_checked_by_who_knows_them(
    programme: Programme,
) -> None:
    sheets = [sheet for sender in programme.senders for sheet in sender.sheets]
    indicators = [target.indicator for target in programme.targets]
    assert check_names(programme, sheets, indicators) == []
    faults = check_names(programme, [s for s in sheets if s != "Behov"], indicators)
    assert len(faults) == 5
    assert faults[0].sv.startswith("senders.1.sheets.5: ”Behov” är inget blad.")
    assert check_names(programme, sheets, ["smes_reach", *set(indicators) - {"smes_reached"}])[
        0
    ].sv.startswith(
        "targets.1.indicator: ”smes_reached” är ingen indikator. Menade du ”smes_reach”?"
    )
    decided = programme.model_copy(update={"decision_indicators": ("jobs_create",)})
    assert check_names(decided, sheets, [*indicators, "jobs_created"])[0].sv.startswith(
        "decision_indicators.1: ”jobs_create” är ingen indikator. Menade du ”jobs_created”?"
    )


def _parts(kind: type[BaseModel] = Part) -> Iterator[type[BaseModel]]:
    for part in kind.__subclasses__():
        yield part
        yield from _parts(part)


def test_every_key_says_what_is_allowed() -> None:
    """The messages about a broken file are made from the descriptions."""
    for part in _parts():
        for key, field in part.model_fields.items():
            assert field.description, f"{part.__name__}.{key}"


def test_sources_are_those_of_the_code_list() -> None:
    assert list(get_args(Source)) == list(codes.choices("source"))


def test_a_copy_with_other_counties_knows_them() -> None:
    """What is worked out once must not follow into a copy with other fields."""
    whole = load(ROOT / "data" / "programme.toml")
    assert whole.county_ids == ("06", "07", "08", "09")
    assert whole.municipalities
    one = whole.model_copy(update={"counties": whole.counties[-1:]})
    assert one.county_ids == ("09",)
    assert [municipality.code for municipality in one.municipalities] == ["0980"]
    assert whole.county_ids == ("06", "07", "08", "09")
