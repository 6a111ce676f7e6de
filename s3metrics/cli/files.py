"""Files that a command writes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import click

from s3metrics.cli.options import Function
from s3metrics.errors import WrongCall
from s3metrics.words import Text, any_of, joined

SUFFIX = ".xlsx"


def output_option(
    help: str, *, is_required: bool, suffixes: Sequence[str] = (SUFFIX,)
) -> Callable[[Function], Function]:
    """`-o FILE.xlsx` (or another of the suffixes), given to the function as `target`."""

    def checked(_: click.Context, parameter: click.Parameter, given: str | None) -> Path | None:
        if given is not None and not given.lower().endswith(tuple(suffixes)):
            allowed = any_of(suffixes)
            raise WrongCall(
                Text(
                    f"-o är ”{given}”. Filen ska heta något som slutar på {allowed.sv}.",
                    f"-o is “{given}”. The file's name must end in {allowed.en}.",
                )
            )
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
            Text(f"mappen {target.parent} finns inte", f"there is no folder {target.parent}")
            if not target.parent.is_dir()
            else joined([error.strerror or type(error).__name__])
        )
        raise WrongCall(
            Text(
                f"{target} går inte att skriva: {reason.sv}. Kontrollera att mappen finns, att du "
                "får skriva där och att filen inte är öppen i ett annat program.",
                f"{target} cannot be written: {reason.en}. Check that the folder exists, that you "
                "may write there and that the file is not open in another program.",
            )
        ) from error
