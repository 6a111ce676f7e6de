"""Click's errors about the call, as sentences in Swedish."""

from __future__ import annotations

import click

from s3metrics.words import did_you_mean, listed


def sentence_of(error: click.ClickException) -> str:
    """What is wrong with the call, the nearest match, and where the help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "s3metrics"
    return f"{_fault(error, context)} Hjälp: {path} --help"


def _fault(error: click.ClickException, context: click.Context | None) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        known = _commands(context)
        name = error.command_name
        return (
            f"Kommandot ”{name}” finns inte.{did_you_mean(name, known)} Det finns {listed(known)}."
        )
    if isinstance(error, click.NoSuchOption):
        known = [name for option in _options(context) for name in option.opts]
        name = error.option_name
        return f"Flaggan ”{name}” finns inte.{did_you_mean(name, known)}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _missing(error.param)
    if isinstance(error, click.BadOptionUsage):
        flags = [name for option in _options(context) if option.is_flag for name in option.opts]
        if error.option_name in flags:
            return f"Flaggan {error.option_name} tar inget värde."
        return f"Flaggan {error.option_name} ska ha ett värde efter sig."
    return f"Anropet går inte att tolka: {error.format_message()}"


def _missing(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        explained = f": {parameter.help}" if parameter.help else "."
        return f"Flaggan {parameter.opts[0]} saknas{explained}"
    return f"{parameter.human_readable_name} saknas i anropet."


def _options(context: click.Context | None) -> list[click.Option]:
    if context is None:
        return []
    return [p for p in context.command.get_params(context) if isinstance(p, click.Option)]


def _commands(context: click.Context | None) -> list[str]:
    command = context.command if context else None
    return list(command.commands) if isinstance(command, click.Group) else []
