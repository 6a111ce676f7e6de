"""The ledger file: opened only to write, by one process at a time, and checked when opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
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
from s3metrics.ledger.senders import as_delivered
from s3metrics.ledger.take import take
from s3metrics.ledger.vault import Vault
from s3metrics.sheets import SHEETS, Kind
from s3metrics.words import Text

_LOCK_SECONDS = 120
Written = TypeVar("Written")


class Ledger:
    """Writes to one database. Readers use `published.Reader` instead."""

    def __init__(
        self,
        places: Places,
        identity: Identity,
        after_take: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
        *,
        listed: Iterable[str] = (),
    ) -> None:
        """`after_take` runs in each delivery's transaction, to keep what is derived current.

        `listed` are the senders' names as the programme file has them.
        """
        self._places = places
        self._identity = identity
        self._after_take = after_take
        self._listed = tuple(listed)

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
                sender = as_delivered(connection, sending.sender, self._listed)
                sending = replace(sending, sender=sender)
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
    def at_rest(self) -> Iterator[int]:
        """The database checked, written out and closed, with nobody writing for as long as it is
        held; gives its data version. Raises LedgerError.
        """
        with self._alone(_LOCK_SECONDS):
            with self._connected() as connection:
                version = data_version(connection)
            yield version

    @contextmanager
    def _writing(self, wait_seconds: float = _LOCK_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._alone(wait_seconds), self._connected() as connection:
            yield connection

    @contextmanager
    def _alone(self, wait_seconds: float) -> Iterator[None]:
        """The one lock of everybody who writes."""
        lock = filelock.FileLock(self._places.lock)
        with self._told():
            self._places.database.parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=wait_seconds)
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _connected(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """The database open to write; afterwards it is written out, closed and published."""
        with self._told():
            connection = self._connect()
            try:
                yield connection
                connection.execute("CHECKPOINT ledger")
                version = data_version(connection)
            finally:
                connection.close()
            publishing.publish(self._places, version)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Says what the system's errors mean for the reader."""
        try:
            yield
        except filelock.Timeout as error:
            raise LedgerError(
                Text(
                    f"Databasen {self._places.database} skrivs just nu av ett annat program. "
                    "Försök igen om en stund.",
                    f"Another program is writing to the database {self._places.database} just now. "
                    "Try again in a while.",
                )
            ) from error
        except (duckdb.Error, OSError) as error:
            raise LedgerError(
                Text(
                    f"{self._places.database} kan inte skrivas: {error}. Ingenting har ändrats. "
                    "Kontrollera att du får skriva i mappen och att det finns plats på disken.",
                    f"{self._places.database} cannot be written: {error}. Nothing has been "
                    "changed. Check that you may write in the folder and that there is room on "
                    "the disk.",
                )
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
                Text(
                    f"{self._places.database} kan inte öppnas som databas: {error}. Ange en annan "
                    "fil med --db eller återställ en säkerhetskopia.",
                    f"{self._places.database} cannot be opened as a database: {error}. Give "
                    "another file with --db or restore a backup.",
                )
            ) from error
        try:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute("USE ledger")
            if is_new or not _has_tables(connection):
                if publishing.newest(self._places) is not None:
                    raise LedgerError(
                        Text(
                            f"{self._places.database} är tom, men publicerade versioner finns kvar "
                            f"i {self._places.published}. Återställ en säkerhetskopia, eller "
                            "flytta undan mappen om du vill börja om.",
                            f"{self._places.database} is empty, but published versions are left in "
                            f"{self._places.published}. Restore a backup, or move the folder out "
                            "of the way if you want to start afresh.",
                        )
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
                Text(
                    f"{self._places.database} är skadad och kan inte läsas: {error}. Återställ en "
                    "säkerhetskopia.",
                    f"{self._places.database} is damaged and cannot be read: {error}. Restore a "
                    "backup.",
                )
            ) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _check(self, connection: duckdb.DuckDBPyConnection) -> None:
        if _meta(connection, "schema_version") != schema.SCHEMA_VERSION:
            raise LedgerError(
                Text(
                    f"{self._places.database} har tabellversion "
                    f"{_meta(connection, 'schema_version')}; det här programmet läser "
                    f"{schema.SCHEMA_VERSION}. Använd den version av programmet som skrev den.",
                    f"{self._places.database} has table version "
                    f"{_meta(connection, 'schema_version')}; this program reads "
                    f"{schema.SCHEMA_VERSION}. Use the version of the program that wrote it.",
                )
            )
        stored = _meta(connection, "secret_fingerprint")
        if stored != self._identity.fingerprint:
            secret = self._places.secret
            if secret.exists() and Identity.open(secret).fingerprint == stored:
                raise SecretTakenError(
                    Text(
                        "Ett annat program tog just emot den första leveransen.",
                        "Another program has just taken the first delivery.",
                    )
                )
            raise LedgerError(
                Text(
                    "Hemligheten bredvid databasen (filen .secret) saknas eller hör inte till "
                    "den: enskilda firmor skulle inte kännas igen. Återställ den från en "
                    "säkerhetskopia.",
                    "The secret beside the database (the file .secret) is missing or does not "
                    "belong to it: sole traders would not be recognised. Restore it from a "
                    "backup.",
                )
            )
        newest = publishing.newest(self._places)
        if newest is not None and newest[0] > data_version(connection):
            raise LedgerError(
                Text(
                    f"{self._places.database} är äldre (version {data_version(connection)}) än den "
                    f"publicerade versionen {newest[0]}: leveranser saknas. Återställ en "
                    "säkerhetskopia.",
                    f"{self._places.database} is older (version {data_version(connection)}) than "
                    f"the published version {newest[0]}: deliveries are missing. Restore a backup.",
                )
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
                Text(
                    f"Raderna i tabellen {table} stämmer inte med vad leverans {delivery} skrev: "
                    "databasen är skadad. Återställ en säkerhetskopia.",
                    f"The rows of the table {table} do not agree with what delivery {delivery} "
                    "wrote: the database is damaged. Restore a backup.",
                )
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
