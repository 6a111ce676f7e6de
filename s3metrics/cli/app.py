"""The program `s3metrics` and its commands."""

from __future__ import annotations

import click

from s3metrics import __version__
from s3metrics.cli.agency import preflight, report
from s3metrics.cli.backups import backup, restore
from s3metrics.cli.base import Group
from s3metrics.cli.bridge import bridge
from s3metrics.cli.catalogue import indicators
from s3metrics.cli.coverage import coverage
from s3metrics.cli.demo import demo
from s3metrics.cli.editions import editions, seal, verify
from s3metrics.cli.figures import compute, entities
from s3metrics.cli.filed import filed
from s3metrics.cli.lists import deliveries, quarantine, template
from s3metrics.cli.pack import pack
from s3metrics.cli.quality import quality
from s3metrics.cli.receipt import receipt
from s3metrics.cli.receive import import_
from s3metrics.cli.snapshot import snapshot
from s3metrics.cli.sql import sql
from s3metrics.cli.targets import targets

PROGRAM = "s3metrics"


@click.group(
    cls=Group,
    invoke_without_command=True,
    help="Följer upp ett program för smart specialisering: partners listor in, siffror ut som "
    "går att öppna ända ner till raderna bakom dem.",
    epilog="Hjälp om ett kommando: s3metrics KOMMANDO --help",
)
@click.version_option(__version__, message="%(version)s", help="Visa versionen.")
@click.pass_context
def app(context: click.Context) -> None:
    """Shows the help where no command is given."""
    if context.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(context)


# In the order in which one comes to need them.
for command in (
    demo,
    template,
    import_,
    deliveries,
    quarantine,
    indicators,
    compute,
    entities,
    coverage,
    quality,
    targets,
    preflight,
    seal,
    verify,
    bridge,
    editions,
    receipt,
    report,
    pack,
    filed,
    sql,
    snapshot,
    backup,
    restore,
):
    app.add_command(command)
