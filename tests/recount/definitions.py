"""The table of indicators: breakdowns, which of them add up, and the tables that are needed."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Refused, Selection

TIMES = ("month", "quarter", "half_year", "year", "reporting_period")
SME_SIZES = ("mikro", "liten", "medel")
SIZES = (*SME_SIZES, "stor", "okand")
SUPPORTS = ("kontakt", "radgivning", "bidrag", "finansiellt")
SOURCES = ("eruf", "region", "kommun", "stat", "annan_eu", "privat", "ovrig")
FORMS = ("kontant", "annat_an_pengar")
RAISED_BY = ("foretag", "akademi", "offentlig", "civilsamhalle")
ACTOR_KINDS = (
    "region",
    "kommun",
    "myndighet",
    "larosate",
    "science_park",
    "iuc",
    "inkubator",
    "kluster",
    "branschorganisation",
    "foretag",
    "ovrig",
)

VISITS = ("participation", "company", "initiative")
OUTCOMES = ("outcome", *VISITS)


@dataclass(frozen=True)
class Definition:
    breakdowns: tuple[str, ...]
    additive: frozenset[str]
    tables: tuple[str, ...]


def _define(
    breakdowns: str, tables: tuple[str, ...], adds_up: bool | tuple[str, ...] = False
) -> Definition:
    """`breakdowns` in words; the word `time` stands for the five kinds of time."""
    names: list[str] = []
    for word in breakdowns.split():
        names.extend(TIMES if word == "time" else [word])
    additive = names if adds_up is True else (adds_up or ())
    return Definition(tuple(names), frozenset(additive), tables)


_FUNDING = ("funding", "initiative")
_BOOKING = ("booking", "initiative")
_NEED = ("need", "initiative")
_AREA = ("area",)

DEFINITIONS: dict[str, Definition] = {
    "smes_reached": _define("area county municipality size support time", VISITS),
    "smes_new": _define("area county municipality size time", VISITS, True),
    "enterprises_supported": _define("area county municipality size time", VISITS),
    "enterprises_grants": _define("area county size time", VISITS),
    "enterprises_nonfinancial": _define("area county size time", VISITS),
    "new_enterprises": _define("area county size time", VISITS),
    "companies_contacted": _define("area county time", VISITS),
    "smes_outside": _define("area time", VISITS),
    "participations": _define("area county municipality size support time", VISITS, True),
    "support_hours": _define("area county municipality size support time", VISITS, True),
    "smes_returning": _define("county size", VISITS),
    "smes_multi_area": _define("county size", VISITS),
    "smes_across_border": _define("area county", (*VISITS, "actor")),
    "reach_share": _define("county municipality", (*VISITS, "context")),
    "municipalities_reached": _define("area county", VISITS),
    "initiatives": _define(
        "area initiative_status principal_kind county",
        ("initiative",),
        ("area", "initiative_status", "principal_kind"),
    ),
    "cross_county_initiatives": _define("area county", VISITS, _AREA),
    "cross_county_declared": _define("area county", ("initiative",), _AREA),
    "cross_county_share": _define("area", VISITS),
    "cross_area_initiatives": _define("area", ("initiative",), True),
    "county_pairs": _define("county_a county_b", VISITS),
    "funding_decided": _define(
        "area source form funder county", _FUNDING, ("area", "source", "form", "funder")
    ),
    "funding_paid": _define("area funder time", _BOOKING, True),
    "costs": _define("area cost_category time", _BOOKING, True),
    "eu_share": _define("area", _FUNDING),
    "leverage": _define("area", _FUNDING),
    "burn_rate": _define("area", ("booking", *_FUNDING)),
    "cost_per_sme": _define("area", ("booking", *VISITS)),
    "smes_innovating": _define("county size time", OUTCOMES),
    "smes_organisational": _define("county size time", OUTCOMES),
    "smes_inhouse": _define("county size time", OUTCOMES),
    "enterprises_research": _define("county size time", OUTCOMES),
    "jobs_created": _define("county time", OUTCOMES, True),
    "private_investment": _define("county time", OUTCOMES, True),
    "innovation_share": _define("county size", OUTCOMES),
    "innovation_level_change": _define("county size", OUTCOMES),
    "needs_identified": _define("area county raised_by", ("need",), True),
    "needs_met": _define("area county raised_by", _NEED, True),
    "need_conversion": _define("area county", _NEED),
    "need_lead_time_days": _define("area county", _NEED),
    "actors_active": _define("area kind county", ("initiative", "actor")),
    "solutions_adopted": _define("area", ("solution",), True),
}


def breakdowns(indicator: str) -> tuple[str, ...]:
    """The breakdowns that the indicator has."""
    return DEFINITIONS[indicator].breakdowns


def is_additive(indicator: str, dimension: str) -> bool:
    """Whether the parts along `dimension` add up to the total; a ratio's never do."""
    return dimension in DEFINITIONS[indicator].additive


def refuse_what_is_lacking(indicator: str, selection: Selection, by: tuple[str, ...]) -> None:
    """Raises Refused, with the list of breakdowns that the indicator has."""
    restricted = {
        "area": selection.areas,
        "county": selection.counties,
        "municipality": selection.municipalities,
        "size": selection.sizes,
    }
    asked = [*by, *(name for name, members in restricted.items() if members is not None)]
    lacking = [name for name in asked if name not in breakdowns(indicator)]
    if lacking:
        has = ", ".join(breakdowns(indicator))
        raise Refused(f"{indicator} has no breakdown {', '.join(lacking)}; it has: {has}")
