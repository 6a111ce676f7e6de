"""Where copies stand: made once, whole or not at all, by whichever process comes first."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import filelock

from s3metrics.errors import LedgerError
from s3metrics.words import Text

_NAME = re.compile(r"v(\d+)-([0-9a-f]{20})\.\w+\.duckdb(\.lock)?")
# The newest data versions whose copies stay, as of the published ones: a query may be reading.
_KEPT_VERSIONS = 3
# Clocks whose copies stay, those used last: each may be as large as the database.
_KEPT_CLOCKS = 12
# Copies used so lately are never removed: a query is about to open them, or at work on them.
_IN_USE_SECONDS = 900
_DEAD_DRAFT_SECONDS = 3600
_LOCK_SECONDS = 600


def made(target: Path, write: Callable[[Path], None]) -> Path:
    """`target`, after `write` has made it as a draft beside it, if it was not there.

    Raises LedgerError where the folder cannot be written, or another process takes too long.
    """
    try:
        if _is_used(target):
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(f"{target}.lock", timeout=_LOCK_SECONDS):
            if not _is_used(target):
                _write(target, write)
        _tidy(target.parent)
    except filelock.Timeout as error:
        raise LedgerError(
            Text(
                f"Kopian {target.name} görs just nu av ett annat program. Försök igen om en stund.",
                f"The copy {target.name} is being made by another program. Try again shortly.",
            )
        ) from error
    except OSError as error:
        raise LedgerError(
            Text(
                f"Kopian för analys kan inte skrivas i {target.parent} ({error.strerror}). "
                "Kontrollera att du får skriva i mappen och att det finns plats på disken.",
                f"The copy for analysis cannot be written in {target.parent} ({error.strerror}). "
                "Check that you may write in the folder, and that there is room on the disk.",
            )
        ) from error
    return target


def _write(target: Path, write: Callable[[Path], None]) -> None:
    draft = target.with_name(f"draft-{os.getpid()}-{uuid4().hex[:8]}.tmp")
    try:
        write(draft)
        draft.chmod(0o444)
        draft.replace(target)
    finally:
        for left in (draft, draft.with_name(f"{draft.name}.wal")):
            left.unlink(missing_ok=True)


def _is_used(target: Path) -> bool:
    """Whether the copy is there; that it was asked for keeps it a while longer."""
    try:
        os.utime(target)
    except FileNotFoundError:
        return False
    except PermissionError:
        # Another user's: it is there all the same.
        return target.exists()
    return True


def _tidy(folder: Path) -> None:
    """Removes copies of old data versions and of clocks long unused, and what dead makers left."""
    now = time.time()
    used: dict[tuple[int, str], float] = {}
    files: dict[tuple[int, str], list[Path]] = {}
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            found, age = _NAME.fullmatch(path.name), path.stat().st_mtime
            if found:
                clock = (int(found.group(1)), found.group(2))
                files.setdefault(clock, []).append(path)
                used[clock] = max(age, used.get(clock, 0.0))
            elif path.name.startswith("draft-") and now - age > _DEAD_DRAFT_SECONDS:
                path.unlink(missing_ok=True)
    versions = sorted({version for version, _ in files})[-_KEPT_VERSIONS:]
    latest = sorted(used, key=lambda clock: used[clock])[-_KEPT_CLOCKS:]
    for clock, paths in files.items():
        is_kept = clock[0] in versions and clock in latest
        if not is_kept and now - used[clock] > _IN_USE_SECONDS:
            _remove(paths)


def _remove(paths: list[Path]) -> None:
    for path in paths:
        # Windows: somebody is reading it; the next tidying removes it.
        with suppress(PermissionError):
            path.unlink(missing_ok=True)
