"""The report to the agency: every table of it, as a workbook and as csv twins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from s3metrics.reports.asking import Asked
from s3metrics.reports.cover import cover_table, item_table
from s3metrics.reports.de_minimis import aid_table, group_table
from s3metrics.reports.economy import cofinancing_table, cost_table
from s3metrics.reports.evidence import definition_table, receipt_table, row_table
from s3metrics.reports.indicators import indicator_table, size_table
from s3metrics.reports.items import Item
from s3metrics.reports.people import participant_table
from s3metrics.reports.progress import geography_table, progress_table
from s3metrics.reports.tables import Table
from s3metrics.reports.twins import write_twins
from s3metrics.reports.writing import Frame, write_workbook


@dataclass(frozen=True, kw_only=True)
class Report:
    """A finished report."""

    tables: tuple[Table, ...]
    workbook: bytes
    persons_in_clear: int
    """How many personal identity numbers it shows; 0 unless they were asked for."""

    def twins(self) -> Mapping[str, bytes]:
        """The csv twins: file name with folder → content."""
        return write_twins(self.tables)


def make_report(
    asked: Asked, items: Sequence[Item], clear_numbers: Mapping[str, str] | None = None
) -> Report:
    """The report of the period at the clock.

    `items` are those of `preflight`; `clear_numbers` the vault's, by key, where the list of
    participants is to show sole traders' numbers.
    """
    people = participant_table(asked, clear_numbers)
    inner = [
        indicator_table(asked),
        size_table(asked),
        progress_table(asked),
        geography_table(asked),
        cost_table(asked),
        cofinancing_table(asked),
        people.table,
        group_table(asked),
        aid_table(asked),
        item_table(asked, items),
        row_table(asked),
        definition_table(asked),
        receipt_table(asked),
    ]
    tables = [table for table in inner if table is not None]
    tables.insert(0, cover_table(asked, tables, items))
    return Report(
        tables=tuple(tables),
        workbook=write_workbook(tables, _frame(asked)),
        persons_in_clear=people.persons if clear_numbers is not None else 0,
    )


def _frame(asked: Asked) -> Frame:
    edition, period = asked.clock.edition, asked.period
    told = f"utgåva {edition.name}" if edition else f"leverans {asked.clock.delivery}"
    return Frame(
        programme=asked.programme.name.sv,
        subject=f"Rapport {period.id}, {period.start} – {period.end}, {told}",
        is_sample=asked.clock.engine.reader.is_sample,
        created=edition.sealed_at if edition else datetime.combine(asked.clock.today, time()),
    )
