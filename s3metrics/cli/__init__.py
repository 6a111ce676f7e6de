"""The command line: arguments in, figures and reports out. Rules live in the rooms below.

stdout is data, stderr is narration. Exit code 0: done · 1: done, and rows wait for correction ·
2: wrong call or unusable input, nothing changed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import click

from s3metrics.cli.app import PROGRAM, app
from s3metrics.cli.out import tell
from s3metrics.cli.usage import sentence_of
from s3metrics.errors import UserError

WRONG_CALL = 2
INTERRUPTED = 130


def main(args: Sequence[str] | None = None) -> int:
    """Runs one command (default: the process's arguments) and returns its exit code."""
    _write_utf8()
    try:
        done = app.main(
            args=None if args is None else list(args), prog_name=PROGRAM, standalone_mode=False
        )
        return done if isinstance(done, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        tell(error.format_message())
    except click.ClickException as error:
        tell(f"Fel: {sentence_of(error)}")
    except UserError as error:
        tell(f"Fel: {error}")
    except click.Abort:
        tell("Avbrutet.")
        return INTERRUPTED
    except OSError as error:
        place = f" {error.filename}" if error.filename else ""
        tell(
            f"Fel: det går inte att läsa eller skriva{place} ({error.strerror or error}). "
            "Kontrollera att platsen finns, att den inte är full och att du har rätt till den."
        )
    return WRONG_CALL


def _write_utf8() -> None:
    """Consoles of Windows default to a code page without – and ·; and csv keeps its line ends."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


__all__ = ["main"]
