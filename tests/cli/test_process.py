"""The program as a process: its encoding, a reader that leaves, and the sample."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.places import PROJECT
from s3metrics.sample import SampleDelivery
from tests.cli.running import FILES, PROGRAMME, SENDER, WORLD, Desk, run


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "s3metrics", *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_output_is_utf8_with_line_feeds_whatever_the_console(desk: Desk) -> None:
    call = ("compute", "smes_reached", "--by", "area", "--db", desk.database)
    done = process(*call, "--programme", PROGRAMME, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert "Besöksnäring   ej rapporterat\n" in done.stdout.decode("utf-8")
    assert "Så räknas det" in done.stderr.decode("utf-8")
    assert b"\r" not in done.stdout


def test_a_reader_that_leaves_is_no_error(empty: Desk) -> None:
    # More output than a pipe holds, so that the program still writes when nobody reads any more.
    writer = subprocess.Popen(
        [sys.executable, "-m", "s3metrics", "indicators", "--json"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None and writer.stderr is not None
    writer.stdout.close()
    complaint = writer.stderr.read()
    assert writer.wait(60) == 0
    assert b"Traceback" not in complaint and b"Broken pipe" not in complaint


def test_a_wrong_call_ends_with_2(desk: Desk) -> None:
    done = process("compute", "smes_reach", "--db", desk.database)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Menade du ”smes_reached”?" in done.stderr.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_an_import_while_another_process_reads_the_figures(empty: Desk) -> None:
    empty("import", *FILES, "--sender", SENDER)
    reading = empty("compute", "smes_reached")
    assert reading.code == 0
    call = ("import", WORLD / "foretag.csv", "--sender", "Annan", "--db", empty.database)
    done = process(*call, "--programme", PROGRAMME)
    assert done.returncode == 0, done.stderr.decode()


def test_the_sample_is_built_once_and_says_what_it_is(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "s3.duckdb", tmp_path / "b" / "s3.duckdb"
    built = process("demo", "--db", first, S3METRICS_TODAY="2024-07-31")
    told = built.stderr.decode("utf-8")
    assert built.returncode == 0, told
    assert built.stdout == b""
    assert "EXEMPELDATA – inga riktiga uppgifter" in told
    assert "streamlit run dashboard.py" in told

    process("demo", "--db", second, S3METRICS_TODAY="2024-07-31")
    call = ("compute", "smes_reached", "--by", "area,county", "--to", "2024-07-31")
    figures = [run("--db", database, *call, "--format", "json") for database in (first, second)]
    assert figures[0].json == figures[1].json
    assert all("EXEMPELDATA – inga riktiga uppgifter" in figure.err for figure in figures)
    deliveries = [run("--db", d, "deliveries", "--format", "csv").out for d in (first, second)]
    assert deliveries[0] == deliveries[1]

    again = process("demo", "--db", first, S3METRICS_TODAY="2024-07-31")
    assert again.returncode == 2
    assert "har redan leveranser" in again.stderr.decode("utf-8")


def test_a_sample_with_rows_to_correct_ends_with_1(
    empty: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty = NamedBytes(
        name="foretag.csv", content=b"orgnr;name;municipality;size\n1;Ett;Gotland;mikro"
    )
    sample = SampleDelivery(
        sender=SENDER, received_at=datetime(2025, 6, 30, 9, tzinfo=UTC), files=[faulty], note=""
    )
    monkeypatch.setattr("s3metrics.cli.demo.sample_deliveries", lambda *_: iter([sample]))
    done = empty("demo")
    assert done.code == 1
    assert "1 rad väntar på rättning" in done.err
    assert f"S3METRICS_DB={empty.database}" in done.err
    assert empty("deliveries", "--format", "csv").csv[0]["received_at"] == "2025-06-30T09:00:00"


def test_before_the_programme_there_is_no_sample(tmp_path: Path) -> None:
    done = process("demo", "--db", tmp_path / "s3.duckdb", S3METRICS_TODAY="2024-04-02")
    assert done.returncode == 2
    assert "finns inga exempel att leverera" in done.stderr.decode("utf-8")
    assert list(tmp_path.iterdir()) == []
