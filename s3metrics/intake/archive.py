"""Folders and zip archives: which files lie in them, read one by one and within the limits."""

from __future__ import annotations

import contextlib
import copy
import os
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from s3metrics.errors import UnusableFile
from s3metrics.intake import sources
from s3metrics.intake.sources import NamedBytes, max_file_bytes, max_unpacked_bytes, size_text
from s3metrics.words import Text, joined

_JUNK_FOLDERS = {"__macosx"}
_JUNK_FILES = {".ds_store", "thumbs.db", "desktop.ini"}
_JUNK_PREFIXES = ("~$", "._", ".~lock.")
_CHUNK_BYTES = 1024 * 1024
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_ZIP_FILE = Text("Zip-filen", "The zip file")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A file in a folder or archive, not read yet."""

    name: str
    """Path inside the folder or archive, with `/`."""
    read: Callable[[], NamedBytes]


def is_junk(name: str) -> bool:
    """True for what operating systems and office programs leave behind beside the files."""
    *folders, base = name.lower().split("/")
    return (
        base in _JUNK_FILES
        or base.startswith(_JUNK_PREFIXES)
        or any(folder in _JUNK_FOLDERS for folder in folders)
    )


def folder_members(folder: Path) -> list[Member]:
    """The files under `folder`, sorted by path; links to folders are not followed."""
    names = []
    for parent, _, files in os.walk(folder):
        names += [Path(parent, file).relative_to(folder).as_posix() for file in files]
        _refuse_if_too_many(Text(f"Mappen {folder.name}", f"The folder {folder.name}"), len(names))
    return [
        Member(
            name=sources.safe_name(name),
            read=lambda name=name: sources.read_path(  # type: ignore[misc]
                folder / name, sources.safe_name(name)
            ),
        )
        for name in sorted(names)
        if not is_junk(name)
    ]


def zip_members(archive: NamedBytes) -> list[Member]:
    """The files in a zip, sorted by path. Raises UnusableFile for one that must not be opened."""
    unpacker = Unpacker(archive)
    return [
        Member(
            name=name,
            read=lambda name=name: NamedBytes(  # type: ignore[misc]
                name=name, content=unpacker.read(name, limit=max_file_bytes())
            ),
        )
        for name in sorted(unpacker.names)
        if not is_junk(name)
    ]


class Unpacker:
    """Reads the entries of one zip (or workbook), counting what really comes out.

    Sizes in a zip's directory are claims: they are checked first, so that an honest bomb costs
    nothing, but every byte that is unpacked is counted against the limits as well.
    """

    def __init__(self, file: NamedBytes, *, noun: Text = _ZIP_FILE) -> None:
        self._label = joined([noun, file.name])
        self._packed_bytes = len(file.content)
        self._unpacked_bytes = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(file.content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        _refuse_if_too_many(self._label, len(entries))
        self._entries = {_entry_name(entry): entry for entry in entries}
        if len(self._entries) != len(entries):
            raise self._damaged()
        self._refuse_unreadable(entries)
        self._refuse_bomb(sum(entry.file_size for entry in entries))

    @property
    def names(self) -> list[str]:
        """Safe paths of the entries, in the archive's order."""
        return list(self._entries)

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """The content of one entry of at most `limit` bytes. Raises UnusableFile."""
        entry = copy.copy(self._entries[name])
        if limit is not None:
            sources.refuse_if_too_large(name, entry.file_size)
        claimed_bytes = entry.file_size
        # zipfile stops at the claimed size; without the claim it reads what is there.
        entry.file_size = 1 << 62
        chunks = []
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    self._count(len(chunk))
                    chunks.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        content = b"".join(chunks)
        if len(content) != claimed_bytes:
            raise self._damaged()
        return content

    def _count(self, size_bytes: int) -> None:
        self._unpacked_bytes += size_bytes
        self._refuse_bomb(self._unpacked_bytes)

    def _refuse_unreadable(self, entries: list[zipfile.ZipInfo]) -> None:
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
            raise UnusableFile(
                Text(
                    f"{self._label.sv} är skyddad med lösenord och kan inte läsas. Skicka den utan "
                    "lösenord, eller packa upp den och skicka filerna.",
                    f"{self._label.en} is protected with a password and cannot be read. Send it "
                    "without a password, or unpack it and send the files.",
                )
            )
        if any(entry.compress_type not in _METHODS for entry in entries):
            raise UnusableFile(
                Text(
                    f"{self._label.sv} är packad på ett sätt som inte kan läsas. Packa filerna på "
                    "nytt som vanlig zip, eller skicka dem opackade.",
                    f"{self._label.en} is packed in a way that cannot be read. Pack the files "
                    "again as an ordinary zip, or send them unpacked.",
                )
            )

    def _refuse_bomb(self, unpacked_bytes: int) -> None:
        limit = max_unpacked_bytes()
        if unpacked_bytes > limit:
            most = size_text(limit)
            raise UnusableFile(
                Text(
                    f"{self._label.sv} blir mer än {most.sv} uppackad och öppnas inte: högst "
                    f"{most.sv} tas emot. Dela upp leveransen i flera filer.",
                    f"{self._label.en} becomes more than {most.en} unpacked and is not opened: at "
                    f"most {most.en} is accepted. Split the delivery into several files.",
                )
            )
        ratio = unpacked_bytes / max(self._packed_bytes, 1)
        if unpacked_bytes > sources.RATIO_COUNTS_FROM_BYTES and ratio > sources.MAX_RATIO:
            packed, unpacked = size_text(self._packed_bytes), size_text(unpacked_bytes)
            raise UnusableFile(
                Text(
                    f"{self._label.sv} blir mer än {sources.MAX_RATIO} gånger större uppackad "
                    f"({packed.sv} blir minst {unpacked.sv}) och öppnas inte, eftersom den kan "
                    "vara gjord för att fylla datorns minne. Spara listorna på nytt, eller skicka "
                    "dem opackade som csv.",
                    f"{self._label.en} becomes more than {sources.MAX_RATIO} times larger unpacked "
                    f"({packed.en} becomes at least {unpacked.en}) and is not opened, since it may "
                    "be made to fill the computer's memory. Save the lists again, or send them "
                    "unpacked as csv.",
                )
            )

    def _damaged(self) -> UnusableFile:
        return UnusableFile(
            Text(
                f"{self._label.sv} är skadad eller ofullständig och kan inte läsas. Spara eller "
                "hämta den på nytt och kontrollera att den går att öppna.",
                f"{self._label.en} is damaged or incomplete and cannot be read. Save or fetch it "
                "again and check that it can be opened.",
            )
        )


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The entry's path; names that macOS writes in UTF-8 without saying so are mended."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_FLAG:
        # Where that fails Windows wrote it: å ä ö are the same in the code pages 437 and 850.
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return sources.safe_name(name)


def _refuse_if_too_many(label: Text, count: int) -> None:
    if count > sources.MAX_ENTRIES:
        raise UnusableFile(
            Text(
                f"{label.sv} innehåller fler än {sources.MAX_ENTRIES} filer och läses inte. En "
                "leverans är högst en fil per lista: skicka bara dem.",
                f"{label.en} holds more than {sources.MAX_ENTRIES} files and is not read. A "
                "delivery is at most one file per list: send only those.",
            )
        )
