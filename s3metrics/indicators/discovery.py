"""Entrepreneurial discovery: from need to initiative to a solution in ordinary work."""

from __future__ import annotations

from s3metrics.indicators.common import NEEDS, PROJECT_OFFICE, SHARE
from s3metrics.indicators.model import (
    Count,
    Direction,
    Indicator,
    Median,
    Period,
    Ratio,
    Rows,
    Source,
    Unit,
)
from s3metrics.words import Text

_IDENTIFIED = Count(rows=Rows(source=Source.NEED), unit=Unit.NEED)
_MET_ROWS = Rows(source=Source.NEED, flags=("is_met",), also_needs=(Source.INITIATIVE,))
_MET = Count(rows=_MET_ROWS, unit=Unit.NEED)

DISCOVERY_INDICATORS = (
    Indicator(
        id="needs_identified",
        version=1,
        theme="discovery",
        label=Text("Identifierade behov", "Needs identified"),
        unit=NEEDS,
        direction=Direction.MORE,
        rule=_IDENTIFIED,
        breakdowns=("area", "county", "raised_by"),
        additive=("area", "county", "raised_by"),
        decimals=0,
        owner=PROJECT_OFFICE,
    ),
    Indicator(
        id="needs_met",
        version=1,
        theme="discovery",
        label=Text("Behov som fått en insats", "Needs met by an initiative"),
        unit=NEEDS,
        direction=Direction.MORE,
        rule=_MET,
        breakdowns=("area", "county", "raised_by"),
        additive=("area", "county", "raised_by"),
        decimals=0,
        owner=PROJECT_OFFICE,
    ),
    Indicator(
        id="need_conversion",
        version=1,
        theme="discovery",
        label=Text("Andel behov som fått en insats", "Share of needs met"),
        unit=SHARE,
        direction=Direction.MORE,
        rule=Ratio(numerator=_MET, denominator=_IDENTIFIED),
        breakdowns=("area", "county"),
        additive=(),
        decimals=1,
        owner=PROJECT_OFFICE,
        is_share=True,
    ),
    Indicator(
        id="need_lead_time_days",
        version=1,
        theme="discovery",
        label=Text("Ledtid från behov till insats", "Lead time from need to initiative"),
        unit=Text("dagar", "days"),
        direction=Direction.LESS,
        rule=Median(rows=_MET_ROWS, unit=Unit.NEED, column="lead_days"),
        breakdowns=("area", "county"),
        additive=(),
        decimals=1,
        owner=PROJECT_OFFICE,
        note=Text(
            "Negativ när insatsen började innan behovet identifierades.",
            "Negative where the initiative began before the need was identified.",
        ),
    ),
    Indicator(
        id="actors_active",
        version=1,
        theme="discovery",
        label=Text("Aktiva offentligt finansierade aktörer", "Publicly funded actors active"),
        unit=Text("aktörer", "actors"),
        direction=Direction.MORE,
        rule=Count(
            rows=Rows(
                source=Source.PRINCIPAL, flags=("principal_is_public",), period=Period.ACTIVE
            ),
            unit=Unit.ACTOR,
        ),
        breakdowns=("area", "kind", "county"),
        additive=(),
        decimals=0,
        owner=PROJECT_OFFICE,
    ),
    Indicator(
        id="solutions_adopted",
        version=1,
        theme="discovery",
        label=Text("Lösningar i ordinarie verksamhet", "Solutions adopted"),
        unit=Text("lösningar", "solutions"),
        direction=Direction.MORE,
        rule=Count(
            rows=Rows(source=Source.SOLUTION, flags=("is_adopted",), period=Period.UP_TO),
            unit=Unit.SOLUTION,
            is_latest=True,
        ),
        breakdowns=("area",),
        additive=("area",),
        decimals=0,
        owner=PROJECT_OFFICE,
        eu_code="RCR104",
    ),
)
