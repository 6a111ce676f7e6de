"""Killed at any moment, the ledger holds what was reported done; readers never wait or fail."""

from __future__ import annotations

import inspect
import subprocess
import time
from pathlib import Path
from random import Random

import pytest

from s3metrics.errors import LedgerError
from s3metrics.ledger.ledger import Ledger
from s3metrics.platform import Platform
from tests.ledger.processes import list_of, rows_of, start
from tests.soundness.drawing import Book

KILLS = 12
LAST = 10_000


def test_a_kill_at_any_moment_leaves_whole_deliveries(tmp_path: Path) -> None:
    database, random = tmp_path / "s3.duckdb", Random(4711)
    held = 0
    for _ in range(KILLS):
        done = killed(start("loop", database, "A", held + 1, LAST), random)
        platform = Platform.open(database)
        if not platform.has_data:
            assert not done
            continue
        last = platform.engine().reader.last_delivery
        assert held + len(done) <= last <= held + len(done) + 1
        assert done == list(range(held + 1, held + len(done) + 1))
        assert_whole(platform, range(max(1, held), last + 1))
        held = last
    assert held > KILLS
    report = Platform.open(database).deliver(list_of(held + 1, "A"), "A", confirm_withdrawals=True)
    assert report.delivery == held + 1
    assert_whole(Platform.open(database), range(1, held + 2))


def killed(process: subprocess.Popen[str], random: Random) -> list[int]:
    """Ends it by SIGKILL some time after its first delivery; the deliveries it reported done."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(random.uniform(0, 0.7))
    process.kill()
    rest, faults = process.communicate()
    assert not faults, faults
    lines = (first + rest).splitlines()
    return [int(line.removeprefix("done ")) for line in lines]


def assert_whole(platform: Platform, numbers: range) -> None:
    """Each delivery's lists, all of them or not there at all."""
    for number in numbers:
        rows = rows_of(number)
        assert platform.compute("participations", as_of=number).total.value == rows
        assert platform.compute("support_hours", as_of=number).total.value == rows * number
        assert platform.compute("costs", as_of=number).total.value == rows * number


def test_two_processes_deliver_one_after_the_other(tmp_path: Path) -> None:
    database = tmp_path / "s3.duckdb"
    both = [start("loop", database, sender, 1, 4) for sender in ("A", "B")]
    done = []
    for process in both:
        said, faults = process.communicate(timeout=120)
        assert (process.returncode, faults) == (0, "")
        done += [int(line.removeprefix("done ")) for line in said.splitlines()]
    assert sorted(done) == list(range(1, 9))
    platform = Platform.open(database)
    assert [delivery.delivery for delivery in platform.deliveries()] == list(range(8, 0, -1))
    assert platform.compute("participations").total.value == 2 * rows_of(4)
    assert platform.compute("initiatives").total.value == 6


def test_figures_while_another_process_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = Book(tmp_path)
    book.platform.deliver(list_of(1, "A"), "A")
    writer = start("hold", book.places.database)
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == "holding\n"
        assert book.total("participations") == rows_of(1)
        assert Book(tmp_path).total("participations") == rows_of(1)
        assert len(Book(tmp_path).platform.deliveries()) == 1
        preview = book.platform.preview(list_of(1, "B"), "B", ["participations"])
        assert preview.figures[0][2].total.value == 2 * rows_of(1)
        monkeypatch.setattr(inspect.unwrap(Ledger._writing), "__defaults__", (0.2,))
        with pytest.raises(LedgerError, match="skrivs just nu"):
            book.platform.deliver(list_of(1, "B"), "B")
    finally:
        writer.kill()
        writer.communicate()
    # Its transaction was never committed; the ledger is as before, and free again.
    assert book.platform.deliver(list_of(1, "B"), "B").delivery == 2
    assert book.total("participations") == 2 * rows_of(1)


def test_a_reader_finishes_on_the_version_that_it_opened(book: Book) -> None:
    book.platform.deliver(list_of(1, "A"), "A")
    old = book.platform.engine()
    for number in range(2, 8):
        book.platform.deliver(list_of(number, "A"), "A", confirm_withdrawals=True)
    rows = old.reader.cursor().execute("SELECT count(*) FROM ledger.participation").fetchall()
    assert rows == [(rows_of(1),)]
    kept = sorted(path.name for path in book.places.published.iterdir())
    assert kept == ["v5.duckdb", "v6.duckdb", "v7.duckdb"]
    assert book.total("participations") == rows_of(7)
    assert book.platform.engine() is not old
