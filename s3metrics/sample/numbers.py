"""Identity numbers that are valid and that nobody has.

Organisations: the series whose third to sixth digit is 9999 (559999, 769999, 969999, …). They pass
the check digit, and lie far above what has been assigned. Sole traders: personal identity numbers
in the style of the Swedish Tax Agency's published test numbers, whose serial is 238 or 239.
"""

from __future__ import annotations

from datetime import date, timedelta

from stdnum import luhn

LIMITED_COMPANY = "55"
ECONOMIC_ASSOCIATION = "76"
PARTNERSHIP = "96"

_SERIAL_STEP = 337  # coprime with 1000: all serials are used, neighbours look unlike each other


def _with_check_digit(digits: str) -> str:
    return digits + str(luhn.calc_check_digit(digits))


def organisation_number(form: str, count: int) -> str:
    """The artificial ten-digit number number `count` (from 0) of a legal form's two digits.

    The first thousand lie in `…9999`, the next in `…9998`, and so on.
    """
    series, serial = 9999 - count // 1000, (17 + count * _SERIAL_STEP) % 1000
    return _with_check_digit(f"{form}{series:04}{serial:03}")


def personal_number(birth: date, count: int) -> str:
    """A twelve-digit personal identity number of the test series; odd counts are serial 239."""
    short = f"{birth:%y%m%d}{238 + count % 2}"
    return f"{birth:%Y}"[:2] + _with_check_digit(short)


def birth_date(years: tuple[int, int], position: float) -> date:
    """The day at `position` (0–1) of the years from the first to the second, both included."""
    first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    return first + timedelta(days=int((last - first).days * position))


def with_wrong_check_digit(ten_digits: str) -> str:
    """The number with a check digit that does not fit."""
    return ten_digits[:-1] + str((int(ten_digits[-1]) + 3) % 10)
