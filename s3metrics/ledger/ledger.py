"""The ledger file: opened only to write, by one process at a time, and checked when opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import duckdb
import filelock
import pyarrow.compute as pc

from s3metrics.errors import LedgerError
from s3metrics.ledger import publishing, schema
from s3metrics.ledger.confirmed import confirm
from s3metrics.ledger.delivery import DeliveryReport, Incoming, Sending
from s3metrics.ledger.identity import Identity, SecretTakenError, is_person_key
from s3metrics.ledger.places import Places
from s3metrics.ledger.schema import only_row, quoted, quoted_text
from s3metrics.ledger.take import take
from s3metrics.ledger.vault import Vault
from s3metrics.sheets import SHEETS, Kind

_LOCK_SECONDS = 120
Written = TypeVar("Written")


class Ledger:
    """Writes to one database. Readers use `published.Reader` instead."""

    def __init__(
        self,
        places: Places,
        identity: Identity,
        after_take: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
    ) -> None:
        """`after_take` runs in each delivery's transaction, to keep what is derived current."""
        self._places = places
        self._identity = identity
        self._after_take = after_take

    def deliver(
        self, incoming: Sequence[Incoming], sending: Sending, *, is_sample: bool = False
    ) -> DeliveryReport:
        """Takes one delivery: all of its accepted rows or none.

        When it returns, the delivery is on disk and published. Raises RefusedDelivery for a list
        that shrank too much, LedgerError when the database is in use for long or not usable.
        """
        with self._writing() as connection:
            connection.execute("BEGIN")
            try:
                report = take(connection, incoming, sending)
                if report.is_unchanged:
                    connection.execute("ROLLBACK")
                    confirm(self._places, incoming, sending)
                    return report
                if self._after_take is not None:
                    self._after_take(connection)
                keys = {key for item in incoming for key in _person_keys(item)}
                Vault(self._places.vault, self._identity).store(keys)
                if is_sample:
                    connection.execute("UPDATE meta SET value = 'true' WHERE key = 'is_sample'")
                self._commit(connection)
            except BaseException:
                _roll_back(connection)
                raise
        return report

    def write(self, change: Callable[[duckdb.DuckDBPyConnection], Written]) -> Written:
        """Runs `change` in a transaction of its own, all of it or nothing, and publishes.

        Its tables are reached as `ledger.<table>`. Returns what `change` returns; what it raises
        undoes everything.
        """
        with self._writing() as connection:
            connection.execute("BEGIN")
            try:
                written = change(connection)
                self._commit(connection)
            except BaseException:
                _roll_back(connection)
                raise
        return written

    def _commit(self, connection: duckdb.DuckDBPyConnection) -> None:
        publishing.mark_stale(self._places)
        connection.execute(
            "UPDATE meta SET value = (value::BIGINT + 1)::TEXT WHERE key = 'data_version'"
        )
        connection.execute("COMMIT")

    def publish_if_stale(self) -> None:
        """Publishes what a process that died had committed; a no-op while another one writes."""
        try:
            with self._writing(wait_seconds=0):
                pass
        except LedgerError:
            if not publishing.newest(self._places):
                raise

    @contextmanager
    def _writing(self, wait_seconds: float = _LOCK_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        self._places.database.parent.mkdir(parents=True, exist_ok=True)
        try:
            with filelock.FileLock(self._places.lock, timeout=wait_seconds):
                connection = self._connect()
                try:
                    yield connection
                    connection.execute("CHECKPOINT ledger")
                    version = data_version(connection)
                finally:
                    connection.close()
                publishing.publish(self._places, version)
        except filelock.Timeout as error:
            raise LedgerError(
                f"Databasen {self._places.database} skrivs just nu av ett annat program. "
                "Försök igen om en stund."
            ) from error
        except (duckdb.Error, OSError) as error:
            raise LedgerError(
                f"{self._places.database} kan inte skrivas: {error}. Ingenting har ändrats. "
                "Kontrollera att du får skriva i mappen och att det finns plats på disken."
            ) from error

    def _connect(self) -> duckdb.DuckDBPyConnection:
        is_new = not self._places.database.exists()
        # In memory, with the file attached under a fixed name: SQL reads the same as in readers.
        connection = duckdb.connect(":memory:")
        try:
            connection.execute(f"ATTACH {quoted_text(str(self._places.database))} AS ledger")
        except duckdb.Error as error:
            connection.close()
            raise LedgerError(
                f"{self._places.database} kan inte öppnas som databas: {error}. Ange en annan "
                "fil med --db eller återställ en säkerhetskopia."
            ) from error
        try:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute("USE ledger")
            if is_new or not _has_tables(connection):
                if publishing.newest(self._places) is not None:
                    raise LedgerError(
                        f"{self._places.database} är tom, men publicerade versioner finns kvar i "
                        f"{self._places.published}. Återställ en säkerhetskopia, eller flytta "
                        "undan mappen om du vill börja om."
                    )
                # The secret first: a database whose secret was never written could not be used.
                self._identity.save(self._places.secret)
                schema.create(connection, fingerprint=self._identity.fingerprint)
            if is_older(connection):
                schema.upgrade(connection)
            self._check(connection)
        except duckdb.Error as error:
            connection.close()
            raise LedgerError(
                f"{self._places.database} är skadad och kan inte läsas: {error}. Återställ en "
                "säkerhetskopia."
            ) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _check(self, connection: duckdb.DuckDBPyConnection) -> None:
        if _meta(connection, "schema_version") != schema.SCHEMA_VERSION:
            raise LedgerError(
                f"{self._places.database} har tabellversion "
                f"{_meta(connection, 'schema_version')}; det här programmet läser "
                f"{schema.SCHEMA_VERSION}. Använd den version av programmet som skrev den."
            )
        stored = _meta(connection, "secret_fingerprint")
        if stored != self._identity.fingerprint:
            secret = self._places.secret
            if secret.exists() and Identity.open(secret).fingerprint == stored:
                raise SecretTakenError("Ett annat program tog just emot den första leveransen.")
            raise LedgerError(
                "Hemligheten bredvid databasen (filen .secret) saknas eller hör inte till den: "
                "enskilda firmor skulle inte kännas igen. Återställ den från en säkerhetskopia."
            )
        newest = publishing.newest(self._places)
        if newest is not None and newest[0] > data_version(connection):
            raise LedgerError(
                f"{self._places.database} är äldre (version {data_version(connection)}) än den "
                f"publicerade versionen {newest[0]}: leveranser saknas. Återställ en "
                "säkerhetskopia."
            )
        check_counts(connection)


def check_counts(connection: duckdb.DuckDBPyConnection) -> None:
    """Holds the rows that stand against what the deliveries say.

    A damaged write-ahead log opens without a word and with fewer transactions; the counts do not
    agree then. Raises LedgerError naming the table and the delivery.
    """
    said = _said(connection)
    came, went = (_counted(connection, column) for column in ("brought_by", "withdrawn_by"))
    for place in sorted({*said, *came, *went}):
        if said.get(place, (0, 0)) != (came.get(place, 0), went.get(place, 0)):
            table, delivery = place
            raise LedgerError(
                f"Raderna i tabellen {table} stämmer inte med vad leverans {delivery} "
                "skrev: databasen är skadad. Återställ en säkerhetskopia."
            )


def _said(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, int], tuple[int, int]]:
    """(table, delivery) → rows that it brought and withdrew, as the deliveries say."""
    rows = connection.execute(
        "SELECT table_name, delivery, added + changed, changed + withdrawn FROM delivered_table"
    ).fetchall()
    return {(table, delivery): (came, went) for table, delivery, came, went in rows}


def _counted(connection: duckdb.DuckDBPyConnection, column: str) -> dict[tuple[str, int], int]:
    """(table, delivery) → rows that carry its number in `column`."""
    selects = (
        f"SELECT {quoted_text(sheet.table)}, {column}, count(*) FROM {quoted(sheet.table)} "
        f"WHERE {column} IS NOT NULL GROUP BY {column}"
        for sheet in SHEETS
    )
    rows = connection.execute(" UNION ALL ".join(selects)).fetchall()
    return {(table, delivery): count for table, delivery, count in rows}


def data_version(connection: duckdb.DuckDBPyConnection) -> int:
    """How many times the ledger has been written to."""
    return int(_meta(connection, "data_version"))


def is_older(connection: duckdb.DuckDBPyConnection) -> bool:
    """True for a database that an earlier version of the program wrote."""
    stored = _meta(connection, "schema_version")
    return stored in schema.EARLIER_VERSIONS


def _meta(connection: duckdb.DuckDBPyConnection, key: str) -> str:
    return str(only_row(connection, "SELECT value FROM meta WHERE key = ?", [key])[0])


def _has_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    return bool(
        connection.execute(
            "SELECT 1 FROM duckdb_tables() WHERE database_name = 'ledger' AND table_name = 'meta'"
        ).fetchall()
    )


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    # Where the commit itself failed, DuckDB has already ended the transaction.
    with suppress(duckdb.Error):
        connection.execute("ROLLBACK")


def _person_keys(item: Incoming) -> set[str]:
    found: set[str] = set()
    for sheet in SHEETS:
        if sheet.table != item.table:
            continue
        for column in sheet.columns:
            if column.kind in {Kind.ORGNR, Kind.ORGNR_OR_NAME}:
                values = item.rows.column(column.name)
                # Few companies of many are people's.
                likely = values.filter(pc.starts_with(values, "p")).unique().to_pylist()
                found |= {value for value in likely if value and is_person_key(value)}
    return found


def throw_away_copy(source: Path, folder: Path) -> Places:
    """A copy of a published version as a database of its own, to try a delivery in."""
    places = Places(folder / "copy.duckdb")
    publishing.copy_file(source, places.database)
    places.database.chmod(0o600)
    return places
