"""Numbers as Swedish sheets write them, read exactly: no float ever stands for an amount."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from s3metrics.intake.orgnr_cells import is_valid_person, read_written
from s3metrics.intake.values import Parse, Parsed, decimal_of_float, fault, text_of
from s3metrics.ledger.identity import is_person
from s3metrics.sheets import Code
from s3metrics.words import NOTHING, Text, meant

DECIMALS = 4
"""Decimals that are kept of a number; a fifth is rounded, half away from zero."""
FIRST_YEAR, LAST_YEAR = 1500, 2200

_STEP = Decimal(1).scaleb(-DECIMALS)
_WHOLE_DIGITS = 18 - DECIMALS
_LARGEST_DECIMAL = Decimal(10) ** _WHOLE_DIGITS
_LARGEST_INTEGER = 2**31 - 1
_LONGEST = 60
_BLANKS = re.compile(r"[\u00a0\u2007\u2009\u202f]")
_MINUS = re.compile(r"^[\u2212\u2010-\u2015]")
_NUMBER = re.compile(r"([+-]?) ?((?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?|[.,][0-9]+)")
_UNIT = re.compile(r"\s*(?:kr|kronor|sek|:-|%|tim|h)\.?$", re.IGNORECASE)

_HOW = Text(
    "Skriv bara siffror, med komma eller punkt före decimalerna, till exempel 12 500,50.",
    "Write digits only, with a comma or point before the decimals, for example 12 500,50.",
)


def decimal_parser(*, may_be_negative: bool, show: Callable[[object], str]) -> Parse:
    """Raw cell → Decimal with four decimals, below 10^14."""

    def parse(raw: object) -> Parsed:
        number = read_number(raw)
        if number is None:
            return _no_number(raw, show)
        rounded = _rounded(number)
        if rounded is None:
            return fault(
                Code.TYPE,
                Text(
                    f"”{show(raw)}” är för stort: ett tal får ha högst {_WHOLE_DIGITS} siffror "
                    "före decimalerna.",
                    f"“{show(raw)}” is too large: a number may have at most {_WHOLE_DIGITS} digits "
                    "before the decimals.",
                ),
            )
        if is_personal_number(number):
            return _personal()
        if number < 0 and not may_be_negative:
            return _negative(raw, show)
        return Parsed(rounded, is_rounded=rounded != number)

    return parse


def integer_parser(*, may_be_negative: bool, show: Callable[[object], str]) -> Parse:
    """Raw cell → int of 32 bits; `1998.0` is whole, `1998.5` is not."""

    def parse(raw: object) -> Parsed:
        number = read_number(raw)
        if number is None:
            return _no_number(raw, show)
        if number != number.to_integral_value():
            return fault(
                Code.TYPE,
                Text(
                    f"”{show(raw)}” är inget heltal. Skriv talet utan decimaler.",
                    f"“{show(raw)}” is no whole number. Write the number without decimals.",
                ),
            )
        if is_personal_number(number):
            return _personal()
        if abs(number) > _LARGEST_INTEGER:
            return fault(
                Code.TYPE,
                Text(
                    f"”{show(raw)}” är för stort: talet får vara högst {_LARGEST_INTEGER}.",
                    f"“{show(raw)}” is too large: the number may be at most {_LARGEST_INTEGER}.",
                ),
            )
        if number < 0 and not may_be_negative:
            return _negative(raw, show)
        return Parsed(int(number))

    return parse


def year_parser(*, show: Callable[[object], str]) -> Parse:
    """Raw cell → a year from 1500 to 2200, as int."""

    def parse(raw: object) -> Parsed:
        number = read_number(raw)
        if number is not None and number < 0:
            return _negative(raw, show)
        if number is None or number != number.to_integral_value():
            return fault(
                Code.TYPE,
                Text(
                    f"”{show(raw)}” är inget årtal. Skriv fyra siffror, till exempel 2019.",
                    f"“{show(raw)}” is no year. Write four digits, for example 2019.",
                ),
            )
        if not FIRST_YEAR <= number <= LAST_YEAR:
            return fault(
                Code.TYPE,
                Text(
                    f"”{show(raw)}” är inget årtal mellan {FIRST_YEAR} och {LAST_YEAR}. Skriv fyra "
                    "siffror, till exempel 2019.",
                    f"“{show(raw)}” is no year between {FIRST_YEAR} and {LAST_YEAR}. Write four "
                    "digits, for example 2019.",
                ),
            )
        return Parsed(int(number))

    return parse


def read_number(raw: object) -> Decimal | None:
    """The number in a raw cell, exact; None for what is no finite number."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return Decimal(raw)
    if isinstance(raw, float):
        is_finite = raw == raw and abs(raw) != float("inf")
        return decimal_of_float(raw) if is_finite else None
    return _number_in(raw) if isinstance(raw, str) else None


def _number_in(raw: str) -> Decimal | None:
    text = _MINUS.sub("-", _BLANKS.sub(" ", text_of(raw)))
    match = _NUMBER.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    sign, digits = match.groups()
    return Decimal(sign + digits.replace(" ", "").replace(",", "."))


def is_personal_number(number: Decimal) -> bool:
    """True for a whole number that is a valid personal identity number.

    It has slipped in from another column, and must not be stored as an amount. Amounts of ten
    digits are rare, and one in three hundred of them happens to be such a number.
    """
    if number != number.to_integral_value():
        return False
    # Without decimals: "…,00" is the same number.
    written = read_written(format(abs(number).to_integral_value(), "f"))
    return written is not None and is_person(written.ten) and is_valid_person(written)


def _rounded(number: Decimal) -> Decimal | None:
    """The number with the decimals that are kept, or None where it is too large to keep."""
    if abs(number) >= _LARGEST_DECIMAL:
        return None
    rounded = number.quantize(_STEP, rounding=ROUND_HALF_UP)
    if abs(rounded) >= _LARGEST_DECIMAL:
        return None
    return rounded or abs(rounded)


def _no_number(raw: object, show: Callable[[object], str]) -> Parsed:
    hint = _meant(raw, show)
    return fault(
        Code.TYPE,
        Text(
            f"”{show(raw)}” är inget tal. {_HOW.sv}{hint.sv}",
            f"“{show(raw)}” is no number. {_HOW.en}{hint.en}",
        ),
    )


def _meant(raw: object, show: Callable[[object], str]) -> Text:
    """Without a unit or thousands points it may be a number; the partner must say so."""
    if not isinstance(raw, str) or len(raw) > _LONGEST:
        return NOTHING
    bare = _UNIT.sub("", text_of(raw))
    for candidate in (bare, bare.replace(".", ""), bare.replace(",", "")):
        if _number_in(candidate) is not None:
            return meant(show(candidate))
    return NOTHING


def _negative(raw: object, show: Callable[[object], str]) -> Parsed:
    return fault(
        Code.NEGATIVE,
        Text(
            f"”{show(raw)}” är negativt. Här är bara noll och större tal tillåtna.",
            f"“{show(raw)}” is negative. Only zero and greater numbers are allowed here.",
        ),
    )


def _personal() -> Parsed:
    return fault(
        Code.TYPE,
        Text(
            "Talet ser ut som ett personnummer, och sådana lagras inte här. Kontrollera att "
            "uppgifterna står i rätt kolumn.",
            "The number looks like a personal identity number, and such are not stored here. "
            "Check that the data stand in the right column.",
        ),
    )
