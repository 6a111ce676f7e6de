"""One random row of each table, with references only to what has been delivered before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from .definitions import ACTOR_KINDS, FORMS, RAISED_BY, SIZES, SOURCES
from .model import Row
from .orgnr import ACTORS, COMPANIES
from .places import AREAS, COUNTIES, SETTING

Draw = Callable[[st.SearchStrategy[Any]], Any]

SENDERS = {"Träcentrum": "A", "IUC i Kalmar": "B", "Region Gotland": "C"}
"""Sender → the letter with which its ids begin."""
MUNICIPALITIES = ("0604", "0680", "0780", "0781", "0880", "0881", "0980", "1080")
DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2024-03-01",
        "2024-04-01",
        "2024-12-31",
        "2025-01-01",
        "2025-03-31",
        "2025-06-30",
        "2025-07-01",
        "2025-12-31",
        "2026-01-15",
    )
)
OUTCOME_KINDS = (
    "produktinnovation",
    "processinnovation",
    "marknad_organisation",
    "egen_utveckling",
    "forskningssamverkan",
    "arbetstillfallen",
    "privat_investering",
    "innovationsgrad",
)


@dataclass
class Stock:
    """What has been delivered so far: to refer to it, and not to repeat its keys."""

    companies: set[str] = field(default_factory=set)
    initiatives: set[str] = field(default_factory=set)
    keys: set[tuple[object, ...]] = field(default_factory=set)


def _one_of(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def _maybe(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from((None, *values))


def _some_of(values: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=3)


def _decimals(*texts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(text) for text in texts)


_DAY = _one_of(DAYS)
_PRINCIPALS = (*ACTORS.values(), *ACTORS, "i u c", "Okänd förening", "5560360793")
_FUNDERS = ("Tillväxtverket", "Region Kronoberg", ACTORS["Region"])


def _actor(draw: Draw, sender: str, stock: Stock) -> Row:
    name = draw(_one_of(tuple(ACTORS)))
    return {
        "orgnr": ACTORS[name],
        "name": name,
        "kind": draw(_one_of(ACTOR_KINDS[:4])),
        "county": draw(_maybe(("07", "08", "10"))),
        "publicly_funded": draw(_maybe((True, False))),
    }


def _company(draw: Draw, sender: str, stock: Stock) -> Row:
    name = draw(_one_of(tuple(COMPANIES)[:6]))
    return {
        "orgnr": COMPANIES[name],
        "name": f"{name} AB",
        "municipality": draw(_one_of(MUNICIPALITIES)),
        "size": draw(_one_of(("mikro", *SIZES))),
        "founded_year": draw(_maybe((2019, 2021, 2022, 2025))),
    }


def _need(draw: Draw, sender: str, stock: Stock) -> Row:
    return {
        "need_id": draw(_one_of([f"{SENDERS[sender]}-N{n}" for n in range(1, 5)])),
        "title": "Behov",
        "area": draw(_one_of(AREAS[:3])),
        "county": draw(_one_of(("07", "08", "10"))),
        "date": draw(_DAY),
        "raised_by": draw(_maybe(RAISED_BY)),
        "status": draw(_one_of(("identifierat", "avskrivet"))),
    }


def _initiative(draw: Draw, sender: str, stock: Stock) -> Row:
    return {
        "initiative_id": draw(_one_of([f"{SENDERS[sender]}{n}" for n in range(1, 4)])),
        "title": "Insats",
        "area": draw(_one_of(AREAS[:3])),
        "other_areas": draw(_some_of(AREAS)),
        "principal": draw(_one_of(_PRINCIPALS)),
        "start_date": draw(_DAY),
        "end_date": draw(_maybe(DAYS)),
        "status": draw(_one_of(SETTING.statuses)),
        "counties": draw(_some_of((*COUNTIES, "10"))),
        "needs": draw(_some_of(("A-N1", "A-N2", "B-N1", "C-N1", "X-N9"))),
    }


def _participation(draw: Draw, sender: str, stock: Stock) -> Row:
    return {
        "initiative_id": draw(_one_of(sorted(stock.initiatives))),
        "orgnr": draw(_one_of(sorted(stock.companies))),
        "date": draw(_DAY),
        "support": draw(_one_of(("radgivning", "bidrag", "finansiellt", "kontakt"))),
        "hours": draw(_maybe(_decimals("0", "1.5", "8"))),
        "value_sek": draw(_maybe(_decimals("0", "999.5", "20000"))),
        "municipality": draw(_maybe(MUNICIPALITIES)),
    }


def _funding(draw: Draw, sender: str, stock: Stock) -> Row:
    return {
        "initiative_id": draw(_one_of(sorted(stock.initiatives))),
        "funder": draw(_one_of(_FUNDERS)),
        "source": draw(_one_of(SOURCES)),
        "form": draw(_one_of(FORMS)),
        "budget_sek": draw(_one_of(_decimals("0", "1000", "250000.25"))),
    }


def _booking(draw: Draw, sender: str, stock: Stock) -> Row:
    is_cost = draw(st.booleans())
    return {
        "initiative_id": draw(_one_of(sorted(stock.initiatives))),
        "date": draw(_DAY),
        "kind": "kostnad" if is_cost else "inbetalning",
        "amount_sek": draw(_one_of(_decimals("-500", "500", "1250.75"))),
        "funder": None if is_cost else draw(_maybe(_FUNDERS)),
        "cost_category": draw(_maybe(("Personal", "Externa tjänster"))) if is_cost else None,
    }


def _outcome(draw: Draw, sender: str, stock: Stock) -> Row:
    kind = draw(_one_of((*OUTCOME_KINDS, "innovationsgrad", "innovationsgrad")))
    amounts = ("1", "3", "5") if kind == "innovationsgrad" else ("0", "1.5", "40000")
    return {
        "orgnr": draw(_one_of(sorted(stock.companies))),
        "date": draw(_DAY),
        "kind": kind,
        "value": draw(_maybe(_decimals(*amounts))),
        "initiative_id": draw(_maybe(sorted(stock.initiatives))),
    }


def _solution(draw: Draw, sender: str, stock: Stock) -> Row:
    return {
        "solution_id": draw(_one_of([f"{SENDERS[sender]}-L{n}" for n in range(1, 3)])),
        "title": "Lösning",
        "area": draw(_one_of(AREAS[:2])),
        "step": draw(_one_of(("ide", "godkand", "ordinarie_budget", "i_drift"))),
        "date": draw(_DAY),
    }


def _context(draw: Draw, sender: str, stock: Stock) -> Row:
    municipality = draw(_maybe(MUNICIPALITIES))
    return {
        "county": municipality[:2] if municipality else draw(_one_of((*COUNTIES, "10"))),
        "municipality": municipality,
        "size": draw(_maybe(SIZES)),
        "year": draw(_one_of((2023, 2024))),
        "companies": draw(_one_of((0, 10, 250))),
        "source": "SCB",
    }


MAKERS: dict[str, Callable[[Draw, str, Stock], Row]] = {
    "actor": _actor,
    "company": _company,
    "need": _need,
    "initiative": _initiative,
    "participation": _participation,
    "funding": _funding,
    "booking": _booking,
    "outcome": _outcome,
    "solution": _solution,
    "context": _context,
}
"""Table → one random row, in an order in which references come after what they refer to."""
