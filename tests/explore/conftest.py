"""The sample programme, and a small world, for everything that explores."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from s3metrics.platform import Platform
from tests.explore import sample as sample_database


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme's database, one for all processes of a run; not to be delivered to."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "explored-sample"
    folder.mkdir(exist_ok=True)
    return sample_database.built(folder)


@pytest.fixture(scope="session")
def sample_platform(sample: Path) -> Platform:
    """The platform over the sample, on the sample's day."""
    return Platform.open(sample, today=lambda: sample_database.TODAY)
