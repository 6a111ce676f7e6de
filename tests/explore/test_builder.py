"""What is built without SQL shows official figures, each by itself, and adds nothing up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from s3metrics.engine.query import ALL
from s3metrics.engine.result import Cell
from s3metrics.errors import WrongCall
from s3metrics.explore.builder import Question, not_summed, sql_of
from s3metrics.explore.from_rows import can_count, counted
from s3metrics.indicators import CATALOGUE
from s3metrics.indicators.model import TIME
from s3metrics.platform import Platform

ASKED = [
    Question(indicator="smes_reached", by=("county",)),
    Question(indicator="smes_reached", by=("municipality",), time="quarter"),
    Question(indicator="smes_reached", by=("size", "area")),
    Question(indicator="smes_new", by=("area", "county"), has_total=True),
    Question(indicator="participations", time="month", has_total=True),
    Question(indicator="support_hours", by=("county",)),
    Question(indicator="cross_county_share", by=("area",), has_total=True),
    Question(indicator="county_pairs", by=("county_a", "county_b")),
    Question(indicator="innovation_level_change", by=("size",), has_total=True),
    Question(indicator="need_lead_time_days", by=("county",)),
    Question(indicator="funding_decided", by=("funder", "form")),
    Question(indicator="costs", by=("cost_category",), time="half_year", has_total=True),
    Question(indicator="leverage"),
    Question(indicator="reach_share", by=("county",)),
]


def asked(platform: Platform, question: Question, **named: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = platform.sql(sql_of(question), **named).table.to_pylist()
    return rows


def key(row: dict[str, Any], question: Question) -> tuple[str, ...]:
    return tuple(row[name] for name in question.dimensions)


def same(row: dict[str, Any], cell: Cell) -> bool:
    value = row["value"]
    is_same = value is None if cell.value is None else Decimal(value) == Decimal(cell.value)
    return is_same and row["status"] == cell.status.value


@pytest.mark.parametrize("question", ASKED, ids=lambda q: f"{q.indicator}-{'-'.join(q.dimensions)}")
def test_figures_are_those_of_compute(sample_platform: Platform, question: Question) -> None:
    result = sample_platform.compute(question.indicator, by=question.dimensions)
    rows = {key(row, question): row for row in asked(sample_platform, question)}
    expected = {
        members: cell
        for members, cell in result.cells.items()
        if question.has_total or ALL not in members
    }
    assert set(rows) == set(expected)
    for members, cell in expected.items():
        assert same(rows[members], cell), members
        if "numerator" in rows[members] and cell.numerator is not None:
            assert Decimal(rows[members]["numerator"]) == Decimal(cell.numerator)


FROM_ROWS = [
    Question(indicator="smes_reached", by=("county", "size"), time="quarter"),
    Question(indicator="smes_new", by=("area", "county"), time="year"),
    Question(indicator="participations", by=("municipality", "support"), time="month"),
    Question(indicator="support_hours", by=("area", "size"), time="reporting_period"),
    Question(indicator="smes_innovating", by=("county", "size"), time="half_year"),
    Question(indicator="costs", by=("area", "cost_category"), time="half_year"),
]


@pytest.mark.parametrize("question", FROM_ROWS, ids=lambda q: q.indicator)
def test_two_breakdowns_over_time_are_counted_as_compute_counts(
    sample_platform: Platform, question: Question
) -> None:
    known = CATALOGUE[question.indicator]
    assert set(question.dimensions) <= set(known.breakdowns), "else the test asks for nothing"
    result = sample_platform.compute(question.indicator, by=question.dimensions)
    rows = {key(row, question): row for row in asked(sample_platform, question)}
    expected = {
        members: cell.value
        for members, cell in result.cells.items()
        if ALL not in members and cell.value
    }
    assert len(expected) > 5
    assert {m: Decimal(row["value"]) for m, row in rows.items() if row["value"]} == {
        members: Decimal(value) for members, value in expected.items()
    }


def test_a_filter_over_time_shows_each_member_by_itself(sample_platform: Platform) -> None:
    question = Question(
        indicator="smes_reached",
        by=("county",),
        time="year",
        only={"area": ("digital", "livsmedel")},
    )
    rows = asked(sample_platform, question)
    assert {row["area"] for row in rows} == {"digital", "livsmedel"}
    result = sample_platform.compute("smes_reached", by=("county", "area", "year"))
    for row in rows:
        cell = result.cell(county=row["county"], area=row["area"], year=row["year"])
        assert row["value"] == cell.value
    assert not_summed(question) is not None


def test_an_editions_figures_are_those_that_were_reported(sample_platform: Platform) -> None:
    edition = sample_platform.editions()[0].name
    question = Question(indicator="smes_reached", by=("county",))
    sealed = sample_platform.compute("smes_reached", by=("county",), as_of=edition)
    assert sealed.is_sealed
    rows = asked(sample_platform, question, as_of=edition)
    assert {row["county"]: row["value"] for row in rows} == {
        member: cell.value for (member,), cell in sealed.cells.items() if member != ALL
    }
    assert rows != asked(sample_platform, question)


def test_every_measure_can_be_built(sample_platform: Platform) -> None:
    for name, indicator in CATALOGUE.items():
        plain = [d for d in indicator.breakdowns if d not in TIME][:1]
        question = Question(indicator=name, by=tuple(plain), has_total=True)
        assert f"FROM indicator_{name}" in sql_of(question)


def test_members_that_are_chosen_stand_apart_and_are_not_added_up(
    sample_platform: Platform,
) -> None:
    question = Question(indicator="smes_reached", only={"county": ("06", "07")}, has_total=True)
    rows = asked(sample_platform, question)
    result = sample_platform.compute("smes_reached", by=("county",))
    assert {row["county"]: row["value"] for row in rows} == {
        code: result.cell(county=code).value for code in ("06", "07")
    }
    # The sample has companies in both: a sum would be wrong, and there is none.
    together = sample_platform.sql(
        "SELECT count(DISTINCT company) AS n FROM participation WHERE is_supporting AND is_inside "
        "AND is_sme AND is_in_period AND county IN ('06', '07')"
    ).table.to_pylist()[0]["n"]
    parts = sum(row["value"] for row in rows)
    assert together < parts and parts not in {row["value"] for row in rows}
    why = not_summed(question)
    assert why is not None
    assert "län" in why.sv and "samma företag" in why.sv
    assert "county" in why.en and "same company" in why.en


@pytest.mark.parametrize(
    ("question", "word"),
    [
        (Question(indicator="smes_reached", only={"county": ("06",)}), None),
        (Question(indicator="smes_new", only={"county": ("06", "07")}), None),
        (Question(indicator="cross_county_share", only={"area": ("digital", "livsmedel")}), "kvot"),
        (Question(indicator="initiatives", only={"county": ("06", "07")}), "detsamma"),
    ],
)
def test_only_what_would_mislead_is_explained(question: Question, word: str | None) -> None:
    why = not_summed(question)
    assert (why is None) if word is None else (why is not None and word in why.sv)


def test_a_filter_with_breakdowns_and_time_confines_the_rows(sample_platform: Platform) -> None:
    question = Question(
        indicator="smes_reached", by=("county",), only={"county": ("08",)}, time="year"
    )
    rows = asked(sample_platform, question)
    assert rows and {row["county"] for row in rows} == {"08"}
    result = sample_platform.compute("smes_reached", by=("county", "year"))
    assert all(same(row, result.cell(county="08", year=row["year"])) for row in rows)


def test_a_members_own_marks_stay_within_the_text(sample_platform: Platform) -> None:
    question = Question(
        indicator="costs", only={"cost_category": ("' OR 1=1 --", "Resor; DROP TABLE company")}
    )
    assert asked(sample_platform, question) == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (Question(indicator="smes_reached", by=("aera",)), ("aera", "Menade du ”area”", "område")),
        (Question(indicator="cross_county_share", by=("county",)), ("county", "område")),
        (Question(indicator="leverage", time="year"), ("year",)),
        (
            Question(indicator="smes_reached", by=("county", "size"), only={"area": ("digital",)}),
            ("högst 2", "Ta bort"),
        ),
        (
            Question(indicator="smes_reached", by=("county", "size"), time="year", has_total=True),
            ("utan totaler",),
        ),
    ],
)
def test_what_cannot_be_built_is_said(question: Question, words: tuple[str, ...]) -> None:
    with pytest.raises(WrongCall) as told:
        sql_of(question)
    assert all(word in str(told.value) for word in words)
    assert told.value.text.en != told.value.text.sv


def test_only_rules_about_single_rows_are_counted_from_rows() -> None:
    names = {name for name, indicator in CATALOGUE.items() if can_count(indicator.rule)}
    assert {"smes_reached", "costs", "jobs_created"} <= names
    # At least two initiatives; a ratio; as decided; another period; a mean.
    assert not names & {
        "smes_returning",
        "cross_county_share",
        "funding_decided",
        "initiatives",
        "innovation_level_change",
    }
    with pytest.raises(ValueError, match="smes_returning"):
        counted(CATALOGUE["smes_returning"], ("county", "size"), ())
    # Whatever has two breakdowns and time can be asked for with all three.
    for indicator in CATALOGUE.values():
        plain = set(indicator.breakdowns) - set(TIME)
        if len(plain) > 1 and plain != set(indicator.breakdowns):
            assert indicator.id in names
