"""A cell as the caller words it → the cell of a result."""

from __future__ import annotations

from collections.abc import Mapping

from s3metrics import codes
from s3metrics.engine.members import label
from s3metrics.engine.query import ALL
from s3metrics.engine.result import Result
from s3metrics.errors import WrongCall
from s3metrics.programme import Programme
from s3metrics.words import Text, all_of, did_you_mean, fold


def find_cell(result: Result, wanted: Mapping[str, str], programme: Programme) -> dict[str, str]:
    """The members by code; `result` is broken down by the dimensions of `wanted`.

    Raises WrongCall for a member that the figure does not have: an unknown one would look like a
    cell with nothing in it.
    """
    found = {
        dimension: _member(result, dimension, word, programme) for dimension, word in wanted.items()
    }
    if tuple(found.values()) not in result.cells:
        parts = all_of(f"{dimension}={member}" for dimension, member in found.items())
        raise WrongCall(
            Text(
                f"Cellen {parts.sv} finns inte: en kommun hör till ett län, och ett par av län "
                "nämns med den lägsta koden först. Rätta den ena delen, eller utelämna den.",
                f"There is no cell {parts.en}: a municipality belongs to one county, and a pair of "
                "counties is named with the lowest code first. Correct one of the parts, or leave "
                "it out.",
            )
        )
    return found


def _member(result: Result, dimension: str, word: str, programme: Programme) -> str:
    at = result.by.index(dimension)
    members = list(dict.fromkeys(cell[at] for cell in result.cells))
    words = {m: label(dimension, m, programme) for m in members}
    if word in words:
        return word
    by_word = {fold(w): m for m in members for w in (words[m].en, words[m].sv, m)}
    member = by_word.get(fold(word)) or _place(dimension, word)
    if member not in words:
        shown = [m if m == words[m].sv else f"{m} ({words[m].sv})" for m in members if m != ALL]
        names = [*(words[m].sv for m in members), *members]
        hint, there = did_you_mean(word, names), all_of(shown)
        raise WrongCall(
            Text(
                f"--cell: ”{word}” finns inte i {dimension}.{hint.sv} Det finns {there.sv}.",
                f"--cell: “{word}” is not in {dimension}.{hint.en} There are {there.en}.",
            )
        )
    return member


def _place(dimension: str, word: str) -> str | None:
    """A county's or municipality's code, however the place is written (`9`, `Gotland`)."""
    place: codes.County | codes.Municipality | None = None
    if dimension in {"county", "county_a", "county_b"}:
        place = codes.find_county(word)
    elif dimension == "municipality":
        place = codes.find_municipality(word)
    return place.code if place else None
