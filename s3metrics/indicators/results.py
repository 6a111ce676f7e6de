"""Results: what supported companies have achieved. A company's county here is its own."""

from __future__ import annotations

from s3metrics.indicators.common import (
    COMPANIES,
    PROJECT_OFFICE,
    SEK,
    SHARE,
    SME_SUPPORTED,
    participations,
    with_time,
)
from s3metrics.indicators.model import (
    Change,
    Count,
    Direction,
    Indicator,
    Is,
    Period,
    Ratio,
    Rows,
    Source,
    Sum,
    Unit,
)
from s3metrics.words import Text

_SUPPORTED = ("is_inside", "is_supported")
_SUPPORTED_SME = (*_SUPPORTED, "is_sme")
_INNOVATIONS = ("produktinnovation", "processinnovation")


def _outcomes(
    *kinds: str, flags: tuple[str, ...] = _SUPPORTED_SME, period: Period = Period.IN
) -> Rows:
    return Rows(
        source=Source.OUTCOME,
        flags=flags,
        codes=(Is(column="kind", values=kinds),),
        period=period,
    )


def _companies_with(*kinds: str, flags: tuple[str, ...] = _SUPPORTED_SME) -> Count:
    return Count(rows=_outcomes(*kinds, flags=flags), unit=Unit.COMPANY)


_SUPPORT_COMES_FIRST = Text(
    "Räknas för företag som fått stöd senast den dag resultatet nåddes.",
    "Counted for companies supported no later than the day of the result.",
)

RESULT_INDICATORS = (
    Indicator(
        id="smes_innovating",
        version=1,
        theme="results",
        label=Text("SMF med produkt- eller processinnovation", "SMEs innovating"),
        unit=COMPANIES,
        direction=Direction.MORE,
        rule=_companies_with(*_INNOVATIONS),
        breakdowns=with_time("county", "size"),
        additive=(),
        decimals=0,
        owner=PROJECT_OFFICE,
        eu_code="RCR03",
        note=_SUPPORT_COMES_FIRST,
    ),
    Indicator(
        id="smes_organisational",
        version=1,
        theme="results",
        label=Text(
            "SMF med marknads- eller organisationsinnovation",
            "SMEs with marketing or organisational innovation",
        ),
        unit=COMPANIES,
        direction=Direction.MORE,
        rule=_companies_with("marknad_organisation"),
        breakdowns=with_time("county", "size"),
        additive=(),
        decimals=0,
        owner=PROJECT_OFFICE,
        eu_code="RCR04",
        note=_SUPPORT_COMES_FIRST,
    ),
    Indicator(
        id="smes_inhouse",
        version=1,
        theme="results",
        label=Text("SMF med egen utveckling", "SMEs innovating in-house"),
        unit=COMPANIES,
        direction=Direction.MORE,
        rule=_companies_with("egen_utveckling"),
        breakdowns=with_time("county", "size"),
        additive=(),
        decimals=0,
        owner=PROJECT_OFFICE,
        eu_code="RCR05",
        note=_SUPPORT_COMES_FIRST,
    ),
    Indicator(
        id="enterprises_research",
        version=1,
        theme="results",
        label=Text("Företag i forskningssamverkan", "Enterprises cooperating with research"),
        unit=COMPANIES,
        direction=Direction.MORE,
        rule=_companies_with("forskningssamverkan", flags=_SUPPORTED),
        breakdowns=with_time("county", "size"),
        additive=(),
        decimals=0,
        owner=PROJECT_OFFICE,
        eu_code="RCO10",
        note=Text(
            "Att köpa en tjänst av en forskningsorganisation är ingen samverkan.",
            "Buying a service from a research organisation is not cooperation.",
        ),
    ),
    Indicator(
        id="jobs_created",
        version=1,
        theme="results",
        label=Text("Nya arbetstillfällen", "Jobs created"),
        unit=Text("årsarbetskrafter", "annual full-time equivalents"),
        direction=Direction.MORE,
        rule=Sum(rows=_outcomes("arbetstillfallen", flags=_SUPPORTED), column="value"),
        breakdowns=with_time("county"),
        additive=with_time("county"),
        decimals=1,
        owner=PROJECT_OFFICE,
        eu_code="RCR01",
        note=_SUPPORT_COMES_FIRST,
    ),
    Indicator(
        id="private_investment",
        version=1,
        theme="results",
        label=Text("Privata investeringar", "Private investment"),
        unit=SEK,
        direction=Direction.MORE,
        rule=Sum(rows=_outcomes("privat_investering", flags=_SUPPORTED), column="value"),
        breakdowns=with_time("county"),
        additive=with_time("county"),
        decimals=0,
        owner=PROJECT_OFFICE,
        eu_code="RCR02",
        is_money=True,
        note=Text(
            "I kronor; EU:s kod redovisas i euro och räknas om vid rapporteringen.",
            "In SEK; the EU code is reported in euro and converted when reported.",
        ),
    ),
    Indicator(
        id="innovation_share",
        version=1,
        theme="results",
        label=Text("Andel av nådda SMF som infört innovation", "Share of SMEs reached innovating"),
        unit=SHARE,
        direction=Direction.MORE,
        rule=Ratio(
            numerator=Count(
                rows=_outcomes(*_INNOVATIONS),
                unit=Unit.COMPANY,
                also=participations(*SME_SUPPORTED, period=Period.UP_TO),
            ),
            denominator=Count(
                rows=participations(*SME_SUPPORTED, period=Period.UP_TO), unit=Unit.COMPANY
            ),
        ),
        breakdowns=("county", "size"),
        additive=(),
        decimals=1,
        owner=PROJECT_OFFICE,
        is_share=True,
    ),
    Indicator(
        id="innovation_level_change",
        version=1,
        theme="results",
        label=Text("Förändrad innovationsgrad", "Change in degree of innovation"),
        unit=Text("steg på en femgradig skala", "steps on a scale of five"),
        direction=Direction.MORE,
        rule=Change(
            rows=_outcomes("innovationsgrad", period=Period.UP_TO),
            unit=Unit.COMPANY,
            column="value",
        ),
        breakdowns=("county", "size"),
        additive=(),
        decimals=2,
        owner=PROJECT_OFFICE,
        note=_SUPPORT_COMES_FIRST,
    ),
)
