"""The programme file: which programme is followed, as validated data."""

from __future__ import annotations

from s3metrics.programme.load import load, parse
from s3metrics.programme.model import Programme
from s3metrics.programme.names import check_names, no_period
from s3metrics.programme.parts import (
    Area,
    Category,
    County,
    Funder,
    Part,
    Party,
    Period,
    ProjectBank,
    ReportingPeriod,
    Rules,
    Sender,
    Status,
    Target,
)

__all__ = [
    "Area",
    "Category",
    "County",
    "Funder",
    "Part",
    "Party",
    "Period",
    "Programme",
    "ProjectBank",
    "ReportingPeriod",
    "Rules",
    "Sender",
    "Status",
    "Target",
    "check_names",
    "load",
    "no_period",
    "parse",
]
