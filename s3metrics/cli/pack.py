"""`pack`: what the steering group gets before its meeting, as pages or as slides."""

from __future__ import annotations

from pathlib import Path

import click

from s3metrics.cli.arguments import one_of
from s3metrics.cli.base import Command, opened
from s3metrics.cli.files import output_option, write_workbook
from s3metrics.cli.out import tell, tell_sample
from s3metrics.errors import WrongCall
from s3metrics.reports.pack import FORMATS
from s3metrics.reports.pack import pack as make_pack
from s3metrics.words import LANGUAGES, Text

SUFFIXES = tuple(f".{name}" for name in FORMATS)


def _language(_: click.Context, parameter: click.Parameter, given: str) -> str:
    return one_of(parameter.opts[0], given, LANGUAGES)


def _format(_: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    return None if given is None else one_of(parameter.opts[0], given, FORMATS)


@click.command(
    cls=Command,
    help="Skriv styrgruppens underlag: läget mot målen, områden och län, det som går över "
    "gränserna, finansieringen, vad som ändrats sedan förra utgåvan, definitioner och kvitton. "
    "Som pdf (A4, PDF/UA-1) eller som bildspel (pptx) med diagram som går att redigera. En fil med "
    "samma namn ersätts.",
    short_help="Skriv styrgruppens underlag som pdf eller pptx.",
)
@click.option(
    "--edition",
    metavar="UTGÅVA",
    help="Som det rapporterades i den utgåvan; eller numret på en leverans: det som var känt då. "
    "Utelämnad: som det är känt nu.",
)
@click.option(
    "--since",
    metavar="UTGÅVA",
    help="Utgåvan (eller leveransens nummer) som ändringarna räknas från. Utelämnad: den senaste "
    "utgåvan före.",
)
@click.option(
    "--lang",
    metavar="|".join(LANGUAGES),
    default="sv",
    callback=_language,
    help="Språket: sv (förval) eller en.",
)
@click.option(
    "--format",
    "format_",
    metavar="|".join(FORMATS),
    callback=_format,
    help="pdf eller pptx. Utelämnad: som filens namn säger.",
)
@output_option("Filen som skrivs: pdf eller pptx.", is_required=True, suffixes=SUFFIXES)
def pack(
    edition: str | None, since: str | None, lang: str, format_: str | None, target: Path
) -> int:
    """The file; what was written to stderr."""
    kind = target.suffix.lower().removeprefix(".")
    if format_ not in {None, kind}:
        raise WrongCall(
            Text(
                f"-o är ”{target}”, men --format är {format_}. Ge filen ändelsen .{format_}, eller "
                "utelämna --format.",
                f"-o is “{target}”, but --format is {format_}. Give the file the suffix "
                f".{format_}, or leave out --format.",
            )
        )
    platform = opened()
    content = make_pack(platform, edition, lang, format=kind, since=since)
    write_workbook(target, lambda file: file.write(content))
    tell_sample(platform)
    tell(f"Underlaget är skrivet till {target}.")
    return 0
