"""Who lies in several counties or areas, on a world that can be counted by hand.

Alfa   07 08      Beta   08      Gamma  07 08 09      Delta  06 07      Epsilon  07 08
"""

from __future__ import annotations

from datetime import date

import pytest

from s3metrics.engine.selection import Selection
from s3metrics.errors import WrongCall
from tests.recount.orgnr import ORGNR
from tests.soundness.drawing import Book

WORLD = """
company
| orgnr   | municipality | size  | name    |
| Alfa    | Växjö        | liten | Alfa    |
| Beta    | Kalmar       | mikro | Beta    |
| Gamma   | Växjö        | mikro | Gamma   |
| Delta   | Jönköping    | medel | Delta   |
| Epsilon | Kalmar       | medel | Epsilon |
initiative
| initiative_id | area      | counties   |
| I1            | tra_skog  | 07, 08     |
| I2            | livsmedel | 07, 08, 09 |
| I3            | livsmedel | 08         |
participation
| initiative_id | orgnr   | date       | municipality |
| I1            | Alfa    | 2025-02-01 |              |
| I1            | Alfa    | 2025-02-02 | Kalmar       |
| I2            | Alfa    | 2025-02-03 | Kalmar       |
| I2            | Beta    | 2025-02-01 |              |
| I1            | Gamma   | 2025-02-01 | Växjö        |
| I1            | Gamma   | 2025-02-02 | Kalmar       |
| I1            | Gamma   | 2025-02-03 | Gotland      |
| I2            | Delta   | 2025-02-01 |              |
| I2            | Delta   | 2025-06-01 | Älmhult      |
| I3            | Epsilon | 2025-02-01 | Nybro        |
| I3            | Epsilon | 2025-02-02 | Ljungby      |
funding
| initiative_id | source | budget_sek |
| I1            | region | 100        |
| I1            | eruf   | 200        |
| I3            | region | 50         |
"""
NOW = Selection()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    made = Book(tmp_path_factory.mktemp("world"))
    made.deliver(WORLD)
    return made


def test_units_by_the_parts_they_lie_in(book: Book) -> None:
    found = book.platform.shared("smes_reached", NOW, "county")
    assert dict(found.units) == {
        ("08",): 1,
        ("07", "08"): 2,
        ("06", "07"): 1,
        ("07", "08", "09"): 1,
    }
    # Fewest parts first, then the most units.
    assert list(found.units) == [("08",), ("07", "08"), ("06", "07"), ("07", "08", "09")]
    assert found.in_parts == {1: 1, 2: 3, 3: 1}
    assert (found.indicator.id, found.dimension) == ("smes_reached", "county")
    assert list(found.several) == [("07", "08"), ("06", "07"), ("07", "08", "09")]


def test_parts_stand_in_the_programmes_order(book: Book) -> None:
    found = book.platform.shared("smes_reached", NOW, "area")
    assert book.platform.programme.area_ids.index("tra_skog") == 0
    assert dict(found.units) == {("livsmedel",): 3, ("tra_skog",): 1, ("tra_skog", "livsmedel"): 1}


@pytest.mark.parametrize("dimension", ["county", "area", "municipality", "quarter"])
def test_agrees_with_the_overlap_and_the_total(book: Book, dimension: str) -> None:
    found = book.platform.shared("smes_reached", NOW, dimension)
    entry = book.overlap("smes_reached", dimension)
    assert {n: units for n, units in found.in_parts.items() if n > 1} == entry.units_in_parts
    assert sum(found.units.values()) == entry.total == 5
    assert sum(len(parts) * units for parts, units in found.units.items()) == entry.parts_sum


def test_the_units_and_their_rows_open(book: Book) -> None:
    opened = book.platform.shared_entities("smes_reached", NOW, "county", ("07", "08"))
    assert {unit.name: unit.rows for unit in opened.units} == {"Alfa": 3, "Epsilon": 2}
    assert sorted(row.row for row in opened.rows) == [2, 3, 4, 11, 12]
    assert {row.cells["initiative_id"] for row in opened.rows} == {"I1", "I2", "I3"}
    assert all(row.role == "counted" for row in opened.rows)
    assert {row.unit for row in opened.rows} == {unit.id for unit in opened.units}
    assert (opened.indicator, opened.cell) == ("smes_reached", {"county": "07 08"})


def test_nothing_named_opens_all_in_several(book: Book) -> None:
    opened = book.platform.shared_entities("smes_reached", NOW, "county")
    assert {unit.name for unit in opened.units} == {"Alfa", "Gamma", "Delta", "Epsilon"}
    assert ORGNR["Beta"] not in {row.unit.replace("-", "") for row in opened.rows}
    assert opened.cell == {}


def test_the_selection_confines_the_parts(book: Book) -> None:
    counties = Selection(counties=("07", "08"))
    found = book.platform.shared("smes_reached", counties, "county")
    assert dict(found.units) == {("07",): 1, ("08",): 1, ("07", "08"): 3}
    spring = Selection(to=book.platform.today.replace(month=3))
    assert ("06", "07") not in book.platform.shared("smes_reached", spring, "county").units


def test_money_lies_where_its_initiative_is_open(book: Book) -> None:
    found = book.platform.shared("funding_decided", NOW, "county")
    assert dict(found.units) == {("08",): 1, ("07", "08"): 1}
    opened = book.platform.shared_entities("funding_decided", NOW, "county", ("07", "08"))
    # Each row once, although it puts its initiative into two counties.
    assert sum(row.value for row in opened.rows) == 300
    assert [(unit.id, unit.rows) for unit in opened.units] == [("I1", 2)]


def test_what_is_decided_has_no_period(book: Book) -> None:
    turned = Selection(from_=date(2025, 12, 31), to=date(2025, 1, 1))
    found = book.platform.shared("funding_decided", turned, "county")
    assert dict(found.units) == {("08",): 1, ("07", "08"): 1}


def test_parts_that_add_up_or_are_not_there_are_refused(book: Book) -> None:
    for indicator, dimension in (("smes_new", "county"), ("reach_share", "county")):
        with pytest.raises(WrongCall, match="räknas ingen i flera delar"):
            book.platform.shared(indicator, NOW, dimension)
    with pytest.raises(WrongCall, match="räknas ingen i flera delar"):
        book.platform.shared("smes_reached", NOW, "source")
    with pytest.raises(WrongCall, match="Delen ”01” finns inte"):
        book.platform.shared_entities("smes_reached", NOW, "county", ("01", "07"))
