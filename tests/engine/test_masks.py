"""Counts from masks against a recount with sets: each unit is the set of cells that it lies in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s3metrics.engine import masks
from s3metrics.engine.coding import Coding
from s3metrics.engine.masks import MaskCounts, axes_of
from s3metrics.indicators.model import Count, Rows, Source, Sum, Unit
from s3metrics.programme import load
from tests.intake.tables import PROGRAMMES
from tests.small_world import programme

Cell = tuple[str, ...]
World = list[tuple[frozenset[Cell], int]]
"""Cells and how many units lie in exactly these."""

CODING = Coding(programme())
COUNTIES = ("06", "07", "08", "09")
AREAS = ("okand", "tra_skog", "livsmedel", "besoksnaring", "industri", "digital")
SIZES = ("okand", "mikro", "liten", "medel", "stor")
MEMBERS = {"county": COUNTIES, "area": AREAS, "size": SIZES}
NUMBERS = {"county": [6, 7, 8, 9], "area": list(range(6)), "size": list(range(5))}
BREAKDOWNS = [("area",), ("county",), ("county", "area"), ("area", "county"), ("size", "area")]
COMPANIES = Count(rows=Rows(source=Source.PARTICIPATION), unit=Unit.COMPANY)


def cells_of(by: Sequence[str]) -> list[Cell]:
    return list(product(*(MEMBERS[dimension] for dimension in by)))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[tuple[str, ...], World]:
    by = draw(st.sampled_from(BREAKDOWNS))
    some = st.frozensets(st.sampled_from(cells_of(by)), min_size=1, max_size=5)
    return by, draw(st.lists(st.tuples(some, st.integers(1, 3)), max_size=6))


def counts_of(by: Sequence[str], world: World) -> MaskCounts:
    """The world as the database hands it over: the last axis runs fastest through the bits."""
    bit = {cell: 2**place for place, cell in enumerate(cells_of(by))}
    rows = [(sum(bit[cell] for cell in cells), units) for cells, units in world]
    return MaskCounts.of({d: NUMBERS[d] for d in by}, CODING, rows)


def recounted(by: Sequence[str], world: World) -> dict[Cell, int]:
    levels = product(*((*MEMBERS[d], "*") for d in by))
    found = {
        level: sum(units for cells, units in world if any(_lies_in(c, level) for c in cells))
        for level in levels
    }
    return {level: count for level, count in found.items() if count}


def _lies_in(cell: Cell, level: Cell) -> bool:
    return all(wanted in ("*", member) for member, wanted in zip(cell, level, strict=True))


def changed(world: World, cells_kept: Callable[[frozenset[Cell]], frozenset[Cell]]) -> World:
    kept = [(cells_kept(cells), units) for cells, units in world]
    return [(cells, units) for cells, units in kept if cells]


@settings(deadline=None, max_examples=60)
@given(worlds())
def test_counts_at_every_level_are_a_recount(drawn: tuple[tuple[str, ...], World]) -> None:
    by, world = drawn
    assert counts_of(by, world).counts() == recounted(by, world)


@pytest.mark.parametrize("at_once", [1, 2, 3, 4])
def test_more_masks_than_are_held_at_once(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr(masks, "_AT_ONCE", at_once)
    by = ("county", "area")
    world: World = [
        (frozenset({("07", "industri"), ("08", "industri")}), 1),
        (frozenset({("07", "digital")}), 2),
        (frozenset({("09", "okand"), ("07", "industri")}), 4),
    ]
    assert counts_of(by, world).counts() == recounted(by, world)
    by_area = [(frozenset((cell[1],) for cell in cells), units) for cells, units in world]
    assert counts_of(by, world).over(("area",)).counts() == recounted(("area",), by_area)


@settings(deadline=None, max_examples=60)
@given(worlds(), st.data())
def test_parts_are_a_recount(drawn: tuple[tuple[str, ...], World], data: st.DataObject) -> None:
    by, world = drawn
    dimension = data.draw(st.sampled_from(by))
    at = by.index(dimension)
    others = [(*MEMBERS[d], "*") for d in by if d != dimension]
    expected: dict[Cell, dict[int, int]] = {}
    for rest in product(*others):
        level = (*rest[:at], "*", *rest[at:])
        expected[rest] = {}
        for cells, units in world:
            parts = len({cell[at] for cell in cells if _lies_in(cell, level)})
            if parts > 1:
                expected[rest][parts] = expected[rest].get(parts, 0) + units
    assert counts_of(by, world).in_parts(dimension) == expected


@settings(deadline=None, max_examples=60)
@given(worlds(), st.data())
def test_units_in_at_least_so_many_known_members(
    drawn: tuple[tuple[str, ...], World], data: st.DataObject
) -> None:
    by, world = drawn
    dimension, number = data.draw(st.sampled_from(by)), data.draw(st.integers(1, 3))
    at = by.index(dimension)

    def those(cells: frozenset[Cell]) -> frozenset[Cell]:
        known = {cell[at] for cell in cells} - {"okand"}
        return cells if len(known) >= number else frozenset()

    found = counts_of(by, world).of_units_in(dimension, number)
    assert found.counts() == recounted(by, changed(world, those))


@settings(deadline=None, max_examples=60)
@given(worlds(), st.data())
def test_confined_to_some_members(
    drawn: tuple[tuple[str, ...], World], data: st.DataObject
) -> None:
    by, world = drawn
    dimension = data.draw(st.sampled_from(by))
    at = by.index(dimension)
    members = data.draw(st.lists(st.sampled_from(MEMBERS[dimension]), min_size=1, unique=True))

    def there(cells: frozenset[Cell]) -> frozenset[Cell]:
        return frozenset(cell for cell in cells if cell[at] in members)

    found = counts_of(by, world).confined(dimension, members)
    assert found.counts() == recounted(by, changed(world, there))
    assert 0 not in found.masks


@settings(deadline=None, max_examples=60)
@given(worlds(), st.data())
def test_over_some_axes_the_rest_falls_together(
    drawn: tuple[tuple[str, ...], World], data: st.DataObject
) -> None:
    by, world = drawn
    narrow = tuple(data.draw(st.permutations(by)))[: data.draw(st.integers(1, len(by)))]
    places = [by.index(dimension) for dimension in narrow]

    def fallen(cells: frozenset[Cell]) -> frozenset[Cell]:
        return frozenset(tuple(cell[place] for place in places) for cell in cells)

    found = counts_of(by, world).over(narrow)
    assert list(found.axes) == list(narrow)
    assert found.counts() == recounted(narrow, changed(world, fallen))
    dimension = narrow[-1]
    assert found.in_parts(dimension) == counts_of(narrow, changed(world, fallen)).in_parts(
        dimension
    )


def test_confined_and_narrowed_after_one_another() -> None:
    """By hand: 5 units in 06 × wood, 2 in both 06 × wood and 07 × food, 1 in 07 × unknown area."""
    wood, food, unknown = ("06", "tra_skog"), ("07", "livsmedel"), ("07", "okand")
    world = [
        (frozenset({wood}), 5),
        (frozenset({wood, food}), 2),
        (frozenset({unknown}), 1),
    ]
    counts = counts_of(("county", "area"), world)
    assert counts.counts()[("*", "*")] == 8
    assert counts.in_parts("county")[("*",)] == {2: 2}
    assert counts.of_units_in("area", 1).counts()[("*", "*")] == 7
    assert counts.of_units_in("area", 2).counts()[("06", "*")] == 2
    assert counts.confined("county", ["07"]).over(["area"]).counts() == {
        ("livsmedel",): 2,
        ("okand",): 1,
        ("*",): 3,
    }


def test_the_highest_bit_counts() -> None:
    axes = {"area": list(range(6)), "county": [6, 7, 8, 9], "size": [0, 1]}
    bits = MaskCounts.of(axes, CODING, [(1 << 47, 3)])
    assert bits.counts()[("digital", "09", "mikro")] == 3
    assert bits.counts()[("*", "*", "*")] == 3
    assert ("digital", "09", "okand") not in bits.counts()


def test_nothing_counts_as_nothing() -> None:
    empty = counts_of(("county", "area"), [])
    assert empty.counts() == {}
    assert all(parts == {} for parts in empty.in_parts("area").values())
    assert empty.confined("area", ["digital"]).of_units_in("county", 2).counts() == {}


def test_axes_hold_the_numbers_in_the_order_of_the_bits() -> None:
    assert axes_of(COMPANIES, ["area", "county"], CODING) == {
        "area": [0, 1, 2, 3, 4, 5],
        "county": [6, 7, 8, 9],
    }
    assert axes_of(COMPANIES, ["county"], CODING, besides=["area", "county"]) == {
        "county": [6, 7, 8, 9],
        "area": [0, 1, 2, 3, 4, 5],
    }
    assert list(axes_of(COMPANIES, ["county"], CODING, besides=["area"]) or ()) == [
        "county",
        "area",
    ]


def test_axes_are_sorted_whatever_the_order_of_the_programme_file() -> None:
    backwards = Coding(programme(counties=tuple(reversed(programme().counties))))
    assert axes_of(COMPANIES, ["county"], backwards) == {"county": [6, 7, 8, 9]}


ROWS = Rows(source=Source.PARTICIPATION)


@pytest.mark.parametrize(
    ("rule", "by"),
    [
        (COMPANIES, []),
        (Sum(rows=ROWS, column="hours"), ["area"]),
        (Count(rows=ROWS, unit=Unit.COMPANY, also=ROWS), ["area"]),
        (Count(rows=ROWS, unit=Unit.ROW), ["area"]),
        (Count(rows=Rows(source=Source.INITIATIVE), unit=Unit.INITIATIVE), ["area"]),
        (COMPANIES, ["municipality"]),
        (COMPANIES, ["area", "year"]),
        (COMPANIES, ["area", "county", "size"]),
    ],
    ids=lambda case: "",
)
def test_masks_do_not_serve(rule: Count | Sum, by: list[str]) -> None:
    assert axes_of(rule, by, CODING) is None


def test_masks_serve_up_to_the_last_bit_but_the_sign() -> None:
    """9 counties × 7 (6 areas and unknown) are 63; a tenth county or a seventh area too many."""
    default = programme()
    county, area = default.counties[0], default.areas[0]
    ids = ("01", "03", "04", "05", "06", "07", "08", "09", "10", "12")
    counties = [county.model_copy(update={"id": id_}) for id_ in ids]
    areas = tuple(area.model_copy(update={"id": f"area_{n}"}) for n in range(6))

    def axes(number: int) -> dict[str, list[int]] | None:
        wide = programme(counties=tuple(counties[:number]), areas=areas)
        return axes_of(COMPANIES, ["county", "area"], Coding(wide))

    assert axes(9) is not None
    assert axes(10) is None


def test_a_mask_of_sixty_three_cells_counts() -> None:
    default = programme()
    county, area = default.counties[0], default.areas[0]
    ids = ("01", "03", "04", "05", "06", "07", "08", "09", "10")
    wide = programme(
        counties=tuple(county.model_copy(update={"id": id_}) for id_ in ids),
        areas=tuple(area.model_copy(update={"id": f"area_{n}"}) for n in range(6)),
    )
    coding = Coding(wide)
    axes = axes_of(COMPANIES, ["county", "area"], coding)
    assert axes is not None
    found = MaskCounts.of(axes, coding, [(1 << 62, 2), (1, 1)])
    assert found.counts()[("10", "area_5")] == 2
    assert found.counts()[("01", "okand")] == 1
    assert found.counts()[("*", "*")] == 3


def test_masks_serve_for_all_four_dimensions_of_a_small_programme() -> None:
    small = load(PROGRAMMES / "one_county.toml")
    assert axes_of(COMPANIES, ["area", "county"], Coding(small), besides=["size", "support"]) == {
        "area": [0, 1],
        "county": [24],
        "size": [0, 1, 2, 3, 4],
        "support": [0, 1, 2, 3, 4],
    }
