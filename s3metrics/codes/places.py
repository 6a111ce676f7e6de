"""Sweden's 21 counties and 290 municipalities, and the ways in which partners write them.

Codes and names are SCB's, NUTS 3 codes Eurostat's (2021); they live in two csv files beside this
module. A word is looked up three times, the strictest first: as a code, as it is spelled, and with
å ä ö folded. Only the last can be ambiguous (Håbo in Uppsala län, Habo in Jönköpings län), and an
ambiguous word finds nothing rather than the wrong place.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from s3metrics.words import fold

_SKIPPED = re.compile(r"[\s_\-\u2010-\u2015]+")


@dataclass(frozen=True, kw_only=True)
class County:
    """A county (län)."""

    code: str
    """SCB's, two digits with the leading zero: `06`."""
    name: str
    """`Jönköpings län`."""
    short: str
    """`Jönköping`."""
    nuts3: str
    letter: str


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality (kommun)."""

    code: str
    """SCB's, four digits with the leading zero: `0604`."""
    name: str
    """Without *kommun*: `Aneby`."""
    county: str
    """The county's code."""


def _rows(filename: str) -> Iterator[dict[str, str]]:
    text = files(__package__).joinpath(filename).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


COUNTIES: tuple[County, ...] = tuple(County(**row) for row in _rows("counties.csv"))
MUNICIPALITIES: tuple[Municipality, ...] = tuple(
    Municipality(**row) for row in _rows("municipalities.csv")
)

_COUNTIES = {county.code: county for county in COUNTIES}
_MUNICIPALITIES = {municipality.code: municipality for municipality in MUNICIPALITIES}

_OTHER_COUNTY_WORDS = {
    "04": ("Sörmland", "Sörmlands län", "Region Sörmland"),
    "09": ("Gotlands kommun", "Gotland kommun"),
    "14": ("Västra Götalandsregionen", "VGR"),
    "23": ("Jämtland Härjedalen", "Region Jämtland Härjedalen"),
}
_OTHER_MUNICIPALITY_WORDS = {
    "0980": ("Region Gotland", "Gotlands län"),
    "2080": ("Falu kommun",),
}


def _spelled(text: str) -> str:
    """Case, blanks, `_` and hyphens do not matter; å ä ö do, in either Unicode form."""
    return _SKIPPED.sub("", unicodedata.normalize("NFC", text).casefold())


def county_words(county: County) -> set[str]:
    """Every way of writing the county that is accepted, besides its code."""
    names = {county.short, f"{county.short}s", county.name.removesuffix(" län")}
    words = {county.short, county.name, *_OTHER_COUNTY_WORDS.get(county.code, ())}
    for name in names:
        words |= {f"{name} län", f"Region {name}", f"Region {name} län"}
    return words


def municipality_words(municipality: Municipality) -> set[str]:
    """Every way of writing the municipality that is accepted, besides its code."""
    words = set(_OTHER_MUNICIPALITY_WORDS.get(municipality.code, ()))
    for name in (municipality.name, f"{municipality.name}s"):
        words |= {name, f"{name} kommun", f"{name} stad"}
    return words


class _Index:
    """Words of many places; a word of several places belongs to none."""

    def __init__(self, words: dict[str, set[str]]) -> None:
        self._by_spelling: dict[str, set[str]] = {}
        self._by_fold: dict[str, set[str]] = {}
        for code, spellings in words.items():
            for word in spellings:
                self._by_spelling.setdefault(_spelled(word), set()).add(code)
                self._by_fold.setdefault(fold(word), set()).add(code)

    def code(self, raw: str) -> str | None:
        for hits in (
            self._by_spelling.get(_spelled(raw)),
            self._by_fold.get(fold(raw)),
        ):
            if hits:
                return next(iter(hits)) if len(hits) == 1 else None
        return None


_COUNTY_INDEX = _Index({county.code: county_words(county) for county in COUNTIES})
_MUNICIPALITY_INDEX = _Index({m.code: municipality_words(m) for m in MUNICIPALITIES})


def county_by_code(code: str) -> County:
    """The county with this code; KeyError for another."""
    return _COUNTIES[code]


def municipality_by_code(code: str) -> Municipality:
    """The municipality with this code; KeyError for another."""
    return _MUNICIPALITIES[code]


def find_county(raw: str) -> County | None:
    """The county that a cell names by code (`06`, `6`) or word, or None.

    >>> find_county("Region Kronoberg").code
    '07'
    """
    text = raw.strip()
    if re.fullmatch(r"[0-9]{1,2}", text):
        return _COUNTIES.get(text.zfill(2))
    code = _COUNTY_INDEX.code(text)
    return _COUNTIES[code] if code else None


def find_municipality(raw: str) -> Municipality | None:
    """The municipality that a cell names by code (`0604`, `604`) or word, or None.

    Excel eats leading zeros, so three digits are a code too. Where only å ä ö tell two
    municipalities apart, the exact spelling decides.

    >>> find_municipality("604").name
    'Aneby'
    """
    text = raw.strip()
    if re.fullmatch(r"[0-9]{3,4}", text):
        return _MUNICIPALITIES.get(text.zfill(4))
    code = _MUNICIPALITY_INDEX.code(text)
    return _MUNICIPALITIES[code] if code else None
