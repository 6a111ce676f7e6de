"""What can be wrong with a delivered cell, and which of it keeps a row out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from s3metrics.words import Text


class Code(StrEnum):
    """The kinds of fault; fixed names that partners and programs rely on."""

    REQUIRED = "required"
    TYPE = "type"
    CHOICE = "choice"
    DATE = "date"
    ORGNR = "orgnr"
    UNKNOWN_REFERENCE = "unknown_reference"
    DUPLICATE_KEY = "duplicate_key"
    NEGATIVE = "negative"
    UNKNOWN_MUNICIPALITY = "unknown_municipality"
    UNKNOWN_COLUMN = "unknown_column"
    OUTSIDE_PERIOD = "outside_period"
    OUTSIDE_AREA = "outside_area"

    @property
    def is_warning(self) -> bool:
        """A warning is told, but the row is accepted all the same."""
        return self in WARNINGS


WARNINGS = frozenset({Code.UNKNOWN_COLUMN, Code.OUTSIDE_PERIOD, Code.OUTSIDE_AREA})


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault of one cell, located so that the partner finds it."""

    file: str
    sheet: str
    row: int
    """As the spreadsheet shows it: the heading is row 1."""
    column: str
    """The Swedish heading, or the heading as delivered where it is not known."""
    value: str
    """What was given, with personal identity numbers masked."""
    code: Code
    message: Text
    """One sentence or two: what is wrong, what is allowed, the nearest match. Of a row that
    earlier versions quarantined it is Swedish in both."""

    @property
    def is_warning(self) -> bool:
        """True when the row is accepted in spite of it."""
        return self.code.is_warning

    def as_json(self) -> dict[str, str | int]:
        """The fault in the form that programs rely on, its message in Swedish."""
        return {**vars(self), "code": self.code.value, "message": self.message.sv}
