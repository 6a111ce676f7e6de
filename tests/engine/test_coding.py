"""Members as numbers, values as files take them, receipts, and the pieces of queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlglot import exp

from s3metrics.codes import COUNTIES, MUNICIPALITIES
from s3metrics.engine.coding import Coding
from s3metrics.engine.parameters import parameter
from s3metrics.engine.query import count_distinct, count_rows, cube, is_all, names_in, query_of
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.values import plain
from tests.small_world import programme

CODING = Coding(programme())


def test_lists_are_numbered_by_their_place_and_unknown_is_none() -> None:
    assert CODING.numbers["size"] == {"mikro": 1, "liten": 2, "medel": 3, "stor": 4, "okand": 0}
    assert CODING.lists["size"] == ("mikro", "liten", "medel", "stor")
    assert CODING.numbers["support"] == {
        "kontakt": 1,
        "radgivning": 2,
        "bidrag": 3,
        "finansiellt": 4,
        "okand": 0,
    }
    assert CODING.numbers["area"] == {
        "tra_skog": 1,
        "livsmedel": 2,
        "besoksnaring": 3,
        "industri": 4,
        "digital": 5,
        "okand": 0,
    }


@pytest.mark.parametrize("dimension", ["county", "county_a", "county_b"])
def test_counties_have_scbs_number(dimension: str) -> None:
    assert CODING.numbers[dimension] == {c.code: int(c.code) for c in COUNTIES} | {"okand": 0}
    assert CODING.members[dimension][6] == "06"


def test_municipalities_have_scbs_number() -> None:
    numbers = CODING.numbers["municipality"]
    assert (numbers["0680"], numbers["okand"], len(numbers)) == (680, 0, len(MUNICIPALITIES) + 1)


def test_numbers_lead_back_to_their_members() -> None:
    assert list(CODING.members) == list(CODING.numbers)
    for dimension, numbers in CODING.numbers.items():
        assert len(CODING.members[dimension]) == len(numbers)
        assert all(CODING.members[dimension][n] == member for member, n in numbers.items())


def test_the_basis_changes_with_what_kept_tables_depend_on_and_with_nothing_else() -> None:
    default = programme()

    def basis(**changes: Any) -> str:
        return Coding(programme(**changes)).basis

    def rules(**changes: Any) -> Any:
        return default.rules.model_copy(update=changes)

    stopped = default.statuses[0].model_copy(update={"is_active": False})
    named = default.statuses[0].model_copy(update={"id": "annat"})
    changed = [
        basis(areas=default.areas[:-1]),
        basis(areas=tuple(reversed(default.areas))),
        basis(counties=default.counties[:-1]),
        basis(statuses=(stopped, *default.statuses[1:])),
        basis(statuses=(named, *default.statuses[1:])),
        # One that is not active, so that only the list of statuses tells.
        basis(statuses=default.statuses[:-1]),
        basis(rules=rules(minimum_hours=8)),
        basis(rules=rules(minimum_value_sek=8)),
        basis(rules=rules(new_enterprise_years=4)),
    ]
    assert len({CODING.basis, *changed}) == len(changed) + 1
    assert basis() == CODING.basis
    assert basis(senders=default.senders, targets=(), funders=()) == CODING.basis
    assert basis(rules=rules(minimum_hours=0)) == basis(rules=rules(minimum_hours=None))
    assert basis(rules=rules(suppression_threshold=9)) == CODING.basis


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("12.000"), 12),
        (Decimal("-0.5"), -0.5),
        (Decimal("1E+3"), 1000),
        (date(2025, 1, 2), "2025-01-02"),
        (datetime(2025, 1, 2, 3, 4), "2025-01-02T03:04:00"),
        ("a", "a"),
        (None, None),
        (1.0, 1.0),
    ],
)
def test_values_are_plain(value: object, expected: object) -> None:
    found = plain(value)
    assert (type(found), found) == (type(expected), expected)


RECEIPT = Receipt(
    indicator="smes_reached",
    version=1,
    by=("area", "county"),
    selection={"from": "2024-04-01", "area": ["Ångermanland"]},
    as_of=7,
    programme_sha256="a" * 64,
    software_version="1.0",
)


def test_a_receipt_says_everything() -> None:
    assert RECEIPT.as_json() == {
        "code": RECEIPT.code,
        "indicator": "smes_reached",
        "version": 1,
        "by": ["area", "county"],
        "selection": {"from": "2024-04-01", "area": ["Ångermanland"]},
        "as_of": 7,
        "programme_sha256": "a" * 64,
        "software_version": "1.0",
    }


def test_the_code_is_that_of_its_content_today_and_in_ten_years() -> None:
    assert RECEIPT.code == "XURQS-ZH2EC"
    turned = replace(RECEIPT, selection=dict(reversed(RECEIPT.selection.items())))
    assert turned.code == RECEIPT.code


def test_the_receipt_of_one_cell_names_it() -> None:
    cell = RECEIPT.of_cell({"county": "07", "area": "*", "size": "mikro"})
    # The size is no part of the breakdown, and all areas are no cell.
    assert cell.as_json() == {**RECEIPT.as_json(), "code": cell.code, "cell": {"county": "07"}}
    assert cell.code == "3LT64-FTWER"
    assert RECEIPT.of_cell({"area": "*", "size": "mikro"}) == RECEIPT


@pytest.mark.parametrize(
    "change",
    [
        {"indicator": "initiatives"},
        {"version": 2},
        {"by": ("county", "area")},
        {"selection": {}},
        {"as_of": "7"},
        {"programme_sha256": "b" * 64},
        {"software_version": "1.1"},
    ],
    ids=lambda case: "",
)
def test_whatever_decides_a_figure_changes_its_code(change: dict[str, Any]) -> None:
    assert replace(RECEIPT, **change).code != RECEIPT.code


def test_a_query_binds_the_values_that_it_names_and_no_others() -> None:
    tree = exp.select("a").from_("t").where(exp.column("a").isin(parameter("y"), parameter("x")))
    tree = tree.where(exp.column("b").eq(parameter("x")))
    assert names_in(tree) == ("x", "y")
    query = query_of(tree, {"x": 1, "y": 2, "z": 3})
    assert query.sql == "SELECT a FROM t WHERE a IN ($y, $x) AND b = $x"
    assert query.bound == {"x": 1, "y": 2}


def test_the_pieces_of_queries() -> None:
    assert is_all("county").sql(dialect="duckdb") == "GROUPING(county) = 1"
    assert count_rows().sql(dialect="duckdb") == "COUNT(*)"
    assert count_distinct("unit").sql(dialect="duckdb") == "COUNT(DISTINCT unit)"
    tree = exp.select("a").from_("t")
    assert cube(tree, []).sql(dialect="duckdb") == "SELECT a FROM t"
    assert cube(tree, ["a", "b"]).sql(dialect="duckdb") == "SELECT a FROM t GROUP BY CUBE (a, b)"
