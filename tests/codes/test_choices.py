"""The fixed code lists: exactly the agreed codes, and words that mean one of them."""

from __future__ import annotations

from collections import defaultdict

import pytest

from s3metrics.codes import choices, find_choice
from s3metrics.codes.choices import LIST_NAMES, Label
from s3metrics.words import Text, fold

CODES = {
    "actor_kind": "region kommun myndighet larosate science_park iuc inkubator kluster "
    "branschorganisation foretag ovrig",
    "size": "mikro liten medel stor okand",
    "raised_by": "foretag akademi offentlig civilsamhalle",
    "need_status": "identifierat prioriterat insats avskrivet",
    "support": "kontakt radgivning bidrag finansiellt",
    "source": "eruf region kommun stat annan_eu privat ovrig",
    "form": "kontant annat_an_pengar",
    "booking_kind": "kostnad inbetalning",
    "outcome_kind": "produktinnovation processinnovation marknad_organisation egen_utveckling "
    "forskningssamverkan arbetstillfallen privat_investering innovationsgrad",
    "solution_step": "ide testad godkand ordinarie_budget i_drift",
}


def test_the_lists_are_those_agreed() -> None:
    assert {name: " ".join(choices(name)) for name in LIST_NAMES} == CODES


@pytest.mark.parametrize("name", LIST_NAMES)
def test_every_word_means_one_code(name: str) -> None:
    meant = defaultdict(set)
    for code, label in choices(name).items():
        assert isinstance(label, Label)
        assert label.sv.strip() and label.en.strip()
        for word in (code, label.sv, label.en, *label.also):
            meant[fold(word)].add(code)
            assert find_choice(f" {word.upper()} ", choices(name)) == code
    assert all(len(codes) == 1 for codes in meant.values()), meant


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("size", "Okänd", "okand"),
        ("support", "Rådgivning", "radgivning"),
        ("support", "Finansiellt stöd", "finansiellt"),
        ("form", "Bidrag i annat än pengar", "annat_an_pengar"),
        ("form", "annat-än-pengar", "annat_an_pengar"),
        ("actor_kind", "Science Park", "science_park"),
        ("source", "EU", None),
        ("size", "", None),
        ("size", "jätte", None),
    ],
)
def test_choices_as_partners_write_them(name: str, raw: str, code: str | None) -> None:
    assert find_choice(raw, choices(name)) == code


def test_a_code_wins_over_a_word_of_another_code() -> None:
    assert find_choice("b", {"a": Text("b", "b"), "b": Text("c", "c")}) == "b"


def test_a_list_that_does_not_exist_is_a_bug() -> None:
    with pytest.raises(KeyError):
        choices("sizes")


def test_a_list_is_the_callers_own() -> None:
    choices("size").clear()
    assert len(choices("size")) == 5
