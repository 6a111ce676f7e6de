"""Follow-up of a smart-specialisation programme: partners' files in, figures that open out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from s3metrics.interface import Database

__version__ = "0.1.0"


def open(db: Path | str | None = None, programme: Path | str | None = None) -> Database:
    """The platform for a notebook, over `db` (default `S3METRICS_DB` or `data/s3.duckdb`) under
    `programme` (default `S3METRICS_PROGRAMME` or `data/programme.toml`): see docs/explore.md.

    Raises ProgrammeError for a broken programme file.
    """
    # Imported here: `import s3metrics` stays light, and the rooms below know the version alone.
    from s3metrics.interface import open_database

    return open_database(db, programme)
