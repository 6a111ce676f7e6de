"""The table of measures: `python -m bench`. Exit code 1 when a figure is wrong.

Every ratio is taken within this one run; the milliseconds beside it are this machine's.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

from bench.deliveries import small_into_large
from bench.figures import WrongFigure, against_frames, against_scan, growth, opened
from bench.imports import large_list
from bench.memory import peak
from bench.sample import one_indicator
from bench.timing import Measure, table

MEASURES = ("figures", "frames", "growth", "memory", "import", "compute", "delivery")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    given = _parser().parse_args(arguments)
    scales = sorted(set(given.scale or (1, 100)) | ({1000} if given.full else set()))
    found: list[Measure] = []
    try:
        for measures in _asked(given, scales):
            part = list(measures)
            print(table(part), flush=True)
            print()
            found += part
    except WrongFigure as error:
        print(f"A figure is wrong: {error}", file=sys.stderr)
        return 1
    barred = [measure for measure in found if measure.bar is not None]
    missed = [measure for measure in barred if not measure.is_met]
    print(f"{len(barred) - len(missed)} of {len(barred)} bars met")
    return 0


def _asked(given: argparse.Namespace, scales: Sequence[float]) -> Iterator[Iterator[Measure]]:
    wanted = set(given.only or MEASURES)
    repetitions = given.repetitions
    for scale in scales:
        with opened(scale) as platform:
            if "figures" in wanted:
                yield against_scan(platform, scale, repetitions)
            # At 1000× the frames alone would fill the memory.
            if "frames" in wanted and scale <= 100:
                yield against_frames(platform, scale, repetitions)
    if "growth" in wanted and len(scales) > 1:
        with ExitStack() as stack:
            small, large = (stack.enter_context(opened(scale)) for scale in scales[-2:])
            names = f"{scales[-2]:g}×", f"{scales[-1]:g}×"
            yield growth(small, large, names, repetitions)
    if "memory" in wanted:
        yield peak(scales[-1])
    if "delivery" in wanted:
        yield small_into_large(min(scales[-1], 100), repetitions)
    if "compute" in wanted:
        yield one_indicator(repetitions)
    if "import" in wanted:
        yield large_list(given.import_rows, repetitions)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--scale", type=float, action="append", help="may be given again; default 1 and 100"
    )
    parser.add_argument("--full", action="store_true", help="also 1000×: 20 million participations")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--import-rows", type=int, default=1_000_000)
    parser.add_argument("--only", choices=MEASURES, action="append", help="may be given again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
