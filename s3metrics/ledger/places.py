"""Where the ledger and what belongs to it lie, all named after the database file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
"""The project's folder: relative defaults are relative to it."""


@dataclass(frozen=True)
class Places:
    """The files of one database."""

    database: Path

    @classmethod
    def of(cls, database: Path | str | None = None) -> Places:
        """The places for `database`, else for `S3METRICS_DB`, else for `data/s3.duckdb`."""
        if database is not None:
            return cls(Path(database).absolute())
        given = os.environ.get("S3METRICS_DB")
        return cls(Path(given).absolute() if given else PROJECT / "data" / "s3.duckdb")

    @property
    def lock(self) -> Path:
        """Held by whoever writes."""
        return self.database.with_suffix(".lock")

    @property
    def secret(self) -> Path:
        """The secret behind the keyed hashes and the vault."""
        return self.database.with_suffix(".secret")

    @property
    def vault(self) -> Path:
        """Sole traders' numbers, encrypted."""
        return self.database.with_suffix(".vault")

    @property
    def receipts(self) -> Path:
        """The figures that were shown with a code, so that the code opens them again."""
        return self.database.with_suffix(".receipts")

    @property
    def confirmed(self) -> Path:
        """The deliveries that changed nothing: who confirmed which list, and when."""
        return self.database.with_suffix(".confirmed")

    @property
    def exports(self) -> Path:
        """When sole traders' numbers were handed out in clear: to whom, and in which file."""
        return self.database.with_suffix(".exports")

    @property
    def kept(self) -> dict[str, Path]:
        """What cannot be made again, by its name in a backup. Not every file need be there."""
        return {
            "secret": self.secret,
            "vault": self.vault,
            "receipts": self.receipts,
            "confirmed": self.confirmed,
            "exports": self.exports,
            "queries": self.queries,
            "database": self.database,
        }

    @property
    def queries(self) -> Path:
        """The queries that analysts have saved, with every version."""
        return self.database.with_suffix(".queries")

    @property
    def explore(self) -> Path:
        """The folder of read-only copies, without persons, that analysts' queries run on."""
        return self.database.with_suffix(".explore")

    @cached_property
    def published(self) -> Path:
        """The folder of read-only copies that readers open."""
        return self.database.with_suffix(".published")

    @property
    def exists(self) -> bool:
        """True once something has been written."""
        return self.database.exists()
