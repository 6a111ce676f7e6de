"""Medians of interleaved repetitions, and the table of measures."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Contestant = Callable[[int], object]
"""Does the work of one repetition; its number, from 0, lets it ask what it has not asked before."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the table."""

    group: str
    what: str
    unit: str
    """What the ratio counts: `scans`, `× pandas`, … or a unit of its own."""
    ratio: float
    bar: float | None = None
    """None: told for information."""
    is_least: bool = False
    """The bar is the least ratio, not the greatest."""
    detail: str = ""

    @property
    def is_met(self) -> bool:
        """True without a bar, too."""
        if self.bar is None:
            return True
        return self.ratio >= self.bar if self.is_least else self.ratio <= self.bar


def medians(contestants: Mapping[str, Contestant], repetitions: int) -> dict[str, float]:
    """Name → median seconds. Every one is warmed up once, then they take turns.

    The order turns with every repetition, so that none always follows the same other.
    """
    for contestant in contestants.values():
        contestant(0)
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    names = list(contestants)
    for repetition in range(1, repetitions + 1):
        at = repetition % len(names)
        gc.collect()
        for name in names[at:] + names[:at]:
            taken[name].append(seconds(contestants[name], repetition))
    return {name: statistics.median(times) for name, times in taken.items()}


def seconds(contestant: Contestant, repetition: int) -> float:
    """How long one repetition takes."""
    start = time.perf_counter()
    contestant(repetition)
    return time.perf_counter() - start


def milliseconds(taken: float) -> str:
    """`0,4 ms` in plain writing."""
    return f"{taken * 1000:.1f} ms" if taken < 0.1 else f"{taken * 1000:,.0f} ms"


def table(measures: Iterable[Measure]) -> str:
    """The measures as text, one a line, each with its bar and whether it is met."""
    rows = [("", "measure", "ratio", "bar", "", "")]
    rows += [_row(measure) for measure in measures]
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join(_line(row, widths) for row in rows)


def _row(measure: Measure) -> tuple[str, str, str, str, str, str]:
    bar = ""
    if measure.bar is not None:
        bar = f"{'≥' if measure.is_least else '≤'} {measure.bar:g}"
    verdict = "" if measure.bar is None else ("met" if measure.is_met else "MISSED")
    ratio = f"{measure.ratio:.2f} {measure.unit}"
    return measure.group, measure.what, ratio, bar, verdict, measure.detail


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    group, what, ratio, bar, verdict, detail = row
    cells = [
        group.ljust(widths[0]),
        what.ljust(widths[1]),
        ratio.rjust(widths[2]),
        bar.rjust(widths[3]),
        verdict.ljust(widths[4]),
        detail,
    ]
    return "  ".join(cells).rstrip()
