"""The denominator of reach, on a context table drawn by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from s3metrics.engine.population import companies, places_of, rows_behind
from s3metrics.engine.query import Query
from s3metrics.engine.selection import Scope, Selection, resolve
from tests.small_world import programme

# Of Jönköping's county both kinds of rows; of Kronoberg's and Gotland's only municipalities'; of
# Kalmar's one municipality and the county, in two rows. Gotland is one municipality.
ROWS: list[tuple[int, str, str | None, int, bool]] = [
    (1, "06", None, 1000, True),
    (2, "06", "0680", 300, False),
    (3, "06", "0662", 50, False),
    (4, "07", "0780", 400, True),
    (5, "07", "0781", 70, True),
    (6, "08", None, 500, True),
    (7, "08", None, 9, True),
    (8, "08", "0880", 200, False),
    (9, "10", None, 77, True),
]


class World:
    """What `companies` asks of an engine, over the rows above."""

    programme = programme()

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self._database = duckdb.connect()
        self._database.execute("CREATE SCHEMA drawn")
        self._database.execute(
            "CREATE TABLE drawn.population (row_id INTEGER, county TEXT, municipality TEXT, "
            "companies INTEGER, is_county_level BOOLEAN)"
        )
        self._database.executemany("INSERT INTO drawn.population VALUES (?, ?, ?, ?, ?)", ROWS)

    def schema(self, as_of: int, *tables: str) -> str:
        self.asked.append((as_of, *tables))
        return "drawn"

    def run(self, query: Query) -> list[tuple[Any, ...]]:
        return self._database.execute(query.sql, query.bound).fetchall()

    def close(self) -> None:
        self._database.close()


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    drawn = World()
    yield drawn
    drawn.close()


def scope(**selection: Any) -> Scope:
    return resolve(Selection(**selection), World.programme, date(2025, 5, 5))


def found(world: World, *by: str, **selection: Any) -> dict[tuple[str, ...], int | None]:
    return companies(world, scope(**selection), by, 7)  # type: ignore[arg-type]


def test_a_sum_that_lacks_a_part_is_unknown(world: World) -> None:
    # Gotland has no row, so that the whole has no number.
    assert found(world) == {(): None}
    assert found(world, "county") == {
        ("06",): 1000,
        ("07",): 470,
        ("08",): 509,
        ("09",): None,
        ("*",): None,
    }
    assert world.asked[-1] == (7, "population")


def test_selected_counties_are_summed(world: World) -> None:
    assert found(world, counties=("06", "08")) == {(): 1509}
    assert found(world, "county", counties=("06", "07")) == {
        ("06",): 1000,
        ("07",): 470,
        ("*",): 1470,
    }


def test_municipalities_count_by_their_own_rows(world: World) -> None:
    cells = found(world, "municipality", counties=("06", "07"))
    assert (cells[("0680",)], cells[("0781",)], cells[("0604",)]) == (300, 70, None)
    # All of the counties: by the counties' numbers, for no municipality is chosen.
    assert cells[("*",)] == 1470
    assert {member for (member,) in cells if member[:2] not in ("06", "07")} == {"*"}


def test_selected_municipalities_are_summed_within_their_county(world: World) -> None:
    chosen = ("0680", "0662", "0780")
    assert found(world, municipalities=chosen) == {(): 750}
    assert found(world, "county", municipalities=chosen) == {
        ("06",): 350,
        ("07",): 400,
        ("*",): 750,
    }
    assert found(world, "municipality", municipalities=("0680", "0880")) == {
        ("0680",): 300,
        ("0880",): 200,
        ("*",): 500,
    }
    assert found(world, municipalities=("0680", "0604")) == {(): None}
    assert found(world, "county", municipalities=chosen, counties=("06",)) == {
        ("06",): 350,
        ("*",): 350,
    }


def test_counties_with_municipalities(world: World) -> None:
    cells = found(world, "county", "municipality", municipalities=("0680", "0780"))
    assert cells[("06", "0680")] == 300
    assert cells[("06", "*")] == 300
    assert cells[("*", "0780")] == 400
    assert cells[("*", "*")] == 700
    turned = found(world, "municipality", "county", municipalities=("0680", "0780"))
    assert turned == {(m, c): value for (c, m), value in cells.items()}


@pytest.mark.parametrize(
    ("selection", "cell", "place", "members"),
    [
        ({}, {}, "county", ["06", "07", "08", "09"]),
        ({"counties": ("06", "07")}, {}, "county", ["06", "07"]),
        ({"counties": ("06", "07")}, {"county": "07"}, "county", ["07"]),
        ({}, {"municipality": "0680"}, "municipality", ["0680"]),
        ({"municipalities": ("0680", "0780")}, {}, "municipality", ["0680", "0780"]),
        (
            {"municipalities": ("0680", "0780")},
            {"county": "07"},
            "municipality",
            ["0780"],
        ),
        (
            {"municipalities": ("0680", "0780"), "counties": ("06",)},
            {},
            "municipality",
            ["0680"],
        ),
        ({"counties": ("06",)}, {"municipality": "0780"}, "municipality", []),
    ],
)
def test_the_places_behind_a_cell(
    selection: dict[str, Any], cell: dict[str, str], place: str, members: list[str]
) -> None:
    kind, places = places_of(World.programme, scope(**selection), cell)
    assert (kind, list(places)) == (place, members)


def test_the_rows_behind_places(world: World) -> None:
    assert sorted(world.run(rows_behind("drawn", "county", ["06", "08"]))) == [
        ("06", 1, 1000),
        ("08", 6, 500),
        ("08", 7, 9),
    ]
    assert sorted(world.run(rows_behind("drawn", "municipality", ["0680", "0780"]))) == [
        ("06", 2, 300),
        ("07", 4, 400),
    ]
    columns = rows_behind("drawn", "county", ["06"])
    assert columns.sql.startswith("SELECT county AS unit, row_id, companies AS value ")
    assert columns.bound == {"place_0": "06"}
