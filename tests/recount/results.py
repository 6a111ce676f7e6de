"""Indicators of what came of it: outcomes, needs and solutions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .companies import tally_smes_reached
from .definitions import OUTCOMES, SME_SIZES
from .known import Known
from .measures import Fact, Measure, Tally, at
from .model import UNKNOWN, Row


def _outcomes(known: Known, kinds: tuple[str, ...], since: date) -> Iterator[tuple[Row, str, str]]:
    """(row, county, size) of outcomes of companies at home inside and supported by then."""
    for row in known.world.rows("outcome"):
        company = known.companies.get(row["orgnr"], {})
        county = known.county_of_municipality(company.get("municipality"))
        is_dated = since <= row["date"] <= known.end
        is_supported = known.is_supported_by(row["orgnr"], row["date"])
        if row["kind"] in kinds and is_dated and is_supported and county in known.setting.counties:
            yield row, str(county), company.get("size") or UNKNOWN


def _companies_with(known: Known, *kinds: str, is_sme: bool = True) -> Tally:
    facts = [
        Fact(row["orgnr"], at(row["date"], county=county, size=size))
        for row, county, size in _outcomes(known, kinds, known.start)
        if size in SME_SIZES or not is_sme
    ]
    return Tally("count", facts, OUTCOMES)


def _sum_of(known: Known, kind: str) -> Measure:
    facts = [
        Fact(number, at(row["date"], county=county), row=number, value=row.get("value"))
        for number, (row, county, _) in enumerate(_outcomes(known, (kind,), known.start))
    ]
    return Measure(numerator=Tally("sum", facts, OUTCOMES))


def _innovating(known: Known) -> Tally:
    return _companies_with(known, "produktinnovation", "processinnovation")


def smes_innovating(known: Known) -> Measure:
    return Measure(numerator=_innovating(known))


def smes_organisational(known: Known) -> Measure:
    return Measure(numerator=_companies_with(known, "marknad_organisation"))


def smes_inhouse(known: Known) -> Measure:
    return Measure(numerator=_companies_with(known, "egen_utveckling"))


def enterprises_research(known: Known) -> Measure:
    return Measure(numerator=_companies_with(known, "forskningssamverkan", is_sme=False))


def jobs_created(known: Known) -> Measure:
    return _sum_of(known, "arbetstillfallen")


def private_investment(known: Known) -> Measure:
    return _sum_of(known, "privat_investering")


def innovation_share(known: Known) -> Measure:
    return Measure(
        numerator=_innovating(known),
        denominator=tally_smes_reached(known, since=date.min),
        is_share=True,
    )


def innovation_level_change(known: Known) -> Measure:
    levels: dict[tuple[str, str, str], list[Row]] = {}
    for row, county, size in _outcomes(known, ("innovationsgrad",), date.min):
        if row.get("value") is not None and size in SME_SIZES:
            levels.setdefault((row["orgnr"], county, size), []).append(row)
    facts: list[Fact] = []
    for (orgnr, county, size), rows in levels.items():
        rows.sort(key=lambda row: (row["date"], row.get("initiative_id") or ""))
        if len(rows) >= 2:
            change = rows[-1]["value"] - rows[0]["value"]
            facts.append(Fact(orgnr, at(county=county, size=size), row=orgnr, value=change))
    return Measure(numerator=Tally("sum", facts, OUTCOMES), summary="mean")


def _needs(known: Known) -> Iterator[tuple[Row, dict[str, object]]]:
    for row in known.world.rows("need"):
        if known.is_in_period(row["date"]):
            county = row["county"] if row["county"] in known.setting.counties else UNKNOWN
            raised_by = row.get("raised_by") or UNKNOWN
            yield row, at(area=known.area_of(row), county=county, raised_by=raised_by)


def _answers(known: Known, need_id: str) -> list[date]:
    """Starts of the initiatives, not broken off, that name the need."""
    return [
        row["start_date"]
        for row in known.initiatives.values()
        if need_id in (row.get("needs") or ()) and known.is_decided(row["initiative_id"])
    ]


def _identified(known: Known) -> Tally:
    return Tally("count", [Fact(row["need_id"], where) for row, where in _needs(known)], ("need",))


def _met(known: Known) -> Tally:
    facts = [
        Fact(row["need_id"], where)
        for row, where in _needs(known)
        if _answers(known, row["need_id"])
    ]
    return Tally("count", facts, ("need", "initiative"))


def needs_identified(known: Known) -> Measure:
    return Measure(numerator=_identified(known))


def needs_met(known: Known) -> Measure:
    return Measure(numerator=_met(known))


def need_conversion(known: Known) -> Measure:
    return Measure(numerator=_met(known), denominator=_identified(known))


def need_lead_time_days(known: Known) -> Measure:
    facts: list[Fact] = []
    for row, where in _needs(known):
        starts = _answers(known, row["need_id"])
        if starts:
            days = (min(starts) - row["date"]).days
            facts.append(Fact(row["need_id"], where, row=row["need_id"], value=days))
    return Measure(numerator=Tally("sum", facts, ("need", "initiative")), summary="median")


def solutions_adopted(known: Known) -> Measure:
    """A solution stands in the area of its latest adopted step, so that areas add up."""
    steps = ("ordinarie_budget", "i_drift")
    latest: dict[str, Row] = {}
    for row in known.world.rows("solution"):
        if row["step"] in steps and row["date"] <= known.end:
            other = latest.setdefault(row["solution_id"], row)
            if _step_order(row, steps) > _step_order(other, steps):
                latest[row["solution_id"]] = row
    facts = [Fact(key, at(area=known.area_of(row))) for key, row in latest.items()]
    return Measure(numerator=Tally("count", facts, ("solution",)))


def _step_order(row: Row, steps: tuple[str, ...]) -> tuple[date, int]:
    return (row["date"], steps.index(row["step"]))
