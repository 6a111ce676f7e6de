"""Crossing: initiatives that reach over county borders and between areas."""

from __future__ import annotations

from s3metrics.indicators.common import (
    INITIATIVES,
    PROJECT_OFFICE,
    SHARE,
    SUPPORTED,
    participations,
)
from s3metrics.indicators.model import (
    AtLeast,
    Count,
    Direction,
    Indicator,
    Period,
    Ratio,
    Rows,
    Source,
    Unit,
)
from s3metrics.words import Text

_ACTIVE = Rows(source=Source.INITIATIVE, period=Period.ACTIVE)
_WITH_SUPPORT = participations(*SUPPORTED, period=Period.ACTIVE_UP_TO)
_CROSS_COUNTY = Count(
    rows=_WITH_SUPPORT, unit=Unit.INITIATIVE, at_least=AtLeast(number=2, column="county")
)

CROSSING_INDICATORS = (
    Indicator(
        id="initiatives",
        version=1,
        theme="crossing",
        label=Text("Aktiva insatser", "Active initiatives"),
        unit=INITIATIVES,
        direction=Direction.NEITHER,
        rule=Count(rows=_ACTIVE, unit=Unit.INITIATIVE),
        breakdowns=("area", "initiative_status", "principal_kind", "county"),
        additive=("area", "initiative_status", "principal_kind"),
        decimals=0,
        owner=PROJECT_OFFICE,
        note=Text(
            "Räknas i varje län där insatsen är öppen.",
            "Counted in each county in which the initiative is open.",
        ),
    ),
    Indicator(
        id="cross_county_initiatives",
        version=1,
        theme="crossing",
        label=Text("Länsöverskridande insatser", "Cross-county initiatives"),
        unit=INITIATIVES,
        direction=Direction.MORE,
        rule=_CROSS_COUNTY,
        breakdowns=("area", "county"),
        additive=("area",),
        decimals=0,
        owner=PROJECT_OFFICE,
        note=Text(
            "Räknas i varje län som deltagandena kommer från.",
            "Counted in each county that its participations come from.",
        ),
    ),
    Indicator(
        id="cross_county_declared",
        version=1,
        theme="crossing",
        label=Text("Insatser öppna i flera län", "Initiatives open in several counties"),
        unit=INITIATIVES,
        direction=Direction.MORE,
        rule=Count(
            rows=Rows(
                source=Source.INITIATIVE, flags=("is_declared_across",), period=Period.ACTIVE
            ),
            unit=Unit.INITIATIVE,
        ),
        breakdowns=("area", "county"),
        additive=("area",),
        decimals=0,
        owner=PROJECT_OFFICE,
    ),
    Indicator(
        id="cross_county_share",
        version=1,
        theme="crossing",
        label=Text("Andel länsöverskridande insatser", "Share of cross-county initiatives"),
        unit=SHARE,
        direction=Direction.MORE,
        rule=Ratio(
            numerator=_CROSS_COUNTY,
            denominator=Count(rows=_WITH_SUPPORT, unit=Unit.INITIATIVE),
        ),
        breakdowns=("area",),
        additive=(),
        decimals=1,
        owner=PROJECT_OFFICE,
        is_share=True,
    ),
    Indicator(
        id="cross_area_initiatives",
        version=1,
        theme="crossing",
        label=Text("Områdesöverskridande insatser", "Cross-area initiatives"),
        unit=INITIATIVES,
        direction=Direction.MORE,
        rule=Count(
            rows=Rows(source=Source.INITIATIVE, flags=("is_cross_area",), period=Period.ACTIVE),
            unit=Unit.INITIATIVE,
        ),
        breakdowns=("area",),
        additive=("area",),
        decimals=0,
        owner=PROJECT_OFFICE,
    ),
    Indicator(
        id="county_pairs",
        version=1,
        theme="crossing",
        label=Text("Insatser per par av län", "Initiatives per pair of counties"),
        unit=INITIATIVES,
        direction=Direction.MORE,
        rule=Count(
            rows=Rows(source=Source.PAIR, flags=SUPPORTED, period=Period.ACTIVE_UP_TO),
            unit=Unit.INITIATIVE,
        ),
        breakdowns=("county_a", "county_b"),
        additive=(),
        decimals=0,
        owner=PROJECT_OFFICE,
    ),
)
