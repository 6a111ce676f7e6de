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

from s3metrics.programme.fields import described
from s3metrics.programme.tree import dotted
from s3metrics.words import Text, all_of, any_of, did_you_mean, in_quotes, joined, nearest

Location = tuple[str | int, ...]
_AT = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")
_PERSON = re.compile(r"(?<!\d)(?:18|19|20)?\d{2}[01]\d{3}[-+ ]?\d{4}(?!\d)")
_SYNTAX_HINTS = (
    (
        "Cannot overwrite a value",
        Text("Nyckeln står två gånger; behåll en.", "The key stands twice; keep one."),
    ),
    (
        "Cannot declare",
        Text(
            "Rubriken står två gånger; skriv [[namn]] om den ska upprepas.",
            "The heading stands twice; write [[name]] if it is to be repeated.",
        ),
    ),
    (
        "Cannot mutate",
        Text(
            "Rubriken och nyckeln säger emot varandra; flytta nyckeln till sin rubrik.",
            "The heading and the key contradict each other; move the key to its heading.",
        ),
    ),
    ("Unclosed array", Text("En lista saknar sin avslutande ].", "A list lacks its closing ].")),
    (
        "Unclosed inline table",
        Text("En tabell saknar sin avslutande }.", "A table lacks its closing }."),
    ),
    (
        "Unterminated string",
        Text(
            "En text saknar sitt avslutande citattecken.",
            "A text lacks its closing quotation mark.",
        ),
    ),
    (
        "Illegal character",
        Text(
            "En text saknar sitt avslutande citattecken på samma rad.",
            "A text lacks its closing quotation mark on the same line.",
        ),
    ),
    (
        "Expected '='",
        Text(
            "Skriv nyckel = värde; rubriker står inom [ ] eller [[ ]].",
            "Write key = value; headings stand within [ ] or [[ ]].",
        ),
    ),
    (
        "Expected newline",
        Text(
            "Avsluta raden efter värdet; texter står inom citattecken.",
            "End the line after the value; texts stand in quotation marks.",
        ),
    ),
    (
        "Invalid value",
        Text(
            "Texter står inom citattecken; sant och falskt skrivs true och false.",
            "Texts stand in quotation marks; true and false are written true and false.",
        ),
    ),
    (
        "Invalid date",
        Text(
            "Datumet finns inte; skriv år-månad-dag, t.ex. 2024-04-01.",
            "There is no such date; write year-month-day, e.g. 2024-04-01.",
        ),
    ),
)


def syntax_fault(error: tomllib.TOMLDecodeError, text: str) -> Text:
    """Where the file stops being TOML, the line as it stands, and the likely cause."""
    message = str(error)
    place = _AT.search(message)
    if place is None:
        advice = _advice(message, "")
        return Text(
            f"filens slut: filen slutar mitt i ett värde. {advice.sv}",
            f"the end of the file: the file ends in the middle of a value. {advice.en}",
        )
    given = text.split("\n")[int(place["line"]) - 1].strip()
    value, advice = shown(given), _advice(message, given)
    return Text(
        f"rad {place['line']}, kolumn {place['column']}: {value.sv} är inte giltig TOML. "
        f"{advice.sv}",
        f"line {place['line']}, column {place['column']}: {value.en} is not valid TOML. "
        f"{advice.en}",
    )


def _advice(message: str, line: str) -> Text:
    if re.search(r"[=,\[]\s*0\d", line):
        return Text(
            'Skriv koder med inledande nolla inom citattecken, t.ex. "06".',
            'Write codes with a leading zero in quotation marks, e.g. "06".',
        )
    hints = (hint for start, hint in _SYNTAX_HINTS if message.startswith(start))
    return next(
        hints,
        Text(
            "Rätta raden så att den följer TOML: nyckel = värde.",
            "Correct the line so that it follows TOML: key = value.",
        ),
    )


def shown(value: object) -> Text:
    """A value as the file writes it; long ones are cut, and a person's number is not repeated."""
    if isinstance(value, bool):
        return joined([str(value).lower()])
    if value == {}:
        return Text("en tom tabell", "an empty table")
    if isinstance(value, Mapping):
        items = joined((shown(item).each(f"{key} = ".__add__) for key, item in value.items()), ", ")
        if len(items.sv) > 60:
            return Text("en tabell", "a table")
        return Text(f"tabellen {{ {items.sv} }}", f"the table {{ {items.en} }}")
    if isinstance(value, list):
        return Text("en lista", "a list") if value else Text("en tom lista", "an empty list")
    text = value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, str):
        text = _PERSON.sub("personnummer", text)
    return in_quotes(text if len(text) <= 80 else text[:79] + "…")


def unknown_key(location: Location, value: object, owner: Any) -> Text:
    """A key that the file may not hold, with those it may and the nearest of them."""
    allowed = _keys(owner)
    hint = did_you_mean(str(location[-1]), allowed)
    given, there = shown(value), all_of(allowed)
    return Text(
        f"{dotted(*location)}: nyckeln finns inte (värdet är {given.sv}).{hint.sv} Tillåtna "
        f"nycklar är {there.sv}.",
        f"{dotted(*location)}: there is no such key (its value is {given.en}).{hint.en} "
        f"Allowed keys are {there.en}.",
    )


def field_faults(error: ValidationError, root: type[BaseModel]) -> list[Text]:
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


def _sentence(detail: ErrorDetails, root: type[BaseModel]) -> Text:
    location = detail["loc"]
    path, value = dotted(*location), detail["input"]
    given = shown(value)
    if _is_unknown(detail):
        return unknown_key(location, value, _type_at(location[:-1], root))
    what = _description(location, root)
    allowed = Text(f"Ange {what.sv}.", f"Give {what.en}.")
    if detail["type"] == "missing":
        return Text(
            f"{path}: uppgiften saknas. {allowed.sv}", f"{path}: the value is missing. {allowed.en}"
        )
    options = get_args(_type_at(location, root))
    if detail["type"] == "literal_error":
        words = [str(option) for option in options]
        hint, there = did_you_mean(str(value), words), any_of(words)
        return Text(
            f"{path}: {given.sv} kan inte användas.{hint.sv} Tillåtet är {there.sv}.",
            f"{path}: {given.en} cannot be used.{hint.en} Allowed: {there.en}.",
        )
    return Text(
        f"{path}: {given.sv} kan inte användas. {allowed.sv}",
        f"{path}: {given.en} cannot be used. {allowed.en}",
    )


def _keys(owner: Any) -> list[str]:
    if owner is Text:
        return ["sv", "en"]
    return [key for key in owner.model_fields if key != "sha256"]


def _description(location: Location, root: type[BaseModel]) -> Text:
    """What may stand at a place: the description of its field, or of the field around it."""
    for end in range(len(location), 0, -1):
        owner, key = _type_at(location[: end - 1], root), location[end - 1]
        if owner is Text:
            return (
                Text("texten på svenska", "the text in Swedish")
                if key == "sv"
                else Text("texten på engelska", "the text in English")
            )
        if _is_model(owner) and isinstance(key, str) and key in owner.model_fields:
            return described(owner.model_fields[key].description or key)
    return Text("ett giltigt värde", "a valid value")


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
