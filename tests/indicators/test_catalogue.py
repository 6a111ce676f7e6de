"""How entries are worded and completed: one walk through the catalogue."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest

from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.indicators.answers import DIMENSIONS
from s3metrics.indicators.model import TIME, Count, Direction, Ratio, Sum
from s3metrics.words import LANGUAGES

LONGEST_LABEL = 52
UNITS = {
    "företag": "companies",
    "insatser": "initiatives",
    "deltaganden": "participations",
    "timmar": "hours",
    "kommuner": "municipalities",
    "behov": "needs",
    "aktörer": "actors",
    "lösningar": "solutions",
    "dagar": "days",
    "kronor": "SEK",
    "kronor per EU-krona": "SEK per EU SEK",
    "kronor per företag": "SEK per company",
    "årsarbetskrafter": "annual full-time equivalents",
    "andel": "share",
    "steg på en femgradig skala": "steps on a scale of five",
}
"""Read one by one: plural where there is one, lower-case but for `SEK`."""
each = pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.id)


@each
def test_wording(entry: Indicator) -> None:
    """Each rule is a sentence; those that are broken show in the message."""
    broken = [
        f"{rule} ({language})"
        for language in LANGUAGES
        for rule, holds in WORDING.items()
        if not holds(entry, language)
    ]
    assert not broken, (entry.label, entry.unit, entry.note)


def _note(entry: Indicator, language: str) -> str:
    return entry.note.of(language) if entry.note else "A."


WORDING: dict[str, Callable[[Indicator, str], bool]] = {
    "a label begins with a capital": lambda e, lang: e.label.of(lang)[0].isupper(),
    "a label has no full stop": lambda e, lang: "." not in e.label.of(lang),
    "a label says what, not how many of it": lambda e, lang: (
        not re.match(r"antal|number of|summa|sum of", e.label.of(lang), re.IGNORECASE)
    ),
    "a label is short": lambda e, lang: len(e.label.of(lang)) <= LONGEST_LABEL,
    "a label does not shout": lambda e, lang: all(
        not word.isupper() or word in {"SMF", "SME", "EU"} for word in e.label.of(lang).split()
    ),
    "a unit is lower-case": lambda e, lang: (
        e.unit.of(lang)
        .removeprefix("SEK")
        .replace("EU-", "eu-")
        .replace("EU SEK", "eu sek")
        .islower()
        or e.unit.of(lang) == "SEK"
    ),
    "a unit is one of those read": lambda e, lang: UNITS.get(e.unit.sv) == e.unit.en,
    "per, not /": lambda e, lang: "/" not in e.unit.of(lang) + e.label.of(lang),
    "a unit has no full stop": lambda e, lang: "." not in e.unit.of(lang),
    "a note is whole sentences": lambda e, lang: bool(
        re.fullmatch(r"[A-ZÅÄÖ].*\.", _note(e, lang))
    ),
    "no double blanks": lambda e, lang: (
        "  " not in e.label.of(lang) + e.unit.of(lang) + _note(e, lang)
    ),
    "a share is called so": lambda e, lang: e.is_share == (e.unit.sv == "andel"),
    "money is in kronor": lambda e, lang: not e.is_money or e.unit.sv.startswith("kronor"),
}


def test_labels_and_ids_are_their_own() -> None:
    for language in LANGUAGES:
        labels = [entry.label.of(language) for entry in CATALOGUE.values()]
        assert len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in CATALOGUE)
    assert not any(re.search(r"_v\d", name) for name in CATALOGUE)


@each
def test_an_entry_is_complete(entry: Indicator) -> None:
    assert isinstance(entry.direction, Direction)
    assert set(entry.breakdowns) <= {*DIMENSIONS, *TIME}
    assert {d in entry.breakdowns for d in TIME} in ({True}, {False})
    assert entry.owner.sv and entry.owner.en
    assert entry.tables
    assert entry.eu_code is None or re.fullmatch(r"RC[OR]\d{2,3}", entry.eu_code)
    assert entry.replaced_by is None or entry.replaced_by in CATALOGUE
    assert isinstance(entry.rule, Count | Sum) or not entry.additive


@each
def test_decimals_are_as_many_as_the_figure_bears(entry: Indicator) -> None:
    expected = {
        "andel": 1,
        "timmar": 1,
        "dagar": 1,
        "årsarbetskrafter": 1,
        "kronor per EU-krona": 2,
        "steg på en femgradig skala": 2,
    }
    assert entry.decimals == expected.get(entry.unit.sv, 0)
    assert not entry.is_share or isinstance(entry.rule, Ratio)


def test_what_must_be_said_is_required_by_the_constructor() -> None:
    optional = {"note", "eu_code", "is_money", "is_share", "replaced_by"}
    assert {f.name for f in fields(Indicator) if f.default is not MISSING} == optional


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"additive": ("county", "moon")}, "additive names \\['moon'\\]"),
        ({"version": 0}, "version 0, the first is 1"),
        ({"decimals": -1}, "-1 decimals, the fewest are 0"),
    ],
)
def test_an_impossible_entry_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        replace(CATALOGUE["smes_new"], **change)
