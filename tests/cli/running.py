"""Runs the command line as a user would, and reads back what it printed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from s3metrics.cli import main

WORLD = Path(__file__).parent / "world"
PROGRAMME = WORLD / "programme.toml"
SENDER = "Matsamordnaren"
FILES = sorted(WORLD.glob("*.csv"))


@dataclass(frozen=True)
class Run:
    """What one call printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out)))

    @property
    def table(self) -> list[dict[str, str]]:
        """The table's rows by heading; the rule under the headings says where columns are."""
        heading, rule, *lines = self.out.splitlines()
        places = list(_columns(rule))
        names = [heading[start:end].strip() for start, end in places]
        return [
            dict(zip(names, (line[start:end].strip() for start, end in places), strict=True))
            for line in lines
        ]


def _columns(rule: str) -> Iterator[tuple[int, int]]:
    start = 0
    for part in rule.split("  "):
        yield start, start + len(part)
        start += len(part) + 2


def run(*arguments: str | Path) -> Run:
    """One call in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Run(code, out.getvalue(), err.getvalue())


class Desk:
    """Calls on one database under the small programme."""

    def __init__(self, database: Path) -> None:
        self.database = database

    def __call__(self, *arguments: str | Path) -> Run:
        return run("--db", self.database, "--programme", PROGRAMME, *arguments)

    @contextmanager
    def unchanged(self, *, but: str = "") -> Iterator[None]:
        """Fails when a file beside the database comes, goes or changes, but for one of a name."""
        before = self._files(but)
        yield
        assert self._files(but) == before

    def _files(self, but: str) -> dict[str, bytes]:
        folder = self.database.parent
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != but
        }
