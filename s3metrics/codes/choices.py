"""The fixed code lists of the sheets: each code with its Swedish and English word.

The lists live in `choices.toml` beside this module. Codes are what is stored and what selections
name; words are what people read, and write in a cell.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from s3metrics.words import Text, fold


@dataclass(frozen=True)
class Label(Text):
    """The word for a code, and other words that partners write for it."""

    also: tuple[str, ...] = ()


def _read() -> dict[str, dict[str, Text]]:
    tree = tomllib.loads(files(__package__).joinpath("choices.toml").read_text(encoding="utf-8"))
    return {
        name: {
            code: Label(words["sv"], words["en"], tuple(words.get("also", ())))
            for code, words in entries.items()
        }
        for name, entries in tree.items()
    }


_LISTS = _read()
LIST_NAMES: tuple[str, ...] = tuple(_LISTS)


def choices(name: str) -> dict[str, Text]:
    """The code list `name`, in its order; KeyError for a name that is none of `LIST_NAMES`.

    The status of an initiative is not here: it belongs to the programme file.
    """
    return dict(_LISTS[name])


def find_choice(raw: str, choices: Mapping[str, Text]) -> str | None:
    """The code that a cell names by code, Swedish or English word, or another known word.

    >>> find_choice("RÅDGIVNING", {"radgivning": Text("Rådgivning", "Advice")})
    'radgivning'
    """
    word = fold(raw)
    if not word:
        return None
    for code in choices:
        if word == fold(code):
            return code
    for code, text in choices.items():
        also = text.also if isinstance(text, Label) else ()
        if any(word == fold(known) for known in (text.sv, text.en, *also)):
            return code
    return None
