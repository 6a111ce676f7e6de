"""What the figures rest on: the rows behind each, the definitions, the receipts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from s3metrics.engine.entities import SourceRow
from s3metrics.engine.receipt import Receipt
from s3metrics.indicators import CATALOGUE, Indicator
from s3metrics.reports.asking import Asked
from s3metrics.reports.progress_lines import LINES
from s3metrics.reports.tables import Column, Kind, Table, Value
from s3metrics.sheets import sheet_for_table

_ROLES = {"counted": "räknad", "numerator": "täljare", "denominator": "nämnare"}
_ALSO = ("costs", "funding_paid", "funding_decided")
"""Figures of the workbook beside the decision's and the progress report's."""


def reported_indicators(asked: Asked) -> list[Indicator]:
    """Every indicator that stands in the workbook, those of the decision first."""
    names = [one.id for one in asked.decision_indicators]
    names += [line.indicator for line in LINES] + list(_ALSO)
    return [CATALOGUE[name] for name in dict.fromkeys(names)]


def row_table(asked: Asked) -> Table:
    """The rows behind every indicator of the decision, each with file, tab and row."""
    return Table(
        id="underlag",
        title="Underlag",
        about="Raderna bakom varje indikator i beslutet, med fil, blad och rad.",
        notes=(
            "Raderna bakom varje indikator i beslutet, ackumulerat. I perioden: raden är också "
            "bakom periodens siffra.",
        ),
        columns=(
            Column(name="code", heading="Kod", width=9),
            Column(name="indicator", heading="Indikator", kind=Kind.LONG, width=30),
            Column(name="unit", heading="Enhet", width=18),
            Column(name="unit_name", heading="Namn", kind=Kind.LONG, width=30),
            Column(name="role", heading="Roll", width=10),
            Column(name="value", heading="Värde", kind=Kind.DECIMAL, width=14),
            Column(name="date", heading="Datum", kind=Kind.DATE, width=11),
            Column(name="in_period", heading="I perioden", width=9),
            Column(name="sender", heading="Avsändare", kind=Kind.LONG, width=26),
            Column(name="file", heading="Fil", kind=Kind.LONG, width=30),
            Column(name="sheet", heading="Blad", width=14),
            Column(name="row", heading="Rad", kind=Kind.WHOLE, width=7),
            Column(name="delivery", heading="Leverans", kind=Kind.WHOLE, width=9),
            Column(name="indicator_id", heading="Id", width=24),
        ),
        rows=[row for one in asked.decision_indicators for row in _rows(asked, one)],
    )


def _rows(asked: Asked, indicator: Indicator) -> Iterator[tuple[Value, ...]]:
    behind = asked.entities(indicator.id, is_period=False)
    names = {unit.id: unit.name for unit in behind.units}
    now: set[tuple[str, ...]] = set()
    if indicator.has_period:
        now = {_place(row) for row in asked.entities(indicator.id, is_period=True).rows}
    for row in behind.rows:
        yield (
            indicator.eu_code,
            indicator.label.sv,
            row.unit,
            names.get(row.unit, ""),
            _ROLES[row.role],
            row.value,
            _day(row.cells.get("date") or row.cells.get("start_date")),
            "ja" if _place(row) in now else "nej",
            row.sender,
            row.file,
            row.sheet,
            row.row,
            row.delivery,
            indicator.id,
        )


def _day(given: Any) -> date | None:
    return date.fromisoformat(given) if given else None


def _place(row: SourceRow) -> tuple[str, ...]:
    return (row.role, str(row.delivery), row.file, row.sheet, str(row.row))


def definition_table(asked: Asked) -> Table:
    """How each figure of the workbook is counted."""
    rows: list[tuple[Value, ...]] = []
    for indicator in reported_indicators(asked):
        defined = asked.definition(indicator.id)
        tables = [sheet_for_table(table).title for table in indicator.tables]
        rows.append(
            (
                indicator.id,
                indicator.eu_code,
                defined.label.sv,
                defined.unit.sv,
                defined.sentence.sv,
                indicator.note.sv if indicator.note else None,
                ", ".join(tables),
                defined.version,
                indicator.owner.sv,
            )
        )
    return Table(
        id="definitioner",
        title="Definitioner",
        about="Så räknas varje siffra i rapporten.",
        columns=(
            Column(name="indicator", heading="Id", width=26),
            Column(name="code", heading="EU-kod", width=9),
            Column(name="label", heading="Indikator", kind=Kind.LONG, width=28),
            Column(name="unit", heading="Enhet", kind=Kind.LONG, width=14),
            Column(name="definition", heading="Så räknas det", kind=Kind.LONG, width=60),
            Column(name="note", heading="Att veta", kind=Kind.LONG, width=34),
            Column(name="tables", heading="Blad", kind=Kind.LONG, width=24),
            Column(name="version", heading="Version", kind=Kind.WHOLE, width=8),
            Column(name="owner", heading="Svarar för definitionen", kind=Kind.LONG, width=18),
        ),
        rows=rows,
    )


def receipts(asked: Asked) -> Iterator[tuple[Indicator, str, Receipt]]:
    """Every figure in total: its indicator, what it covers, its receipt."""
    for indicator in reported_indicators(asked):
        for result, covers in (
            (asked.in_period(indicator.id), "Denna period"),
            (asked.accumulated(indicator.id), "Ackumulerat"),
        ):
            if result is not None:
                asked.code(result)
                yield indicator, covers, result.receipt


def receipt_table(asked: Asked) -> Table:
    """The codes that reopen the figures."""
    rows: list[tuple[Value, ...]] = [
        (
            receipt.code,
            indicator.id,
            indicator.label.sv,
            covers,
            _day(receipt.selection["from"]),
            _day(receipt.selection["to"]),
            str(receipt.as_of),
            receipt.version,
            receipt.programme_sha256,
            receipt.software_version,
        )
        for indicator, covers, receipt in receipts(asked)
    ]
    return Table(
        id="kvitton",
        title="Kvitton",
        about="Koderna som öppnar siffrorna igen.",
        notes=(
            "Koden öppnar siffran igen, med definition, urval och raderna bakom: s3metrics receipt "
            "KOD, eller sökrutan i panelen.",
        ),
        columns=(
            Column(name="receipt", heading="Kvitto", width=14),
            Column(name="indicator", heading="Id", width=26),
            Column(name="label", heading="Indikator", kind=Kind.LONG, width=34),
            Column(name="covers", heading="Gäller", width=14),
            Column(name="from", heading="Från", kind=Kind.DATE, width=11),
            Column(name="to", heading="Till", kind=Kind.DATE, width=11),
            Column(name="as_of", heading="Leverans eller utgåva", width=14),
            Column(name="version", heading="Definitionens version", kind=Kind.WHOLE, width=12),
            Column(name="programme_sha256", heading="Programfilens SHA-256", width=24),
            Column(name="software_version", heading="Programversion", width=14),
        ),
        rows=rows,
    )
