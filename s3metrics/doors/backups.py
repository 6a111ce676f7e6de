"""Backups: the whole database in one file, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from s3metrics.doors.base import Base
from s3metrics.ledger import backup
from s3metrics.ledger.backup import Backup


class Backups(Base):
    """The door for whole copies."""

    def back_up(self, target: Path, *, with_secret: bool = True) -> Backup:
        """Writes the whole database to the new file `target`, tried before it gets its name.

        Raises WrongCall when there is nothing to copy or the file exists, LedgerError when the
        database is damaged or the file cannot be written.
        """
        made_at = datetime.now(UTC).isoformat(timespec="seconds")
        return backup.back_up(self.places, target, made_at=made_at, with_secret=with_secret)

    def restore(self, source: Path) -> Backup:
        """Puts a backup back where there is no database; all of it or nothing.

        Raises WrongCall where there is one, UnusableFile for a damaged file, LedgerError where it
        cannot be written.
        """
        return backup.restore(self.places, source)
