"""A row that waits for correction, as it is told to its sender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from s3metrics.sheets.faults import Fault


@dataclass(frozen=True, kw_only=True)
class QuarantinedRow:
    """One row that was not accepted, with everything that is wrong with it."""

    delivery: int
    sender: str
    table: str
    """The table it was meant for."""
    file: str
    sheet: str
    """As delivered."""
    row: int
    """As the spreadsheet shows it."""
    values: Mapping[str, str]
    """Heading as delivered → text, personal identity numbers masked."""
    faults: tuple[Fault, ...]
