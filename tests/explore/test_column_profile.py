"""The profile of an answer's columns, and the page of its rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from s3metrics.explore.column_profile import ColumnProfile, Part, profile
from s3metrics.explore.viewing import PAGE_ROWS, view


def of(values: list[object], type_: pa.DataType | None = None) -> ColumnProfile:
    return profile(pa.table({"c": pa.array(values, type_)}))[0]


def test_texts_are_counted_the_commonest_first() -> None:
    found = of(["b", "a", "b", None, "", "a", "b"])
    assert (found.rows, found.empties, found.distinct) == (7, 1, 3)
    assert (found.smallest, found.largest) == ("", "b")
    assert [(p.value, p.rows) for p in found.parts] == [("b", 3), ("a", 2), ("", 1)]
    assert found.others == 0


def test_what_is_not_named_is_told() -> None:
    found = of([f"v{n:02}" for n in range(20)] + ["v00"])
    assert found.parts[0] == Part(value="v00", rows=2)
    assert len(found.parts) == 8 and found.others == 12


def test_whole_numbers_are_put_into_spans_that_say_their_ends() -> None:
    found = of(list(range(100)))
    assert (found.parts[0].value, found.parts[0].until) == (0, 12)
    assert (found.parts[1].value, found.parts[1].until) == (13, 24)
    assert found.parts[-1].until == 99
    for part in found.parts:
        assert part.rows == sum(part.value <= n <= part.until for n in range(100))


def test_days_are_put_into_spans_that_say_their_ends() -> None:
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(0, 300, 3)]
    found = of(days)
    assert (found.smallest, found.largest) == (days[0], days[-1])
    assert sum(part.rows for part in found.parts) == 100
    for part in found.parts:
        assert part.rows == sum(part.value <= day <= part.until for day in days)


def test_money_keeps_its_last_figure() -> None:
    amounts = [Decimal("12345678901234567.01") + n for n in range(20)]
    found = of(amounts)  # type: ignore[arg-type]
    assert (found.smallest, found.largest) == (amounts[0], amounts[-1])
    assert sum(part.rows for part in found.parts) == 20


def test_what_is_no_number_is_empty() -> None:
    found = of([1.5, float("nan"), None, float("inf")])
    assert (found.rows, found.empties, found.distinct) == (4, 2, 2)
    many = of([float(n) for n in range(50)] + [float("inf")])
    assert sum(part.rows for part in many.parts) == 50 and many.others == 1


@pytest.mark.parametrize("values", [[[1], None], [{"a": 1}, {"a": 2}]], ids=["lists", "structures"])
def test_lists_and_structures_are_not_compared(values: list[object]) -> None:
    found = of(values)
    assert found.distinct is None and found.parts == ()


def test_empty_columns_and_answers() -> None:
    assert of([None, None], pa.int64()).smallest is None
    assert of([None, None]).empties == 2
    assert of([], pa.string()) == ColumnProfile(
        name="c", type="string", rows=0, empties=0, distinct=0
    )
    assert profile(pa.table({})) == ()


def test_columns_of_one_name_have_a_profile_each() -> None:
    table = pa.Table.from_arrays([pa.array([1, 2]), pa.array(["x", "x"])], names=["n", "n"])
    assert [found.distinct for found in profile(table)] == [2, 1]


NUMBERS = pa.table(
    {
        "n": [3, None, 1, 2, 1],
        "name": ["Åsa", "bo", "Örn", "BO", None],
        "day": [datetime(2025, 1, d) for d in (1, 2, 3, 4, 5)],
    }
)


def test_rows_are_sorted_with_the_empty_last_and_equals_in_order() -> None:
    rising = view(NUMBERS, by=0).table
    assert rising["n"].to_pylist() == [1, 1, 2, 3, None]
    assert rising["name"].to_pylist()[:2] == ["Örn", None]
    assert view(NUMBERS, by=0, is_falling=True).table["n"].to_pylist() == [3, 2, 1, 1, None]


def test_rows_are_found_whatever_the_case_in_any_column() -> None:
    assert view(NUMBERS, containing=" bo ").table["name"].to_pylist() == ["bo", "BO"]
    assert view(NUMBERS, containing="åsa").matching == 1
    assert view(NUMBERS, containing="2025-01-03").table["n"].to_pylist() == [1]
    assert view(NUMBERS, containing="inget").matching == 0
    assert view(NUMBERS, containing="(.*").matching == 0


def test_long_answers_are_paged() -> None:
    table = pa.table({"n": range(PAGE_ROWS * 2 + 1)})
    assert view(table).pages == 3
    last = view(table, page=3)
    assert (last.first, last.last, last.table.num_rows) == (101, 101, 1)
    assert view(table, page=99).first == 101 and view(table, page=0).first == 1
    none = view(table.slice(0, 0))
    assert (none.first, none.last, none.pages) == (0, 0, 1)


def test_lists_are_searched_and_not_sorted() -> None:
    table = pa.table({"l": [[2, 3], [1]], "s": [{"a": "x"}, {"a": "y"}], "b": [b"q", b"z"]})
    assert view(table, by=0).table["l"].to_pylist() == [[2, 3], [1]]
    assert view(table, containing="3").matching == 1
    assert view(table, containing="'y'").matching == 1
