"""The sandbox beside its limits: answers, refusals with their place, the queue, the processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from s3metrics.errors import WrongCall
from s3metrics.explore.limits import Limits
from s3metrics.explore.process import Opening, WorkerProcess
from s3metrics.explore.refusals import Kind
from s3metrics.explore.sandbox import Sandbox
from s3metrics.explore.turns import NoTurn, Turns
from s3metrics.ledger.places import PROJECT
from tests.explore.fenced import ROOMY, Fenced

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture(scope="module")
def fenced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fenced]:
    sandbox = Sandbox(2, yields=False)
    yield Fenced(tmp_path_factory.mktemp("sandbox"), sandbox)
    sandbox.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT name FROM company WHERE company = 7",
        "FROM company SELECT name WHERE company = 7",
        "WITH x AS (FROM company) SELECT name FROM x WHERE company = 7;",
        "-- one company\nSELECT name FROM company WHERE company = 7 -- the seventh",
        "SELECT /* ; */ 'n7' AS name",
        "VALUES ('n7')",
    ],
)
def test_every_way_to_ask(fenced: Fenced, query: str) -> None:
    assert [list(row.values()) for row in fenced.ask(query).rows] == [["n7"]]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("DESCRIBE company", 2),
        ("SUMMARIZE company", 2),
        ("SHOW TABLES", 3),
        ("EXPLAIN SELECT 1", 1),
        ("PIVOT (SELECT company % 3 AS a FROM company) ON a USING count(*)", 1),
        ("SELECT 1 WHERE false", 0),
    ],
)
def test_what_else_is_a_question(fenced: Fenced, query: str, rows: int) -> None:
    table = fenced.ask(query).table
    assert table is not None
    assert table.num_rows == rows
    assert table.num_columns > 0


def test_values_keep_their_types(fenced: Fenced) -> None:
    row = fenced.ask(
        "SELECT 1.50::DECIMAL(18, 4) AS money, DATE '2025-03-31' AS day, true AS yes, NULL AS none,"
        " [1, 2] AS several, 'å' AS letter, 9007199254740993 AS large"
    ).rows[0]
    assert row == {
        "money": Decimal("1.5000"),
        "day": date(2025, 3, 31),
        "yes": True,
        "none": None,
        "several": [1, 2],
        "letter": "å",
        "large": 9007199254740993,
    }


@pytest.mark.parametrize(
    "value", ["'; DROP TABLE company; --", "å", 7, Decimal("1.50"), date(2025, 1, 1), True, [1, 2]]
)
def test_a_parameter_is_a_value_and_never_text_of_the_query(fenced: Fenced, value: Any) -> None:
    assert fenced.ask("SELECT $x AS x", values={"x": value}).rows == [{"x": value}]


def test_a_parameter_of_no_known_type(fenced: Fenced) -> None:
    with pytest.raises(WrongCall, match=r"Värdet för \$x är av typen object"):
        fenced.ask("SELECT $x", values={"x": object()})


@pytest.mark.parametrize(
    ("query", "kind", "position", "sentence"),
    [
        ("SELEC 1", Kind.SYNTAX, (1, 1), "Frågan går inte att läsa (rad 1, tecken 1)"),
        ("SELECT\n 'åäö😀' FORM company", Kind.SYNTAX, (2, 14), "(rad 2, tecken 14)"),
        ("SELECT 1 FROM compny", Kind.UNKNOWN, (1, 15), "Menade du ”company”?"),
        ("SELECT 1 FROM indicator_y", Kind.UNKNOWN, (1, 15), "Menade du ”indicator_x”?"),
        ("SELECT 1\nFROM pg_clas", Kind.UNKNOWN, (2, 6), "Tabellen ”pg_clas” finns inte"),
        ("SELECT 'å', nme FROM company", Kind.UNKNOWN, (1, 13), "Menade du ”name”?"),
        ("SELECT cont(*)", Kind.UNKNOWN, (1, 8), "Funktionen ”cont” finns inte"),
        ("SELECT name::INT FROM company", Kind.VALUE, (1, 12), "Could not convert string 'n0'"),
        ("SELECT $lan", Kind.UNKNOWN, None, "Frågan nämner $lan, men lan har inget värde"),
        ("SELECT company FROM company GROUP BY name", Kind.SYNTAX, (1, 8), "GROUP BY"),
        ("SELECT 1; SELECT 2", Kind.REFUSED, (1, 11), "Ställ en i taget"),
        ("DROP TABLE company", Kind.REFUSED, None, "DROP är ingen fråga"),
        (" ", Kind.SYNTAX, None, "Frågan är tom"),
    ],
)
def test_an_error_says_where_and_what(
    fenced: Fenced, query: str, kind: Kind, position: Any, sentence: str
) -> None:
    error = fenced.ask(query).error
    assert error is not None
    assert (error.kind, error.position) == (kind, position)
    assert sentence in str(error)
    assert error.text.en != error.text.sv


def test_an_error_amidst_the_rows_is_told_as_one_before_them(fenced: Fenced) -> None:
    asked = fenced.ask(
        "SELECT CASE WHEN range < 50000 THEN '1' ELSE 'x' END::INT FROM range(90000)"
    )
    assert asked.kind is Kind.VALUE
    assert "Could not convert string 'x'" in str(asked.error)


def test_an_unused_parameter_is_said(fenced: Fenced) -> None:
    error = fenced.ask("SELECT $a", values={"a": 1, "b": 2}).error
    assert "frågan nämner inte $b" in str(error)


@pytest.mark.parametrize(("rows", "is_cut"), [(999, True), (1000, False), (1001, False)])
def test_an_answer_that_is_cut_says_so(fenced: Fenced, rows: int, is_cut: bool) -> None:
    asked = fenced.ask("FROM company ORDER BY company", Limits(seconds=60, rows=rows))
    assert asked.is_cut == is_cut
    assert len(asked.rows) == min(rows, 1000)
    assert asked.rows[-1]["company"] == min(rows, 1000) - 1


def test_an_answer_is_cut_by_its_size(fenced: Fenced) -> None:
    asked = fenced.ask(
        "SELECT repeat('x', 1000) FROM range(3000)", Limits(seconds=60, result_mib=1)
    )
    assert asked.is_cut
    assert 1030 < len(asked.rows) < 1050


def test_a_row_that_is_too_large_is_refused(fenced: Fenced) -> None:
    asked = fenced.ask("SELECT repeat('x', 2000000)", Limits(seconds=60, result_mib=1))
    assert asked.kind is Kind.SIZE
    assert "1 MiB" in str(asked.error)


def test_the_length_of_a_query_is_limited(fenced: Fenced) -> None:
    held = Limits(seconds=60, query_characters=20)
    assert fenced.ask("SELECT 1 /*2345678*/", held).kind is None
    assert fenced.ask("SELECT 1 /*23456789*/", held).kind is Kind.SIZE


@pytest.mark.parametrize("name", ["seconds", "rows", "memory_mib", "result_mib"])
def test_a_limit_is_more_than_nothing(name: str) -> None:
    with pytest.raises(WrongCall, match=f"Gränsen {name} är 0"):
        Limits(**{name: 0})


def test_of_two_persons_the_one_who_has_not_been_served_is_next() -> None:
    turns = Turns(1, 10)
    order: list[str] = []

    def ask(name: str, who: str) -> None:
        with turns.turn(who, 60):
            order.append(name)
            time.sleep(0.01)

    with turns.turn("anna", 60):
        threads = []
        for name, who in [
            ("a1", "anna"),
            ("a2", "anna"),
            ("a3", "anna"),
            ("b1", "bo"),
            ("c1", "cy"),
        ]:
            threads.append(threading.Thread(target=ask, args=(name, who)))
            threads[-1].start()
            while turns.waiting < len(threads):
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == ["b1", "c1", "a1", "a2", "a3"]


def test_whoever_waits_too_long_is_told_so() -> None:
    turns = Turns(1, 10)
    with turns.turn("anna", 60), pytest.raises(NoTurn), turns.turn("bo", 0.01):
        pass
    with turns.turn("bo", 0.01):
        assert turns.waiting == 0


def test_a_queue_that_is_full_takes_nobody() -> None:
    with pytest.raises(NoTurn), Turns(1, 0).turn("anna", 60):
        pass


def test_the_busy_are_told_to_come_again(tmp_path: Path) -> None:
    fenced = Fenced(tmp_path, Sandbox(1, yields=False))
    long = Limits(seconds=60)
    endless = threading.Thread(
        target=fenced.ask, args=("SELECT sum(range % 7) FROM range(20000000000)", Limits(seconds=3))
    )
    fenced.ask("SELECT 1", long)
    endless.start()
    time.sleep(0.3)
    asked = fenced.ask("SELECT 1", Limits(seconds=60, wait_seconds=0.2))
    endless.join()
    fenced.sandbox.close()
    assert asked.kind is Kind.BUSY


def test_workers_are_used_again_and_none_is_left(tmp_path: Path) -> None:
    fenced = Fenced(tmp_path, Sandbox(1, yields=False))
    first, second = (fenced.ask("SELECT 1", ROOMY) and fenced.sandbox.worker_pids for _ in range(2))
    assert first == second
    assert len(first) == 1
    fenced.sandbox.close()
    assert not is_alive(first[0])


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def worker(fenced: Fenced) -> Iterator[WorkerProcess]:
    worker = WorkerProcess()
    worker.open(
        Opening(base=fenced.folder / "base.duckdb", indicators={}, memory_mib=256, threads=1)
    )
    yield worker
    worker.kill()


@on_linux
def test_the_system_s_limits_of_a_worker(worker: WorkerProcess) -> None:
    text = Path(f"/proc/{worker.pid}/limits").read_text(encoding="ascii")
    limits = {line[:25].strip(): line[25:].split()[0] for line in text.splitlines()[1:]}
    assert limits["Max file size"] == "0"
    assert limits["Max core file size"] == "0"
    assert limits["Max processes"] == "0"
    assert int(limits["Max cpu time"]) == 900
    assert int(limits["Max address space"]) < 1.2 * 1024**3
    descriptors = list(Path(f"/proc/{worker.pid}/fd").iterdir())
    assert len(descriptors) == int(limits["Max open files"]), "one more could be opened"


@on_linux
def test_a_worker_yields_to_all(worker: WorkerProcess) -> None:
    # A session of its own would have a share of its own, the same as all the dashboard's.
    assert os.getsid(worker.pid) == os.getsid(0)
    assert os.getpgid(worker.pid) != os.getpgid(0)
    for thread in os.listdir(f"/proc/{worker.pid}/task"):
        assert os.sched_getscheduler(int(thread)) == os.SCHED_IDLE
        assert os.getpriority(os.PRIO_PROCESS, int(thread)) == 19


@on_linux
def test_a_worker_s_environment_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, fenced: Fenced
) -> None:
    monkeypatch.setenv("S3METRICS_TOKEN", "hemlig")
    worker = WorkerProcess()
    try:
        worker.wait_until_ready()
        environment = Path(f"/proc/{worker.pid}/environ").read_bytes()
        assert b"hemlig" not in environment
        assert b"HOME" not in environment
        assert os.readlink(f"/proc/{worker.pid}/cwd") == "/"
    finally:
        worker.kill()


_CONFINED = """
import os, socket, subprocess, sys, threading
from s3metrics.explore.confinement import confine
pipe = os.dup(1)
confine(256)
for name, attempt in {
    "read": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "socket": lambda: socket.socket(),
    "memory": lambda: bytearray(1024 ** 3),
    "run": lambda: subprocess.run(["true"]),
}.items():
    try:
        attempt()
        os.write(pipe, f"{name} ".encode())
    except (OSError, MemoryError):
        pass
os.write(pipe, b"end")
"""


@on_linux
def test_a_process_that_is_confined_opens_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CONFINED], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "end", done.stderr


_PARENT = """
import sys, threading, time
from pathlib import Path
from s3metrics.explore.limits import Limits
from s3metrics.explore.sandbox import Sandbox
sandbox = Sandbox(1, yields=False)
def ask(query):
    sandbox.run(query, {}, Path(sys.argv[1]), {}, Limits(seconds=300))
ask("SELECT 1")
print(*sandbox.worker_pids, flush=True)
ask("SELECT sum(range % 7) FROM range(1000000000000)")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_worker_ends_with_whoever_started_it(fenced: Fenced) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(fenced.folder / "base.duckdb")],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    time.sleep(0.3)
    assert is_alive(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    end = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_running(pid)
    parent.stdout.close()


def is_running(pid: int) -> bool:
    """Alive and no zombie: who adopts it may not have buried it yet."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return sys.platform != "linux" and is_alive(pid)
    return text.rsplit(")", 1)[1].split()[0] != "Z"
