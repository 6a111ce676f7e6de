"""Words of the call to values: dates, comma-separated lists, one of several, cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from s3metrics.errors import WrongCall
from s3metrics.words import Text, all_of, any_of, did_you_mean, in_quotes

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A name can hold a comma; a comma that begins the next ”dimension=” separates.
_NEXT_MEMBER = re.compile(r",(?=\s*\w+\s*=)")


def day(what: str, given: str) -> date:
    """`2025-03-31`. Raises WrongCall; `what` names the argument."""
    try:
        if _DAY.fullmatch(given.strip()):
            return date.fromisoformat(given.strip())
    except ValueError:
        pass
    raise WrongCall(
        Text(
            f"{what} är ”{given}”, som inte är något datum. Skriv år-månad-dag, till exempel "
            "2025-03-31.",
            f"{what} is “{given}”, which is no date. Write year-month-day, for example 2025-03-31.",
        )
    )


def words(what: str, given: Sequence[str]) -> tuple[str, ...]:
    """`("a,b", "c")` → `("a", "b", "c")`: lists are separated by commas or repeat the option.

    Raises WrongCall for an empty word: an empty list would mean everything.
    """
    found = [word.strip() for text in given for word in text.split(",")]
    if not all(found):
        given_words = all_of(in_quotes(text) for text in given)
        raise WrongCall(
            Text(
                f"{what} är {given_words.sv}: ett värde saknas. Skriv värdena med komma emellan, "
                "eller utelämna flaggan för att ta med allt.",
                f"{what} is {given_words.en}: a value is missing. Write the values with commas "
                "between, or leave out the option to include everything.",
            )
        )
    return tuple(found)


def one_of(what: str, given: str, allowed: Sequence[str]) -> str:
    """The word, when it is allowed. Raises WrongCall."""
    if given not in allowed:
        hint, there = did_you_mean(given, allowed), any_of(allowed)
        raise WrongCall(
            Text(
                f"{what} är ”{given}”.{hint.sv} Tillåtet är {there.sv}.",
                f"{what} is “{given}”.{hint.en} Allowed: {there.en}.",
            )
        )
    return given


def members(given: Sequence[str]) -> dict[str, str]:
    """`("area=livsmedel,county=09",)` → `{"area": "livsmedel", "county": "09"}`.

    Raises WrongCall for what is not dimension=member, and for a dimension given twice.
    """
    found: dict[str, str] = {}
    for part in (part for text in given for part in _NEXT_MEMBER.split(text)):
        dimension, _, member = (word.strip() for word in part.partition("="))
        if not dimension or not member:
            raise WrongCall(
                Text(
                    f"--cell är ”{part}”. Skriv uppdelning=värde med komma emellan, till exempel "
                    "area=livsmedel,county=09.",
                    f"--cell is “{part}”. Write breakdown=value with commas between, for example "
                    "area=livsmedel,county=09.",
                )
            )
        if dimension in found:
            raise WrongCall(
                Text(
                    f"--cell nämner ”{dimension}” två gånger. Ange ett värde.",
                    f"--cell names “{dimension}” twice. Give one value.",
                )
            )
        found[dimension] = member
    return found
