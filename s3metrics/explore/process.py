"""A worker as whoever asks it sees it: started, told what to open, asked, and killed in time."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from s3metrics.explore.confinement import MEMORY_EXIT
from s3metrics.explore.framing import Header, TooLong, read_frame, write_frame
from s3metrics.explore.limits import Limits

_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from s3metrics.explore import confinement; "
    "sys.argv[2] == 'True' and confinement.start_modestly(); "
    "from s3metrics.explore.worker import main; main()"
)
_START_SECONDS = 60
"""On a machine that is busy with others' pages: a worker yields to them from its first moment."""
_SMALL = 4096
_ENVIRONMENT = {
    # Each of them would set aside threads or address space that no question uses.
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class Overstayed(Exception):
    """It was killed because its time was up."""


class Died(Exception):
    """It ended by itself, by the system's limits, or said what it cannot have said."""

    def __init__(self, *, for_memory: bool = False) -> None:
        super().__init__()
        self.for_memory = for_memory


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What a worker opens, and what it is held to for its whole life."""

    base: Path
    indicators: Mapping[str, Path]
    memory_mib: int
    threads: int
    has_system_limits: bool = True

    def serves(self, other: Opening) -> bool:
        """Whether who has opened this can answer what is asked of `other`."""
        return (
            (self.base, self.memory_mib, self.threads, self.has_system_limits)
            == (other.base, other.memory_mib, other.threads, other.has_system_limits)
        ) and other.indicators.items() <= self.indicators.items()

    def as_header(self) -> Header:
        """For the worker."""
        return {
            "base": str(self.base),
            "indicators": {name: str(path) for name, path in self.indicators.items()},
            "memory_mib": self.memory_mib,
            "threads": self.threads,
            "has_system_limits": self.has_system_limits,
        }


class WorkerProcess:
    """One worker, for one thread at a time; one that yields takes what others leave."""

    def __init__(self, *, yields: bool = True) -> None:
        idle = getattr(subprocess, "IDLE_PRIORITY_CLASS", 0) if yields else 0
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _START, _ROOT, str(yields)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=os.path.abspath(os.sep),
            creationflags=idle | hidden,
            # Ctrl-C in the terminal is for whoever started it, whose end is its end. Not a session
            # of its own: Linux gives every session the same share of the processor, whatever
            # patience there is within (measured: others' pages took 1.5 times as long).
            process_group=None if sys.platform == "win32" else 0,
        )
        self.opening: Opening | None = None
        self._is_ready = False

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Until its modules are loaded. Raises Died, Overstayed."""
        if not self._is_ready:
            self._exchange(None, b"", _START_SECONDS, _SMALL)
            self._is_ready = True

    def open(self, opening: Opening) -> None:
        """Opens the copy and locks itself in. Raises Died, Overstayed."""
        self.wait_until_ready()
        self._exchange(opening.as_header(), b"", _START_SECONDS, _SMALL)
        self.opening = opening

    def ask(
        self, query: str, values: bytes, limits: Limits, *, is_checked: bool
    ) -> tuple[Header, bytes]:
        """What it says. Raises Overstayed when it is killed for its time, Died when it ends."""
        size = limits.result_mib * 1024 * 1024
        header: Header = {
            "query": query,
            "rows": limits.rows,
            "size": size,
            "processor_seconds": limits.seconds * limits.threads + 1,
            "is_checked": is_checked,
        }
        # What frames the rows adds less than half to them.
        return self._exchange(header, values, limits.seconds, size + size // 2 + _SMALL * 256)

    def kill(self) -> None:
        """At once, whatever it does."""
        with suppress(OSError):
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                assert pipe is not None, "both are pipes"
                pipe.close()
        self._process.wait()

    def _exchange(
        self, header: Header | None, body: bytes, seconds: float, most: int
    ) -> tuple[Header, bytes]:
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            if header is not None:
                write_frame(cast(BinaryIO, self._process.stdin), header, body)
            return read_frame(cast(BinaryIO, self._process.stdout), most)
        except (EOFError, OSError, TooLong, ValueError) as error:
            self.kill()
            if is_late.is_set():
                raise Overstayed from error
            raise Died(for_memory=self._process.returncode == MEMORY_EXIT) from error
        finally:
            timer.cancel()


def _environment() -> dict[str, str]:
    """Nothing of the dashboard's own: no token, no address, no path."""
    needed = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {}
    return _ENVIRONMENT | needed
