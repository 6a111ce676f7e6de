"""General facts of Sweden (counties, municipalities) and the fixed code lists of the sheets."""

from __future__ import annotations

from s3metrics.codes.choices import Label, choices, find_choice
from s3metrics.codes.places import (
    COUNTIES,
    MUNICIPALITIES,
    County,
    Municipality,
    county_by_code,
    find_county,
    find_municipality,
    municipality_by_code,
)

__all__ = [
    "COUNTIES",
    "MUNICIPALITIES",
    "County",
    "Label",
    "Municipality",
    "choices",
    "county_by_code",
    "find_choice",
    "find_county",
    "find_municipality",
    "municipality_by_code",
]
