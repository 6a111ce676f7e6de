"""Files become typed rows: opening, checking, the template, what goes back to the sender."""

from __future__ import annotations

from s3metrics.intake.check import CheckedSheet, check_sheet
from s3metrics.intake.files import OpenedFiles, open_any_table, open_files, open_table
from s3metrics.intake.project_bank import read_project_bank
from s3metrics.intake.quarantine_file import write_quarantine
from s3metrics.intake.raw import RawSheet
from s3metrics.intake.sources import FileRef, NamedBytes, Source
from s3metrics.intake.template import write_template

__all__ = [
    "CheckedSheet",
    "FileRef",
    "NamedBytes",
    "OpenedFiles",
    "RawSheet",
    "Source",
    "check_sheet",
    "open_any_table",
    "open_files",
    "open_table",
    "read_project_bank",
    "write_quarantine",
    "write_template",
]
