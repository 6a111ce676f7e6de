"""The dashboard without a browser, on a small programme that can be counted by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from s3metrics.platform import Platform
from tests import chain_world
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


@pytest.fixture(scope="session")
def chain_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the chain from needs to solutions; not to be written to."""
    return chain_world.build(tmp_path_factory.mktemp("chain"))


@pytest.fixture
def chain(chain_built: Path, monkeypatch: pytest.MonkeyPatch) -> Platform:
    """The chain, named to the dashboard by the environment, and its engine."""
    database = _named(chain_built, monkeypatch)
    monkeypatch.setenv("S3METRICS_TODAY", chain_world.TODAY.isoformat())
    return Platform.open(database, today=lambda: chain_world.TODAY)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The name of a database that does not exist yet."""
    return _named(tmp_path / "s3.duckdb", monkeypatch)


@pytest.fixture
def platform(database: Path) -> Platform:
    """The engine that the pages' figures are compared with."""
    return Platform.open(database, today=lambda: world.TODAY)


def all_opened(app: AppTest) -> AppTest:
    """The page with all its parts opened that wait for that."""
    state = app.session_state.to_dict()
    closed = [key for key, is_open in state.items() if key.startswith("opened:") and not is_open]
    for key in closed:
        app.session_state[key] = True
    if closed:
        app.run()
    assert not app.exception, app.exception
    return app


def _named(database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("S3METRICS_DB", str(database))
    monkeypatch.setenv("S3METRICS_TODAY", world.TODAY.isoformat())
    monkeypatch.delenv("S3METRICS_PROGRAMME", raising=False)
    return database


@pytest.fixture
def open_page() -> Opened:
    """Opens a page by its file, with parameters of its address; fails on an exception.

    All that is drawn when it is opened is drawn, unless `as_it_comes`.
    """

    def opened(file: str | None = None, *, as_it_comes: bool = False, **params: str) -> AppTest:
        app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=LONG_SECONDS)
        for name, value in params.items():
            app.query_params[name.rstrip("_")] = value
        app.run()
        if file:
            app.switch_page(file).run()
        assert not app.exception, app.exception
        return app if as_it_comes else all_opened(app)

    return opened
