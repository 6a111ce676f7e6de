"""Help for every command, in Swedish."""

from __future__ import annotations

import re

import pytest

from s3metrics import __version__
from s3metrics.cli.app import app
from tests.cli.running import run

CONTRACT = {
    "demo": "",
    "template": "-o",
    "import": "--sender --format --check --confirm-withdrawals --json",
    "deliveries": "",
    "quarantine": "-o",
    "indicators": "--json",
    "compute": "--by --from --to --area --county --municipality --size --as-of --public --format",
    "entities": "--from --to --area --county --municipality --size --cell",
    "seal": "--period --replaces --reason --as-of --json",
    "verify": "--sha256 --export --format --json",
    "editions": "--format --json",
    "receipt": "--json",
    "filed": "--edition --period --format --json",
}
ENGLISH = re.compile(r"Usage|Options|Commands|Positional|Show this|required|default", re.IGNORECASE)


@pytest.mark.parametrize("command", list(app.commands))
def test_help(command: str) -> None:
    done = run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Användning: s3metrics {command} [FLAGGOR]")
    for option in (*CONTRACT.get(command, "").split(), "--db", "--programme", "--help"):
        assert re.search(rf"^ +(-o, )?{re.escape(option)}\b", done.out, re.MULTILINE), option
    assert not ENGLISH.search(done.out)


def test_help_of_the_program_names_every_command() -> None:
    done = run("--help")
    assert done.code == 0
    for command in (*CONTRACT, *app.commands):
        assert re.search(rf"^  {command} ", done.out, re.MULTILINE)
    assert not ENGLISH.search(done.out)


def test_without_a_command_the_help_is_narration() -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Användning: s3metrics")


def test_version() -> None:
    assert run("--version").out == f"{__version__}\n"
