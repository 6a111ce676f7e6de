"""The vault: sole traders' clear numbers, encrypted, in a file of their own.

One line per person: the key, a tab, a Fernet token. Lines are only ever added, and written before
the ledger commits: a line without a row does no harm, a row without its line would lose a number.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from s3metrics.ledger.identity import Identity


class Vault:
    """Append-only store of encrypted numbers."""

    def __init__(self, path: Path, identity: Identity) -> None:
        self._path = path
        self._identity = identity

    def keys(self) -> set[str]:
        """The person keys that have a number in the vault."""
        return {line.split("\t")[0] for line in self._lines()}

    def store(self, keys: Iterable[str]) -> int:
        """Adds the numbers of the keys that are new, as this identity has seen them; how many."""
        known = self.keys()
        lines = []
        for key in sorted(set(keys) - known):
            clear = self._identity.clear_number(key)
            if clear is not None:
                lines.append(f"{key}\t{self._identity.encrypt(clear)}\n")
        if lines:
            self._drop_half_line()
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "a", encoding="ascii") as file:
                file.writelines(lines)
                file.flush()
                os.fsync(file.fileno())
        return len(lines)

    def clear_numbers(self) -> dict[str, str]:
        """Every number in clear, by key. Only the report for the funding agency may ask."""
        return {
            key: self._identity.decrypt(token)
            for key, token in (line.split("\t") for line in self._lines())
        }

    def _drop_half_line(self) -> None:
        """A crash may leave half a last line, of a delivery that never took effect."""
        if not self._path.exists():
            return
        with self._path.open("rb+") as file:
            content = file.read()
            file.truncate(content.rfind(b"\n") + 1)

    def _lines(self) -> list[str]:
        if not self._path.exists():
            return []
        text = self._path.read_text(encoding="ascii")
        return [line for line in text.split("\n")[:-1] if "\t" in line]
