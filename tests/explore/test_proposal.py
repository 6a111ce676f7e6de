"""A proposal takes from a query what it says plainly, and marks all the rest."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from s3metrics.explore.parameters import parameters_in
from s3metrics.explore.proposal import FILL_IN, Proposal, propose
from s3metrics.explore.sample_questions import SAMPLE_QUESTIONS
from s3metrics.indicators import CATALOGUE, find_indicator, model
from s3metrics.indicators.worked import EXPECTED, drawn_rows, split
from s3metrics.platform import Platform
from s3metrics.words import Text

REACHED = """
SELECT county, county_name, count(DISTINCT company) AS smf
FROM participation
WHERE is_supporting AND is_inside AND is_sme AND is_in_period
GROUP BY county, county_name
"""
EQUAL = {
    "smes_reached": REACHED,
    "enterprises_grants": "SELECT count(DISTINCT company) FROM participation WHERE is_inside AND "
    "is_supporting AND support = 'bidrag' AND is_in_period",
    "support_hours": "SELECT area, sum(hours) FROM participation WHERE is_inside AND is_supporting "
    "AND is_in_period GROUP BY area",
    "funding_decided": "SELECT sum(budget_sek) AS n FROM funding WHERE is_active",
    "costs": "SELECT sum(amount_sek) FROM booking WHERE kind = 'kostnad' AND is_in_period",
    "jobs_created": "SELECT sum(value) FROM outcome WHERE is_supported AND is_inside AND "
    "kind IN ('arbetstillfallen') AND is_in_period",
    "initiatives": "SELECT count(DISTINCT initiative) FROM initiative WHERE is_in_period",
    "needs_identified": "SELECT count(DISTINCT need) FROM need WHERE is_in_period",
}


def declared(proposal: Proposal) -> model.Indicator:
    """The entry, read as Python reads it."""
    names: dict[str, Any] = {name: getattr(model, name) for name in dir(model)}
    made: model.Indicator = eval(proposal.entry, {**names, "Text": Text})
    return made


def parts(rule: Any) -> dict[str, Any]:
    """A rule with its flags as a set: their order means nothing."""
    rows = rule.rows
    return {
        "kind": type(rule),
        "unit": getattr(rule, "unit", None),
        "column": getattr(rule, "column", None),
        "source": rows.source,
        "flags": set(rows.flags),
        "lacking": set(rows.lacking),
        "codes": set(rows.codes),
        "period": rows.period,
    }


@pytest.mark.parametrize("name", EQUAL)
def test_a_query_that_counts_as_an_indicator_gives_its_rule(
    name: str, sample_platform: Platform
) -> None:
    proposal = propose(EQUAL[name], "Ett förslag")
    assert parts(declared(proposal).rule) == parts(find_indicator(name).rule)
    # And it does count as it: else the test would compare two mistakes.
    rows = sample_platform.sql(EQUAL[name]).table
    if rows.num_rows == 1:
        value = sample_platform.compute(name).total.value
        assert Decimal(rows.column(rows.num_columns - 1)[0].as_py()) == Decimal(value)


def test_the_entry_has_what_the_query_says_and_marks_the_rest() -> None:
    made = declared(propose(REACHED, "SMF som nåtts, förslag"))
    assert made.id == "smf_som_natts_forslag" and made.label.sv == "SMF som nåtts, förslag"
    assert made.breakdowns == ("county",) and made.unit.sv == "företag"
    assert FILL_IN in (made.theme, made.label.en) and made.owner.sv == FILL_IN
    assert made.additive == ()


def test_the_worked_example_is_empty_and_in_the_form_of_the_others() -> None:
    proposal = propose(REACHED, "X")
    said, drawings = split(proposal.example)
    assert said["by"] == "county" and said["sv"] == FILL_IN
    assert list(drawings) == ["initiative", "company", "participation", EXPECTED]
    assert all(drawn_rows(drawing) == [] for drawing in drawings.values())
    assert drawings[EXPECTED].strip() == "| county | value | status |"
    assert {"orgnr", "initiative_id", "date", "support"} <= {
        cell.strip() for cell in drawings["participation"].strip("|").split("|")
    }


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        (REACHED.replace("is_sme", "hours > 3"), "hours > 3"),
        (REACHED.replace("is_sme", "(is_sme OR is_first)"), "is_sme OR is_first"),
        (REACHED + "HAVING smf > 5", "HAVING smf > 5"),
        (REACHED + "LIMIT 5", "LIMIT 5"),
        ("SELECT count(DISTINCT company) FILTER (WHERE is_sme) FROM participation", "FILTER"),
        ("SELECT count(DISTINCT company) / count(*) FROM participation", "/ COUNT(*)"),
        ("SELECT count(*), sum(hours) FROM participation", "SUM(hours)"),
        ("SELECT count(DISTINCT left(company, 3)) FROM participation", "LEFT(company, 3)"),
        ("SELECT count(*) FROM participation p JOIN company USING (company)", "company"),
        ("SELECT count(*) FROM (SELECT DISTINCT company FROM participation)", "participation"),
        ("FROM indicator_smes_reached", "smes_reached"),
        ("WITH x AS (SELECT 1) FROM x", FILL_IN),
        ("SELECT is_not sql ((", FILL_IN),
        ("SELECT count(*) FROM participation", "period"),
    ],
)
def test_what_no_rule_stands_for_is_put_before_the_reviewer(sql: str, words: str) -> None:
    proposal = propose(sql, "X")
    said = [(point.sv, point.en) for point in proposal.points]
    assert any(words in sv and words in en for sv, en in said)
    assert all(sv != en for sv, en in said)


def test_an_id_that_is_taken_is_told() -> None:
    assert any("smes_reached finns redan" in p.sv for p in propose(REACHED, "SMEs reached").points)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_text_holds_all_of_it_and_the_query_cannot_leave_its_frame(language: str) -> None:
    sql = REACHED + "-- ```\n# not a heading"
    proposal = propose(sql, "X", "Varför", stamp="Inte officiell", language=language)
    for part in (
        proposal.entry,
        proposal.example.rstrip(),
        sql.strip(),
        "Varför",
        "Inte officiell",
    ):
        assert part in proposal.text
    for point in proposal.points:
        assert f"- [ ] {point.of(language)}" in proposal.text
    assert "````sql" in proposal.text


def test_every_sample_question_runs_and_can_be_proposed(sample_platform: Platform) -> None:
    assert 5 <= len(SAMPLE_QUESTIONS) <= 8
    for question in SAMPLE_QUESTIONS:
        assert set(parameters_in(question.sql)) == set(question.parameters), question.id
        answer = sample_platform.sql(question.sql, parameters=question.parameters)
        assert answer.table.num_rows > 0 and not answer.is_cut, question.id
        assert question.text.sv != question.text.en and question.text.sv.endswith("?")
        assert propose(question.sql, question.id).text
    recount = sample_platform.sql(SAMPLE_QUESTIONS[0].sql).table
    assert recount["from_rows"].to_pylist() == recount["by_indicator"].to_pylist()
    assert all(question.id not in CATALOGUE for question in SAMPLE_QUESTIONS)


@pytest.mark.parametrize(
    ("sql", "names"),
    [
        ("SELECT $a + $b, $a", ("a", "b")),
        ("SELECT '$no' -- $nor\n/* $never */, \"$x\", $yes", ("yes",)),
        ("SELECT $$text$$", ()),
        ("SELECT 'unfinished $a", ()),
        ("SELECT $län", ("län",)),
        ("", ()),
    ],
)
def test_parameters_are_names_outside_texts_and_comments(sql: str, names: tuple[str, ...]) -> None:
    assert parameters_in(sql) == names
