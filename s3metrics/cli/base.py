"""What every command has: Swedish headings, the options that name the files, and the platform."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from s3metrics.cli.arguments import day
from s3metrics.errors import WrongCall
from s3metrics.platform import Platform
from s3metrics.words import Text

TODAY_VARIABLE = "S3METRICS_TODAY"
_DB, _PROGRAMME = "s3metrics.db", "s3metrics.programme"


def place_options() -> list[click.Parameter]:
    """`--db` and `--programme`: accepted before and after the command, the latter wins."""
    return [
        click.Option(
            ["--db"],
            metavar="FIL",
            expose_value=False,
            callback=_remember(_DB),
            help="Databasen. Utelämnad: S3METRICS_DB, annars data/s3.duckdb.",
        ),
        click.Option(
            ["--programme"],
            metavar="FIL",
            expose_value=False,
            callback=_remember(_PROGRAMME),
            help="Programfilen. Utelämnad: S3METRICS_PROGRAMME, annars data/programme.toml.",
        ),
    ]


def _remember(key: str) -> Callable[[click.Context, click.Parameter, str | None], None]:
    def remember(context: click.Context, parameter: click.Parameter, given: str | None) -> None:
        if given == "":
            raise WrongCall(
                Text(
                    f"{parameter.opts[0]} är tom. Ange en fil, eller utelämna flaggan.",
                    f"{parameter.opts[0]} is empty. Give a file, or leave out the option.",
                )
            )
        if given is not None:
            context.meta[key] = given

    return remember


def opened() -> Platform:
    """The platform over the files that the call names."""
    given = click.get_current_context().meta
    return Platform.open(given.get(_DB), given.get(_PROGRAMME), today=_today())


def _today() -> Callable[[], date]:
    """The day's date, or the one that `S3METRICS_TODAY` sets, so that a call can be repeated."""
    given = os.environ.get(TODAY_VARIABLE)
    if not given:
        return date.today
    fixed = day(f"Miljövariabeln {TODAY_VARIABLE}", given)
    return lambda: fixed


class Command(click.Command):
    """A command with the place options, and its help in Swedish."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += place_options()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As Click does; raises WrongCall for words too many."""
        ctx.allow_extra_args = True
        try:
            extra = super().parse_args(ctx, args)
        except click.UsageError as error:
            # Click's parser does not say which command it was reading for.
            error.ctx = error.ctx or ctx
            raise
        if extra and not isinstance(self, click.Group):
            words = " ".join(extra)
            raise WrongCall(
                Text(
                    f"Det står för mycket i anropet: ”{words}”. Text med blanktecken sätts inom "
                    f"citattecken. Hjälp: {ctx.command_path} --help",
                    f"There is too much in the call: “{words}”. Text with blanks is put in "
                    f"quotation marks. Help: {ctx.command_path} --help",
                )
            )
        return extra

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's own, with a Swedish text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line of how to write the call."""
        words = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, words, prefix="Användning: ")

    def explained(self, ctx: click.Context, kind: type[click.Parameter]) -> list[tuple[str, str]]:
        """How each argument or option is written, and what it means."""
        parameters = [p for p in self.get_params(ctx) if isinstance(p, kind)]
        records = [record for p in parameters if (record := p.get_help_record(ctx))]
        return [(written, text.replace("[required]", "[krävs]")) for written, text in records]

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every argument with its explanation."""
        if records := self.explained(ctx, click.Argument):
            with formatter.section("Argument"):
                formatter.write_dl(records)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every option with its explanation."""
        with formatter.section("Flaggor"):
            formatter.write_dl(self.explained(ctx, click.Option))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """`[FLAGGOR]` and the arguments."""
        self.options_metavar = "[FLAGGOR]"
        return super().collect_usage_pieces(ctx)


class Group(Command, click.Group):
    """The program: its commands in the order they were added."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, subcommand_metavar="KOMMANDO [ARGUMENT]…", **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Not sorted: in the order in which one comes to need them."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        with formatter.section("Kommandon"):
            formatter.write_dl(
                [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
            )
