"""How long the random tests go on: briefly, or at length with `S3METRICS_HYPOTHESIS=long`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

IS_LONG = os.environ.get("S3METRICS_HYPOTHESIS") == "long"
TIMES_LONGER = 20


def examples(number: int) -> Callable[[Any], Any]:
    """So many worlds; each costs deliveries in real files, hence no deadline."""
    return settings(
        max_examples=number * (TIMES_LONGER if IS_LONG else 1),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
