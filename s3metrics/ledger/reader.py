"""Reading a published version: who has delivered what, what waits, and a connection for figures."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from s3metrics.errors import LedgerError
from s3metrics.ledger import publishing
from s3metrics.ledger.attaching import attach_ledger
from s3metrics.ledger.places import Places
from s3metrics.ledger.schema import only_row
from s3metrics.sheets import Code, Fault, QuarantinedRow
from s3metrics.words import Text

_WAITS = "q.brought_by <= $1 AND (q.withdrawn_by IS NULL OR q.withdrawn_by > $1)"
"""Of a row in quarantine: whether it waited after delivery $1."""
# The in-memory database anew, so that large tables in it may be compressed: to an eighth, and they
# are read faster. It is made under the name that new cursors start in.
_COMPRESSED = (
    "ATTACH ':memory:' AS passing",
    "USE passing",
    "DETACH memory",
    "ATTACH ':memory:' AS memory (COMPRESS)",
    "USE memory",
    "DETACH passing",
)


@dataclass(frozen=True, kw_only=True)
class DeliveredTable:
    """One sheet of a delivery, with its counts."""

    table: str
    read: int
    accepted: int
    quarantined: int
    added: int
    changed: int
    withdrawn: int


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A delivery that took effect."""

    delivery: int
    sender: str
    received_at: datetime
    format: str
    files: tuple[tuple[str, str], ...]
    """(name, SHA-256)."""
    tables: tuple[DeliveredTable, ...]


@dataclass(frozen=True, kw_only=True)
class WaitingRows:
    """Rows of one sender's list that were not accepted."""

    table: str
    sender: str
    rows: int
    by_code: Mapping[Code, int]
    """Kind of fault → rows that have it; a row with two faults is in both."""


class Reader:
    """One published version, opened read-only; safe to share between threads."""

    def __init__(self, version: int, path: Path) -> None:
        self.data_version = version
        self.path = path
        # An in-memory database of its own, so that figures' tables can be built beside the ledger.
        self._connection = duckdb.connect(":memory:")
        for statement in _COMPRESSED:
            self._connection.execute(statement)
        self._connection.execute("SET TimeZone = 'UTC'")
        try:
            attach_ledger(self._connection, path)
        except duckdb.Error as error:
            self._connection.close()
            raise LedgerError(
                Text(
                    f"Den publicerade versionen {path} är skadad: {error}. Ta bort den, så byggs "
                    "den om ur databasen.",
                    f"The published version {path} is damaged: {error}. Remove it, and it is built "
                    "again from the database.",
                )
            ) from error
        self._lock = threading.Lock()
        self.last_delivery = self._number("SELECT coalesce(max(delivery), 0) FROM ledger.delivery")
        self.is_sample = (
            self._text("SELECT value FROM ledger.meta WHERE key = 'is_sample'") == "true"
        )

    @property
    def lock(self) -> threading.Lock:
        """Held while tables are built beside the ledger."""
        return self._lock

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection for one call: threads that share one get each other's answers."""
        return self._connection.cursor()

    def compress(self) -> None:
        """Compresses the tables built beside the ledger; not now if others are at work there."""
        with suppress(duckdb.TransactionException):
            self.cursor().execute("CHECKPOINT memory")

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def has_table(self, name: str) -> bool:
        """Whether the ledger has that table: some are only made when first needed."""
        return bool(
            self.cursor()
            .execute(
                # Of an earlier version's file the tables stand as views.
                "SELECT 1 FROM information_schema.tables WHERE table_catalog = 'ledger' "
                "AND table_schema = 'main' AND table_name = ?",
                [name],
            )
            .fetchall()
        )

    def delivered(self, as_of: int) -> list[tuple[str, str]]:
        """(sender, table) of every list that had come by `as_of`."""
        return (
            self.cursor()
            .execute(
                "SELECT DISTINCT sender, table_name FROM ledger.delivered_table "
                "WHERE delivery <= ? ORDER BY ALL",
                [as_of],
            )
            .fetchall()
        )

    def deliveries(self) -> list[Delivery]:
        """Every delivery, the latest first."""
        cursor = self.cursor()
        files: dict[int, list[tuple[str, str]]] = {}
        for number, name, sha256 in cursor.execute(
            "SELECT delivery, name, sha256 FROM ledger.delivered_file ORDER BY file_id"
        ).fetchall():
            files.setdefault(number, []).append((name, sha256))
        tables: dict[int, list[DeliveredTable]] = {}
        for number, table, *counts in cursor.execute(
            "SELECT delivery, table_name, read, accepted, quarantined, added, changed, withdrawn "
            "FROM ledger.delivered_table"
        ).fetchall():
            read, accepted, quarantined, added, changed, withdrawn = counts
            tables.setdefault(number, []).append(
                DeliveredTable(
                    table=table,
                    read=read,
                    accepted=accepted,
                    quarantined=quarantined,
                    added=added,
                    changed=changed,
                    withdrawn=withdrawn,
                )
            )
        return [
            Delivery(
                delivery=number,
                sender=sender,
                received_at=received_at,
                format=format_,
                files=tuple(files.get(number, ())),
                tables=tuple(tables.get(number, ())),
            )
            for number, sender, received_at, format_ in cursor.execute(
                "SELECT delivery, sender, received_at, format FROM ledger.delivery "
                "ORDER BY delivery DESC"
            ).fetchall()
        ]

    def quarantine(self, as_of: int | None = None) -> list[QuarantinedRow]:
        """The rows that wait for correction now, or did after delivery `as_of`; by sender, file,
        tab and row."""
        cursor = self.cursor()
        known = self.last_delivery if as_of is None else as_of
        faults: dict[tuple[object, ...], list[Fault]] = {}
        for (
            delivery,
            table,
            file_id,
            file,
            sheet,
            row,
            column,
            value,
            code,
            message,
            english,
        ) in cursor.execute(
            "SELECT f.delivery, f.table_name, f.file_id, d.name, f.sheet, f.row_number, "
            "f.column_name, f.value, f.code, f.message, coalesce(f.message_en, f.message) "
            "FROM ledger.fault f "
            "JOIN ledger.delivered_file d USING (file_id)"
        ).fetchall():
            faults.setdefault((delivery, table, file_id, sheet, row), []).append(
                Fault(
                    file=file,
                    sheet=sheet,
                    row=row,
                    column=column,
                    value=value,
                    code=Code(code),
                    message=Text(message, english),
                )
            )
        return [
            QuarantinedRow(
                delivery=delivery,
                sender=sender,
                table=table,
                file=file,
                sheet=sheet,
                row=row,
                values=json.loads(cells),
                faults=tuple(faults.get((delivery, table, file_id, sheet, row), ())),
            )
            for delivery, sender, table, file_id, file, sheet, row, cells in cursor.execute(
                "SELECT q.brought_by, q.sender, q.table_name, q.file_id, d.name, q.sheet, "
                "q.row_number, q.cells FROM ledger.quarantined q "
                f"JOIN ledger.delivered_file d USING (file_id) WHERE {_WAITS} "
                "ORDER BY q.sender, d.name, q.sheet, q.row_number",
                [known],
            ).fetchall()
        ]

    def waiting(self, as_of: int) -> list[WaitingRows]:
        """How many rows waited for correction after delivery `as_of`, by table and sender."""
        cursor = self.cursor()
        by_code: dict[tuple[str, str], dict[Code, int]] = {}
        for table, sender, code, rows in cursor.execute(
            "SELECT q.table_name, q.sender, f.code, "
            "count(DISTINCT (q.file_id, q.sheet, q.row_number)) FROM ledger.quarantined q "
            "JOIN ledger.fault f ON f.delivery = q.brought_by AND f.table_name = q.table_name "
            "AND f.file_id = q.file_id AND f.sheet = q.sheet AND f.row_number = q.row_number "
            f"WHERE {_WAITS} GROUP BY ALL ORDER BY ALL",
            [as_of],
        ).fetchall():
            if not Code(code).is_warning:
                by_code.setdefault((table, sender), {})[Code(code)] = rows
        return [
            WaitingRows(table=table, sender=sender, rows=rows, by_code=by_code[table, sender])
            for table, sender, rows in cursor.execute(
                "SELECT q.table_name, q.sender, count(*) FROM ledger.quarantined q "
                f"WHERE {_WAITS} GROUP BY ALL ORDER BY ALL",
                [as_of],
            ).fetchall()
        ]

    def _number(self, sql: str) -> int:
        return int(only_row(self.cursor(), sql)[0])

    def _text(self, sql: str) -> str:
        return str(only_row(self.cursor(), sql)[0])


def open_newest(places: Places) -> Reader:
    """A reader of the newest published version.

    Raises LedgerError when nothing has been published yet.
    """
    newest = publishing.newest(places)
    if newest is None:
        raise LedgerError(
            Text(
                f"Det finns ingen databas i {places.database}. Bygg exempelprogrammet med "
                "”s3metrics demo” eller ta emot en leverans med ”s3metrics import”.",
                f"There is no database in {places.database}. Build the sample programme with "
                "“s3metrics demo” or take a delivery with “s3metrics import”.",
            )
        )
    return Reader(*newest)
