"""The answer to a delivery as Swedish text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from s3metrics.cli.listing import Column, Listing
from s3metrics.cli.lists import COUNT_COLUMNS
from s3metrics.ledger.delivery import DeliveryReport, Difference, StillReferred
from s3metrics.sheets import Fault, sheet_for_table

SHOWN_AT_MOST = 50
"""Lines of one kind; JSON has them all."""


def report_text(report: DeliveryReport) -> str:
    """The whole report; long lists are cut, and say by how much."""
    return "\n".join(_paragraphs(report))


def _paragraphs(report: DeliveryReport) -> Iterator[str]:
    yield _headline(report)
    if report.tables:
        yield _counts(report)
    if report.other_programmes:
        yield f"Rader som gäller andra program: {report.other_programmes}. De är inga fel."
    faults = [fault for fault in report.faults if not fault.is_warning]
    warnings = [fault for fault in report.faults if fault.is_warning]
    yield from _section("Fel, raderna väntar på rättning", [_fault(f) for f in faults])
    yield from _section("Varningar, raderna är godkända", [_fault(f) for f in warnings])
    yield from _section(
        "Återtagna som andra rader ännu nämner; de förblir kända",
        [_referred(item) for item in report.still_referred],
    )
    yield from _section(
        "Olika uppgifter från två avsändare; den senaste leveransen gäller",
        [_difference(item) for item in report.differences],
    )
    yield from _section("Att veta", [note.sv for note in report.notes])


def _headline(report: DeliveryReport) -> str:
    if not report.tables:
        return (
            f"Oförändrat: det finns ingen ifylld lista i leveransen från {report.sender}. "
            "Ingenting har ändrats."
        )
    if report.is_unchanged:
        number = f" (leverans {report.delivery})" if report.delivery else ""
        return (
            f"Oförändrat: {report.sender} har redan levererat precis det här{number}. "
            "Ingenting har ändrats."
        )
    if report.is_check:
        return (
            f"Kontroll av en leverans från {report.sender}. Ingenting har ändrats; så här skulle "
            "det bli:"
        )
    return f"Leverans {report.delivery} från {report.sender} är mottagen."


def _counts(report: DeliveryReport) -> str:
    rows = [
        {"sheet": sheet_for_table(table).title, **vars(counts)}
        for table, counts in report.tables.items()
    ]
    columns = (Column(name="sheet", heading="Blad"), *COUNT_COLUMNS)
    return Listing(columns=columns, rows=rows).as_table()


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"\n{title} ({len(lines)}):"
    yield from (f"  {line}" for line in lines[:SHOWN_AT_MOST])
    if len(lines) > SHOWN_AT_MOST:
        yield f"  … och {len(lines) - SHOWN_AT_MOST} till; --json visar alla."


def _fault(fault: Fault) -> str:
    return (
        f"{fault.file}, {fault.sheet}, rad {fault.row}, {fault.column} "
        f"”{fault.value}”: {fault.message} [{fault.code.value}]"
    )


def _referred(item: StillReferred) -> str:
    return f"{sheet_for_table(item.table).title}: {item.name} ({item.key})"


def _difference(item: Difference) -> str:
    return (
        f"{sheet_for_table(item.table).title}: {item.name} ({item.key}), {item.column}: "
        f"”{item.counts}” enligt {item.counts_sender} gäller, ”{item.other}” enligt "
        f"{item.other_sender}"
    )
