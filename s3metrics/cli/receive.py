"""`import`: a delivery, or with `--check` what it would do."""

from __future__ import annotations

from pathlib import Path

import click

from s3metrics.cli.base import Command, opened
from s3metrics.cli.out import tame, tell, write, write_json
from s3metrics.cli.report import report_text
from s3metrics.cli.values import rows
from s3metrics.ledger.delivery import DeliveryReport
from s3metrics.platform import FORMATS

DONE, DONE_WITH_QUARANTINE = 0, 1


@click.command(
    name="import",
    cls=Command,
    help="Ta emot en leverans: arbetsböcker, csv-filer, mappar eller zip-filer från en avsändare. "
    "Ett blad är avsändarens hela aktuella lista. Slutkod 0: klart. 1: klart, och rader väntar på "
    "rättning. 2: leveransen kunde inte tas emot, och ingenting har ändrats.",
    short_help="Ta emot en leverans.",
)
@click.argument(
    "files", metavar="FIL…", nargs=-1, required=True, help="En eller flera filer eller mappar."
)
@click.option("--sender", metavar="NAMN", required=True, help="Vem som levererar.")
@click.option(
    "--format",
    "format_",
    metavar="|".join(FORMATS),
    default=FORMATS[0],
    help="s3: bladen i mallen (förval). project-bank: förteckningen över insatser.",
)
@click.option("--check", is_flag=True, help="Säg vad som skulle hända, och ändra ingenting.")
@click.option(
    "--confirm-withdrawals",
    is_flag=True,
    help="Ta emot listan även om många rader saknas jämfört med den förra.",
)
@click.option("--json", "is_json", is_flag=True, help="Rapporten för program, med alla fel.")
def import_(
    files: tuple[str, ...],
    sender: str,
    format_: str,
    check: bool,
    confirm_withdrawals: bool,
    is_json: bool,
) -> int:
    """The report to stdout; what to do next to stderr."""
    report = opened().deliver(
        [Path(file) for file in files],
        sender,
        format=format_,
        check=check,
        confirm_withdrawals=confirm_withdrawals,
    )
    if is_json:
        write_json(report.as_json())
    else:
        write(tame(report_text(report)))
    tell_next_step(report)
    return DONE_WITH_QUARANTINE if report.has_quarantined else DONE


def tell_next_step(report: DeliveryReport) -> None:
    """Where the rows to correct are."""
    if not report.has_quarantined:
        return
    waiting = sum(counts.quarantined for counts in report.tables.values())
    if report.is_check:
        tell(f"{rows(waiting)} skulle vänta på rättning; resten skulle tas emot.")
    else:
        tell(
            f"{rows(waiting)} väntar på rättning; resten är mottaget. Hämta dem som en fil att "
            f'skicka tillbaka: s3metrics quarantine --sender "{report.sender}" -o rätta.xlsx'
        )
