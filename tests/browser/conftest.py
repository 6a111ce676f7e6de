"""A real browser, and the dashboard it looks at: served from a copy, on this machine alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, WebSocket, sync_playwright

from tools.browser import HELP, find
from tools.serving import HOST, served

PROJECT = Path(__file__).resolve().parents[2]
EDITION, EDITION_ENDS = "P3", "2025-09-30"
# Chromium's own traffic (updates, variations, sign-in) is no request of a page: it is switched
# off, and no name but this machine's resolves, so that nothing gets out even where it is not.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
]


@dataclass(frozen=True)
class Dashboard:
    """A served dashboard with its own copy of the sample programme."""

    url: str
    folder: Path
    """Where its database (`s3.duckdb`) and programme file (`programme.toml`) lie."""
    environment: dict[str, str]
    """What a command line needs to work on the same database while it is served."""
    log: Path


# Scope "package", not "session": Playwright keeps an event loop running in this thread, and tests
# of other folders may need one of their own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, Chrome or Edge of this machine; fails, never skips, where there is none."""
    executable = find()
    if executable is None:
        pytest.fail(HELP, pytrace=False)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # no sandbox for root in Chromium
    arguments = [*ARGUMENTS, "--no-sandbox"] if is_root else ARGUMENTS
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in Swedish; the test fails when it asks any other host for anything."""
    context = browser.new_context(locale="sv-SE", viewport={"width": 1280, "height": 900})
    outside: list[str] = []

    def judge(route: Route, request: Request) -> None:
        if _is_local(request.url):
            route.continue_()
        else:
            outside.append(request.url)
            route.abort()

    def watch(socket: WebSocket) -> None:
        if not _is_local(socket.url):
            outside.append(socket.url)

    context.route("**/*", judge)
    opened = context.new_page()
    opened.on("websocket", watch)
    yield opened
    context.close()
    assert not outside, f"The page asked outside this machine: {sorted(set(outside))}"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the programme file and the sample programme's database, built once."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(PROJECT / "data" / "programme.toml", folder)
    command = [sys.executable, "-m", "s3metrics", "demo"]
    done = subprocess.run(
        command, cwd=PROJECT, env=_environment(folder), capture_output=True, text=True, timeout=600
    )
    assert done.returncode in (0, 1), done.stderr  # 1: the sample has rows to correct
    return folder


@pytest.fixture
def dashboard(sample: Path, tmp_path: Path) -> Iterator[Dashboard]:
    """The dashboard, served on a free port from its own copy of the sample programme."""
    shutil.copytree(sample, tmp_path / "data")
    with _served(tmp_path) as served:
        yield served


@pytest.fixture(scope="package")
def read_only_dashboard(
    sample: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Dashboard]:
    """One dashboard for all tests that only look; the sample's `EDITION` is sealed in it."""
    place = tmp_path_factory.mktemp("read-only")
    shutil.copytree(sample, place / "data")
    with _served(place) as served:
        yield served


@contextmanager
def _served(place: Path) -> Iterator[Dashboard]:
    """The dashboard over the folder `data` of a place."""
    folder = place / "data"
    environment = _environment(folder)
    log = place / "dashboard.log"
    with served(PROJECT / "dashboard.py", environment, log) as url:
        yield Dashboard(url=url, folder=folder, environment=environment, log=log)


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "S3METRICS_DB": str(folder / "s3.duckdb"),
        "S3METRICS_PROGRAMME": str(folder / "programme.toml"),
        "PYTHONUNBUFFERED": "1",
    }


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == HOST
