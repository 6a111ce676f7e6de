"""Targets: how far a figure has come, how fast it must go on, and where it is heading."""

from __future__ import annotations

from s3metrics.targets.counties import county_targets
from s3metrics.targets.evaluate import evaluate_targets, status_of
from s3metrics.targets.forecast import Forecast
from s3metrics.targets.model import Standing, TargetStatus

__all__ = [
    "Forecast",
    "Standing",
    "TargetStatus",
    "county_targets",
    "evaluate_targets",
    "status_of",
]
