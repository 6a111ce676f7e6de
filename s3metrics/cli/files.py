"""Files that a command writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import click

from s3metrics.cli.options import Function
from s3metrics.errors import WrongCall
from s3metrics.words import listed

SUFFIX = ".xlsx"


def output_option(
    help: str, *, is_required: bool, suffixes: Sequence[str] = (SUFFIX,)
) -> Callable[[Function], Function]:
    """`-o FILE.xlsx` (or another of the suffixes), given to the function as `target`."""

    def checked(_: click.Context, parameter: click.Parameter, given: str | None) -> Path | None:
        if given is not None and not given.lower().endswith(tuple(suffixes)):
            allowed = listed(suffixes, "eller")
            raise WrongCall(f"-o är ”{given}”. Filen ska heta något som slutar på {allowed}.")
        return None if given is None else Path(given)

    return click.option(
        "-o",
        "--output",
        "target",
        metavar="|".join(f"FIL{suffix}" for suffix in suffixes),
        required=is_required,
        callback=checked,
        help=help,
    )


def write_workbook(target: Path, make: Callable[[BytesIO], object]) -> None:
    """Makes the file whole, then writes it. Raises WrongCall where it cannot be written."""
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
