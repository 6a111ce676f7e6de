"""Words of the call to values: dates, comma-separated lists, one of several, cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from s3metrics.errors import WrongCall
from s3metrics.words import did_you_mean, listed

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
        f"{what} är ”{given}”, som inte är något datum. Skriv år-månad-dag, till exempel "
        "2025-03-31."
    )


def words(what: str, given: Sequence[str]) -> tuple[str, ...]:
    """`("a,b", "c")` → `("a", "b", "c")`: lists are separated by commas or repeat the option.

    Raises WrongCall for an empty word: an empty list would mean everything.
    """
    found = [word.strip() for text in given for word in text.split(",")]
    if not all(found):
        shown = listed(f"”{text}”" for text in given)
        raise WrongCall(
            f"{what} är {shown}: ett värde saknas. Skriv värdena med komma emellan, eller utelämna "
            "flaggan för att ta med allt."
        )
    return tuple(found)


def one_of(what: str, given: str, allowed: Sequence[str]) -> str:
    """The word, when it is allowed. Raises WrongCall."""
    if given not in allowed:
        raise WrongCall(
            f"{what} är ”{given}”.{did_you_mean(given, allowed)} "
            f"Tillåtet är {listed(allowed, 'eller')}."
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
                f"--cell är ”{part}”. Skriv uppdelning=värde med komma emellan, till exempel "
                "area=livsmedel,county=09."
            )
        if dimension in found:
            raise WrongCall(f"--cell nämner ”{dimension}” två gånger. Ange ett värde.")
        found[dimension] = member
    return found
