"""The dashboard over the sample programme, and the bare app beside it, each served by Streamlit."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.ui_bare import RECORDING

PROJECT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
TODAY = "2026-11-30"
_START_SECONDS = 60
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
            "page": stack.enter_context(_served(PROJECT / "dashboard.py", environment, folder)),
            "bare": stack.enter_context(_served(bare, known, folder)),
        }


@contextmanager
def dashboard() -> Iterator[str]:
    """The address of the dashboard alone, over the sample programme."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="s3metrics-load-")))
        environment = _sample(folder)
        yield stack.enter_context(_served(PROJECT / "dashboard.py", environment, folder))


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


@contextmanager
def _served(script: Path, environment: Mapping[str, str], folder: Path) -> Iterator[str]:
    port = _free_port()
    options = [f"--server.port={port}", f"--server.address={HOST}", "--server.headless=true"]
    log = folder / f"{script.stem}.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script.name, *options],
            cwd=script.parent,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://{HOST}:{port}"
        _wait(server, url, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    # A proxy that the machine may name has no business with its own address.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with opener.open(f"{url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not start:\n{log.read_text(errors='replace')}")
