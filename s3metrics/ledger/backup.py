"""A whole copy of a database in one file, verified when it is made and before it is put back.

A zip file: the ledger and everything that is kept beside it and cannot be made again, and a
manifest with each part's SHA-256. What is published is left out: it is made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from s3metrics import __version__
from s3metrics.errors import LedgerError, UnusableFile, WrongCall
from s3metrics.ledger import publishing
from s3metrics.ledger.identity import Identity
from s3metrics.ledger.ledger import Ledger
from s3metrics.ledger.places import Places
from s3metrics.words import Text

FORMAT = "s3metrics-backup-1"
_MANIFEST = "manifest.json"
_SECRET = "secret"
_CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What a backup holds."""

    data_version: int
    software_version: str
    made_at: str
    """Date and time in UTC, ISO 8601."""
    sha256: Mapping[str, str]
    """Part (as in `Places.kept`) → the SHA-256 of its bytes."""
    format: str = FORMAT

    @property
    def has_secret(self) -> bool:
        """Whether the secret of the hashes and the vault is in it."""
        return _SECRET in self.sha256


def back_up(places: Places, target: Path, *, made_at: str, with_secret: bool = True) -> Backup:
    """Writes the whole database to `target`, a new file that its owner alone can read.

    Nobody writes meanwhile; readers go on. The finished file is read back and tried before it gets
    its name. Raises WrongCall when there is nothing to copy or `target` exists, LedgerError when
    the database is damaged or the file cannot be written.
    """
    if not places.exists:
        raise WrongCall(
            Text(
                f"Det finns ingen databas i {places.database} att kopiera. Ange en med --db.",
                f"There is no database in {places.database} to copy. Name one with --db.",
            )
        )
    if target.exists():
        raise WrongCall(
            Text(
                f"{target} finns redan, och en säkerhetskopia skrivs aldrig över. Ange ett annat "
                "namn.",
                f"{target} exists already, and a backup is never overwritten. Give another name.",
            )
        )
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with Ledger(places, Identity.open(places.secret)).at_rest() as version:
            parts = {
                name: part
                for name, part in places.kept.items()
                if part.exists() and (with_secret or name != _SECRET)
            }
            backup = _write(draft, parts, version, made_at)
        with _tried(draft, places if not with_secret else None):
            pass
        os.replace(draft, target)
    except OSError as error:
        raise LedgerError(
            Text(
                f"Säkerhetskopian {target} kan inte skrivas: {error}. Kontrollera att du får "
                "skriva i mappen och att det finns plats på disken.",
                f"The backup {target} cannot be written: {error}. Check that you may write in the "
                "folder and that there is room on the disk.",
            )
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return backup


def restore(places: Places, source: Path) -> Backup:
    """Puts the backup in `source` back as the database at `places`, where there must be none.

    All of it or nothing; every part is held against the manifest, and the ledger's rows against
    what its deliveries say. Raises WrongCall where something is already there, UnusableFile for a
    file that is no whole backup, LedgerError where it cannot be written.
    """
    taken = [part for part in places.kept.values() if part.exists()]
    if publishing.newest(places) is not None:
        taken.append(places.published)
    backup = _manifest(source)
    if not backup.has_secret:
        taken = [part for part in taken if part != places.secret]
    if taken:
        names = ", ".join(part.name for part in taken)
        raise WrongCall(
            Text(
                f"I {places.database.parent} finns redan {names}. Ingenting skrivs över: flytta "
                "undan det, eller ange en annan databas med --db.",
                f"{places.database.parent} already has {names}. Nothing is overwritten: move it "
                "away, or name another database with --db.",
            )
        )
    try:
        places.database.parent.mkdir(parents=True, exist_ok=True)
        with _tried(source, None if backup.has_secret else places) as copy:
            _move(copy, places)
    except OSError as error:
        raise LedgerError(
            Text(
                f"Säkerhetskopian kan inte läggas i {places.database.parent}: {error}. Kontrollera "
                "att du får skriva i mappen och att det finns plats på disken.",
                f"The backup cannot be put in {places.database.parent}: {error}. Check that you "
                "may write in the folder and that there is room on the disk.",
            )
        ) from error
    return backup


def _move(copy: Places, places: Places) -> None:
    """The database comes last: without it nothing has been restored."""
    moved: list[Path] = []
    try:
        for name, target in places.kept.items():
            source = copy.kept[name]
            if source.exists() and not target.exists():
                shutil.move(source, target)
                moved.append(target)
    except BaseException:
        for target in moved:
            target.unlink(missing_ok=True)
        raise


def _write(draft: Path, parts: Mapping[str, Path], version: int, made_at: str) -> Backup:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w") as archive:
        sums = {name: _add(archive, name, part) for name, part in parts.items()}
        backup = Backup(
            data_version=version, software_version=__version__, made_at=made_at, sha256=sums
        )
        archive.writestr(_MANIFEST, json.dumps(asdict(backup), indent=2))
        archive.close()
        file.flush()
        os.fsync(file.fileno())
    return backup


def _add(archive: zipfile.ZipFile, name: str, part: Path) -> str:
    """Adds a file as it is at this moment; the SHA-256 of what was added."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    with part.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        return _copied(source, target)


@contextmanager
def _tried(source: Path, beside: Places | None) -> Iterator[Places]:
    """The backup unpacked into a folder of its own and opened as a ledger, for as long as needed.

    `beside` lends its secret to a backup that was made without. Raises UnusableFile.
    """
    backup = _manifest(source)
    with tempfile.TemporaryDirectory(prefix="s3metrics-") as folder:
        copy = Places.of(Path(folder) / "copy.duckdb")
        _unpack(source, backup, copy)
        lent = beside is not None and beside.secret.exists()
        if beside is not None and lent:
            shutil.copyfile(beside.secret, copy.secret)
        try:
            with Ledger(copy, Identity.open(copy.secret)).at_rest() as version:
                pass
        except LedgerError as error:
            raise _unusable(source, error.text) from error
        if version != backup.data_version:
            raise _unusable(
                source,
                Text(
                    f"databasen i den har version {version}, men den säger {backup.data_version}.",
                    f"the database in it has version {version}, but it says {backup.data_version}.",
                ),
            )
        if lent:
            copy.secret.unlink()
        yield copy


def _unpack(source: Path, backup: Backup, copy: Places) -> None:
    wanted = copy.kept
    with zipfile.ZipFile(source) as archive:
        for name, said in backup.sha256.items():
            if name not in wanted:
                raise _unusable(
                    source,
                    Text(
                        f"delen ”{name}” är okänd. Använd den version av programmet som skrev "
                        f"den, {backup.software_version}.",
                        f"the part “{name}” is unknown. Use the version of the program that "
                        f"wrote it, {backup.software_version}.",
                    ),
                )
            try:
                descriptor = os.open(wanted[name], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with archive.open(name) as packed, os.fdopen(descriptor, "wb") as target:
                    is_whole = _copied(packed, target) == said
            except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
                is_whole = False
            if not is_whole:
                raise _unusable(
                    source,
                    Text(f"delen ”{name}” är skadad.", f"the part “{name}” is damaged."),
                )


def _manifest(source: Path) -> Backup:
    if not source.exists():
        raise WrongCall(
            Text(
                f"Säkerhetskopian {source} finns inte. Ange en fil som s3metrics backup har "
                "skrivit.",
                f"There is no backup {source}. Name a file that s3metrics backup has written.",
            )
        )
    backup = None
    broken = (KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile, zlib.error)
    with suppress(*broken), zipfile.ZipFile(source) as archive:
        backup = Backup(**json.loads(archive.read(_MANIFEST)))
    if backup is None or backup.format != FORMAT:
        raise _unusable(
            source,
            Text(
                "den har inte s3metrics innehållsförteckning. Ange en fil som s3metrics backup "
                "har skrivit.",
                "it lacks the manifest of s3metrics. Name a file that s3metrics backup has "
                "written.",
            ),
        )
    return backup


def _unusable(source: Path, why: Text) -> UnusableFile:
    return UnusableFile(
        Text(
            f"Säkerhetskopian {source} kan inte användas: {why.sv} Ingenting har ändrats.",
            f"The backup {source} cannot be used: {why.en} Nothing has been changed.",
        )
    )


def _copied(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
