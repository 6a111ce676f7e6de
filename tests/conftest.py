"""What all tests need."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from s3metrics.engine import compose, masks, query

# Queries run at the lowest priority, which beside tests on every core is none at all.
os.environ.setdefault("S3METRICS_SQL_PRIORITY", "normal")


@pytest.fixture(autouse=True)
def composed_anew() -> None:
    """Under mutmut every test composes its own SQL, so that it is known to reach the composer."""
    if "MUTANT_UNDER_TEST" in os.environ:
        compose._text.cache_clear()
        masks._bits.cache_clear()
        masks._folded.cache_clear()
        query.parsed.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Under mutmut the quickest tests come first: most changes are noticed by one of them."""
    measured = Path("mutmut-stats.json")
    if "MUTANT_UNDER_TEST" in os.environ and measured.exists():
        seconds = json.loads(measured.read_text(encoding="utf-8"))["duration_by_test"]
        items.sort(key=lambda item: seconds.get(item.nodeid, 0.0))
