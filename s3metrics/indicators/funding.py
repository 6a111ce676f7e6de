"""Funding: what is decided, paid in and spent, and what it gives."""

from __future__ import annotations

from s3metrics.indicators.common import PROJECT_OFFICE, SEK, SHARE, with_time
from s3metrics.indicators.model import Direction, Indicator, Is, Period, Ratio, Rows, Source, Sum
from s3metrics.indicators.reach import SMES_REACHED
from s3metrics.words import Text

_EU = Is(column="source", values=("eruf",))
_NOT_EU = Is(column="source", values=("eruf",), is_negated=True)


def _decided(*codes: Is) -> Sum:
    rows = Rows(
        source=Source.FUNDING, flags=("initiative_is_active",), codes=codes, period=Period.NONE
    )
    return Sum(rows=rows, column="budget_sek")


def _booked(kind: str, period: Period) -> Sum:
    codes = (Is(column="kind", values=(kind,)),)
    return Sum(rows=Rows(source=Source.BOOKING, codes=codes, period=period), column="amount_sek")


_DECIDED = _decided()
_COSTS = _booked("kostnad", Period.IN)

FUNDING_INDICATORS = (
    Indicator(
        id="funding_decided",
        version=1,
        theme="funding",
        label=Text("Beslutad finansiering", "Funding decided"),
        unit=SEK,
        direction=Direction.NEITHER,
        rule=_DECIDED,
        breakdowns=("area", "source", "form", "funder", "county"),
        additive=("area", "source", "form", "funder"),
        decimals=0,
        owner=PROJECT_OFFICE,
        is_money=True,
        note=Text(
            "En insats som är öppen i flera län räknas med hela beloppet i vart och ett.",
            "An initiative open in several counties counts with its whole amount in each.",
        ),
    ),
    Indicator(
        id="funding_paid",
        version=1,
        theme="funding",
        label=Text("Inbetald finansiering", "Funding paid in"),
        unit=SEK,
        direction=Direction.MORE,
        rule=_booked("inbetalning", Period.IN),
        breakdowns=with_time("area", "funder"),
        additive=with_time("area", "funder"),
        decimals=0,
        owner=PROJECT_OFFICE,
        is_money=True,
    ),
    Indicator(
        id="costs",
        version=1,
        theme="funding",
        label=Text("Kostnader", "Costs"),
        unit=SEK,
        direction=Direction.NEITHER,
        rule=_COSTS,
        breakdowns=with_time("area", "cost_category"),
        additive=with_time("area", "cost_category"),
        decimals=0,
        owner=PROJECT_OFFICE,
        is_money=True,
    ),
    Indicator(
        id="eu_share",
        version=1,
        theme="funding",
        label=Text("EU-andel av beslutad finansiering", "EU share of funding decided"),
        unit=SHARE,
        direction=Direction.NEITHER,
        rule=Ratio(numerator=_decided(_EU), denominator=_DECIDED),
        breakdowns=("area",),
        additive=(),
        decimals=1,
        owner=PROJECT_OFFICE,
        is_share=True,
    ),
    Indicator(
        id="leverage",
        version=1,
        theme="funding",
        label=Text("Hävstång på EU-medel", "Leverage of EU funding"),
        unit=Text("kronor per EU-krona", "SEK per EU SEK"),
        direction=Direction.MORE,
        rule=Ratio(numerator=_decided(_NOT_EU), denominator=_decided(_EU)),
        breakdowns=("area",),
        additive=(),
        decimals=2,
        owner=PROJECT_OFFICE,
    ),
    Indicator(
        id="burn_rate",
        version=1,
        theme="funding",
        label=Text("Upparbetat av beslutad finansiering", "Spent of funding decided"),
        unit=SHARE,
        direction=Direction.NEITHER,
        rule=Ratio(numerator=_booked("kostnad", Period.UP_TO), denominator=_DECIDED),
        breakdowns=("area",),
        additive=(),
        decimals=1,
        owner=PROJECT_OFFICE,
        is_share=True,
    ),
    Indicator(
        id="cost_per_sme",
        version=1,
        theme="funding",
        label=Text("Kostnad per SMF som nåtts", "Cost per SME reached"),
        unit=Text("kronor per företag", "SEK per company"),
        direction=Direction.LESS,
        rule=Ratio(numerator=_COSTS, denominator=SMES_REACHED),
        breakdowns=("area",),
        additive=(),
        decimals=0,
        owner=PROJECT_OFFICE,
        is_money=True,
    ),
)
