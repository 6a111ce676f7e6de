"""Append-only files of JSON lines beside the database: what is kept without touching a figure."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class Lines:
    """One file, made at its first line, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, *entries: Mapping[str, Any]) -> None:
        """Adds an entry a line in one write, so that processes do not mix theirs.

        A line begins with a line feed: half a line, left by a crash, spoils no other. Raises
        OSError where the file cannot be written.
        """
        text = "".join(f"\n{json.dumps(entry, ensure_ascii=False)}" for entry in entries)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        descriptor = os.open(self.path, flags, 0o600)
        try:
            os.write(descriptor, text.encode())
        finally:
            os.close(descriptor)

    def texts(self) -> Iterator[str]:
        """Every line as it stands; none where there is no file."""
        if self.path.exists():
            with self.path.open(encoding="utf-8", errors="replace") as file:
                yield from file

    def entries(self, containing: str = "") -> Iterator[dict[str, Any]]:
        """Every whole entry in order whose line holds the text."""
        for line in self.texts():
            if containing not in line:
                continue
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict):
                yield entry
