"""The SQL behind a figure, as it was run."""

from __future__ import annotations

from typing import Any

from s3metrics.engine.engine import Engine
from s3metrics.engine.query import Query


class RecordingEngine(Engine):
    """Counts as the engine that it is made from, and remembers every query that it ran.

    Shares that engine's tables, but counts from rows, not from what was counted ahead: the SQL
    then says all. For one thread.
    """

    def __init__(self, engine: Engine) -> None:
        self.__dict__.update(vars(engine))
        self.queries: list[Query] = []

    @property
    def is_kept(self) -> bool:
        """False, so that nothing is answered from what was counted ahead."""
        return False

    def run(self, query: Query) -> list[tuple[Any, ...]]:
        """As of `Engine`."""
        self.queries.append(query)
        return super().run(query)
