"""The read-only copy that analysts' queries run on: what is known at a clock, without persons.

A DuckDB file holds the unit tables; each indicator's view has a file of its own, made when it is
first asked for. A copy belongs to one data version, delivery or edition, day and programme file,
and is made once, by whichever process comes first; old ones go.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb
import pyarrow as pa

from s3metrics import __version__
from s3metrics.editions.clock import Clock
from s3metrics.explore import shelf
from s3metrics.explore.columns import opened_text
from s3metrics.explore.indicator_views import view_rows
from s3metrics.explore.lists import given_rows
from s3metrics.explore.persons import by_shown, persons, two_texts
from s3metrics.explore.tables import UNIT_TABLES, table_docs
from s3metrics.explore.tables_indicators import view_name
from s3metrics.indicators import CATALOGUE, find_indicator
from s3metrics.ledger.places import Places
from s3metrics.ledger.reader import Reader
from s3metrics.ledger.schema import quoted, quoted_text

_PARAMETER = re.compile(r"\$(\w+)")


@dataclass(frozen=True, kw_only=True)
class Copy:
    """Files that a query may read; each can be read, and none can be written to."""

    base: Path
    """All unit tables."""
    indicators: Mapping[str, Path]
    """Indicator → the file whose one table is its view."""


def copy_of(clock: Clock, places: Places, indicators: Iterable[str] = ()) -> Copy:
    """The copy as known at a clock, with the views of the indicators named, made if need be.

    Raises WrongCall for an indicator that does not exist, LedgerError where it cannot be written.
    """
    wanted = [find_indicator(name) for name in dict.fromkeys(indicators)]
    stem = _stem(clock)

    def path(name: str) -> Path:
        return places.explore / f"{stem}.{name}.duckdb"

    base = shelf.made(path("base"), lambda draft: _write_base(clock, draft))
    views = {
        one.id: shelf.made(path(view_name(one)), _view_writer(clock, one.id)) for one in wanted
    }
    return Copy(base=base, indicators=views)


def _stem(clock: Clock) -> str:
    """What a copy's files are called: all that they depend on, the data version first."""
    reader = clock.engine.reader
    content = (
        _definitions(),
        clock.programme.sha256,
        clock.code,
        clock.delivery,
        clock.today,
        _deliveries(reader),
    )
    digest = hashlib.sha256(repr(content).encode()).hexdigest()[:20]
    return f"v{reader.data_version}-{digest}"


@cache
def _definitions() -> str:
    """All in the program that a copy depends on."""
    content = [
        __version__,
        duckdb.__version__,
        *(table.select for table in UNIT_TABLES),
        *map(repr, CATALOGUE.values()),
        *map(repr, table_docs()),
    ]
    return hashlib.sha256("\n".join(content).encode()).hexdigest()


def _deliveries(reader: Reader) -> str:
    """What tells two databases of the same number of deliveries apart."""
    rows = reader.cursor().execute(
        "SELECT value FROM ledger.meta WHERE key = 'secret_fingerprint' UNION ALL "
        "SELECT coalesce(md5(string_agg(concat_ws(' ', d.delivery, d.received_at, f.sha256), '|' "
        "ORDER BY f.file_id)), '') FROM ledger.delivery d JOIN ledger.delivered_file f "
        "USING (delivery)"
    )
    return repr(rows.fetchall())


def _write_base(clock: Clock, draft: Path) -> None:
    engine = clock.engine
    needs = {name for table in UNIT_TABLES for name in table.needs}
    schema = engine.schema(clock.delivery, *sorted(needs))
    known = persons(engine.reader)
    beside = {
        **given_rows(clock),
        "person": two_texts("key", "stands_as", known),
        "shown_person": two_texts("shown", "stands_as", by_shown(known)),
    }
    cursor = engine.reader.cursor()
    name = f"copy_{uuid4().hex}"
    try:
        for table, rows in beside.items():
            _create(cursor, f"TEMP TABLE {table}", rows)
        cursor.execute(f"ATTACH {quoted_text(str(draft))} AS {name}")
        try:
            cursor.execute(f"USE memory.{schema}")
            for made in UNIT_TABLES:
                _fill(cursor, f"{name}.{quoted(made.doc.name)}", made.select, _bound(clock))
            cursor.execute(f"CHECKPOINT {name}")
        finally:
            cursor.execute(f"DETACH {name}")
    finally:
        cursor.close()


def _bound(clock: Clock) -> dict[str, Any]:
    return {
        "as_of": clock.delivery,
        "start": clock.programme.period.start,
        "today": clock.today,
        "county_codes": list(clock.programme.county_ids),
    }


def _fill(
    cursor: duckdb.DuckDBPyConnection, table: str, select: str, bound: Mapping[str, Any]
) -> None:
    named = set(_PARAMETER.findall(select))
    used = {name: value for name, value in bound.items() if name in named}
    cursor.execute(f"CREATE TABLE {table} AS {select}", used)


def _create(cursor: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    cursor.register("given_rows", rows)
    cursor.execute(f"CREATE {table} AS SELECT * FROM given_rows")
    cursor.unregister("given_rows")


def _view_writer(clock: Clock, indicator: str) -> Callable[[Path], None]:
    def write(draft: Path) -> None:
        found = find_indicator(indicator)
        short = by_shown(persons(clock.engine.reader))
        rows = view_rows(clock, found, lambda member: short.get(member) or opened_text(member))
        with duckdb.connect(str(draft)) as connection:
            _create(connection, f"TABLE {quoted(view_name(found))}", rows)

    return write
