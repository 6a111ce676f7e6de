"""The rule in one sentence: readable, one of its kind, and never behind the rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.alternatives import alternatives_of
from s3metrics.indicators.facets import facets
from s3metrics.indicators.model import Count
from s3metrics.indicators.sentences import sentence
from s3metrics.words import LANGUAGES
from tests.indicators.told import SNAPSHOT, all_sentences, mutants

LONGEST = 330
EVERY = [
    *CATALOGUE.values(),
    *(other.indicator for entry in CATALOGUE.values() for other in alternatives_of(entry)),
]
each = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.id)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)


def test_sentences_are_as_they_were_read_aloud() -> None:
    """After a change: `python -m tests.indicators.told`, then read the difference aloud."""
    assert all_sentences() == SNAPSHOT.read_text(encoding="utf-8")


@in_each_language
def test_no_two_indicators_have_the_same_sentence(language: str) -> None:
    told = [sentence(entry, language) for entry in CATALOGUE.values()]
    assert len(set(told)) == len(told) == 42


@in_each_language
@pytest.mark.parametrize("entry", EVERY, ids=lambda entry: entry.id)
def test_a_sentence_is_one_sentence(entry: Indicator, language: str) -> None:
    told = sentence(entry, language)
    assert told[0].isupper()
    assert told.endswith(".") and told.count(".") == 1
    assert "  " not in told and ",," not in told and " ," not in told and ",." not in told
    assert len(told) <= LONGEST, len(told)


@in_each_language
@each
def test_every_part_of_the_rule_is_told(entry: Indicator, language: str) -> None:
    own = sentence(entry, language)
    changed = list(mutants(entry.rule))
    assert len(changed) >= 5
    for what, rule in changed:
        told = sentence(replace(entry, rule=rule), language)
        assert told != own, what
        assert "  " not in told and ",," not in told and told.count(".") == 1, (what, told)


@in_each_language
@each
def test_facets_follow_the_rule_too(entry: Indicator, language: str) -> None:
    own = facets(entry, language)
    for what, rule in mutants(entry.rule):
        if "unit municipality" not in what and "column" not in what and "median" not in what:
            assert facets(replace(entry, rule=rule), language) != own, what


def test_a_flag_without_words_is_an_error_and_no_gap() -> None:
    entry = CATALOGUE["smes_reached"]
    rule = entry.rule
    assert isinstance(rule, Count)
    rows = replace(rule.rows, flags=("is_supporting_or_unknown",))
    with pytest.raises(KeyError, match="is_supporting_or_unknown"):
        sentence(replace(entry, rule=replace(rule, rows=rows)))
