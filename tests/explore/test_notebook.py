"""The example notebook in docs/ runs on the sample, and would fail if a cell did."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from s3metrics.ledger.places import PROJECT
from s3metrics.platform import Platform
from tests.explore.sample import environment

NOTEBOOK = PROJECT / "docs" / "example_notebook.py"


def run(notebook: Path, database: Path) -> subprocess.CompletedProcess[str]:
    """The notebook as a script, which runs every cell."""
    return subprocess.run(
        [sys.executable, str(notebook)],
        cwd=database.parent,
        env=environment(database),
        capture_output=True,
        text=True,
        timeout=300,
    )


def loaded(notebook: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_notebook", notebook)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_cell_runs_and_its_answers_are_the_official_ones(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S3METRICS_DB", str(sample))
    monkeypatch.delenv("S3METRICS_PROGRAMME", raising=False)
    outputs, found = loaded(NOTEBOOK).app.run()
    platform = Platform.open(sample)
    overlap = platform.compute("smes_reached", by=("county",)).overlap["county"][0]
    told = "".join(getattr(output, "text", "") for output in outputs)
    assert "EXEMPELDATA" in told
    assert f"{overlap.parts_sum}</strong>" in told and f"{overlap.total}</strong>" in told
    assert sum(row["foretag"] for row in found["further"].rows()) == overlap.total
    assert [row["kvartal"] for row in found["revisions"]] == [
        member
        for (member,) in platform.compute("smes_reached", by=("quarter",)).cells
        if member != "*"
    ]
    assert len(found["pairs"]) > 0


def test_it_runs_as_a_script_and_a_cell_that_fails_fails_it(sample: Path, tmp_path: Path) -> None:
    done = run(NOTEBOOK, sample)
    assert done.returncode == 0, done.stderr
    right = "for row in by_hand.rows()} == official"
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert right in text
    broken = tmp_path / "broken.py"
    broken.write_text(text.replace(right, "for row in by_hand.rows()} == {}"), encoding="utf-8")
    assert run(broken, sample).returncode != 0
