"""Faults of single keys in words: ”key: what was given is wrong. Give what is allowed.”"""

from __future__ import annotations

import re
import tomllib
import types
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from s3metrics.programme.tree import dotted
from s3metrics.words import Text, did_you_mean, listed, nearest

Location = tuple[str | int, ...]
_AT = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")
_PERSON = re.compile(r"(?<!\d)(?:18|19|20)?\d{2}[01]\d{3}[-+ ]?\d{4}(?!\d)")
_SYNTAX_HINTS = (
    ("Cannot overwrite a value", "Nyckeln står två gånger; behåll en."),
    ("Cannot declare", "Rubriken står två gånger; skriv [[namn]] om den ska upprepas."),
    ("Cannot mutate", "Rubriken och nyckeln säger emot varandra; flytta nyckeln till sin rubrik."),
    ("Unclosed array", "En lista saknar sin avslutande ]."),
    ("Unclosed inline table", "En tabell saknar sin avslutande }."),
    ("Unterminated string", "En text saknar sitt avslutande citattecken."),
    ("Illegal character", "En text saknar sitt avslutande citattecken på samma rad."),
    ("Expected '='", "Skriv nyckel = värde; rubriker står inom [ ] eller [[ ]]."),
    ("Expected newline", "Avsluta raden efter värdet; texter står inom citattecken."),
    ("Invalid value", "Texter står inom citattecken; sant och falskt skrivs true och false."),
    ("Invalid date", "Datumet finns inte; skriv år-månad-dag, t.ex. 2024-04-01."),
)


def syntax_fault(error: tomllib.TOMLDecodeError, text: str) -> str:
    """Where the file stops being TOML, the line as it stands, and the likely cause."""
    message = str(error)
    place = _AT.search(message)
    if place is None:
        return f"filens slut: filen slutar mitt i ett värde. {_advice(message, '')}"
    given = text.split("\n")[int(place["line"]) - 1].strip()
    return (
        f"rad {place['line']}, kolumn {place['column']}: {shown(given)} är inte giltig TOML. "
        f"{_advice(message, given)}"
    )


def _advice(message: str, line: str) -> str:
    if re.search(r"[=,\[]\s*0\d", line):
        return 'Skriv koder med inledande nolla inom citattecken, t.ex. "06".'
    hints = (hint for start, hint in _SYNTAX_HINTS if message.startswith(start))
    return next(hints, "Rätta raden så att den följer TOML: nyckel = värde.")


def shown(value: object) -> str:
    """A value as the file writes it; long ones are cut, and a person's number is not repeated."""
    if isinstance(value, bool):
        return str(value).lower()
    if value == {}:
        return "en tom tabell"
    if isinstance(value, Mapping):
        items = ", ".join(f"{key} = {shown(item)}" for key, item in value.items())
        return f"tabellen {{ {items} }}" if len(items) <= 60 else "en tabell"
    if isinstance(value, list):
        return "en lista" if value else "en tom lista"
    text = value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, str):
        text = _PERSON.sub("personnummer", text)
    return f"”{text if len(text) <= 80 else text[:79] + '…'}”"


def unknown_key(location: Location, value: object, owner: Any) -> str:
    """A key that the file may not hold, with those it may and the nearest of them."""
    allowed = _keys(owner)
    hint = did_you_mean(str(location[-1]), allowed)
    return (
        f"{dotted(*location)}: nyckeln finns inte (värdet är {shown(value)}).{hint} "
        f"Tillåtna nycklar är {listed(allowed)}."
    )


def field_faults(error: ValidationError, root: type[BaseModel]) -> list[str]:
    """One sentence per fault that pydantic found, in the order of the model's keys.

    Two of its findings are echoes and left out: that a key is missing which stands there misspelt,
    and that a list is too short whose entries are faulty.
    """
    details = error.errors()
    missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
    echoes = {
        misspelt
        for detail in details
        if _is_unknown(detail)
        if (misspelt := _meant(detail["loc"], missing))
    }
    return [
        _sentence(detail, root)
        for detail in details
        if not (detail["type"] == "missing" and detail["loc"] in echoes)
        and not (detail["type"] == "too_short" and detail["input"])
    ]


def _is_unknown(detail: ErrorDetails) -> bool:
    return detail["type"] in ("extra_forbidden", "unexpected_keyword_argument")


def _meant(unknown: Location, missing: list[Location]) -> Location | None:
    """The missing key of the same table that an unknown one is close to."""
    siblings = {str(loc[-1]): loc for loc in missing if loc[:-1] == unknown[:-1]}
    hit = nearest(str(unknown[-1]), siblings)
    return siblings[hit] if hit else None


def _sentence(detail: ErrorDetails, root: type[BaseModel]) -> str:
    location = detail["loc"]
    path, value = dotted(*location), detail["input"]
    if _is_unknown(detail):
        return unknown_key(location, value, _type_at(location[:-1], root))
    allowed = f"Ange {_description(location, root)}."
    if detail["type"] == "missing":
        return f"{path}: uppgiften saknas. {allowed}"
    options = get_args(_type_at(location, root))
    if detail["type"] == "literal_error":
        words = [str(option) for option in options]
        hint = did_you_mean(str(value), words)
        return (
            f"{path}: {shown(value)} kan inte användas.{hint} Tillåtet är {listed(words, 'eller')}."
        )
    return f"{path}: {shown(value)} kan inte användas. {allowed}"


def _keys(owner: Any) -> list[str]:
    if owner is Text:
        return ["sv", "en"]
    return [key for key in owner.model_fields if key != "sha256"]


def _description(location: Location, root: type[BaseModel]) -> str:
    """What may stand at a place: the description of its field, or of the field around it."""
    for end in range(len(location), 0, -1):
        owner, key = _type_at(location[: end - 1], root), location[end - 1]
        if owner is Text:
            return "texten på svenska" if key == "sv" else "texten på engelska"
        if _is_model(owner) and isinstance(key, str) and key in owner.model_fields:
            return owner.model_fields[key].description or key
    return "ett giltigt värde"


def _type_at(location: Location, root: type[BaseModel]) -> Any:
    """The declared type at a place, without `Annotated`, `| None`, `tuple` and `dict`."""
    current: Any = root
    for part in location:
        if _is_model(current) and part in current.model_fields:
            current = _bare(current.model_fields[str(part)].annotation)
        elif get_origin(current) is tuple:
            current = _bare(get_args(current)[0])
        elif get_origin(current) is dict:
            current = _bare(get_args(current)[1])
        else:
            return str
    return current


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = _bare(next(a for a in get_args(annotation) if a is not types.NoneType))
    return annotation


def _is_model(owner: Any) -> bool:
    return isinstance(owner, type) and issubclass(owner, BaseModel)
