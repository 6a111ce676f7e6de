"""A small copy made by hand, and a sandbox over it, for what the fence must hold."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from s3metrics.explore.limits import Limits
from s3metrics.explore.refusals import Kind, QueryError
from s3metrics.explore.sandbox import Sandbox
from s3metrics.explore.tables_model import TableDoc
from s3metrics.words import Text

TABLES = tuple(
    TableDoc(name=name, label=label, meaning=Text("Ett blad", "A sheet"), columns=columns)
    for name, label, columns in (
        ("company", Text("Företag", "Companies"), ()),
        ("participation", Text("Deltaganden", "Participations"), ()),
        ("indicator_x", Text("Antal", "Number"), ()),
    )
)
ROOMY = Limits(seconds=60, memory_mib=256)
"""For what must not fail for want of time on a machine that is busy with other tests."""


@dataclass(frozen=True)
class Asked:
    """What came of a question: an answer or an error."""

    table: pa.Table | None
    error: QueryError | None
    is_cut: bool
    seconds: float

    @property
    def kind(self) -> Kind | None:
        """What stood in the way; None for an answer."""
        return self.error.kind if self.error else None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Of an answer."""
        assert self.table is not None, self.error
        rows: list[dict[str, Any]] = self.table.to_pylist()
        return rows


class Fenced:
    """The copy in a folder, with a file beside it that nobody may read."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        self.folder, self.sandbox = folder, sandbox
        with duckdb.connect(str(folder / "base.duckdb")) as base:
            base.execute("CREATE TABLE company AS SELECT range AS company, 'n' || range AS name "
                         "FROM range(1000)")  # fmt: skip
            base.execute("CREATE TABLE participation AS SELECT range AS company, "
                         "(range % 9)::DECIMAL(9, 2) AS hours FROM range(20000)")  # fmt: skip
        with duckdb.connect(str(folder / "indicator.duckdb")) as indicator:
            indicator.execute("CREATE TABLE indicator_x AS SELECT '*' AS area, 5 AS value")
        (folder / "secret.csv").write_text("number\nhemlig\n", encoding="utf-8")

    def ask(
        self,
        query: str,
        limits: Limits = ROOMY,
        values: Mapping[str, Any] | None = None,
        *,
        is_checked: bool = True,
    ) -> Asked:
        """What comes of a question."""
        started = time.monotonic()
        try:
            table, is_cut, _ = self.sandbox.run(
                query,
                values or {},
                self.folder / "base.duckdb",
                {"indicator_x": self.folder / "indicator.duckdb"},
                limits,
                tables=TABLES,
                is_checked=is_checked,
            )
        except QueryError as error:
            return Asked(None, error, False, time.monotonic() - started)
        return Asked(table, None, is_cut, time.monotonic() - started)

    def files(self) -> dict[str, bytes]:
        """Every file's content."""
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}
