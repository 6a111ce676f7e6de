"""One indicator on the sample programme in a warm process, against its own SQL alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.figures import HEADLINES, levels
from bench.timing import Measure, medians, milliseconds
from s3metrics.engine.query import Query
from s3metrics.engine.selection import Selection
from s3metrics.platform import Platform
from s3metrics.sample import sample_deliveries

TODAY = date(2026, 11, 30)

_TIMES = 5
_LIMIT_MS = 10.0
_LIMIT_OVER_SQL = 1.3


def one_indicator(repetitions: int) -> Iterator[Measure]:
    """Each headline figure: the slowest in milliseconds, and the one furthest from its SQL."""
    with tempfile.TemporaryDirectory(prefix="s3metrics-sample-") as folder:
        platform = Platform.open(Path(folder) / "s3.duckdb", today=lambda: TODAY)
        for delivery in sample_deliveries(platform.programme, TODAY):
            platform.deliver(delivery.files, delivery.sender, received_at=delivery.received_at)
        engine = platform.engine()
        own = {name: _queries(platform, name) for name in HEADLINES}

        def compute(name: str, repetition: int) -> object:
            selection = Selection(to=TODAY + timedelta(days=repetition % 7))
            return platform.compute(name, selection, levels(name)).cells

        def run(queries: list[Query]) -> object:
            reader = engine.reader
            return [reader.cursor().execute(q.sql, q.bound).fetchall() for q in queries]

        contestants = {}
        for name in HEADLINES:
            contestants[name] = lambda r, name=name: compute(name, r)
            contestants[f"SQL of {name}"] = lambda r, name=name: run(own[name])
        # A few milliseconds each: one disturbance more or less shows, so many repetitions.
        taken = medians(contestants, _TIMES * repetitions)
        engine.reader.close()
    slowest = max(HEADLINES, key=lambda name: taken[name])
    yield Measure(
        group="sample",
        what=f"compute, slowest headline figure ({slowest})",
        unit="ms",
        ratio=taken[slowest] * 1000,
        bar=_LIMIT_MS,
        detail=", ".join(f"{name} {milliseconds(taken[name])}" for name in HEADLINES),
    )
    over = {name: taken[name] / taken[f"SQL of {name}"] for name in HEADLINES}
    furthest = max(over, key=lambda name: over[name])
    yield Measure(
        group="sample",
        what=f"compute against its own SQL, furthest ({furthest})",
        unit="× its SQL",
        ratio=over[furthest],
        bar=_LIMIT_OVER_SQL,
        detail=", ".join(f"{name} {ratio:.2f}" for name, ratio in over.items()),
    )


def _queries(platform: Platform, indicator: str) -> list[Query]:
    """The queries that the engine runs for a figure, with their bound values."""
    engine = platform.engine()
    found: list[Query] = []
    run = engine.run

    def record(query: Query) -> list[tuple[object, ...]]:
        found.append(query)
        return run(query)

    # Once before: what a first figure builds is none of the figure's own SQL.
    platform.compute(indicator, by=levels(indicator))
    engine.run = record  # type: ignore[method-assign]
    try:
        platform.compute(indicator, by=levels(indicator))
    finally:
        del engine.run
    return found
