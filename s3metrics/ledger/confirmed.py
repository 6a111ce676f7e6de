"""Lists that came again unchanged: no delivery, but the sender has said that they still hold.

They stand in a file beside the database, not in it: the same file again changes nothing there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from s3metrics.ledger.delivery import Incoming, Sending
from s3metrics.ledger.lines import Lines
from s3metrics.ledger.places import Places


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """One list of one sender, delivered again as it stood."""

    sender: str
    table: str
    received_at: datetime
    file: str
    sha256: str


def confirm(places: Places, incoming: Sequence[Incoming], sending: Sending) -> None:
    """Remembers that the sender's lists came again. Raises OSError."""
    Lines(places.confirmed).append(
        *(
            {
                "sender": sending.sender,
                "table": item.table,
                "received_at": sending.received_at.isoformat(),
                "file": item.file.name,
                "sha256": item.file.sha256,
            }
            for item in incoming
        )
    )


def confirmations(places: Places) -> list[Confirmation]:
    """Every list that came again unchanged, the earliest first."""
    return [
        Confirmation(**{**entry, "received_at": datetime.fromisoformat(entry["received_at"])})
        for entry in Lines(places.confirmed).entries()
    ]
