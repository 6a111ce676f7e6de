"""The tally by hand: a company counts where it has nothing of its own before it in the period."""

from __future__ import annotations

from dataclasses import replace

import duckdb
import pytest

from s3metrics.engine.summaries import Tallied, is_of_reach, select_tally, tallied
from s3metrics.indicators import find_indicator
from s3metrics.indicators.model import AtLeast, Count, Is, Period, Rows, Source, Unit

SUPPORTED = ("is_supporting", "is_inside")
REACHED = Count(rows=Rows(source=Source.PARTICIPATION, flags=SUPPORTED), unit=Unit.COMPANY)
INITIATIVES = Count(
    rows=Rows(source=Source.PARTICIPATION, flags=SUPPORTED, period=Period.ACTIVE_UP_TO),
    unit=Unit.INITIATIVE,
)

# Company 1 is in area 1 × county 6 twice, then in area 2; company 2 is in area 1 on one day twice.
# Company 3's only participation does not support, company 4's lies outside.
PARTICIPATIONS = """
    company | area | county | is_sme | is_first | date       | is_supporting | is_inside
    1       | 1    | 6      | true   | true     | 2025-01-10 | true          | true
    1       | 1    | 6      | true   | false    | 2025-03-01 | true          | true
    1       | 2    | 6      | true   | false    | 2025-04-01 | true          | true
    2       | 1    | 6      | false  | true     | 2025-02-01 | true          | true
    2       | 1    | 6      | false  | false    | 2025-02-01 | true          | true
    3       | 1    | 6      | true   | false    | 2025-02-01 | false         | true
    4       | 1    | 18     | true   | false    | 2025-02-01 | true          | false
"""


@pytest.fixture
def tally() -> duckdb.DuckDBPyConnection:
    lines = [line.split("|") for line in PARTICIPATIONS.strip().splitlines()]
    heading, *rows = [[cell.strip() for cell in line] for line in lines]
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE p (company INTEGER, area UTINYINT, county UTINYINT, is_sme BOOLEAN, "
        "is_first BOOLEAN, date DATE, is_supporting BOOLEAN, is_inside BOOLEAN)"
    )
    assert len(heading) == 8
    connection.executemany(f"INSERT INTO p VALUES ({', '.join('?' * 8)})", rows)
    connection.execute(f"CREATE TABLE tally AS {select_tally('p')}")
    return connection


def counted(tally: duckdb.DuckDBPyConnection, kind: str, start: str, end: str) -> dict[object, int]:
    rows = tally.execute(
        "SELECT area, county, sum(n)::INTEGER FROM tally WHERE kind = $kind "
        "AND date BETWEEN $start AND $end AND previous < $start GROUP BY ALL",
        {"kind": kind, "start": start, "end": end},
    ).fetchall()
    return {(area, county): n for area, county, n in rows}


def test_the_whole_programme(tally: duckdb.DuckDBPyConnection) -> None:
    assert counted(tally, "reached", "2024-01-01", "2025-12-31") == {
        (None, None): 2,
        (1, None): 2,
        (2, None): 1,
        (None, 6): 2,
        (1, 6): 2,
        (2, 6): 1,
    }


def test_a_period_counts_a_company_that_had_been_there_before(
    tally: duckdb.DuckDBPyConnection,
) -> None:
    spring = counted(tally, "reached", "2025-03-01", "2025-04-30")
    assert spring[(None, None)] == 1
    assert (spring[(1, 6)], spring[(2, 6)]) == (1, 1)
    assert counted(tally, "first", "2025-03-01", "2025-04-30") == {}


def test_rows_count_each(tally: duckdb.DuckDBPyConnection) -> None:
    february = counted(tally, "row", "2025-02-01", "2025-02-28")
    assert february[(None, None)] == 2
    assert counted(tally, "reached", "2025-02-01", "2025-02-28")[(None, None)] == 1
    assert counted(tally, "first", "2025-01-01", "2025-12-31")[(1, 6)] == 2


@pytest.mark.parametrize(
    ("indicator", "answer"),
    [
        ("smes_reached", Tallied("reached", is_of_smes=True)),
        ("enterprises_supported", Tallied("reached", is_of_smes=False)),
        ("smes_new", Tallied("first", is_of_smes=True)),
        ("participations", Tallied("row", is_of_smes=False)),
        ("enterprises_grants", None),
        ("new_enterprises", None),
        ("companies_contacted", None),
        ("smes_outside", None),
        ("smes_returning", None),
        ("support_hours", None),
        ("cross_county_initiatives", None),
    ],
)
def test_what_was_counted_ahead(indicator: str, answer: Tallied | None) -> None:
    rule = find_indicator(indicator).rule
    assert tallied(rule, ["area", "county"], []) == answer  # type: ignore[arg-type]


def test_a_selection_or_another_breakdown_was_not() -> None:
    assert tallied(REACHED, ["area"], []) is not None
    assert tallied(REACHED, [], []) is not None
    assert tallied(REACHED, ["area"], ["county"]) is None
    assert tallied(REACHED, ["size"], []) is None
    assert tallied(REACHED, ["area", "quarter"], []) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"source": Source.SEAT},
        {"period": Period.UP_TO},
        {"lacking": ("is_sme",)},
        {"flags": (*SUPPORTED, "is_across_border")},
        {"flags": ("is_inside",)},
    ],
)
def test_other_rows_were_not(changes: dict[str, object]) -> None:
    rows = replace(REACHED.rows, **changes)  # type: ignore[arg-type]
    assert tallied(replace(REACHED, rows=rows), ["area"], []) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"at_least": AtLeast(number=2, column="initiative")},
        {"also": REACHED.rows},
        {"is_latest": True},
    ],
)
def test_what_hangs_on_more_than_each_row_was_not(changes: dict[str, object]) -> None:
    assert tallied(replace(REACHED, **changes), ["area"], []) is None  # type: ignore[arg-type]


def test_the_reach_answers_for_initiatives_up_to_a_day() -> None:
    assert is_of_reach(INITIATIVES, ["area", "county"])
    assert not is_of_reach(INITIATIVES, ["area", "municipality"])
    assert not is_of_reach(replace(INITIATIVES, unit=Unit.COMPANY), ["area"])
    in_period = replace(INITIATIVES.rows, period=Period.IN)
    assert not is_of_reach(replace(INITIATIVES, rows=in_period), ["area"])
    of_smes = replace(INITIATIVES.rows, flags=(*SUPPORTED, "is_sme"))
    assert not is_of_reach(replace(INITIATIVES, rows=of_smes), ["area"])
    for changes in ({"lacking": ("is_sme",)}, {"codes": (Is(column="size", values=("liten",)),)}):
        rows = replace(INITIATIVES.rows, **changes)  # type: ignore[arg-type]
        assert not is_of_reach(replace(INITIATIVES, rows=rows), ["area"])
    assert not is_of_reach(replace(INITIATIVES, also=INITIATIVES.rows), ["area"])
    assert not is_of_reach(replace(INITIATIVES, is_latest=True), ["area"])
