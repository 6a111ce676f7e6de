"""The programme files that deliveries and editions were taken under, whole.

An old figure can only be counted again under the rules of its day, so the file is kept with it.
"""

from __future__ import annotations

import hashlib

import duckdb

from s3metrics.errors import LedgerError
from s3metrics.ledger.reader import Reader
from s3metrics.programme import Programme, parse
from s3metrics.words import Text

TABLE = "programme_file"


def keep_programme(connection: duckdb.DuckDBPyConnection, programme: Programme) -> None:
    """Puts the programme's file into the ledger, inside the caller's transaction, if it is new."""
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS ledger.{TABLE} (sha256 TEXT NOT NULL, text TEXT NOT NULL)"
    )
    connection.execute(
        f"INSERT INTO ledger.{TABLE} SELECT $sha256, $text "
        f"WHERE $sha256 NOT IN (SELECT sha256 FROM ledger.{TABLE})",
        {"sha256": programme.sha256, "text": programme.text},
    )


def programme_text(reader: Reader, sha256: str) -> str | None:
    """The kept file of that hash, or None where it was never kept."""
    if not reader.has_table(TABLE):
        return None
    rows = (
        reader.cursor()
        .execute(f"SELECT text FROM ledger.{TABLE} WHERE sha256 = ?", [sha256])
        .fetchall()
    )
    return str(rows[0][0]) if rows else None


def kept_programme(reader: Reader, sha256: str) -> Programme:
    """The programme of that hash as it was kept.

    Raises LedgerError where it was not kept or is not the same file any more, ProgrammeError
    where this version of the program cannot read it.
    """
    text = programme_text(reader, sha256)
    if text is None:
        raise LedgerError(
            Text(
                f"Programfilen {sha256[:12]}… finns inte i databasen: den sparas vid varje "
                "leverans och försegling. Ange den med --programme, om den finns kvar någonstans.",
                f"The programme file {sha256[:12]}… is not in the database: it is kept at each "
                "delivery and sealing. Give it with --programme, if it is still to be found.",
            )
        )
    return programme_of(text, sha256)


def programme_of(text: str, sha256: str) -> Programme:
    """The programme of a kept file, which must have that hash. Raises as `kept_programme`."""
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise LedgerError(
            Text(
                f"Programfilen {sha256[:12]}… har ändrats där den sparades. Återställ en "
                "säkerhetskopia.",
                f"The programme file {sha256[:12]}… has been changed where it was kept. Restore a "
                "backup.",
            )
        )
    return parse(text.encode(), name=f"{sha256[:12]}… ur databasen")
