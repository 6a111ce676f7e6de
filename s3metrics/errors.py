"""Errors written for the reader: what is wrong, what was given, what is allowed, what to do.

A `UserError` is something the caller can mend; faces print its message without a traceback and
end with exit code 2. Anything else is a bug and keeps its traceback.
"""

from __future__ import annotations

from collections.abc import Sequence

from s3metrics.words import Text, joined


class UserError(Exception):
    """Base of all errors that a user can mend.

    `text` is the finished message in both languages; `str(error)` is the Swedish one, which the
    command line prints.
    """

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text)


class ProgrammeError(UserError):
    """The programme file is broken; `faults` holds one sentence per fault."""

    def __init__(self, path: str, faults: Sequence[Text]) -> None:
        self.faults = tuple(faults)
        head = Text(
            f"Programfilen {path} kan inte användas:",
            f"The programme file {path} cannot be used:",
        )
        lines = [fault.each(lambda sentence: f"  - {sentence}") for fault in faults]
        super().__init__(joined([head, *lines], "\n"))


class UnusableFile(UserError):
    """A delivered file is no workbook or table, is encrypted, or is too large."""


class RefusedDelivery(UserError):
    """The delivery is readable but must be confirmed before it takes effect."""


class WrongCall(UserError):
    """An argument names something that does not exist or does not fit."""


class LedgerError(UserError):
    """The ledger, its secret or its published copy cannot be used as it stands."""
