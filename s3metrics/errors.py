"""Errors written for the reader: what is wrong, what was given, what is allowed, what to do.

A `UserError` is something the caller can mend; faces print its message without a traceback and
end with exit code 2. Anything else is a bug and keeps its traceback.
"""

from __future__ import annotations


class UserError(Exception):
    """Base of all errors that a user can mend; `str(error)` is a finished Swedish text."""


class ProgrammeError(UserError):
    """The programme file is broken; `faults` holds one sentence per fault."""

    def __init__(self, path: str, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(
            f"Programfilen {path} kan inte användas:\n" + "\n".join(f"  - {f}" for f in faults)
        )


class UnusableFile(UserError):
    """A delivered file is no workbook or table, is encrypted, or is too large."""


class RefusedDelivery(UserError):
    """The delivery is readable but must be confirmed before it takes effect."""


class WrongCall(UserError):
    """An argument names something that does not exist or does not fit."""


class LedgerError(UserError):
    """The ledger, its secret or its published copy cannot be used as it stands."""
