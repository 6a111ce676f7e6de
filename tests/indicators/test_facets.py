"""What an auditor asks, answered for every indicator in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3metrics.engine.sources import SOURCES
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.facets import facets
from s3metrics.indicators.model import Count, Source
from s3metrics.sheets import sheet_for_table
from s3metrics.words import LANGUAGES

each = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.id)


def answers(name: str, language: str = "sv") -> dict[str, str]:
    return dict(facets(CATALOGUE[name], language))


@each
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_questions_of_every_indicator_and_each_is_answered(
    entry: Indicator, language: str
) -> None:
    told = facets(entry, language)
    assert [question for question, _ in told] == [
        question for question, _ in facets(CATALOGUE["smes_reached"], language)
    ]
    assert len(told) == 14
    for question, answer in told:
        assert question[0].isupper() and question.endswith("?")
        assert answer and answer == answer.strip()
        assert "  " not in answer and not answer.endswith((".", ";", ","))


@each
def test_both_languages_say_the_same_things(entry: Indicator) -> None:
    swedish, english = facets(entry, "sv"), facets(entry, "en")
    for (question, sv), (_, en) in zip(swedish, english, strict=True):
        assert sv.count(";") == en.count(";"), question


@each
def test_the_sheets_are_those_that_the_engine_needs(entry: Indicator) -> None:
    needed = {table for source in entry.sources for table in SOURCES[source].needs}
    assert needed <= set(entry.tables)
    told = dict(facets(entry))["Vilka blad kommer det ur?"]
    assert all(sheet_for_table(table).title in told for table in entry.tables)


@each
def test_each_breakdown_is_placed_and_said_to_add_up_or_not(entry: Indicator) -> None:
    told = dict(facets(entry))
    has_time = "month" in entry.breakdowns
    assert ("tid: " in told["Var räknas det?"]) == has_time
    if "county" in entry.breakdowns:
        assert "län: " in told["Var räknas det?"]
    if isinstance(entry.rule, Count) and entry.additive:
        assert "ja: " in told["Blir delarna totalen?"]


def test_kinds_of_empty() -> None:
    asked = "Hur kan det vara tomt?"
    assert "okänt" not in answers("smes_reached")[asked]
    assert "okänt: det finns rader" in answers("support_hours")[asked]
    assert "okänt" not in answers("costs")[asked]
    assert "okänt: ett län" in answers("reach_share")[asked]
    assert "nämnaren är noll" in answers("eu_share")[asked]
    assert "inget värde" in answers("need_lead_time_days")[asked]
    assert "dolt" in answers("jobs_created")[asked]
    assert "dolt" not in answers("initiatives")[asked]


def test_answers_that_an_auditor_would_check() -> None:
    assert answers("funding_decided")["Vad är ett och samma?"] == (
        "raden: Insats-id, Finansiär, Källa och Form"
    )
    assert answers("funding_decided")["Blir delarna totalen?"] == (
        "ja: område, källa, form och finansiär; nej: län (överlappet redovisas)"
    )
    assert answers("reach_share", "en")["How is it rounded?"].startswith("as per cent to one")
    assert answers("cost_per_sme")["Vad räknas?"].startswith("Täljare: summan av Belopp SEK")
    assert answers("smes_reached")["Vad är ett och samma?"].startswith("organisationsnumret")
    assert answers("county_pairs")["Vilka rader räknas?"].endswith("båda länen i paret")
    assert "minst 2 olika insatser" in answers("smes_returning")["Vilka rader räknas?"]
    assert answers("solutions_adopted")["EU-kod?"] == "RCR104"


def test_a_replaced_indicator_says_by_which() -> None:
    entry = replace(CATALOGUE["smes_new"], version=2, replaced_by="smes_reached")
    assert dict(facets(entry))["Version?"] == "2, ersatt av smes_reached"


def test_other_rows_that_are_needed_stand_among_the_sheets() -> None:
    entry = CATALOGUE["needs_met"]
    rule = entry.rule
    assert isinstance(rule, Count)
    alone = replace(entry, rule=replace(rule, rows=replace(rule.rows, also_needs=())))
    assert (entry.tables, alone.tables) == (("need", "initiative"), ("need",))
    assert Source.POPULATION.tables == ("context",)
