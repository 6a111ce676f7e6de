"""The receipt: what a figure was computed from, and the short code that names it."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from s3metrics.engine.query import ALL

_CODE_LENGTH = 10


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Everything that decides a figure."""

    indicator: str
    version: int
    by: tuple[str, ...]
    selection: dict[str, Any]
    as_of: int | str
    """The number of the last delivery that is taken into account, or the edition's name."""
    programme_sha256: str
    software_version: str
    cell: tuple[tuple[str, str], ...] = ()
    """(dimension, member) of the one cell that it is about; empty for the table and its total."""

    def of_cell(self, members: Mapping[str, str]) -> Receipt:
        """The receipt of one cell; a dimension that is not named, or `*`, is all of it.

        The cell of all members has the table's own code.
        """
        named = [(name, members[name]) for name in self.by if members.get(name, ALL) != ALL]
        return replace(self, cell=tuple(named))

    @property
    def code(self) -> str:
        """Ten letters and digits, in two groups; the same figure always has the same code."""
        canonical = json.dumps(
            self._content(), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        digest = hashlib.sha256(canonical.encode()).digest()
        text = base64.b32encode(digest).decode()[:_CODE_LENGTH]
        return f"{text[:5]}-{text[5:]}"

    def as_json(self) -> dict[str, Any]:
        """The content with its code."""
        return {"code": self.code, **self._content()}

    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = {
            "indicator": self.indicator,
            "version": self.version,
            "by": list(self.by),
            "selection": self.selection,
            "as_of": self.as_of,
            "programme_sha256": self.programme_sha256,
            "software_version": self.software_version,
        }
        # Only where there is one: the codes of whole figures stay what they have been.
        return {**content, "cell": dict(self.cell)} if self.cell else content
