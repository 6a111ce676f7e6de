"""Whether analysts slow readers down: `python -m bench.load`.

Twenty readers open pages of the dashboard, each with a pause between two, while nobody asks
anything and while ten analysts run heavy queries on the explore page of the same server; the two
take turns within one run. Every visit is a new session over the server's own websocket, from the
first message to the end of the script. The ratio is of medians; the milliseconds beside it are this
machine's, on which readers, analysts, server and workers share the cores.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from bench.timing import Measure, table
from bench.ui_servers import dashboard
from ui.pages import EVERYONE, PAGES

LIMIT = 1.2
READERS, ANALYSTS = 20, 10
READS_SECONDS = (8.0, 16.0)
"""A reader looks at a page for so long: twenty of them leave the server about half of its time."""
THINKS_SECONDS = (1.0, 3.0)
"""An analyst at an answer. More of them ask than there are workers, so that none of these rests."""
EXPLORE = "utforska"
READ = [page.path for page in PAGES if page.roles == EVERYONE and page.needs_data]
HEAVY = (
    "SELECT count(*) FROM participation a, participation b, participation c "
    "WHERE a.hours + b.hours > c.hours",
    "SELECT sum(range * 3 % 7) FROM range(1000000000000000)",
    "SELECT * FROM (SELECT range, md5(range::VARCHAR) a FROM range(30000000)) ORDER BY a",
    "SELECT max(levenshtein(a.name || repeat(a.name, 99), repeat(b.name, 99))) "
    "FROM company a, company b",
    "SELECT a.county, count(DISTINCT a.company), sum(b.hours) FROM participation a "
    "JOIN participation b ON a.date <= b.date GROUP BY ALL ORDER BY ALL",
    "SELECT a.company, b.company, a.hours + b.hours AS hours FROM participation a, participation b",
)
"""What is stopped by its time or its memory, what runs to its end, and what fills the answer."""


class NoPage(Exception):
    """A page did not run to its end."""


@dataclass
class Seen:
    """What one phase measured."""

    pages: list[float] = field(default_factory=list)
    """Seconds of every visit."""
    questions: list[float] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often the two take turns")
    parser.add_argument("--seconds", type=float, default=40, help="how long each of them lasts")
    given = parser.parse_args(arguments)
    alone, beside = Seen(), Seen()
    with dashboard() as url:
        warm_up(url)
        for _ in range(given.rounds):
            phase(url, given.seconds, alone, analysts=0)
            phase(url, given.seconds, beside, analysts=ANALYSTS)
    measure = measured(alone, beside)
    print(table([measure]))
    print(f"{'bar met' if measure.is_met else 'bar missed'}")
    return 0


def measured(alone: Seen, beside: Seen) -> Measure:
    """The ratio of a page's median times, with and without analysts."""
    quiet, loud = statistics.median(alone.pages), statistics.median(beside.pages)
    return Measure(
        group="load",
        what=f"a page, {READERS} readers beside {ANALYSTS} analysts",
        unit="× without analysts",
        ratio=loud / quiet,
        bar=LIMIT,
        detail=f"median {quiet * 1000:.0f} → {loud * 1000:.0f} ms, 95 % "
        f"{_slowest(alone.pages) * 1000:.0f} → {_slowest(beside.pages) * 1000:.0f} ms, "
        f"{len(alone.pages)} and {len(beside.pages)} visits, {len(beside.questions)} questions of "
        f"{statistics.median(beside.questions):.1f} s",
    )


def _slowest(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def warm_up(url: str) -> None:
    """Every page once, and one question, so that what is made once is made."""
    for path in READ:
        visit(url, path)
    visit(url, EXPLORE, {"ask": "sql", "sql": "SELECT count(*) FROM company"})


def phase(url: str, seconds: float, seen: Seen, *, analysts: int) -> None:
    """Readers for so long, analysts beside them from a little before; ends when all have ended."""
    end = threading.Event()
    faults: list[Exception] = []

    def keep_on(work: Callable[[random.Random], None], seed: int) -> None:
        dice = random.Random(seed)
        try:
            while not end.is_set():
                work(dice)
        except Exception as error:
            faults.append(error)
            end.set()

    def ask(dice: random.Random) -> None:
        # Another text each time: what was answered before is not asked again.
        query = f"{dice.choice(HEAVY)} -- {dice.random()}"
        seen.questions.append(visit(url, EXPLORE, {"ask": "sql", "sql": query}))
        end.wait(dice.uniform(*THINKS_SECONDS))

    def read(dice: random.Random) -> None:
        end.wait(dice.uniform(*READS_SECONDS))
        if not end.is_set():
            seen.pages.append(visit(url, dice.choice(READ)))

    numbers = itertools.count()
    threads = [
        threading.Thread(target=keep_on, args=(work, next(numbers)))
        for work, how_many in ((ask, analysts), (read, READERS))
        for _ in range(how_many)
    ]
    for thread in threads:
        thread.start()
    end.wait(seconds)
    end.set()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def visit(url: str, path: str, parameters: dict[str, str] | None = None) -> float:
    """Opens a page as a new reader; the seconds until its script has ended. Raises NoPage."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    started = time.perf_counter()
    with connect(
        address,
        subprotocols=[Subprotocol("streamlit")],
        origin=Origin(url),
        compression=None,
        max_size=None,
        proxy=None,
    ) as socket:
        asked = BackMsg()
        asked.rerun_script.page_name = path
        asked.rerun_script.query_string = urlencode(parameters or {})
        socket.send(asked.SerializeToString())
        while True:
            said = ForwardMsg.FromString(_bytes(socket.recv(timeout=120)))
            kind = said.WhichOneof("type")
            if kind == "delta" and said.delta.new_element.WhichOneof("type") == "exception":
                raise NoPage(f"{path}: {said.delta.new_element.exception.message}")
            if kind == "page_not_found":
                raise NoPage(f"{path}: there is no such page")
            finished = said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            if kind == "script_finished" and finished:
                return time.perf_counter() - started


def _bytes(message: str | bytes) -> bytes:
    if isinstance(message, str):
        raise NoPage("the server answered with text")
    return message


if __name__ == "__main__":
    sys.exit(main())
