"""What an edition is: a reporting period's figures as they were reported, never changed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from s3metrics.engine.cells import Cell
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.result import Overlap
from s3metrics.words import Text

Members = tuple[str, ...]


class Span(StrEnum):
    """What a sealed figure covers; both end with the reporting period."""

    PERIOD = "period"
    """From the reporting period's first day."""
    ACCUMULATED = "accumulated"
    """From the programme's first day. Of indicators without a period, the only one."""


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A sealed reporting period."""

    name: str
    period: str
    """The reporting period's id in the programme file."""
    period_start: date
    period_end: date
    sealed_at: datetime
    """UTC, to the second."""
    as_of: int
    """The last delivery that was taken into account."""
    programme_sha256: str
    programme_start: date
    software_version: str
    replaces: str | None
    """The edition that this one corrects."""
    replaced_by: str | None
    """The edition that corrects this one."""
    reason: str | None
    open_items: tuple[str, ...]
    """What the check before sealing still had to say, in Swedish."""
    is_sample: bool
    ledger_rows: Mapping[str, tuple[int, int]] = field(repr=False)
    """Table → (rows known at `as_of`, sum of their fingerprints)."""
    sha256: str
    """The seal: of the canonical form, see docs/editions.md."""

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        return {
            "edition": self.name,
            "period": self.period,
            "period_start": self.period_start.isoformat(),
            "period_end": self.period_end.isoformat(),
            "sealed_at": self.sealed_at.isoformat(),
            "as_of": self.as_of,
            "programme_sha256": self.programme_sha256,
            "software_version": self.software_version,
            "replaces": self.replaces,
            "replaced_by": self.replaced_by,
            "reason": self.reason,
            "open_items": list(self.open_items),
            "is_sample": self.is_sample,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, kw_only=True)
class Definition:
    """An indicator as it was defined when something was counted by it."""

    indicator: str
    version: int
    sha256: str
    """Of the rule itself: two definitions that count alike have the same."""
    label: Text
    unit: Text
    sentence: Text


@dataclass(frozen=True, kw_only=True)
class SealedTable:
    """One indicator over one span in every level of one breakdown."""

    span: Span
    indicator: str
    by: tuple[str, ...]
    cells: dict[Members, Cell]
    overlap: dict[str, list[Overlap]]
    receipt: Receipt
    """Its code is also the code of the cell of all members."""

    @property
    def key(self) -> TableKey:
        """By which it is found."""
        return self.indicator, self.span, self.by

    def code_of(self, members: Members) -> str:
        """The code of one cell."""
        return self.receipt.of_cell(dict(zip(self.by, members, strict=True))).code


TableKey = tuple[str, Span, tuple[str, ...]]
"""(indicator id, span, breakdown)."""


@dataclass(frozen=True)
class Sealed:
    """Everything that an edition holds."""

    edition: Edition
    definitions: Mapping[str, Definition]
    tables: Mapping[TableKey, SealedTable]

    def spans_of(self, indicator: str) -> tuple[Span, ...]:
        """Both spans, or only `accumulated` of an indicator that has no period."""
        return tuple(span for span in Span if (indicator, span, ()) in self.tables)

    def table(self, indicator: str, span: Span, by: Sequence[str] = ()) -> SealedTable | None:
        """The table, of an indicator without period the only one, or None where none was sealed."""
        if (indicator, Span.PERIOD, ()) not in self.tables:
            span = Span.ACCUMULATED
        return self.tables.get((indicator, span, tuple(by)))


def sealed_codes(sealed: Sealed) -> list[str]:
    """The code of every sealed cell, in order of the codes."""
    return sorted(
        table.code_of(members) for table in sealed.tables.values() for members in table.cells
    )
