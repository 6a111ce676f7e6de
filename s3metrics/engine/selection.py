"""What a figure is asked for: period, areas, counties, municipalities, sizes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from s3metrics import codes
from s3metrics.errors import WrongCall
from s3metrics.programme import Programme
from s3metrics.programme.checks import UNKNOWN_MEMBER
from s3metrics.words import Text, all_of, did_you_mean, fold

DIMENSIONS = ("area", "county", "municipality", "size")
"""The dimensions that a selection can name, in its own order."""


@dataclass(frozen=True, kw_only=True)
class Selection:
    """A period (inclusive) and the members it is confined to; an empty tuple confines nothing."""

    from_: date | None = None
    """None: the programme's start."""
    to: date | None = None
    """None: today."""
    areas: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()

    def members(self, dimension: str) -> tuple[str, ...]:
        """The members of `dimension` it is confined to; empty for all."""
        return {
            "area": self.areas,
            "county": self.counties,
            "municipality": self.municipalities,
            "size": self.sizes,
        }.get(dimension, ())

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions by which it confines."""
        return tuple(d for d in DIMENSIONS if self.members(d))

    def as_json(self) -> dict[str, Any]:
        """Plain values: ISO dates and lists of codes."""
        return {
            "from": self.from_.isoformat() if self.from_ else None,
            "to": self.to.isoformat() if self.to else None,
            **{dimension: list(self.members(dimension)) for dimension in DIMENSIONS},
        }

    @classmethod
    def of_json(cls, content: Mapping[str, Any]) -> Selection:
        """What `as_json` gave."""
        days = (content["from"], content["to"])
        start, end = (date.fromisoformat(day) if day else None for day in days)
        areas, counties, municipalities, sizes = (tuple(content[name]) for name in DIMENSIONS)
        return cls(
            from_=start,
            to=end,
            areas=areas,
            counties=counties,
            municipalities=municipalities,
            sizes=sizes,
        )


Shape = tuple[tuple[str, int], ...]
"""Dimension and number of members, for each dimension by which a selection confines."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A selection in which nothing is left open."""

    from_: date
    to: date
    selection: Selection = field(repr=False)

    def members(self, dimension: str) -> tuple[str, ...]:
        """The members of `dimension` it is confined to; empty for all."""
        return self.selection.members(dimension)

    @property
    def shape(self) -> Shape:
        """All of the selection that its SQL depends on; the members themselves are bound."""
        selection = self.selection
        return tuple((d, len(selection.members(d))) for d in selection.dimensions)


def resolve(
    selection: Selection, programme: Programme, today: date, *, has_period: bool = True
) -> Scope:
    """Fills in the defaults and turns names into codes.

    Raises WrongCall for an unknown area, county, municipality or size, and for a period that ends
    before it begins, unless it is for figures that have none (`has_period` False).
    """
    start, to = selection.from_ or programme.period.start, selection.to or today
    if start > to and has_period:
        raise WrongCall(
            Text(
                f"Perioden börjar {start} men slutar {to}. Ange ett slut som inte är före början.",
                f"The period begins {start} but ends {to}. Give an end that is not before the "
                "beginning.",
            )
        )
    known = replace(
        selection,
        from_=start,
        to=to,
        areas=_area_codes(selection.areas, programme),
        counties=_county_codes(selection.counties, programme),
        municipalities=_municipality_codes(selection.municipalities, programme),
        sizes=_size_codes(selection.sizes, programme),
    )
    return Scope(from_=start, to=to, selection=known)


def _area_codes(given: tuple[str, ...], programme: Programme) -> tuple[str, ...]:
    if not given:
        return ()
    by_word = {fold(UNKNOWN_MEMBER): UNKNOWN_MEMBER}
    for area in programme.areas:
        by_word |= {fold(word): area.id for word in (area.id, area.name.sv, area.name.en)}
    return _matched(Text("Området", "The area"), given, by_word, programme.area_ids)


def _county_codes(given: tuple[str, ...], programme: Programme) -> tuple[str, ...]:
    if not given:
        return ()
    by_word = {}
    for word in given:
        county = codes.find_county(word)
        if county is not None and county.code in programme.county_ids:
            by_word[fold(word)] = county.code
    return _matched(
        Text("Länet", "The county"),
        given,
        by_word,
        [f"{c.id} ({c.name})" for c in programme.counties],
    )


def _municipality_codes(given: tuple[str, ...], programme: Programme) -> tuple[str, ...]:
    if not given:
        return ()
    allowed = {m.code for m in programme.municipalities}
    by_word = {}
    for word in given:
        municipality = codes.find_municipality(word)
        if municipality is not None and municipality.code in allowed:
            by_word[fold(word)] = municipality.code
    return _matched(
        Text("Kommunen", "The municipality"),
        given,
        by_word,
        [m.name for m in programme.municipalities],
    )


def _size_codes(given: tuple[str, ...], programme: Programme) -> tuple[str, ...]:
    if not given:
        return ()
    sizes = programme.choices("size")
    by_word = {}
    for word in given:
        code = codes.find_choice(word, sizes)
        if code is not None:
            by_word[fold(word)] = code
    return _matched(Text("Storleken", "The size"), given, by_word, list(sizes))


def _matched(
    what: Text, given: Iterable[str], by_word: dict[str, str], allowed: Iterable[str]
) -> tuple[str, ...]:
    found = set()
    for word in given:
        code = by_word.get(fold(word))
        if code is None:
            words = list(allowed)
            hint, there = did_you_mean(word, words), all_of(words)
            raise WrongCall(
                Text(
                    f"{what.sv} ”{word}” finns inte i programmet.{hint.sv} Det finns {there.sv}.",
                    f"{what.en} “{word}” is not in the programme.{hint.en} There are {there.en}.",
                )
            )
        found.add(code)
    return tuple(sorted(found))
