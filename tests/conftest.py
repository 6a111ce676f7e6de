"""What all tests need."""

from __future__ import annotations

import os

import pytest

from s3metrics.engine import compose, masks

# Queries run at the lowest priority, which beside tests on every core is none at all.
os.environ.setdefault("S3METRICS_SQL_PRIORITY", "normal")


@pytest.fixture(autouse=True)
def composed_anew() -> None:
    """Under mutmut every test composes its own SQL, so that it is known to reach the composer."""
    if "MUTANT_UNDER_TEST" in os.environ:
        compose._text.cache_clear()
        masks._bits.cache_clear()
        masks._folded.cache_clear()
