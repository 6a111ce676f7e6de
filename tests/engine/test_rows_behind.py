"""The rows behind figures that are more than a count of rows, in a world to be read by hand.

Alfa was supported in Växjö (07) and Kalmar (08), Beta in Växjö; Gamma has its seat in Kalmar.
Delta has its seat in Växjö, where its results count, and was supported in Kalmar alone.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from s3metrics.engine.engine import Engine
from s3metrics.engine.entities import Entities, ledger_rows
from s3metrics.engine.selection import Selection
from s3metrics.indicators import CATALOGUE
from s3metrics.ledger.identity import shown
from tests.recount.orgnr import ORGNR
from tests.soundness.drawing import TODAY, Book

WORLD = """
company
| orgnr | municipality | size  | name  |
| Alfa  | Växjö        | liten | Alfa  |
| Beta  | Växjö        | mikro | Beta  |
| Gamma | Kalmar       | mikro | Gamma |
| Delta | Växjö        | mikro | Delta |
initiative
| initiative_id | area     | title |
| I1            | tra_skog | Ett   |
| I2            | digital  | Två   |
participation
| initiative_id | orgnr | date       | municipality |
| I1            | Alfa  | 2025-02-01 |              |
| I1            | Alfa  | 2025-03-01 | Kalmar       |
| I2            | Alfa  | 2025-04-01 |              |
| I1            | Beta  | 2025-02-01 |              |
| I2            | Gamma | 2025-02-01 |              |
| I2            | Delta | 2025-02-01 | Kalmar       |
outcome
| orgnr | date       | kind              | value |
| Alfa  | 2025-06-01 | produktinnovation |       |
| Delta | 2025-06-01 | processinnovation |       |
| Gamma | 2025-01-15 | produktinnovation |       |
| Alfa  | 2025-05-01 | innovationsgrad   | 1     |
| Alfa  | 2025-06-01 | innovationsgrad   | 3     |
| Alfa  | 2025-07-01 | innovationsgrad   | 4     |
| Beta  | 2025-05-01 | innovationsgrad   | 2     |
| Beta  | 2025-06-01 | innovationsgrad   | 2     |
| Delta | 2025-06-01 | innovationsgrad   | 5     |
solution
| solution_id | area     | step             | date       | title |
| L1          | tra_skog | ordinarie_budget | 2025-02-01 | Ny    |
| L1          | digital  | i_drift          | 2025-03-01 | Ny    |
funding
| initiative_id | source | budget_sek |
| I1            | region | 100        |
| I1            | eruf   | 200        |
context
| county | municipality | companies |
| 07     | 0780         | 40        |
| 07     | 0760         | 10        |
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    made = Book(tmp_path_factory.mktemp("world"))
    made.deliver(WORLD)
    return made


def names(found: Entities) -> dict[str, int]:
    return {unit.name: unit.rows for unit in found.units}


def numbers(found: Entities, role: str = "counted") -> list[int]:
    """Row numbers in the delivered list; the headings are row 1."""
    return sorted(row.row for row in found.rows if row.role == role)


@pytest.mark.parametrize(
    ("cell", "innovating", "reached"),
    [
        ({}, {"Alfa": 1, "Delta": 1}, [2, 3, 4, 5, 6, 7]),
        ({"county": "07"}, {"Alfa": 1}, [2, 4, 5]),
        ({"county": "08"}, {}, [3, 6, 7]),
        ({"size": "mikro"}, {"Delta": 1}, [5, 6, 7]),
        ({"county": "07", "size": "mikro"}, {}, [5]),
    ],
)
def test_a_company_of_both_kinds_must_be_both_in_the_cell(
    book: Book, cell: dict[str, str], innovating: dict[str, int], reached: list[int]
) -> None:
    found = book.entities("innovation_share", Selection(), **cell)
    assert names(found) == innovating
    assert numbers(found, "denominator") == reached
    figures = book.result("innovation_share", " ".join(cell)).cells
    assert figures[tuple(cell.values())].numerator == len(innovating)


@pytest.mark.parametrize("cell", [{}, {"county": "07"}])
def test_a_change_opens_to_its_first_and_last_measurement(book: Book, cell: dict[str, str]) -> None:
    found = book.entities("innovation_level_change", Selection(), **cell)
    assert names(found) == {"Alfa": 2, "Beta": 2}
    assert {row.row: row.value for row in found.rows} == {5: 1, 7: 4, 8: 2, 9: 2}


def test_who_returns_opens_to_the_rows_of_the_cell(book: Book) -> None:
    assert numbers(book.entities("smes_returning", Selection())) == [2, 3, 4]
    assert numbers(book.entities("smes_returning", Selection(), county="08")) == [3]


def test_a_pair_opens_to_the_rows_in_either_county(book: Book) -> None:
    found = book.entities("county_pairs", Selection(), county_a="07", county_b="08")
    assert names(found) == {"Ett": 3, "Två": 3}
    # One initiative after the other.
    assert [row.row for row in found.rows] == [2, 3, 5, 4, 6, 7]


def test_a_solution_opens_to_its_latest_step(book: Book) -> None:
    found = book.entities("solutions_adopted", Selection(), area="digital")
    assert (names(found), numbers(found)) == ({"Ny": 1}, [3])
    assert book.entities("solutions_adopted", Selection(), area="tra_skog").rows == ()


def owners(found: Entities, role: str = "counted") -> dict[str, tuple[str, int]]:
    """Key of each unit → its name and its rows, as listed and as the rows themselves say."""
    listed = {unit.id: (unit.name, unit.rows) for unit in found.units}
    of_rows = Counter(row.unit for row in found.rows if row.role == role)
    assert {key: rows for key, (_, rows) in listed.items()} == of_rows
    return listed


@pytest.mark.parametrize(
    ("indicator", "cell", "expected"),
    [
        ("smes_reached", {"size": "liten"}, {shown(ORGNR["Alfa"]): ("Alfa", 3)}),
        ("municipalities_reached", {}, {"0780": ("Växjö", 3), "0880": ("Kalmar", 3)}),
        ("cross_county_initiatives", {}, {"I1": ("Ett", 3), "I2": ("Två", 3)}),
        ("initiatives", {"area": "digital"}, {"I2": ("Två", 1)}),
        # Money open in several counties belongs to its initiative.
        ("funding_decided", {}, {"I1": ("Ett", 2)}),
    ],
)
def test_each_row_belongs_to_a_unit_of_key_and_name(
    book: Book, indicator: str, cell: dict[str, str], expected: dict[str, tuple[str, int]]
) -> None:
    found = book.entities(indicator, Selection(), **cell)
    assert (found.indicator, found.cell) == (indicator, cell)
    assert owners(found) == expected
    # And the same ones where they are not as kept in the ledger's file.
    reader, programme = book.platform.engine().reader, book.platform.programme
    anew = Engine(reader, programme, space="anew_", may_use_kept=False)
    assert anew.entities(CATALOGUE[indicator], Selection(), cell, 1, TODAY) == found


def test_companies_of_a_place_belong_to_its_county(book: Book) -> None:
    found = book.entities("reach_share", Selection(), county="07")
    below = [row for row in found.rows if row.role == "denominator"]
    assert [(row.unit, row.value, row.row) for row in below] == [("07", 40, 2), ("07", 10, 3)]
    assert owners(found, "numerator") == {
        shown(ORGNR["Alfa"]): ("Alfa", 2),
        shown(ORGNR["Beta"]): ("Beta", 1),
    }


def test_a_row_of_hours_is_not_called_by_an_initiative_of_its_number(tmp_path: Path) -> None:
    made = Book(tmp_path)
    first = """
        company
        | orgnr |
        | Alfa  |
        initiative
        | initiative_id |
        | I1            |
        participation
        | initiative_id | orgnr | hours |
        | I1            | Alfa  | 5     |
    """
    made.deliver(first)
    (unit,) = made.entities("support_hours", Selection()).units
    # As many initiatives come as rows had come before, and one more.
    several = [f"I{number}" for number in range(1, int(unit.id) + 2)]
    made.deliver(
        "\n".join(
            [
                "initiative",
                "| initiative_id |",
                *(f"| {key} |" for key in several),
                "participation",
                "| initiative_id | orgnr | hours |",
                *(f"| {key} | Alfa | 5 |" for key in several),
            ]
        )
    )
    found = made.entities("support_hours", Selection())
    assert unit in found.units
    assert {(one.name, one.rows) for one in found.units} == {("", 1)}
    assert {row.unit for row in found.rows} == {one.id for one in found.units}


def test_what_is_behind_as_plain_values(book: Book) -> None:
    found = book.entities("innovation_level_change", Selection(), size="mikro").as_json()
    place = {"delivery": 1, "file": "resultat.csv", "sender": "Exempel", "sheet": "Resultat"}
    cells = {"evidence": None, "initiative_id": None, "kind": "innovationsgrad"}
    beta = shown(ORGNR["Beta"])
    assert found == {
        "indicator": "innovation_level_change",
        "cell": {"size": "mikro"},
        "units": [{"id": beta, "name": "Beta", "rows": 2}],
        "rows": [
            {
                "role": "counted",
                "unit": beta,
                "value": 2,
                "table": "outcome",
                "row": row,
                "cells": {"orgnr": beta, "date": day, "value": 2, **cells},
                **place,
            }
            for row, day in ((8, "2025-05-01"), (9, "2025-06-01"))
        ],
    }
    # A whole number, not the ledger's decimal.
    assert {type(row["value"]) for row in found["rows"]} == {int}


def test_a_row_of_the_ledger_belongs_to_no_figure_until_it_is_opened(book: Book) -> None:
    engine = book.platform.engine()
    ((number,),) = (
        engine.reader.cursor()
        .execute("SELECT row_id FROM ledger.initiative WHERE initiative_id = 'I1'")
        .fetchall()
    )
    (row,) = ledger_rows(engine, "initiative", [number]).values()
    assert (row.role, row.unit, row.value) == ("", "", None)
    assert (row.table, row.row, row.delivery) == ("initiative", 2, 1)
