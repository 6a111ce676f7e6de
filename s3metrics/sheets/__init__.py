"""The sheets that partners deliver, one declaration each."""

from __future__ import annotations

from s3metrics.sheets.catalogue import SHEETS, sheet_for_table, sheet_for_title
from s3metrics.sheets.faults import WARNINGS, Code, Fault
from s3metrics.sheets.model import Column, Kind, Sheet
from s3metrics.sheets.quarantined import QuarantinedRow

__all__ = [
    "SHEETS",
    "WARNINGS",
    "Code",
    "Column",
    "Fault",
    "Kind",
    "QuarantinedRow",
    "Sheet",
    "sheet_for_table",
    "sheet_for_title",
]
