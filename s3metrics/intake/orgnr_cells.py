"""Organisation numbers. A sole trader's is a personal identity number: it leaves as a key.

The identity is the last ten digits. A third digit of 0 or 1 makes the number a person's, valid or
not, so such digits never appear in a value, a fault or a message.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.se import personnummer

from s3metrics.intake.plain import plain_orgnrs
from s3metrics.intake.values import CellParser, Parsed, clipped, fault, printable, text_of
from s3metrics.ledger.identity import Identity, is_person, shown
from s3metrics.sheets import Code
from s3metrics.words import NOTHING, Text, counted

_DASH = r"[-+\u2010-\u2015\u2212]"
_WRITTEN = re.compile(rf"(?:(1[689]|20)\s?)?([0-9]{{6}})\s?({_DASH}?)\s?([0-9]{{4}})")
_LOOKS_LIKE_NUMBER = re.compile(rf"(?=.*\d)(?:[\d\s]|{_DASH})+")
_DIGIT = re.compile(r"\d")
_PERSON_PREFIXES = ("18", "19", "20")
_ORGANISATION_PREFIX = "16"
_LENGTH = 10
_COORDINATION_DAYS = 60
"""A coordination number's day of birth is the day plus 60."""

_HOW = Text(
    "Ange tio siffror, till exempel 556036-0793, eller tolv med 16 först.",
    "Give ten digits, for example 556036-0793, or twelve with 16 first.",
)
_HOW_PERSON = Text(
    "En enskild firmas nummer är ägarens personnummer: tio siffror, eller tolv med 18, 19 "
    "eller 20 först.",
    "A sole trader's number is the owner's personal identity number: ten digits, or twelve "
    "with 18, 19 or 20 first.",
)


class Written(NamedTuple):
    """A number as it was written."""

    prefix: str
    """`16`, `18`, `19`, `20`, or empty."""
    ten: str
    """The last ten digits: the identity."""
    is_plus: bool
    """The sign of people who have turned a hundred."""

    @property
    def given(self) -> str | None:
        """The number with what tells the century, or None where nothing does."""
        if self.prefix in _PERSON_PREFIXES:
            return self.prefix + self.ten
        return f"{self.ten[:6]}+{self.ten[6:]}" if self.is_plus else None


def read_written(raw: object) -> Written | None:
    """The ten- or twelve-digit number in a raw cell, or None for anything else."""
    if isinstance(raw, bool):
        return None
    match = _WRITTEN.fullmatch(text_of(raw))
    if match is None:
        return None
    prefix, first, sign, last = match.groups()
    return Written(prefix or "", first + last, sign == "+")


def orgnr_parser(identity: Identity) -> CellParser:
    """Raw cell → ten digits of an organisation, or a person's key."""

    def parse(raw: object) -> Parsed:
        written = read_written(raw)
        if written is None:
            return _unreadable(text_of(raw))
        if is_person(written.ten):
            return _person(written, identity)
        return _organisation(written)

    return CellParser(parse, lambda raw: show_number(raw, identity), plain_orgnrs)


def orgnr_or_name_parser(identity: Identity, name: CellParser) -> CellParser:
    """Raw cell → as `orgnr_parser` when it is written in digits, else what `name` reads."""
    number = orgnr_parser(identity)

    def choose(raw: object) -> CellParser:
        return number if _LOOKS_LIKE_NUMBER.fullmatch(text_of(raw)) else name

    return CellParser(
        lambda raw: choose(raw).parse(raw), lambda raw: choose(raw).show(raw), plain_orgnrs
    )


def show_number(raw: object, identity: Identity) -> str:
    """The cell as it may be shown: only what is clearly an organisation's keeps its digits."""
    written = read_written(raw)
    text = printable(text_of(raw))
    if written is None:
        return _DIGIT.sub("•", text)
    if is_person(written.ten):
        return shown(identity.key(written.ten, given=written.given))
    return text if written.prefix in ("", _ORGANISATION_PREFIX) else _DIGIT.sub("•", text)


def _person(written: Written, identity: Identity) -> Parsed:
    key = identity.key(written.ten, given=written.given)
    if written.prefix == _ORGANISATION_PREFIX:
        return fault(
            Code.ORGNR,
            Text(
                "Numret börjar på 16, som organisationers, men de tio sista siffrorna är en "
                "persons. ",
                "The number begins with 16, as organisations' do, but its last ten digits are a "
                "person's. ",
            )
            + _HOW_PERSON,
        )
    if not is_valid_person(written):
        return fault(
            Code.ORGNR,
            Text(
                "Födelsedatumet eller kontrollsiffran i personnumret stämmer inte. ",
                "The date of birth or the check digit of the personal identity number is wrong. ",
            )
            + _HOW_PERSON,
        )
    return Parsed(key)


def is_valid_person(written: Written) -> bool:
    """Check digit, and a day that exists; a coordination number's day is 60 too high."""
    ten = written.ten
    if not luhn.is_valid(ten):
        return False
    day = int(ten[4:6])
    if day > _COORDINATION_DAYS:
        ten = f"{ten[:4]}{day - _COORDINATION_DAYS:02}{ten[6:]}"
    sign = "+" if written.is_plus else "-"
    century = written.prefix if written.prefix in _PERSON_PREFIXES else ""
    try:
        personnummer.get_birth_date(f"{century}{ten[:6]}{sign}{ten[6:]}")
    except ValidationError:
        return False
    return True


def _organisation(written: Written) -> Parsed:
    if written.prefix in _PERSON_PREFIXES:
        return fault(
            Code.ORGNR,
            Text(
                f"Numret börjar på {written.prefix}, som personers, men de tio sista siffrorna är "
                f"en organisations. {_HOW.sv}",
                f"The number begins with {written.prefix}, as persons' do, but its last ten digits "
                f"are an organisation's. {_HOW.en}",
            ),
        )
    # Ten digits by now: the library's own check would clean and measure them again.
    if not luhn.is_valid(written.ten):
        return fault(
            Code.ORGNR,
            Text(
                "Kontrollsiffran i organisationsnumret stämmer inte: någon siffra är fel. "
                f"{_HOW.sv}",
                "The check digit of the organisation number is wrong: some digit is not right. "
                f"{_HOW.en}",
            ),
        )
    return Parsed(written.ten)


def _unreadable(text: str) -> Parsed:
    digits = len(_DIGIT.findall(text))
    if not _LOOKS_LIKE_NUMBER.fullmatch(text):
        given = clipped(_DIGIT.sub("•", printable(text)))
        return fault(
            Code.ORGNR,
            Text(
                f"”{given}” är inget organisationsnummer. {_HOW.sv}",
                f"“{given}” is no organisation number. {_HOW.en}",
            ),
        )
    if digits == _LENGTH:
        return fault(
            Code.ORGNR,
            Text(
                "Numret har tio siffror, men tecken eller blanksteg där inga hör hemma: det enda "
                f"som får skilja dem åt är ett bindestreck före de fyra sista. {_HOW.sv}",
                "The number has ten digits, but characters or blanks where none belong: nothing "
                f"may part them but a hyphen before the last four. {_HOW.en}",
            ),
        )
    if digits == 12:
        return fault(
            Code.ORGNR,
            Text(
                "Ett nummer med tolv siffror börjar på 16 (organisationer) eller 18, 19 eller 20 "
                f"(personer). {_HOW.sv}",
                "A number of twelve digits begins with 16 (organisations) or 18, 19 or 20 "
                f"(persons). {_HOW.en}",
            ),
        )
    lost_zero = (
        Text(
            " Excel tar bort inledande nollor: ge kolumnen textformat och skriv numret på nytt.",
            " Excel removes leading zeros: give the column text format and write the number again.",
        )
        if digits < _LENGTH
        else NOTHING
    )
    has = counted(digits, Text("siffra", "digit"), Text("siffror", "digits"))
    return fault(
        Code.ORGNR,
        Text(
            f"Numret har {has.sv}, ett organisationsnummer tio. {_HOW.sv}{lost_zero.sv}",
            f"The number has {has.en}, an organisation number ten. {_HOW.en}{lost_zero.en}",
        ),
    )
