"""Indicators of the initiatives: how many, across which borders, and led by whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations

from .definitions import VISITS
from .known import Known
from .measures import Fact, Measure, Tally, at
from .model import UNKNOWN, Row

_INITIATIVE = ("initiative",)


def _facts(known: Known, row: Row, counties: Iterable[str]) -> list[Fact]:
    """The initiative, once in each of the counties; `okand` where there is none."""
    principal = known.principal(row)
    members = {
        "area": known.area_of(row),
        "initiative_status": row["status"],
        "principal_kind": principal["kind"] if principal else UNKNOWN,
    }
    places = list(counties) or [UNKNOWN]
    return [Fact(row["initiative_id"], at(county=county, **members)) for county in places]


def _counties_of_support(known: Known, row: Row) -> list[str]:
    """Counties, in the programme's order, with support from the initiative up to the end."""
    reached = {
        visit.county
        for visit in known.supporting(date.min, known.end)
        if visit.initiative_id == row["initiative_id"]
    }
    return [county for county in known.setting.counties if county in reached]


def initiatives(known: Known) -> Measure:
    facts = [
        fact
        for row in known.active_initiatives()
        for fact in _facts(known, row, known.counties_open(row))
    ]
    return Measure(numerator=Tally("count", facts, _INITIATIVE))


def _tally_supporting_in(known: Known, at_least: int) -> Tally:
    """Active initiatives whose support came from at least so many of the counties."""
    facts: list[Fact] = []
    for row in known.active_initiatives():
        counties = _counties_of_support(known, row)
        if len(counties) >= at_least:
            facts.extend(_facts(known, row, counties))
    return Tally("count", facts, VISITS)


def cross_county_initiatives(known: Known) -> Measure:
    return Measure(numerator=_tally_supporting_in(known, 2))


def cross_county_share(known: Known) -> Measure:
    return Measure(
        numerator=_tally_supporting_in(known, 2), denominator=_tally_supporting_in(known, 1)
    )


def cross_county_declared(known: Known) -> Measure:
    facts: list[Fact] = []
    for row in known.active_initiatives():
        counties = known.counties_open(row)
        if len(counties) >= 2:
            facts.extend(_facts(known, row, counties))
    return Measure(numerator=Tally("count", facts, _INITIATIVE))


def cross_area_initiatives(known: Known) -> Measure:
    facts: list[Fact] = []
    for row in known.active_initiatives():
        if set(row.get("other_areas") or ()) - {row["area"], UNKNOWN}:
            facts.extend(_facts(known, row, ()))
    return Measure(numerator=Tally("count", facts, _INITIATIVE))


def county_pairs(known: Known) -> Measure:
    facts = [
        Fact(row["initiative_id"], at(county_a=first, county_b=second))
        for row in known.active_initiatives()
        for first, second in combinations(_counties_of_support(known, row), 2)
    ]
    return Measure(numerator=Tally("count", facts, VISITS))


def actors_active(known: Known) -> Measure:
    """The area is the initiative's, the county the actor's own."""
    facts: list[Fact] = []
    for row in known.active_initiatives():
        actor = known.principal(row)
        if actor:
            is_inside = actor.get("county") in known.setting.counties
            county = actor["county"] if is_inside else UNKNOWN
            where = at(area=known.area_of(row), kind=actor["kind"], county=county)
            facts.append(Fact(actor["orgnr"], where, qualifies=bool(actor.get("publicly_funded"))))
    return Measure(numerator=Tally("count", facts, ("initiative", "actor")))
