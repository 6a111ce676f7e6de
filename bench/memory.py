"""How much memory all headline figures take, in a process of their own."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import HEADLINES, PERIODS, TODAY, levels
from bench.generate import cached
from bench.timing import Measure
from s3metrics.engine.selection import Selection
from s3metrics.platform import Platform

_GIB = 1024**3
_LIMIT_GIB = 4.0


def peak(scale: float) -> Iterator[Measure]:
    """The whole programme, every period, and each as of every delivery."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.memory", str(cached(scale).database)],
        capture_output=True,
        text=True,
        check=True,
    )
    yield Measure(
        group=f"{scale:g}×",
        what="peak memory",
        unit="GiB",
        ratio=int(done.stdout) / _GIB,
        bar=_LIMIT_GIB if scale >= 1000 else None,
    )


def main(database: str) -> None:
    """Computes in this process and prints the bytes that it took at most."""
    platform = Platform.open(Path(database), today=lambda: TODAY)
    whole = (platform.programme.period.start, TODAY)
    for as_of in range(platform.engine().reader.last_delivery, 0, -1):
        for start, end in (whole, *PERIODS.values()):
            for name in HEADLINES:
                selection = Selection(from_=start, to=end)
                assert platform.compute(name, selection, levels(name), as_of).cells
    print(_peak())


def _peak() -> int:
    """Bytes. `ru_maxrss` will not do on Linux: a child begins with what its parent took at most."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].removesuffix("kB")) * 1024
    taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken if sys.platform == "darwin" else taken * 1024


if __name__ == "__main__":
    main(sys.argv[1])
