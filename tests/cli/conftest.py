from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import FILES, SENDER, Desk


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_TODAY", "2025-12-31")
    for name in ("S3METRICS_DB", "S3METRICS_PROGRAMME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The world of world/*.csv, delivered once. Tests only read it."""
    filled = Desk(tmp_path_factory.mktemp("filled") / "s3.duckdb")
    done = filled("import", *FILES, "--sender", SENDER)
    assert done.code == 0, done.out + done.err
    return filled


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    """A database that does not exist yet."""
    folder = tmp_path / "data"
    folder.mkdir()
    return Desk(folder / "s3.duckdb")
