"""Ad hoc queries, run fenced in and marked as not official."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from s3metrics.doors.base import Base
from s3metrics.explore.answer import Answer, Stamp
from s3metrics.explore.copy import copy_of
from s3metrics.explore.limits import Limits
from s3metrics.explore.sandbox import shared
from s3metrics.explore.tables import TableDoc, table_docs
from s3metrics.explore.texts import checked_text
from s3metrics.indicators import CATALOGUE

_VIEW = re.compile(r"\bindicator_(\w+)", re.IGNORECASE)


class Explore(Base):
    """The door for queries."""

    def sql(
        self,
        query: str,
        *,
        as_of: int | str | None = None,
        parameters: Mapping[str, object] | None = None,
        limits: Limits | None = None,
        by: str = "",
    ) -> Answer:
        """The answer to one query over the tables of `tables()`, as known at a delivery or an
        edition.

        `$name` in the query takes its value from `parameters`, never as text of the query. `by`
        is who asks: the queue is fair between persons. Raises QueryError for what is no query,
        not allowed, too slow or too large, WrongCall for `as_of`, LedgerError without data.
        """
        held = limits or Limits()
        given = dict(parameters or {})
        text = checked_text(query, held)
        clock = self.at(as_of)
        # Names within texts and comments too: a view too many is only work.
        named = {name.lower() for name in _VIEW.findall(text)}
        copy = copy_of(clock, self.places, [one for one in CATALOGUE if one in named])
        run_at = datetime.now(UTC)
        table, is_cut, seconds = shared().run(
            text,
            given,
            copy.base,
            {f"indicator_{name}": path for name, path in copy.indicators.items()},
            held,
            who=by,
            tables=self.tables(as_of),
        )
        reader = clock.engine.reader
        stamp = Stamp(
            query=text,
            parameters=given,
            delivery=clock.delivery,
            edition=clock.edition.name if clock.edition else None,
            data_version=reader.data_version,
            is_sample=reader.is_sample,
            run_at=run_at,
            limits=held,
        )
        return Answer(table=table, is_cut=is_cut, seconds=seconds, stamp=stamp)

    def tables(self, as_of: int | str | None = None) -> tuple[TableDoc, ...]:
        """Every table that a query may read, its columns and what they mean. Raises as `at`."""
        return table_docs(self.at(as_of).programme)

    def prepare_sql(self) -> None:
        """Makes a worker ready in the background, so that the first query need not wait for it."""
        shared().warm()
