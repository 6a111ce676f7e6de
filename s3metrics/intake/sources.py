"""What is delivered: a path or bytes with a name, read whole but never beyond the limits."""

from __future__ import annotations

import hashlib
import math
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from s3metrics.errors import UnusableFile, WrongCall
from s3metrics.words import Text

MIB = 1024 * 1024
MAX_FILE_BYTES = 128 * MIB
MAX_FILE_VARIABLE = "S3METRICS_MAX_FILE_MB"
UNPACKED_FACTOR = 6
"""How much larger than the file limit the content of one archive or workbook may be: a sheet of a
million rows is about 400 MB of XML."""
MAX_RATIO = 100
"""Unpacked ÷ packed. Apache POI draws the line for zip bombs at the same place."""
RATIO_COUNTS_FROM_BYTES = 32 * MIB
"""Smaller contents are harmless however well they pack: a short, repetitive list packs 1:200."""
MAX_ENTRIES = 2_000
MAX_CELLS = 30_000_000
"""Rows × columns of one table, blanks included: the reader lays out the whole rectangle in memory,
and one stray cell in the last corner of a sheet would be 17 thousand million cells."""
MAX_COLUMNS = 16_384
"""As many as a spreadsheet has."""

OLE2_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP_SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class NamedBytes:
    """A file that is already in memory, an upload for example."""

    name: str
    """File name; in an archive or folder its path there, with `/`."""
    content: bytes

    @property
    def suffix(self) -> str:
        """`.xlsx`, in lower case."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without folders and suffix."""
        return PurePosixPath(self.name).stem

    @cached_property
    def ref(self) -> FileRef:
        """Name and fingerprint, as every stored row remembers them."""
        return FileRef(name=self.name, sha256=hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True, kw_only=True)
class FileRef:
    """Which file a row came from."""

    name: str
    sha256: str
    """64 hexadecimal digits, of the file's bytes."""


Source = Path | NamedBytes


def max_file_bytes() -> int:
    """The limit for one file; `S3METRICS_MAX_FILE_MB` overrides it. Raises WrongCall."""
    given = os.environ.get(MAX_FILE_VARIABLE, "").strip()
    if not given:
        return MAX_FILE_BYTES
    try:
        megabytes = float(given.replace(",", "."))
    except ValueError:
        megabytes = math.nan
    if not 0 < megabytes < math.inf:
        raise WrongCall(
            Text(
                f"Miljövariabeln {MAX_FILE_VARIABLE} är ”{given}”. Den ska vara ett tal större än "
                "noll: högsta filstorlek i MB, till exempel 128.",
                f"The environment variable {MAX_FILE_VARIABLE} is “{given}”. It should be a number "
                "above zero: the largest file size in MB, for example 128.",
            )
        )
    return int(megabytes * MIB)


def max_unpacked_bytes() -> int:
    """The limit for all that one archive or workbook unpacks to."""
    return UNPACKED_FACTOR * max_file_bytes()


def size_text(size_bytes: int) -> Text:
    """`128 MB`, `0,4 MB`: rounded up, so that what exceeds a limit also looks larger."""
    whole, tenths = divmod(math.ceil(size_bytes / MIB * 10), 10)
    if tenths == 0:
        return Text(f"{whole} MB", f"{whole} MB")
    return Text(f"{whole},{tenths} MB", f"{whole}.{tenths} MB")


def safe_name(name: str) -> str:
    """A name that can be shown and stored: no way out of a folder, no control characters."""
    parts = _CONTROL.sub("", name).replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(kept) or "namnlös fil"


def refuse_if_too_large(name: str, size_bytes: int) -> None:
    """Raise UnusableFile when a file is over the limit; call it before reading."""
    limit = max_file_bytes()
    if size_bytes > limit:
        size, most = size_text(size_bytes), size_text(limit)
        raise UnusableFile(
            Text(
                f"Filen {name} är {size.sv}. Högst {most.sv} tas emot. Dela upp den i flera filer, "
                f"eller höj gränsen med miljövariabeln {MAX_FILE_VARIABLE}.",
                f"The file {name} is {size.en}. At most {most.en} is accepted. Split it into "
                "several files, or raise the limit with the environment variable "
                f"{MAX_FILE_VARIABLE}.",
            )
        )


def read_path(path: Path, name: str) -> NamedBytes:
    """The file at `path`, called `name`. Raises UnusableFile when it cannot or may not be read."""
    try:
        if not path.is_file():
            raise UnusableFile(_missing(path, name))
        refuse_if_too_large(name, path.stat().st_size)
        with path.open("rb") as file:
            content = file.read(max_file_bytes() + 1)
    except OSError as error:
        raise UnusableFile(
            Text(
                f"Filen {name} går inte att läsa ({error.strerror or type(error).__name__}). "
                "Kontrollera att den finns kvar, inte är öppen i ett annat program och att du har "
                "rätt att läsa den.",
                f"The file {name} cannot be read ({error.strerror or type(error).__name__}). Check "
                "that it is still there, is not open in another program and that you may read it.",
            )
        ) from error
    refuse_if_too_large(name, len(content))
    return NamedBytes(name=name, content=content)


def read_source(source: Source) -> NamedBytes:
    """The bytes of a delivered file (not of a folder). Raises UnusableFile; an empty file too."""
    if isinstance(source, NamedBytes):
        name = safe_name(source.name).rpartition("/")[2]
        refuse_if_too_large(name, len(source.content))
        file = NamedBytes(name=name, content=source.content)
    else:
        file = read_path(source, safe_name(source.name))
    refuse_if_empty(file)
    return file


def refuse_if_empty(file: NamedBytes) -> None:
    """Raise UnusableFile for a file of 0 bytes: it is no list at all, not a list without rows."""
    if not file.content:
        raise UnusableFile(
            Text(
                f"Filen {file.name} är tom (0 byte). En lista utan rader ska ändå ha sina "
                "rubriker. Exportera eller spara filen på nytt.",
                f"The file {file.name} is empty (0 bytes). A list without rows should still have "
                "its headings. Export or save the file again.",
            )
        )


def _missing(path: Path, name: str) -> Text:
    what = (
        Text("är ingen vanlig fil", "is no ordinary file")
        if path.exists()
        else Text("finns inte", "does not exist")
    )
    return Text(
        f"Filen {name} {what.sv}: {path}. Kontrollera sökvägen och stavningen.",
        f"The file {name} {what.en}: {path}. Check the path and the spelling.",
    )
