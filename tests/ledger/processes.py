"""What other processes do to a database in these tests: `python -m tests.ledger.processes`."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import duckdb
import filelock

from s3metrics.intake.sources import NamedBytes
from s3metrics.ledger.places import PROJECT, Places
from s3metrics.platform import Platform
from tests.recount.orgnr import with_check_digit

COMPANIES = [with_check_digit(f"5599{n:05}") for n in range(60)]
INITIATIVES = 3


def rows_of(number: int) -> int:
    """How many participations the list holds that is delivered as number so and so."""
    return 20 + (number * 37) % 150


def list_of(number: int, sender: str) -> list[NamedBytes]:
    """The sender's whole lists at its delivery `number`: companies, initiatives, the rest."""
    company = ["orgnr;name;municipality;size"]
    company += [f"{orgnr};Exempel {number};0780;liten" for orgnr in COMPANIES]
    initiative = ["initiative_id;title;area;principal;start_date;status"]
    ids = [f"{sender}{i}" for i in range(INITIATIVES)]
    initiative += [f"{i};Titel {number};digital;Namn;2024-05-01;pagaende" for i in ids]
    participation = ["initiative_id;orgnr;date;support;hours"]
    booking = ["initiative_id;date;kind;amount_sek"]
    for row in range(rows_of(number)):
        key = f"{ids[row % INITIATIVES]};{COMPANIES[row % 60]};2025-0{1 + row // 60}-01"
        participation.append(f"{key};radgivning;{number}")
        booking.append(f"{ids[0]};2025-02-01;kostnad;{number}")
    named = {
        "foretag": company,
        "insatser": initiative,
        "deltaganden": participation,
        "ekonomi": booking,
    }
    return [
        NamedBytes(name=f"{name}.csv", content="\n".join(lines).encode())
        for name, lines in named.items()
    ]


def deliver_in_a_loop(database: Path, sender: str, first: int, last: int) -> None:
    """Says `done <number>` after each delivery that was reported done."""
    platform = Platform.open(database)
    for number in range(first, last + 1):
        report = platform.deliver(list_of(number, sender), sender, confirm_withdrawals=True)
        say(f"done {report.delivery}")


def hold(database: Path) -> None:
    """Writes, inside the lock and a transaction, until it is ended."""
    places = Places(database)
    with filelock.FileLock(places.lock), duckdb.connect(str(database)) as connection:
        connection.execute("BEGIN")
        connection.execute("DELETE FROM participation")
        say("holding")
        time.sleep(60)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def start(*arguments: object) -> subprocess.Popen[str]:
    """One of the functions above in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.processes", *map(str, arguments)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


if __name__ == "__main__":
    what, database, *rest = sys.argv[1:]
    if what == "hold":
        hold(Path(database))
    else:
        deliver_in_a_loop(Path(database), rest[0], int(rest[1]), int(rest[2]))
