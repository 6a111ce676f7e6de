"""The nearest of many keys is the one that comparing with each of them finds."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s3metrics.ledger.candidates import Candidates
from s3metrics.words import did_you_mean, nearest

WORDS = st.text("aAbå1- ", max_size=6)


@given(st.lists(WORDS, max_size=12), WORDS, st.sampled_from((0.3, 0.6, 0.9)))
def test_as_if_compared_with_each(words: list[str], word: str, likeness: float) -> None:
    assert Candidates(words).nearest(word, likeness=likeness) == nearest(
        word, words, likeness=likeness
    )


@pytest.mark.parametrize("word", ["INS-0417", "ins 417", "", "Ö", "helt annat"])
def test_the_sentence(word: str) -> None:
    words = [f"INS-{number:04}" for number in range(400, 430)]
    assert Candidates(words).did_you_mean(word) == did_you_mean(word, words)


def test_hundreds_of_misspelt_keys_among_thousands_take_no_minutes() -> None:
    candidates = Candidates(f"INS-{number:05}-X" for number in range(20_000))
    began = time.process_time()
    for number in range(50):
        assert candidates.nearest(f"INS-{number * 7:05}-Y") == f"INS-{number * 7:05}-X"
    assert time.process_time() - began < 10, "comparing with each takes 25 s and more"


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("559999-9893", "559999-9892"),  # one digit
        ("559999-9982", "559999-9892"),  # two neighbours
        ("559999-9389", None),  # three digits: as like as one to a measure of likeness
        ("559999-9892", None),  # itself
    ],
)
def test_a_number_is_meant_only_where_it_was_a_slip(given: str, meant: str | None) -> None:
    assert Candidates(["559999-9892", "559999-0014"]).slip_of(given) == meant


def test_a_number_that_may_be_two_is_nobodys() -> None:
    assert Candidates(["559999-9892", "559999-9894"]).slip_of("559999-9893") is None
