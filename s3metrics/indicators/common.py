"""What several entries share: rows, breakdowns, units, owners."""

from __future__ import annotations

from s3metrics.indicators.model import TIME, Is, Period, Rows, Source
from s3metrics.words import Text

PROJECT_OFFICE = Text("projektkontoret", "the project office")

COMPANIES = Text("företag", "companies")
INITIATIVES = Text("insatser", "initiatives")
NEEDS = Text("behov", "needs")
SEK = Text("kronor", "SEK")
SHARE = Text("andel", "share")

SUPPORTED = ("is_inside", "is_supporting")
SME_SUPPORTED = (*SUPPORTED, "is_sme")

REACH = ("area", "county", "municipality", "size")


def with_time(*dimensions: str) -> tuple[str, ...]:
    """The dimensions, and every grain of time."""
    return (*dimensions, *TIME)


def participations(
    *flags: str,
    period: Period = Period.IN,
    support: str | None = None,
    also_needs: tuple[Source, ...] = (),
) -> Rows:
    """Participations for which the flags hold, of one kind of support where it is given."""
    codes = (Is(column="support", values=(support,)),) if support else ()
    return Rows(
        source=Source.PARTICIPATION,
        flags=flags,
        codes=codes,
        period=period,
        also_needs=also_needs,
    )
