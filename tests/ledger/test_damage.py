"""A database that does not hold what its deliveries say is refused, by name, and left alone."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from s3metrics.errors import LedgerError
from tests.soundness.drawing import Book

LIST = """
company
| orgnr |
| Alfa  |
| Beta  |
initiative
| initiative_id |
| I1            |
participation
| initiative_id | orgnr |
| I1            | Alfa  |
| I1            | Beta  |
"""
MORE = "company\n| orgnr |\n| Alfa |\n| Beta |\n| Gamma |"


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM participation WHERE row_number = 2",
        "INSERT INTO participation SELECT * FROM participation",
        "UPDATE participation SET withdrawn_by = 1 WHERE row_number = 2",
        "UPDATE participation SET brought_by = 2",
        "DELETE FROM delivered_table WHERE table_name = 'participation'",
        "UPDATE delivered_table SET withdrawn = 1 WHERE table_name = 'participation'",
        "UPDATE delivered_table SET added = added + 1 WHERE table_name = 'participation'",
    ],
)
def test_rows_that_are_not_what_deliveries_wrote(book: Book, damage: str) -> None:
    book.deliver(LIST)
    with duckdb.connect(str(book.places.database)) as connection:
        connection.execute(damage)
    content = book.places.database.read_bytes()
    with pytest.raises(LedgerError, match="participation stämmer inte"):
        book.deliver(MORE)
    assert book.places.database.read_bytes() == content
    # What was published before stays readable.
    assert book.total("smes_reached") == 2


def test_an_older_copy_under_newer_published_versions(book: Book) -> None:
    book.deliver(LIST)
    old = book.places.database.with_suffix(".old")
    shutil.copyfile(book.places.database, old)
    book.deliver(MORE)
    shutil.copyfile(old, book.places.database)
    with pytest.raises(LedgerError, match="äldre"):
        book.deliver(MORE)


def test_a_database_that_was_deleted_under_its_published_versions(book: Book) -> None:
    book.deliver(LIST)
    book.places.database.unlink()
    with pytest.raises(LedgerError, match="tom"):
        book.deliver(MORE)
    assert book.total("smes_reached") == 2


def test_a_file_that_is_no_database(book: Book) -> None:
    book.places.database.write_bytes(b"no database at all" * 1000)
    with pytest.raises(LedgerError, match="kan inte öppnas"):
        book.deliver(LIST)
    assert book.places.database.read_bytes() == b"no database at all" * 1000


def test_a_database_cut_in_half(book: Book) -> None:
    book.deliver(LIST)
    content = book.places.database.read_bytes()
    book.places.database.write_bytes(content[: len(content) // 2])
    with pytest.raises(LedgerError, match="skadad"):
        book.deliver(MORE)
    assert book.total("smes_reached") == 2


def test_another_version_of_the_tables(book: Book) -> None:
    book.deliver(LIST)
    with duckdb.connect(str(book.places.database)) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    with pytest.raises(LedgerError, match="tabellversion"):
        book.deliver(MORE)
