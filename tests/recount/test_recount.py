"""The recount itself is right: each indicator's worked example, and what no example can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from .count import measure_of, recount
from .definitions import DEFINITIONS, breakdowns, is_additive
from .known import resolve
from .model import ALL, Cell, Number, Recount, Refused, Selection
from .orgnr import COMPANIES, ORGNR, with_check_digit
from .places import SETTING
from .reading import Example, examples, world_from_text

EXAMPLES = examples()
YEAR = Selection(from_=date(2025, 1, 1), to=date(2025, 12, 31))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.indicator)
def test_worked_example(example: Example) -> None:
    result = recount(
        example.indicator, example.world, example.setting, example.selection, example.by
    )
    assert set(example.expected) <= set(result.rows)
    for key, cell in result.rows.items():
        assert seen(cell) == wanted(example, key), key
    assert overlap_of(result) == example.overlap


def seen(cell: Cell) -> tuple[object, ...]:
    numbers = (cell.value, cell.numerator, cell.denominator)
    return (
        cell.status,
        *(pytest.approx(n) if n is not None else None for n in map(as_float, numbers)),
    )


def as_float(number: Number | Fraction | None) -> float | None:
    return None if number is None else float(number)


def wanted(example: Example, key: tuple[str, ...]) -> tuple[object, ...]:
    cell = example.expected.get(key)
    if cell is None:
        assert example.others == "zero", f"{key} is not drawn"
        return ("zero", 0.0, None, None)
    numbers = (cell.value, cell.numerator, cell.denominator)
    return (cell.status, *map(as_float, numbers))


def overlap_of(result: Recount) -> dict[str, tuple[Fraction, object]]:
    """Along each dimension, at `*` of the others."""
    return {
        dimension: (Fraction(found.overlap), found.units_in_parts)
        for dimension, overlaps in result.overlap.items()
        for key, found in overlaps.items()
        if set(key) <= {ALL}
    }


def test_every_indicator_has_an_example_a_definition_and_a_measure() -> None:
    assert {example.indicator for example in EXAMPLES} == set(DEFINITIONS)
    assert len(DEFINITIONS) == 42
    assert all(callable(measure_of(indicator)) for indicator in DEFINITIONS)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.indicator)
def test_every_table_missing_is_not_reported_and_an_empty_one_is_none(example: Example) -> None:
    nothing = recount(example.indicator, world_from_text(""), SETTING, YEAR, example.by)
    assert {cell.status for cell in nothing.rows.values()} == {"not_reported"}
    headings = "\n".join(f"{table}\n| orgnr |" for table in DEFINITIONS[example.indicator].tables)
    empty = recount(example.indicator, world_from_text(headings), SETTING, YEAR, example.by)
    assert {cell.status for cell in empty.rows.values()} <= {"zero", "not_applicable", "unknown"}


def test_a_missing_breakdown_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match="it has: county, size"):
        recount("smes_returning", world_from_text(""), SETTING, YEAR, ("area",))
    with pytest.raises(Refused, match="area"):
        recount("burn_rate", world_from_text(""), SETTING, Selection(counties=("07",)))
    assert breakdowns("jobs_created") == (
        "county",
        "month",
        "quarter",
        "half_year",
        "year",
        "reporting_period",
    )
    assert is_additive("funding_decided", "area")
    assert not is_additive("funding_decided", "county")


def test_the_latest_delivery_counts_not_the_latest_change() -> None:
    world = world_from_text(
        """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | liten |
| Alfa  | Kalmar       | stor  |
"""
    )
    early, late = world.rows("company")
    rows = [{**early, "sender": "A", "brought_by": 1}, {**late, "sender": "B", "brought_by": 2}]
    told = replace(
        world,
        tables={"company": rows},
        last_delivery={("A", "company"): 3, ("B", "company"): 2},
    )
    assert [row["size"] for row in resolve(told).rows("company")] == ["liten"]


SUPPORT = """
company
| orgnr | municipality | size  |
| Alfa  | Växjö        | liten |
| Beta  | Kalmar       | mikro |

initiative
| initiative_id | area      |
| I1            | tra_skog  |
| I2            | livsmedel |

participation
| initiative_id | orgnr | date       | support    | hours | municipality |
| I1            | Alfa  | 2025-02-01 | radgivning | 1     |              |
| I1            | Alfa  | 2025-08-01 | radgivning | 4     | Kalmar       |
| I2            | Beta  | 2025-08-01 | radgivning |       |              |
"""


def values(result: Recount) -> dict[tuple[str, ...], tuple[Number | None, str]]:
    return {key: (cell.value, cell.status) for key, cell in result.rows.items()}


def test_the_minimum_of_hours_decides_what_is_support() -> None:
    setting = replace(SETTING, minimum_hours=Decimal(2))
    result = recount("smes_reached", world_from_text(SUPPORT), setting, YEAR, ("county",))
    assert values(result)["07",] == (0, "zero")
    assert values(result)["08",] == (1, "ok")


def test_what_the_selection_leaves_out_is_no_zero() -> None:
    selection = replace(YEAR, counties=("08",), areas=("tra_skog", "digital"))
    result = recount("smes_reached", world_from_text(SUPPORT), SETTING, selection, ("area",))
    assert values(result) == {
        ("tra_skog",): (1, "ok"),
        ("digital",): (0, "zero"),
        ("*",): (1, "ok"),
    }


def test_a_sender_that_is_expected_and_silent_leaves_its_area_not_reported() -> None:
    expected = (("Exempel", ("tra_skog",), ()), ("Annan", ("livsmedel", "digital"), ()))
    setting = replace(SETTING, expected=expected)
    result = recount("smes_reached", world_from_text(SUPPORT), setting, YEAR, ("area",))
    assert values(result)["livsmedel",] == (1, "ok")
    assert values(result)["digital",] == (None, "not_reported")
    assert values(result)["*",] == (2, "ok")


def test_municipalities_stand_in_their_own_county_only() -> None:
    world = world_from_text(SUPPORT)
    result = recount("smes_reached", world, SETTING, YEAR, ("county", "municipality"))
    assert ("07", "0780") in result.rows
    assert ("08", "0780") not in result.rows
    assert len(result.rows) == 34 * 2 + 4 + 1


def test_a_day_in_no_reporting_period_is_shown_as_unknown() -> None:
    setting = replace(SETTING, reporting_periods=SETTING.reporting_periods[:2])
    world = world_from_text(SUPPORT)
    result = recount("participations", world, setting, YEAR, ("reporting_period",))
    assert values(result) == {("P2",): (1, "ok"), ("okand",): (2, "ok"), ("*",): (3, "ok")}


def test_a_count_that_hangs_on_something_never_told_is_none() -> None:
    result = recount("new_enterprises", world_from_text(SUPPORT), SETTING, YEAR, ("area",))
    assert values(result)["livsmedel",] == (0, "zero")


def test_a_sum_of_what_was_never_told_is_unknown() -> None:
    result = recount("support_hours", world_from_text(SUPPORT), SETTING, YEAR, ("area",))
    assert values(result)["livsmedel",] == (None, "unknown")
    assert values(result)["digital",] == (0, "zero")


def test_overlap_is_along_one_dimension_at_each_member_of_the_others() -> None:
    by = ("county", "area")
    result = recount("smes_reached", world_from_text(SUPPORT), SETTING, YEAR, by)
    along = {
        dimension: {key: (o.sum_of_parts, o.total, o.units_in_parts) for key, o in found.items()}
        for dimension, found in result.overlap.items()
    }
    assert along["county"]["*",] == (3, 2, {2: 1})
    assert along["county"]["tra_skog",] == (2, 1, {2: 1})
    assert along["county"]["livsmedel",] == (1, 1, {})
    assert along["area"]["08",] == (2, 2, {})


FUNDERS = """
actor
| orgnr  | name           |
| Region | Region Gotland |

initiative
| initiative_id | area     |
| I1            | tra_skog |

booking
| initiative_id | date       | kind        | amount_sek | funder          |
| I1            | 2025-02-01 | inbetalning | 1          | NUMBER          |
| I1            | 2025-02-01 | inbetalning | 2          | region gotland  |
| I1            | 2025-02-01 | inbetalning | 4          | Sparbanks-fond  |
| I1            | 2025-02-01 | inbetalning | 8          | SPARBANKSFOND   |
| I1            | 2025-02-01 | inbetalning | 16         | REGION KALMAR   |
"""


def test_a_funder_has_one_name_however_it_is_spelled() -> None:
    setting = replace(SETTING, funders=("Region Kalmar",))
    world = world_from_text(FUNDERS.replace("NUMBER", ORGNR["Region"]))
    result = recount("funding_paid", world, setting, YEAR, ("funder",))
    assert {key[0]: cell.value for key, cell in result.rows.items()} == {
        "Region Kalmar": 16,
        "Region Gotland": 3,
        "SPARBANKSFOND": 12,
        "*": 31,
    }


@pytest.mark.parametrize("asked", ["0780", "0880"])
def test_the_share_of_a_municipality_needs_its_own_row(asked: str) -> None:
    world = world_from_text(
        SUPPORT
        + """
context
| county | municipality | size | year | companies |
| 07     | Växjö        |      | 2024 | 10        |
| 08     |              |      | 2024 | 10        |
"""
    )
    result = recount("reach_share", world, SETTING, replace(YEAR, municipalities=(asked,)))
    assert result.rows[()].status == ("ok" if asked == "0780" else "unknown")


def test_the_numbers_in_the_examples_have_right_check_digits() -> None:
    assert with_check_digit("556036079") == "5560360793"
    assert with_check_digit("212000014") == "2120000142"
    assert len(set(ORGNR.values())) == len(ORGNR)
    assert all(int(number[2]) >= 2 for number in COMPANIES.values())
