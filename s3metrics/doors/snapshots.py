"""Snapshots: the analysts' tables as files for other programs."""

from __future__ import annotations

from pathlib import Path

from s3metrics.doors.base import Base
from s3metrics.explore.snapshot import Snapshot, write_snapshot


class Snapshots(Base):
    """The door for snapshots."""

    def snapshot(self, folder: Path | str, as_of: int | str | None = None) -> Snapshot:
        """Writes every table as known at a delivery or an edition into `folder`: Parquet, DuckDB
        with Swedish views, a data dictionary.

        Raises WrongCall for a folder that holds anything else, and as `at`.
        """
        return write_snapshot(self.at(as_of), self.places, Path(folder))
