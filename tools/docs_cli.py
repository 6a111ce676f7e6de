"""The page about the command line, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from s3metrics.cli.app import PROGRAM, app
from s3metrics.cli.base import Command

HEAD = """# Kommandoraden

*The command line. Data goes to stdout, narration to stderr.*

Genererad ur kommandonas deklarationer: `make docs`. Ändra där, inte här.

`s3metrics KOMMANDO`, eller `python -m s3metrics KOMMANDO`. Data skrivs till stdout, allt annat till
stderr, så att ett svar kan ledas vidare till en fil eller ett annat program.

| Slutkod | Betyder |
|---|---|
| 0 | klart |
| 1 | klart, och rader väntar på rättning; eller en kontroll som inte stämmer |
| 2 | fel i anropet eller i det som levererades; ingenting har ändrats |

| Miljövariabel | Betyder |
|---|---|
| `S3METRICS_DB` | databasen, när `--db` utelämnas |
| `S3METRICS_PROGRAMME` | programfilen, när `--programme` utelämnas |
| `S3METRICS_TODAY` | dagen som är i dag, `2025-03-31`: för att kunna upprepa ett anrop |
| `S3METRICS_MAX_FILE_MB` | största fil som tas emot |
| `S3METRICS_SQL_PRIORITY` | `normal`: egna frågor väntar inte på allt annat på datorn |

`--db` och `--programme` får stå före eller efter kommandot. En lista skrivs med komma emellan eller
genom att flaggan upprepas: `--area livsmedel,digital` är `--area livsmedel --area digital`.

I `table` står svenska namn och tal för ögat, i `csv` och `json` koder och tal för program. Tomt är
inte noll: `ej rapporterat`, `saknar nämnare`, `dolt` och `okänt` hålls isär överallt, i `csv` och
`json` genom kolumnen `status`.
"""


def cli_page() -> str:
    """The whole of docs/cli.md."""
    with click.Context(app, info_name=PROGRAM) as program:
        lines = [line for name in app.list_commands(program) for line in _command(program, name)]
    return "\n".join([HEAD, *lines])


def _command(program: click.Context, name: str) -> Iterator[str]:
    command = app.get_command(program, name)
    assert isinstance(command, Command)
    context = click.Context(command, info_name=name, parent=program)
    yield f"## {name}"
    yield ""
    yield f"`{context.command_path} {' '.join(command.collect_usage_pieces(context))}`"
    yield ""
    yield command.help or ""
    yield ""
    own = [
        (written, text)
        for kind in (click.Argument, click.Option)
        for written, text in command.explained(context, kind)
        if written.split()[0] not in {"--db", "--programme", "--help"}
    ]
    if own:
        yield "| | |"
        yield "|---|---|"
        yield from (f"| `{_cell(written)}` | {_cell(text)} |" for written, text in own)
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
