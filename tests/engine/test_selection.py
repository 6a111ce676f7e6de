"""What a selection means: defaults, names turned into codes, and what is said of wrong ones."""

from __future__ import annotations

from datetime import date

import pytest

from s3metrics.engine.selection import Selection, resolve
from s3metrics.errors import WrongCall
from tests.small_world import programme

TODAY = date(2025, 5, 5)
PROGRAMME = programme()


def members(selection: Selection, dimension: str) -> tuple[str, ...]:
    return resolve(selection, PROGRAMME, TODAY).members(dimension)


def test_an_open_selection_is_the_programme_until_today() -> None:
    scope = resolve(Selection(), PROGRAMME, TODAY)
    assert (scope.from_, scope.to) == (date(2024, 4, 1), TODAY)
    assert scope.selection.as_json() == {
        "from": "2024-04-01",
        "to": "2025-05-05",
        "area": [],
        "county": [],
        "municipality": [],
        "size": [],
    }
    assert scope.shape == ()
    assert Selection().as_json()["from"] is None
    assert Selection().as_json()["to"] is None


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(from_=date(2025, 1, 1), to=date(2025, 3, 31)),
        Selection(to=date(2025, 3, 31), sizes=("mikro", "liten")),
        Selection(areas=("digital",), counties=("07", "08"), municipalities=("0780",)),
    ],
)
def test_plain_values_give_the_selection_back(selection: Selection) -> None:
    assert Selection.of_json(selection.as_json()) == selection


def test_a_given_period_is_kept_also_one_day_and_outside_the_programme() -> None:
    day = date(2020, 1, 1)
    scope = resolve(Selection(from_=day, to=day), PROGRAMME, TODAY)
    assert (scope.from_, scope.to) == (day, day)
    assert (scope.selection.from_, scope.selection.to) == (day, day)


def test_figures_without_a_period_take_any() -> None:
    backwards = Selection(from_=date(2025, 2, 1), to=date(2025, 1, 31))
    scope = resolve(backwards, PROGRAMME, TODAY, has_period=False)
    assert (scope.from_, scope.to) == (date(2025, 2, 1), date(2025, 1, 31))


@pytest.mark.parametrize(
    ("selection", "dimension", "expected"),
    [
        (
            Selection(areas=("Trä och skog", "FOOD", "tra_skog", "Okänd")),
            "area",
            ("livsmedel", "okand", "tra_skog"),
        ),
        (Selection(counties=("Kronoberg", "Jönköpings län", "07")), "county", ("06", "07")),
        (
            Selection(municipalities=("växjö", "0680", "Gotland")),
            "municipality",
            ("0680", "0780", "0980"),
        ),
        (Selection(sizes=("STOR", "Okänd", "micro")), "size", ("mikro", "okand", "stor")),
    ],
)
def test_names_become_codes_once_each_in_order(
    selection: Selection, dimension: str, expected: tuple[str, ...]
) -> None:
    assert members(selection, dimension) == expected
    assert resolve(selection, PROGRAMME, TODAY).selection.as_json()[dimension] == list(expected)


def test_what_a_selection_confines_and_its_shape() -> None:
    selection = Selection(
        areas=("digital",), counties=("06", "07"), municipalities=("0680",), sizes=("stor",)
    )
    assert selection.dimensions == ("area", "county", "municipality", "size")
    assert [selection.members(d) for d in selection.dimensions] == [
        ("digital",),
        ("06", "07"),
        ("0680",),
        ("stor",),
    ]
    assert selection.members("funder") == ()
    assert resolve(selection, PROGRAMME, TODAY).shape == (
        ("area", 1),
        ("county", 2),
        ("municipality", 1),
        ("size", 1),
    )
    assert Selection(sizes=("stor",)).dimensions == ("size",)


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (
            Selection(from_=date(2025, 2, 1), to=date(2025, 1, 31)),
            "Perioden börjar 2025-02-01 men slutar 2025-01-31. "
            "Ange ett slut som inte är före början.",
        ),
        (
            Selection(areas=("digital", "trä")),
            "Området ”trä” finns inte i programmet. Menade du ”tra_skog”? "
            "Det finns tra_skog, livsmedel, besoksnaring, industri och digital.",
        ),
        (
            Selection(counties=("06", "Skåne")),
            "Länet ”Skåne” finns inte i programmet. Det finns 06 (Jönköpings län), "
            "07 (Kronobergs län), 08 (Kalmar län) och 09 (Gotlands län).",
        ),
        (
            Selection(sizes=("jätte",)),
            "Storleken ”jätte” finns inte i programmet. "
            "Det finns mikro, liten, medel, stor och okand.",
        ),
        (Selection(municipalities=("Malmö",)), "Kommunen ”Malmö” finns inte i programmet. Det"),
        (
            Selection(municipalities=("Ljungbi",)),
            "Kommunen ”Ljungbi” finns inte i programmet. "
            "Menade du ”Ljungby”? Det finns Aneby, Gnosjö, ",
        ),
    ],
    ids=lambda case: "",
)
def test_what_is_said_of_a_wrong_selection(selection: Selection, sentence: str) -> None:
    with pytest.raises(WrongCall) as raised:
        resolve(selection, PROGRAMME, TODAY)
    said = str(raised.value)
    assert said.startswith(sentence) if selection.municipalities else said == sentence
