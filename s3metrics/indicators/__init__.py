"""The catalogue: every indicator, one entry each."""

from __future__ import annotations

from s3metrics.errors import WrongCall
from s3metrics.indicators.crossing import CROSSING_INDICATORS
from s3metrics.indicators.discovery import DISCOVERY_INDICATORS
from s3metrics.indicators.funding import FUNDING_INDICATORS
from s3metrics.indicators.model import Indicator
from s3metrics.indicators.reach import REACH_INDICATORS
from s3metrics.indicators.results import RESULT_INDICATORS
from s3metrics.words import Text, all_of, did_you_mean

CATALOGUE: dict[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        *REACH_INDICATORS,
        *CROSSING_INDICATORS,
        *FUNDING_INDICATORS,
        *RESULT_INDICATORS,
        *DISCOVERY_INDICATORS,
    )
}


def find_indicator(name: str) -> Indicator:
    """The indicator of that id; raises WrongCall with the nearest and with all that there are."""
    found = CATALOGUE.get(name)
    if found is None:
        hint, there = did_you_mean(name, CATALOGUE), all_of(CATALOGUE)
        raise WrongCall(
            Text(
                f"Indikatorn ”{name}” finns inte.{hint.sv} Det finns {there.sv}.",
                f"There is no indicator “{name}”.{hint.en} There are {there.en}.",
            )
        )
    return found


__all__ = ["CATALOGUE", "Indicator", "find_indicator"]
