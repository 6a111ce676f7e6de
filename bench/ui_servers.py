"""The dashboard over the sample programme, and the bare app beside it, each served by Streamlit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from bench.ui_bare import RECORDING
from tools.serving import served

PROJECT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-30"
_BARE = "from bench.ui_bare import show\n\nshow()\n"


@contextmanager
def both(states: Sequence[str]) -> Iterator[dict[str, str]]:
    """`{"page": address, "bare": address}` of the two apps, the bare one knowing these states."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="s3metrics-ui-")))
        environment = _sample(folder)
        recording = folder / "recording.json"
        _run(["bench.ui_mirror", str(recording), *states], environment)
        bare = _bare(folder)
        known = environment | {RECORDING: str(recording), "PYTHONPATH": str(PROJECT)}
        yield {
            "page": stack.enter_context(_dashboard(environment, folder)),
            "bare": stack.enter_context(served(bare, known, folder / "bare.log")),
        }


@contextmanager
def dashboard() -> Iterator[str]:
    """The address of the dashboard alone, over the sample programme."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="s3metrics-load-")))
        environment = _sample(folder)
        yield stack.enter_context(_dashboard(environment, folder))


def _dashboard(environment: Mapping[str, str], folder: Path) -> AbstractContextManager[str]:
    return served(PROJECT / "dashboard.py", environment, folder / "dashboard.log")


def _sample(folder: Path) -> dict[str, str]:
    """The sample programme built in a folder; the environment in which it is served."""
    shutil.copy(PROJECT / "data" / "programme.toml", folder)
    environment = os.environ | {
        "S3METRICS_DB": str(folder / "s3.duckdb"),
        "S3METRICS_PROGRAMME": str(folder / "programme.toml"),
        "S3METRICS_TODAY": TODAY,
    }
    _run(["s3metrics", "demo"], environment, allowed=(0, 1))  # 1: the sample has rows to correct
    return environment


def _bare(folder: Path) -> Path:
    """The bare app in a folder of its own, with the dashboard's theme and fonts."""
    place = folder / "bare"
    shutil.copytree(PROJECT / ".streamlit", place / ".streamlit")
    shutil.copytree(PROJECT / "static", place / "static")
    script = place / "app.py"
    script.write_text(_BARE, encoding="utf-8")
    return script


def _run(
    module: Sequence[str], environment: Mapping[str, str], allowed: Sequence[int] = (0,)
) -> None:
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    if done.returncode not in allowed:
        raise RuntimeError(f"{' '.join(module)} failed:\n{done.stderr}")
