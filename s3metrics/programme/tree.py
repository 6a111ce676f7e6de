"""Careful reading of the file's tree: a value of the wrong kind reads as absent."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

Tree = Mapping[str, object]


def dotted(*parts: str | int) -> str:
    """A key's path, `counties.2.id`; names that TOML would quote stand in quotes.

    Positions count from 0 here and from 1 in the path, as one counts tables in the file.
    """
    return ".".join(
        str(part + 1)
        if isinstance(part, int)
        else part
        if re.fullmatch(r"[A-Za-z0-9_-]+", part)
        else f'"{part}"'
        for part in parts
    )


@dataclass(frozen=True)
class Entry:
    """One table of the file with its path (empty for the whole file)."""

    path: str
    fields: Tree

    def text(self, key: str) -> str | None:
        """The text of a key, or None; a blank one is a fault of its own and reads as absent."""
        value = self.fields.get(key)
        return value if isinstance(value, str) and value.strip() else None

    def day(self, key: str) -> date | None:
        """The date of a key, or None."""
        value = self.fields.get(key)
        return value if isinstance(value, date) and not isinstance(value, datetime) else None

    def number(self, key: str) -> int | None:
        """The whole number of a key, or None."""
        value = self.fields.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def texts(self, key: str) -> list[tuple[str, str]]:
        """The texts of a list, each with its path."""
        value = self.fields.get(key)
        items = value if isinstance(value, list) else []
        return [
            (f"{self.path}.{key}.{number}", item)
            for number, item in enumerate(items, start=1)
            if isinstance(item, str) and item.strip()
        ]

    def child(self, key: str) -> Entry:
        """The table of a key; without one, an empty table."""
        value = self.fields.get(key)
        path = f"{self.path}.{key}" if self.path else key
        return Entry(path, value if isinstance(value, Mapping) else {})

    def children(self, key: str) -> list[Entry]:
        """The tables of a list at the top of the file, numbered from 1."""
        value = self.fields.get(key)
        items = value if isinstance(value, list) else []
        return [
            Entry(f"{key}.{number}", item)
            for number, item in enumerate(items, start=1)
            if isinstance(item, Mapping)
        ]
