"""The book of receipts: every figure that was shown with its code, so that the code opens it.

A file beside the database, only ever added to; an edition's own codes are in the ledger. A code
is 50 bits: among a million different figures two have the same with a chance of 4 in 10 000, and
the first that was shown keeps it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from s3metrics.editions.definitions import definition_of
from s3metrics.editions.exact import CellTexts, cell_of, texts_of
from s3metrics.editions.model import Definition, Members
from s3metrics.engine.cells import Cell
from s3metrics.engine.query import ALL
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.result import Result
from s3metrics.ledger.lines import Lines
from s3metrics.programme import Programme
from s3metrics.words import Text

_CODE = '{"code": "'
_DEFINITION = '{"definition_sha256": "'
_PROGRAMME = '{"programme_sha256": "'
_DefinitionKey = tuple[str, int, str]
"""(indicator, version, SHA-256)."""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A figure as it was shown."""

    receipt: Receipt
    cell: Cell
    cells_sha256: str
    """Of the whole table that it stood in, see `cells_sha256`."""
    shown_at: datetime
    definition: Definition | None
    """As it was then; None where the file has lost it."""


class Book:
    """The receipts of one database. Safe between threads."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._codes: set[str] | None = None
        self._definitions: set[_DefinitionKey] = set()
        self._programmes: set[str] = set()
        self._lock = threading.Lock()

    def note(self, result: Result, cell: Mapping[str, str] | None, programme: Programme) -> None:
        """Remembers a figure, or one cell of it, if it is new. Raises OSError.

        `programme` is the programme file in use, kept with the first figure counted under it.
        """
        receipt = result.receipt.of_cell(cell or {})
        code = receipt.code
        with self._lock:
            known = self._known()
            if code in known:
                return
            definition = definition_of(result.indicator)
            entries: list[dict[str, Any]] = []
            key = (definition.indicator, definition.version, definition.sha256)
            if key not in self._definitions:
                entries.append(_definition_entry(definition))
            sha256 = programme.sha256
            if sha256 == receipt.programme_sha256 and sha256 not in self._programmes:
                entries.append({"programme_sha256": sha256, "text": programme.text})
            entries.append(_entry(code, receipt, result, definition))
            self._lines.append(*entries)
            known.add(code)
            self._definitions.add(key)
            self._programmes.add(receipt.programme_sha256)

    def find(self, code: str) -> Noted | None:
        """The figure of that code as it was first shown, or None."""
        for entry in self._lines.entries(containing=code):
            if entry.get("code") == code:
                return self._noted(entry)
        return None

    def programme_text(self, sha256: str) -> str | None:
        """The programme file of that hash that figures were shown under, or None."""
        for entry in self._lines.entries(containing=f'{_PROGRAMME}{sha256}"'):
            return str(entry["text"])
        return None

    def codes(self) -> frozenset[str]:
        """Every code that there is."""
        with self._lock:
            return frozenset(self._known())

    def _known(self) -> set[str]:
        if self._codes is None:
            at, end = len(_CODE), len(_CODE) + 11
            self._codes = {line[at:end] for line in self._lines.texts() if line.startswith(_CODE)}
            self._definitions = {
                (entry["indicator"], entry["version"], entry["definition_sha256"])
                for entry in self._lines.entries(containing=_DEFINITION)
            }
            self._programmes = {
                entry["programme_sha256"] for entry in self._lines.entries(containing=_PROGRAMME)
            }
        return self._codes

    def _noted(self, entry: Mapping[str, Any]) -> Noted:
        receipt = receipt_of(entry["receipt"])
        return Noted(
            receipt=receipt,
            cell=cell_of(_texts(entry["figure"])),
            cells_sha256=entry["cells_sha256"],
            shown_at=datetime.fromisoformat(entry["shown_at"]),
            definition=self._definition(receipt, entry["definition"]),
        )

    def _definition(self, receipt: Receipt, sha256: str) -> Definition | None:
        wanted = (receipt.indicator, receipt.version, sha256)
        for entry in self._lines.entries(containing=f'{_DEFINITION}{sha256}"'):
            if wanted == (entry["indicator"], entry["version"], sha256):
                return Definition(
                    indicator=entry["indicator"],
                    version=entry["version"],
                    sha256=sha256,
                    label=Text(**entry["label"]),
                    unit=Text(**entry["unit"]),
                    sentence=Text(**entry["sentence"]),
                )
        return None


def receipt_of(content: Mapping[str, Any]) -> Receipt:
    """The receipt of its content as JSON, without the code."""
    cell = tuple(content.get("cell", {}).items())
    return Receipt(**{**content, "by": tuple(content["by"]), "cell": cell})


def cells_sha256(cells: Mapping[Members, Cell]) -> str:
    """A fingerprint of a whole table."""
    content = [[members, texts_of(cell)] for members, cell in cells.items()]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _entry(code: str, receipt: Receipt, result: Result, definition: Definition) -> dict[str, Any]:
    members = dict(receipt.cell)
    cell = result.cells[tuple(members.get(name, ALL) for name in result.by)]
    content = receipt.as_json()
    content.pop("code")
    return {
        "code": code,
        "receipt": content,
        "figure": texts_of(cell),
        "cells_sha256": cells_sha256(result.cells),
        "definition": definition.sha256,
        "shown_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat(),
    }


def _definition_entry(definition: Definition) -> dict[str, Any]:
    return {
        "definition_sha256": definition.sha256,
        "indicator": definition.indicator,
        "version": definition.version,
        "label": vars(definition.label),
        "unit": vars(definition.unit),
        "sentence": vars(definition.sentence),
    }


def _texts(figure: list[Any]) -> CellTexts:
    value, numerator, denominator, status = figure
    return value, numerator, denominator, str(status)
