"""The sample programme's database, built once for all test processes that explore it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import filelock

from s3metrics.ledger.places import PROJECT

TODAY = date(2026, 11, 24)


def environment(database: Path) -> dict[str, str]:
    """The environment of a program that works on the sample."""
    named = {"S3METRICS_DB": str(database), "S3METRICS_TODAY": TODAY.isoformat()}
    kept = {name: value for name, value in os.environ.items() if name != "S3METRICS_PROGRAMME"}
    return {**kept, **named, "PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}


def built(folder: Path) -> Path:
    """The database in `folder`, which several processes share; not to be delivered to."""
    database = folder / "s3.duckdb"
    with filelock.FileLock(folder / "building"):
        if not database.exists():
            done = subprocess.run(
                [sys.executable, "-m", "s3metrics", "demo"],
                cwd=PROJECT,
                env=environment(database),
                capture_output=True,
                text=True,
                timeout=600,
            )
            assert done.returncode in (0, 1), done.stderr  # 1: the sample has rows to correct
    return database
