"""Counties and municipalities: complete, and found as partners write them."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from s3metrics.codes import (
    COUNTIES,
    MUNICIPALITIES,
    County,
    Municipality,
    county_by_code,
    find_county,
    find_municipality,
    municipality_by_code,
)
from s3metrics.codes.places import county_words, municipality_words
from s3metrics.words import fold

REAL = Path(__file__).parents[3] / "shared" / "real" / "municipalities.csv"
_HEADINGS = ["kommunkod", "kommun_kort", "kommun", "lanskod", "lan", "nuts3", "lansbokstav"]
EXTRACT = [
    dict(zip(_HEADINGS, row, strict=True))
    for row in (
        ("0643", "Habo", "Habo kommun", "06", "Jönköpings län", "SE211", "F"),
        ("0780", "Växjö", "Växjö kommun", "07", "Kronobergs län", "SE212", "G"),
        ("0860", "Hultsfred", "Hultsfreds kommun", "08", "Kalmar län", "SE213", "H"),
        ("0980", "Gotland", "Region Gotland (Gotlands kommun)", "09", "Gotlands län", "SE214", "I"),
    )
]


def test_sweden_is_complete() -> None:
    assert len(COUNTIES) == len({c.code for c in COUNTIES}) == 21
    assert len({c.nuts3 for c in COUNTIES}) == len({c.letter for c in COUNTIES}) == 21
    assert len(MUNICIPALITIES) == len({m.code for m in MUNICIPALITIES}) == 290
    assert {m.county for m in MUNICIPALITIES} == {c.code for c in COUNTIES}
    assert all(m.code.startswith(m.county) and len(m.code) == 4 for m in MUNICIPALITIES)


def test_the_four_counties_have_34_municipalities() -> None:
    numbers = dict.fromkeys(("06", "07", "08", "09"), 0)
    for municipality in MUNICIPALITIES:
        if municipality.county in numbers:
            numbers[municipality.county] += 1
    assert numbers == {"06": 13, "07": 8, "08": 12, "09": 1}
    assert [(county_by_code(c).nuts3, county_by_code(c).letter) for c in numbers] == [
        ("SE211", "F"),
        ("SE212", "G"),
        ("SE213", "H"),
        ("SE214", "I"),
    ]


def _public_list() -> list[dict[str, str]]:
    """The public list where it lies beside the project, else facts taken from it."""
    if not REAL.is_file():
        return EXTRACT
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 34
    return rows


@pytest.mark.real
def test_equal_to_the_public_list() -> None:
    for row in _public_list():
        municipality = municipality_by_code(row["kommunkod"])
        assert (municipality.name, municipality.county) == (row["kommun_kort"], row["lanskod"])
        for word in row["kommun"].removesuffix(")").split(" ("):
            assert find_municipality(word) == municipality, word
        county = county_by_code(row["lanskod"])
        assert (county.name, county.nuts3) == (row["lan"], row["nuts3"])
        assert county.letter == row["lansbokstav"]


@pytest.mark.parametrize("municipality", MUNICIPALITIES, ids=lambda m: m.code)
def test_every_municipality_is_found_by_code_and_by_name(municipality: Municipality) -> None:
    without_zero = str(int(municipality.code))
    for word in (municipality.code, without_zero, *municipality_words(municipality)):
        for spelled in (word, word.upper(), f"  {word.lower()} "):
            assert find_municipality(spelled) == municipality, spelled


@pytest.mark.parametrize("county", COUNTIES, ids=lambda c: c.code)
def test_every_county_is_found_by_code_and_by_name(county: County) -> None:
    for word in (county.code, str(int(county.code)), *county_words(county)):
        for spelled in (word, word.upper(), fold(word)):
            assert find_county(spelled) == county, spelled


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("LillaEdet", "1462"),
        ("ÖstraGöinge", "1256"),
        ("UpplandsVäsby", "0114"),
        ("Upplands-Bro kommun", "0139"),
        ("Kalmars kommun", "0880"),
        ("Jönköpings kommun", "0680"),
        ("jonkoping", "0680"),
        ("Göteborgs Stad", "1480"),
        ("Malmö stad", "1280"),
        ("Falu kommun", "2080"),
        ("Region Gotland", "0980"),
        ("Gotlands kommun", "0980"),
        ("Växjö\u00a0kommun", "0780"),
        (unicodedata.normalize("NFD", "Växjö"), "0780"),
    ],
)
def test_municipalities_as_partners_write_them(raw: str, code: str) -> None:
    assert find_municipality(raw) == municipality_by_code(code)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("6", "06"),
        ("Jönköping", "06"),
        ("JÖNKÖPINGS LÄN", "06"),
        ("Region Jönköpings län", "06"),
        ("Region Kronoberg", "07"),
        ("region kalmar lan", "08"),
        ("Kalmars län", "08"),
        ("Gotland", "09"),
        ("Gotlands län", "09"),
        ("Region Gotland", "09"),
        ("Dalarna", "20"),
        ("Region Dalarna", "20"),
        ("Västra Götaland", "14"),
        ("Västra Götalandsregionen", "14"),
        ("Region Sörmland", "04"),
        ("Region Jämtland Härjedalen", "23"),
    ],
)
def test_counties_as_partners_write_them(raw: str, code: str) -> None:
    assert find_county(raw) == county_by_code(code)


@pytest.mark.parametrize("raw", ["", "  ", "kommun", "9999", "60", "0604.0", "Stenungssund", "-"])
def test_what_is_no_municipality_is_not_found(raw: str) -> None:
    assert find_municipality(raw) is None


@pytest.mark.parametrize("raw", ["", "län", "F", "11", "006", "0", "SE211", "Småland"])
def test_what_is_no_county_is_not_found(raw: str) -> None:
    assert find_county(raw) is None


def test_habo_and_håbo_are_told_apart_by_their_exact_spelling() -> None:
    håbo = municipality_by_code("0305")
    assert find_municipality("Habo") == municipality_by_code("0643")
    assert find_municipality("HÅBO kommun") == håbo
    assert find_municipality(unicodedata.normalize("NFD", "Håbo")) == håbo
    assert find_municipality("Häbo") is None, "folded it could be either"


def test_no_other_words_collide() -> None:
    """A new way of writing a name must not steal another municipality's."""
    owners = defaultdict[str, set[str]](set)
    for municipality in MUNICIPALITIES:
        for word in municipality_words(municipality):
            owners[fold(word)].add(municipality.code)
    assert {frozenset(codes) for codes in owners.values() if len(codes) > 1} == {
        frozenset({"0305", "0643"})
    }
    counties = defaultdict(set)
    for county in COUNTIES:
        for word in county_words(county):
            counties[fold(word)].add(county.code)
    assert all(len(codes) == 1 for codes in counties.values())
