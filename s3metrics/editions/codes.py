"""Receipt codes as people write them: any case, with or without hyphen, 0 for O, 1 for I."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from s3metrics.errors import WrongCall
from s3metrics.words import Text

LENGTH = 10
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
# What the alphabet lacks, and the letters that it may have been read from.
_MISREAD = {"0": "O", "1": "IL", "8": "B", "9": "G"}
_NEAR = 2
_SHOWN = 3


def spellings(given: str) -> tuple[str, ...]:
    """The codes that a text may mean. Raises WrongCall for what cannot be a code."""
    signs = [sign for sign in given.upper() if sign.isalnum()]
    choices = [_MISREAD.get(sign, sign) for sign in signs]
    if len(signs) != LENGTH or not set("".join(choices)) <= _LETTERS:
        raise WrongCall(
            Text(
                f"”{given}” är ingen kvittokod. En kod är tio tecken, bokstäver A–Z och siffror "
                "2–7, i två grupper: till exempel K4QPT-7XA2M.",
                f"“{given}” is no receipt code. A code is ten characters, letters A–Z and digits "
                "2–7, in two groups: for example K4QPT-7XA2M.",
            )
        )
    return tuple(_grouped("".join(code)) for code in product(*choices))


def near(given: str, known: Iterable[str]) -> list[str]:
    """Known codes that differ in at most two signs, or in two that changed places."""
    wanted = spellings(given)[0]
    found = {code: _distance(wanted, code) for code in known}
    close = sorted((distance, code) for code, distance in found.items() if distance <= _NEAR)
    return [code for _, code in close[:_SHOWN]]


def _grouped(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
