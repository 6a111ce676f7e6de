"""The developers' tools: they fail loudly, and say what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tools import browser, docs

PROJECT = Path(__file__).resolve().parents[1]


def test_no_browser_and_no_way_to_install_one_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("S3METRICS_BROWSER", raising=False)
    monkeypatch.setattr(browser, "_candidates", lambda: iter(()))
    tried: list[list[str]] = []
    monkeypatch.setattr(browser, "_try", tried.append)
    with pytest.raises(browser.NoBrowser, match="S3METRICS_BROWSER=/path/to/browser"):
        browser.find_or_install()
    assert tried[-1][1:] == ["-m", "playwright", "install", "chromium"]


def test_a_browser_that_does_not_start_is_none(tmp_path: Path) -> None:
    stub = tmp_path / "chromium-browser"
    stub.write_text("#!/bin/sh\necho 'requires the chromium snap' >&2\nexit 1\n")
    stub.chmod(0o755)
    assert not browser._runs(stub)


def test_the_named_browser_is_not_replaced_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3METRICS_BROWSER", str(PROJECT / "no-such-browser"))
    with pytest.raises(browser.NoBrowser, match="no-such-browser"):
        browser.find()


def test_drift_of_a_generated_page_shows_and_is_mended(tmp_path: Path) -> None:
    pages = {"docs/a.md": lambda: "one\ntwo\n", "docs/b.md": lambda: "b\n"}
    assert docs.write(pages, tmp_path) == ["docs/a.md", "docs/b.md"]
    assert docs.drift(pages, tmp_path) == {}
    (tmp_path / "docs/a.md").write_text("one\nthree\n")
    assert "+two" in docs.drift(pages, tmp_path)["docs/a.md"]
    assert docs.write(pages, tmp_path) == ["docs/a.md"]


def test_generated_pages_are_as_their_declarations_say() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.docs", "--check"], cwd=PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
