"""Workbooks that a command writes."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import click

from s3metrics.cli.options import Function
from s3metrics.errors import WrongCall

SUFFIX = ".xlsx"


def output_option(help: str, *, is_required: bool) -> Callable[[Function], Function]:
    """`-o FILE.xlsx`, given to the function as `target`."""

    def checked(_: click.Context, parameter: click.Parameter, given: str | None) -> Path | None:
        if given is not None and not given.lower().endswith(SUFFIX):
            raise WrongCall(f"-o är ”{given}”. Filen ska heta något som slutar på {SUFFIX}.")
        return None if given is None else Path(given)

    return click.option(
        "-o",
        "--output",
        "target",
        metavar=f"FIL{SUFFIX}",
        required=is_required,
        callback=checked,
        help=help,
    )


def write_workbook(target: Path, make: Callable[[BytesIO], None]) -> None:
    """Makes the workbook whole, then writes it. Raises WrongCall where it cannot be written."""
    content = BytesIO()
    make(content)
    try:
        target.write_bytes(content.getvalue())
    except OSError as error:
        reason = (
            f"mappen {target.parent} finns inte"
            if not target.parent.is_dir()
            else error.strerror or type(error).__name__
        )
        raise WrongCall(
            f"{target} går inte att skriva: {reason}. Kontrollera att mappen finns, att du får "
            "skriva där och att filen inte är öppen i ett annat program."
        ) from error
