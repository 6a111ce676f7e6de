"""What goes into the ledger, and what the sender is told about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import pyarrow as pa

from s3metrics.sheets import Fault, sheet_for_table
from s3metrics.words import Text


class IncomingFile(Protocol):
    """A delivered file: its name and the SHA-256 of its bytes."""

    @property
    def name(self) -> str:
        """The name, with personal numbers masked."""
        ...

    @property
    def sha256(self) -> str:
        """64 hexadecimal digits."""
        ...


class Incoming(Protocol):
    """One checked sheet of a delivery.

    `rows` is an Arrow table with `row_number`, `is_valid` (no fault so far) and the sheet's
    columns; references and keys are judged by the ledger.
    """

    @property
    def table(self) -> str:
        """The ledger's table."""
        ...

    @property
    def file(self) -> IncomingFile:
        """Where it came from."""
        ...

    @property
    def sheet(self) -> str:
        """The tab, as delivered."""
        ...

    @property
    def rows(self) -> pa.Table:
        """The typed rows."""
        ...

    @property
    def faults(self) -> Sequence[Fault]:
        """What was wrong with its cells."""
        ...

    def raw_rows(self, row_numbers: Sequence[int]) -> list[dict[str, str]]:
        """The rows' cells as delivered, by heading, with personal numbers masked."""
        ...


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Who delivers, and under which rules."""

    sender: str
    received_at: datetime
    format: str
    programme_sha256: str
    software_version: str
    is_confirmed: bool = False
    other_programmes: int = 0


@dataclass(kw_only=True)
class TableCounts:
    """What became of one sheet. read = accepted + quarantined."""

    read: int = 0
    accepted: int = 0
    quarantined: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0

    @property
    def is_without_effect(self) -> bool:
        """True when no row came, changed or went."""
        return not (self.added or self.changed or self.withdrawn)


@dataclass(frozen=True, kw_only=True)
class StillReferred:
    """A withdrawn company or initiative that rows still refer to: it stays known."""

    table: str
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Two senders' words on the same company or actor, one of which counts."""

    table: str
    key: str
    name: str
    column: str
    counts: str
    counts_sender: str
    other: str
    other_sender: str


@dataclass(kw_only=True)
class DeliveryReport:
    """The answer to a delivery."""

    delivery: int | None
    """Its number; of a check, None; of an unchanged list, the number that already holds it."""
    sender: str
    is_unchanged: bool = False
    is_check: bool = False
    tables: dict[str, TableCounts] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    other_programmes: int = 0
    still_referred: list[StillReferred] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)

    @property
    def has_quarantined(self) -> bool:
        """True when at least one row waits for correction."""
        return any(counts.quarantined for counts in self.tables.values())

    def as_json(self) -> dict[str, Any]:
        """The report in the form that programs rely on; sheets by their Swedish name."""
        return {
            "delivery": self.delivery,
            "unchanged": self.is_unchanged,
            "sheets": {
                sheet_for_table(table).title: vars(counts) for table, counts in self.tables.items()
            },
            "faults": [fault.as_json() for fault in self.faults],
            "other_programmes": self.other_programmes,
            "still_referred": [vars(item) for item in self.still_referred],
            "differences": [vars(item) for item in self.differences],
            "notes": [note.sv for note in self.notes],
        }
