"""A receipt's code back to its figure: what was counted, by which rule, from which rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from s3metrics.editions.book import Noted, cells_sha256
from s3metrics.editions.definitions import change_of
from s3metrics.editions.exact import text_of
from s3metrics.editions.model import Definition, Edition, Sealed
from s3metrics.engine.cells import Cell
from s3metrics.engine.engine import Engine
from s3metrics.engine.entities import Entities
from s3metrics.engine.members import label
from s3metrics.engine.query import ALL, Query
from s3metrics.engine.receipt import Receipt
from s3metrics.engine.recording import RecordingEngine
from s3metrics.engine.selection import DIMENSIONS, Selection
from s3metrics.errors import UserError
from s3metrics.indicators import find_indicator
from s3metrics.ledger.reader import Delivery, Reader
from s3metrics.programme import Programme
from s3metrics.words import Text


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A figure as it was shown once, in an edition or elsewhere."""

    receipt: Receipt
    cell: Cell
    definition: Definition | None
    edition: Edition | None
    """The edition that it was reported in, or as of which it was counted."""
    is_sealed: bool
    shown_at: datetime
    """When it was sealed, or first shown; UTC."""
    cells_sha256: str


@dataclass(frozen=True, kw_only=True)
class Again:
    """The same figure counted again: same rows, same programme file, the program as it is now."""

    cell: Cell
    is_whole_table_same: bool
    queries: tuple[Query, ...]
    """The SQL that was run, each with the values that it binds."""
    entities: Entities
    """The units behind the cell, and their rows with delivery, file, tab and row."""


@dataclass(frozen=True, kw_only=True)
class Reopened:
    """Everything behind a code."""

    shown: Shown
    delivery: Delivery
    """The last delivery that was taken into account."""
    change: Text | None
    """How the definition has changed since; None where it has not."""
    selected: tuple[tuple[str, tuple[Text, ...]], ...]
    """(dimension, names) of what the selection was confined to."""
    cell: tuple[tuple[str, Text], ...]
    """(dimension, name) of the one cell; empty for the whole figure."""
    again: Again | None
    """None where it cannot be counted again, for the reason in `why_not`."""
    why_not: Text | None

    @property
    def is_same(self) -> bool | None:
        """Whether it comes out the same; None where it cannot be counted again."""
        return None if self.again is None else self.again.cell == self.shown.cell

    def as_json(self) -> dict[str, Any]:
        """Plain values for a program."""
        shown, again = self.shown, self.again
        definition = shown.definition
        return {
            "code": shown.receipt.code,
            "receipt": shown.receipt.as_json(),
            "definition": definition
            and {
                "version": definition.version,
                "label": vars(definition.label),
                "unit": vars(definition.unit),
                "sentence": vars(definition.sentence),
            },
            "definition_change": self.change and vars(self.change),
            "edition": shown.edition and shown.edition.name,
            "sealed": shown.is_sealed,
            "shown_at": shown.shown_at.isoformat(),
            "delivery": self.delivery.delivery,
            "delivered_at": self.delivery.received_at.isoformat(),
            "then": _cell(shown.cell),
            "now": again and _cell(again.cell),
            "same": self.is_same,
            "same_table": again and again.is_whole_table_same,
            "why_not": self.why_not and self.why_not.sv,
            "sql": [
                {"text": query.sql, "values": {k: _plain(v) for k, v in query.bound.items()}}
                for query in (again.queries if again else ())
            ],
            "entities": again and again.entities.as_json(),
        }


def shown_in(sealed: Sealed, code: str) -> Shown | None:
    """The sealed figure of that code, or None where the edition has none."""
    for table in sealed.tables.values():
        for members, cell in table.cells.items():
            receipt = table.receipt.of_cell(dict(zip(table.by, members, strict=True)))
            if receipt.code == code:
                return Shown(
                    receipt=receipt,
                    cell=cell,
                    definition=sealed.definitions.get(table.indicator),
                    edition=sealed.edition,
                    is_sealed=True,
                    shown_at=sealed.edition.sealed_at,
                    cells_sha256=cells_sha256(table.cells),
                )
    return None


def edition_of_code(reader: Reader, code: str) -> str | None:
    """The name of the edition that holds a figure of that code, or None."""
    if not reader.has_table("edition"):
        return None
    rows = (
        reader.cursor()
        .execute("SELECT edition FROM ledger.edition_figure WHERE receipt = ? LIMIT 1", [code])
        .fetchall()
    )
    return str(rows[0][0]) if rows else None


def known_codes(reader: Reader) -> list[str]:
    """The codes of every sealed figure."""
    if not reader.has_table("edition"):
        return []
    rows = reader.cursor().execute("SELECT receipt FROM ledger.edition_figure").fetchall()
    return [row[0] for row in rows]


def noted(note: Noted, edition: Edition | None) -> Shown:
    """A figure out of the book of receipts."""
    return Shown(
        receipt=note.receipt,
        cell=note.cell,
        definition=note.definition,
        edition=edition,
        is_sealed=False,
        shown_at=note.shown_at,
        cells_sha256=note.cells_sha256,
    )


def reopened(
    shown: Shown,
    delivery: Delivery,
    engine: Engine | None,
    programme: Programme,
    why_not: Text | None,
) -> Reopened:
    """Counts the figure again where it can be; `engine` is None where it cannot, with the reason.

    `programme` gives the names that people read.
    """
    again: Again | None = None
    if engine is not None:
        try:
            again = _again(shown, delivery.delivery, engine)
        except UserError as error:
            why_not = error.text
    selection = Selection.of_json(shown.receipt.selection)
    return Reopened(
        shown=shown,
        delivery=delivery,
        change=change_of(shown.definition) if shown.definition else None,
        selected=tuple(
            (name, tuple(label(name, member, programme) for member in selection.members(name)))
            for name in DIMENSIONS
            if selection.members(name)
        ),
        cell=tuple((name, label(name, member, programme)) for name, member in shown.receipt.cell),
        again=again,
        why_not=None if again else why_not,
    )


def _again(shown: Shown, as_of: int, engine: Engine) -> Again:
    receipt = shown.receipt
    indicator, selection = find_indicator(receipt.indicator), Selection.of_json(receipt.selection)
    day = selection.to
    assert day is not None, "a receipt names its dates"
    recording = RecordingEngine(engine)
    result = recording.compute(indicator, selection, receipt.by, as_of, day)
    queries = tuple(dict.fromkeys(_hashable(query) for query in recording.queries))
    cell = dict(receipt.cell)
    return Again(
        cell=result.cells[tuple(cell.get(name, ALL) for name in receipt.by)],
        is_whole_table_same=cells_sha256(result.cells) == shown.cells_sha256,
        queries=tuple(Query(sql, dict(bound)) for sql, bound in queries),
        entities=engine.entities(indicator, selection, cell, as_of, day),
    )


def _hashable(query: Query) -> tuple[str, tuple[tuple[str, Any], ...]]:
    return query.sql, tuple(query.bound.items())


def _cell(cell: Cell) -> Mapping[str, Any]:
    return {
        "value": text_of(cell.value),
        "numerator": text_of(cell.numerator),
        "denominator": text_of(cell.denominator),
        "status": cell.status.value,
    }


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int) else str(value)
