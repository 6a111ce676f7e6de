"""The dashboard without a browser, on a small programme that can be counted by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.platform import Platform
from tests.ui import world

PROJECT = Path(__file__).resolve().parents[2]
LONG_SECONDS = 60

Opened = Callable[..., AppTest]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small programme's database; not to be written to."""
    return world.build(tmp_path_factory.mktemp("world"))


@pytest.fixture
def database(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small programme, named to the dashboard by the environment."""
    return _named(built, monkeypatch)


@pytest.fixture
def own_database(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may deliver to."""
    shutil.copytree(built.parent, tmp_path / "world")
    return _named(tmp_path / "world" / built.name, monkeypatch)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The name of a database that does not exist yet."""
    return _named(tmp_path / "s3.duckdb", monkeypatch)


@pytest.fixture
def platform(database: Path) -> Platform:
    """The engine that the pages' figures are compared with."""
    return Platform.open(database, today=lambda: world.TODAY)


def _named(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("S3METRICS_DB", str(database))
    monkeypatch.setenv("S3METRICS_TODAY", world.TODAY.isoformat())
    monkeypatch.delenv("S3METRICS_PROGRAMME", raising=False)
    return database


@pytest.fixture
def open_page() -> Opened:
    """Opens a page by its file, with parameters of its address; fails on an exception."""

    def opened(file: str | None = None, **params: str) -> AppTest:
        app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=LONG_SECONDS)
        for name, value in params.items():
            app.query_params[name.rstrip("_")] = value
        app.run()
        if file:
            app.switch_page(file).run()
        assert not app.exception, app.exception
        return app

    return opened
