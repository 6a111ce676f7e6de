"""Indicators of money: decided, paid in, spent, and the ratios between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from .companies import tally_smes_reached
from .known import Known
from .measures import Fact, Measure, Tally, at
from .model import UNKNOWN, Row


def _named(found: Iterable[str | None], always: tuple[str, ...]) -> list[str]:
    """The members that are read from the data, the programme's own first."""
    return [*always, *sorted({name for name in found if name} - set(always))]


def _decided(known: Known, is_asked_for: Callable[[str], bool] = lambda source: True) -> Tally:
    """Budgets of initiatives not broken off, of the sources asked for."""
    facts: list[Fact] = []
    for number, row in enumerate(known.world.rows("funding")):
        if is_asked_for(row["source"]) and known.is_decided(row["initiative_id"]):
            facts.extend(_funding_facts(known, number, row))
    return Tally("sum", facts, ("funding", "initiative"))


def _is_eu(source: str) -> bool:
    return source == "eruf"


def _funding_facts(known: Known, number: int, row: Row) -> list[Fact]:
    initiative = known.initiatives[row["initiative_id"]]
    members = {
        "area": known.area_of(initiative),
        "source": row["source"],
        "form": row["form"],
        "funder": known.funder("funding", row) or UNKNOWN,
    }
    return [
        Fact(
            row["initiative_id"],
            at(county=county, **members),
            row=number,
            value=row["budget_sek"],
        )
        for county in known.counties_open(initiative) or [UNKNOWN]
    ]


def _booked(known: Known, kind: str, since: date) -> Tally:
    """Bookings of the kind, those of initiatives broken off too."""
    facts = [
        Fact(
            number,
            at(
                row["date"],
                area=known.area_of(known.initiatives.get(row["initiative_id"])),
                funder=known.funder("booking", row) or UNKNOWN,
                cost_category=row.get("cost_category") or UNKNOWN,
            ),
            row=number,
            value=row["amount_sek"],
        )
        for number, row in enumerate(known.world.rows("booking"))
        if row["kind"] == kind and since <= row["date"] <= known.end
    ]
    return Tally("sum", facts, ("booking", "initiative"))


def _bookings(known: Known, kind: str) -> list[Row]:
    return [row for row in known.world.rows("booking") if row["kind"] == kind]


def funding_decided(known: Known) -> Measure:
    found = (known.funder("funding", row) for row in known.world.rows("funding"))
    funders = _named(found, known.setting.funders)
    return Measure(numerator=_decided(known), extra_members={"funder": funders})


def funding_paid(known: Known) -> Measure:
    found = (known.funder("booking", row) for row in _bookings(known, "inbetalning"))
    funders = _named(found, known.setting.funders)
    return Measure(
        numerator=_booked(known, "inbetalning", known.start), extra_members={"funder": funders}
    )


def costs(known: Known) -> Measure:
    found = (row.get("cost_category") for row in _bookings(known, "kostnad"))
    categories = _named(found, known.setting.cost_categories)
    return Measure(
        numerator=_booked(known, "kostnad", known.start),
        extra_members={"cost_category": categories},
    )


def eu_share(known: Known) -> Measure:
    return Measure(numerator=_decided(known, _is_eu), denominator=_decided(known))


def leverage(known: Known) -> Measure:
    return Measure(
        numerator=_decided(known, lambda s: not _is_eu(s)), denominator=_decided(known, _is_eu)
    )


def burn_rate(known: Known) -> Measure:
    return Measure(numerator=_booked(known, "kostnad", date.min), denominator=_decided(known))


def cost_per_sme(known: Known) -> Measure:
    return Measure(
        numerator=_booked(known, "kostnad", known.start), denominator=tally_smes_reached(known)
    )
