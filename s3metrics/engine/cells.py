"""One figure, the kinds of empty, and cells as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """A figure, or one of the kinds of empty, which are never mixed up."""

    OK = "ok"
    ZERO = "zero"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Cell:
    """One figure: null for every kind of empty but zero, which is 0."""

    value: Any
    numerator: Any
    denominator: Any
    status: Status


def cell_rows(by: Sequence[str], cells: Mapping[tuple[str, ...], Cell]) -> list[dict[str, Any]]:
    """The cells as rows: the breakdowns, then value, numerator, denominator, status."""
    return [
        {
            **dict(zip(by, members, strict=True)),
            "value": cell.value,
            "numerator": cell.numerator,
            "denominator": cell.denominator,
            "status": cell.status.value,
        }
        for members, cell in cells.items()
    ]
