"""Indicators of the companies reached and of the support they had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from .definitions import SME_SIZES, VISITS
from .known import Known, Visit
from .measures import Fact, Measure, Tally, at
from .model import UNKNOWN, Number

Judge = Callable[[Visit], bool]


def place(visit: Visit) -> dict[str, object]:
    """All that a participation can be broken down by."""
    return at(
        visit.date,
        area=visit.area,
        county=visit.county,
        municipality=visit.municipality,
        size=visit.size,
        support=visit.support,
    )


def _companies(visits: Iterable[Visit], judge: Judge = lambda _: True) -> Tally:
    facts = [Fact(visit.orgnr, place(visit), qualifies=judge(visit)) for visit in visits]
    return Tally("count", facts, VISITS)


def _in_period(known: Known) -> list[Visit]:
    return list(known.supporting(known.start, known.end))


def _smes_in_period(known: Known) -> list[Visit]:
    return [visit for visit in _in_period(known) if visit.is_sme]


def tally_smes_reached(known: Known, since: date | None = None) -> Tally:
    """SMEs with a supporting participation from `since` (default: the period's start)."""
    visits = known.supporting(since or known.start, known.end)
    return _companies(visit for visit in visits if visit.is_sme)


def smes_reached(known: Known) -> Measure:
    return Measure(numerator=tally_smes_reached(known))


def smes_new(known: Known) -> Measure:
    firsts = [visit for visit in known.first_support.values() if known.is_in_period(visit.date)]
    return Measure(numerator=_companies(visit for visit in firsts if visit.is_sme))


def enterprises_supported(known: Known) -> Measure:
    return Measure(numerator=_companies(_in_period(known)))


def enterprises_grants(known: Known) -> Measure:
    return Measure(numerator=_companies(v for v in _in_period(known) if v.support == "bidrag"))


def enterprises_nonfinancial(known: Known) -> Measure:
    return Measure(numerator=_companies(v for v in _in_period(known) if v.support == "radgivning"))


def new_enterprises(known: Known) -> Measure:
    def is_new(visit: Visit) -> bool:
        founded = known.companies.get(visit.orgnr, {}).get("founded_year")
        if founded is None:
            return False
        years = known.first_support[visit.orgnr].date.year - int(founded)
        return years <= known.setting.new_enterprise_years

    return Measure(numerator=_companies(_in_period(known), is_new))


def companies_contacted(known: Known) -> Measure:
    visits = [v for v in known.visits if v.is_inside and known.is_in_period(v.date)]
    return Measure(numerator=_companies(visits))


def smes_outside(known: Known) -> Measure:
    supported = [v for v in known.visits if v.is_support and known.is_in_period(v.date)]
    return Measure(numerator=_companies(v for v in supported if v.is_sme and not v.is_inside))


def participations(known: Known) -> Measure:
    facts = [Fact(number, place(visit)) for number, visit in enumerate(_in_period(known))]
    return Measure(numerator=Tally("count", facts, VISITS))


def support_hours(known: Known) -> Measure:
    facts = [
        Fact(number, place(visit), row=number, value=visit.hours)
        for number, visit in enumerate(_in_period(known))
    ]
    return Measure(numerator=Tally("sum", facts, VISITS))


def smes_returning(known: Known) -> Measure:
    initiatives: dict[str, set[str]] = {}
    for visit in _smes_in_period(known):
        initiatives.setdefault(visit.orgnr, set()).add(visit.initiative_id)
    returning = {orgnr for orgnr, several in initiatives.items() if len(several) >= 2}
    return Measure(numerator=_companies(_smes_in_period(known), lambda v: v.orgnr in returning))


def smes_multi_area(known: Known) -> Measure:
    """An unknown area is no second area: it may be the same one."""
    areas: dict[str, set[str]] = {}
    for visit in _smes_in_period(known):
        areas.setdefault(visit.orgnr, set()).update({visit.area} - {UNKNOWN})
    several = {orgnr for orgnr, its_areas in areas.items() if len(its_areas) >= 2}
    return Measure(numerator=_companies(_smes_in_period(known), lambda v: v.orgnr in several))


def smes_across_border(known: Known) -> Measure:
    def is_across(visit: Visit) -> bool:
        principal = known.principal(known.initiatives.get(visit.initiative_id))
        home = principal.get("county") if principal else None
        return home is not None and home != visit.county

    tally = _companies(_smes_in_period(known), is_across)
    return Measure(numerator=Tally("count", tally.facts, (*VISITS, "actor")))


def municipalities_reached(known: Known) -> Measure:
    facts = [Fact(visit.municipality, place(visit)) for visit in _smes_in_period(known)]
    return Measure(numerator=Tally("count", facts, VISITS))


def reach_share(known: Known) -> Measure:
    return Measure(
        numerator=tally_smes_reached(known),
        denominator_of=lambda cell: _companies_there_are(known, cell),
        tables=("context",),
    )


def _companies_there_are(known: Known, members: Mapping[str, str]) -> Number | None:
    """Companies of the places in the cell, None when one of them has no row.

    The latest year is that of the rows that count: one of large companies alone says nothing.
    """
    of_size = [
        row
        for row in known.world.rows("context")
        if row.get("size") is None or row["size"] in SME_SIZES
    ]
    latest = max((row["year"] for row in of_size), default=None)
    rows = [row for row in of_size if row["year"] == latest]
    total = 0
    for county, municipality in _places(known, members):
        own = [row["companies"] for row in rows if _is_of(row, county, municipality)]
        if not own and municipality is None:
            own = [row["companies"] for row in rows if row["county"] == county]
        if not own:
            return None
        total += sum(own)
    return total


def _is_of(row: dict[str, object], county: str, municipality: str | None) -> bool:
    if municipality is None:
        return row["county"] == county and not row.get("municipality")
    return row.get("municipality") == municipality


def _places(known: Known, members: Mapping[str, str]) -> list[tuple[str, str | None]]:
    """(county, None) or, where municipalities are asked for, (county, municipality)."""
    selection, setting = known.selection, known.setting
    counties = [
        county
        for county in setting.counties
        if members.get("county", "*") in ("*", county)
        and (selection.counties is None or county in selection.counties)
    ]
    one = members.get("municipality", "*")
    if one == "*" and selection.municipalities is None:
        return [(county, None) for county in counties]
    return [
        (county, municipality)
        for municipality, county in setting.municipalities.items()
        if county in counties
        and one in ("*", municipality)
        and (selection.municipalities is None or municipality in selection.municipalities)
    ]
