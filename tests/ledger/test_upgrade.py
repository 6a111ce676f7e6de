"""A database that an earlier version wrote: read as it is, brought up when it is next written."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from s3metrics.errors import LedgerError
from s3metrics.ledger import publishing
from s3metrics.ledger.schema import SCHEMA_VERSION
from s3metrics.platform import Platform
from s3metrics.words import Text
from tests.ledger.looking import newest_file, query
from tests.reports.world import PARTICIPATIONS, PERIOD, TABLES, programme
from tests.small_world import deliver, open_platform

ADDED = {
    "company": ("contact_email", "note", "note_is_sensitive"),
    "booking": ("form",),
}
"""What version 2 added, besides the table `certificate`."""
ENGLISH = "message_en"
"""What version 3 added to the table of faults."""

FAULTY = """
    need_id | title | area  | county | date       | raised_by | status
    B1      | Behov | kraam | 07     | 2025-01-01 | foretag   | identifierat
    """


@pytest.fixture
def earlier(tmp_path: Path) -> Platform:
    """The world as version 1 stored it."""
    return stored_before(tmp_path)


def stored_before(tmp_path: Path, **changed: str) -> Platform:
    """The world as version 1 stored it, some of its lists others."""
    platform = open_platform(tmp_path, programme())
    lists = {name: text for name, text in TABLES.items() if name != "stodintyg"} | changed
    deliver(platform, on=date(2025, 10, 10), **lists)
    with duckdb.connect(str(platform.places.database)) as connection:
        connection.execute("DROP TABLE certificate")
        for table, columns in ADDED.items():
            for column in columns:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute(f"ALTER TABLE fault DROP COLUMN {ENGLISH}")
        connection.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
        connection.execute("CHECKPOINT")
    version = publishing.newest(platform.places)
    assert version is not None
    shutil.rmtree(platform.places.published)
    platform.places.published.mkdir()
    target = platform.places.published / f"v{version[0]}.duckdb"
    shutil.copyfile(platform.places.database, target)
    target.chmod(0o444)
    return open_platform(tmp_path, programme())


def test_it_is_read_as_it_is(earlier: Platform) -> None:
    before = newest_file(earlier.places).read_bytes()
    assert earlier.compute("smes_reached").total.value == 3
    assert len(earlier.entities("smes_reached").rows) == 4
    report = earlier.report(PERIOD).report
    assert [table.id for table in report.tables if table.id == "deltagare"]
    assert newest_file(earlier.places).read_bytes() == before


def test_the_next_delivery_brings_it_up(earlier: Platform) -> None:
    before = earlier.compute("smes_reached").as_json()["rows"]
    deliver(earlier, on=date(2025, 10, 11), stodintyg=TABLES["stodintyg"])
    path = newest_file(earlier.places)
    assert query(path, "SELECT value FROM meta WHERE key = 'schema_version'") == [(SCHEMA_VERSION,)]
    assert query(path, "SELECT count(*) FROM certificate") == [(3,)]
    assert query(path, "SELECT DISTINCT contact_email, note FROM company") == [(None, None)]
    assert earlier.compute("smes_reached").as_json()["rows"] == before
    assert earlier.preflight(PERIOD) == []


def test_the_same_list_again_changes_nothing(earlier: Platform) -> None:
    assert deliver(earlier, on=date(2025, 10, 11), deltaganden=PARTICIPATIONS).is_unchanged


def test_a_list_with_the_new_columns_fills_them(earlier: Platform) -> None:
    report = deliver(earlier, on=date(2025, 10, 11), foretag=TABLES["foretag"])
    assert report.tables["company"].changed == 2
    rows = query(
        newest_file(earlier.places),
        "SELECT contact_email FROM company WHERE withdrawn_by IS NULL AND name = 'Alfa'",
    )
    assert rows == [("alfa@alfa.example",)]


def test_a_later_version_is_not_touched(earlier: Platform) -> None:
    with duckdb.connect(str(earlier.places.database)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(LedgerError, match="tabellversion 99"):
        deliver(earlier, on=date(2025, 10, 11), foretag=TABLES["foretag"])


def test_a_fault_told_before_is_told_in_swedish_and_a_new_one_in_both(tmp_path: Path) -> None:
    earlier = stored_before(tmp_path, behov=FAULTY)

    def told() -> Text:
        (row,) = earlier.quarantine()
        (fault,) = row.faults
        return fault.message

    assert told().sv.startswith("”kraam” är inget av valen.")
    assert told().en == told().sv
    deliver(earlier, on=date(2025, 10, 11), behov=FAULTY.replace("kraam", "kram"))
    assert told().sv.startswith("”kram” är inget av valen.")
    assert told().en.startswith("“kram” is none of the choices.")
