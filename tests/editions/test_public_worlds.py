"""What a hidden number may be, drawn by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from s3metrics.editions.public.worlds import Hidden, Row, World, worlds


def world(
    rows: list[tuple[Mapping[str, float], float, float]],
    truth: Mapping[str, float],
    hidden: Mapping[str, float],
) -> World[str]:
    """The one that there is; `hidden` with their lowest values."""
    numbers = {one: Hidden(truth[one], least, is_whole=True) for one, least in hidden.items()}
    found = list(worlds([Row(*row) for row in rows], truth, numbers, list(hidden)))
    assert len(found) == 1
    return found[0]


def adds_up(total: str, *parts: str) -> tuple[Mapping[str, float], float, float]:
    return {total: 1.0, **dict.fromkeys(parts, -1.0)}, 0.0, 0.0


def test_the_only_hidden_part_is_told_by_the_total_and_the_others() -> None:
    found = world([adds_up("all", "a", "b")], {"all": 10, "a": 1, "b": 9}, {"a": 1})
    assert found.limits("a") == (0, 0, {"all", "b"})
    assert found.deviating({"a": -1}, {"a": 1}) == {"a": 0}


def test_two_hidden_parts_save_each_other() -> None:
    found = world([adds_up("all", "a", "b")], {"all": 10, "a": 1, "b": 9}, {"a": 1, "b": 1})
    assert found.limits("a")[:2] == (0, 8)
    assert found.deviating({"a": -1}, {"a": 1}) == {"a": 1, "b": -1}


@pytest.mark.parametrize(("least", "highest"), [(1, 0), (0, 2)])
def test_as_many_parts_as_companies_are_one_each_unless_zeros_may_hide(
    least: float, highest: float
) -> None:
    truth = {"all": 3, "a": 1, "b": 1, "c": 1}
    found = world([adds_up("all", "a", "b", "c")], truth, dict.fromkeys("abc", least))
    assert found.limits("a")[1] == highest


def test_several_lines_together_tell_what_none_does() -> None:
    # A square with all of its cells hidden and one more sum across them.
    lines = [adds_up("r1", "a", "b"), adds_up("r2", "c", "d"), adds_up("k1", "a", "c")]
    truth = {"a": 1, "b": 9, "c": 8, "d": 2, "r1": 10, "r2": 10, "k1": 9, "across": 3}
    hidden = dict.fromkeys("abcd", 1.0)
    assert world(lines, truth, hidden).limits("a")[1] > 0
    low, high, known = world([*lines, adds_up("across", "a", "d")], truth, hidden).limits("a")
    # a + c, a + d and c + d are known: so is each of them.
    assert (low, high) == (0, 0)
    assert known == {"r2", "k1", "across"}


def test_fractions_do_not_count() -> None:
    # Twice a is b: with b between 1 and 3, a whole, only 1 and 2 are left.
    rows = [({"a": 2.0, "b": -1.0}, 0.0, 0.0), ({"b": 1.0}, 1.0, 3.0)]
    found = world(rows, {"a": 1, "b": 2}, {"a": 0, "b": 0})
    assert found.limits("a")[1] == 0.5
    assert found.deviating({"a": -1}, {"a": 1}) == {"a": 0, "b": 0}


def test_what_is_near_stays_in_its_place() -> None:
    found = world(
        [adds_up("all", "a", "b", "c")],
        {"all": 9, "a": 1, "b": 4, "c": 4},
        dict.fromkeys("abc", 1.0),
    )
    assert found.around("a", 1) == {"a"}
    moved = found.deviating({"a": -1}, {"a": 1}, among=["a", "b"])
    assert moved == {"a": 1, "b": -1}


def test_rows_that_are_false_are_no_part_of_it() -> None:
    assert not Row({"a": 1.0, "b": -1.0}, 0, 0).holds({"a": 1.0, "b": 2.0}.__getitem__)
