"""Published versions: a read-only copy of the ledger per data version, which every reader opens.

A DuckDB file excludes readers while a process writes to it; a copy under a new name does not, and
a reader that is at work finishes on the version it opened.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from s3metrics.ledger.places import Places

_NAME = re.compile(r"v(\d+)\.duckdb")
# The newest, and those before it that a page may still be reading.
_KEPT = 3


def newest(places: Places) -> tuple[int, Path] | None:
    """(data version, file) of the newest published version, or None."""
    # Asked before every figure: no path is made but the one that is handed out.
    version = max(_versions(places), default=None)
    return None if version is None else (version, _path(places, version))


def is_stale(places: Places) -> bool:
    """True when something may be committed that is not published."""
    return os.path.exists(_marker(places))


def mark_stale(places: Places) -> None:
    """Said before the commit, so that a death between commit and publication is seen."""
    places.published.mkdir(parents=True, exist_ok=True)
    _marker(places).touch()


def publish(places: Places, version: int) -> None:
    """Makes the version's copy, if it is not there, and removes old ones."""
    places.published.mkdir(parents=True, exist_ok=True)
    target = _path(places, version)
    if not target.exists():
        draft = places.published / f"draft-{os.getpid()}.tmp"
        copy_file(places.database, draft)
        draft.chmod(0o444)
        draft.replace(target)
    _marker(places).unlink(missing_ok=True)
    for old in sorted(_versions(places))[:-_KEPT]:
        try:
            _path(places, old).unlink()
        except PermissionError:
            # Windows: somebody is reading it; the next publication removes it.
            continue


def copy_file(source: Path, target: Path) -> None:
    """A plain copy; the source must be checkpointed and closed, or it lacks its latest rows."""
    shutil.copyfile(source, target)


def _versions(places: Places) -> list[int]:
    try:
        names = os.listdir(places.published)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [int(match.group(1)) for match in map(_NAME.fullmatch, names) if match]


def _path(places: Places, version: int) -> Path:
    return places.published / f"v{version}.duckdb"


def _marker(places: Places) -> Path:
    return places.published / "stale"
