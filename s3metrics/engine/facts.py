"""The figures' tables per as-of delivery, built where and when a figure needs them.

Participations are kept in the ledger's file (see `kept`); under another programme file than the
one they were kept for, they are computed here like the rest.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Mapping

import duckdb
import pyarrow as pa

from s3metrics.engine import facts_sql, participations, summaries
from s3metrics.engine.calendar import calendar_rows
from s3metrics.engine.coding import Coding
from s3metrics.ledger.known import known
from s3metrics.ledger.reader import Reader
from s3metrics.ledger.schema import only_row
from s3metrics.programme import Programme
from s3metrics.words import fold

SELECTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "actor": (facts_sql.ACTOR, ()),
    "named": (facts_sql.NAMED, ("actor",)),
    "company": (known("company"), ()),
    "initiative": (facts_sql.select_initiatives(), ("status", "named")),
    "initiative_county": (facts_sql.INITIATIVE_COUNTY, ("initiative",)),
    "company_number": (
        "SELECT row_number() OVER (ORDER BY orgnr)::INTEGER AS company, orgnr FROM company",
        ("company",),
    ),
    "initiative_number": (
        "SELECT row_number() OVER (ORDER BY initiative)::INTEGER AS initiative, "
        "initiative AS initiative_id FROM initiative",
        ("initiative",),
    ),
    "participation": (
        participations.select_participations(
            companies="company",
            initiatives="initiative",
            company_numbers="company_number",
            initiative_numbers="initiative_number",
        ),
        ("company", "initiative", "company_number", "initiative_number"),
    ),
    "funding": (facts_sql.FUNDING, ("initiative", "named", "funder")),
    "booking": (facts_sql.BOOKING, ("initiative", "named", "funder", "cost_category")),
    "first_support": (facts_sql.FIRST_SUPPORT, ("participation",)),
    "outcome": (
        facts_sql.OUTCOME,
        ("company", "company_number", "first_support"),
    ),
    "need": (facts_sql.NEED, ("initiative",)),
    "solution": (facts_sql.SOLUTION, ()),
    "population": (facts_sql.POPULATION, ()),
}
"""Table → its SELECT and the tables that it reads."""

_PARAMETER = re.compile(r"\$(\w+)")

_LARGE = 100_000
"""Rows from which on a table is worth compressing."""

_STANDING = "valid_from <= {as_of} AND (valid_to IS NULL OR valid_to > {as_of})"
_KEPT = {
    "participation": f"SELECT * FROM ledger.kept.participation WHERE {_STANDING}",
    summaries.TALLY: "SELECT * FROM ledger.kept.tally WHERE delivery <= {as_of}",
    summaries.REACH: summaries.as_participations(f"ledger.kept.reach WHERE {_STANDING}"),
    "company_number": "SELECT * FROM ledger.kept.company",
    "initiative_number": "SELECT * FROM ledger.kept.initiative",
}


class Facts:
    """The figures' tables of one published version, kept while the reader lives."""

    def __init__(
        self, reader: Reader, coding: Coding, *, space: str = "", may_use_kept: bool = True
    ) -> None:
        """`space` begins the names of the schemas: facts that share a reader each have their own.

        Without `may_use_kept` all is computed from the partners' rows, whatever is kept.
        """
        self._reader = reader
        self._coding = coding
        self._space = space
        self._built: dict[int, set[str]] = {}
        self._lock = threading.Lock()
        # False where the file was kept for another programme file, or for fewer deliveries.
        current = (basis(coding), reader.last_delivery)
        self.is_kept = may_use_kept and kept_basis(reader.cursor()) == current

    def schema(self, as_of: int, *tables: str) -> str:
        """The schema that holds the tables as of that delivery, after making those asked for."""
        name = f"{self._space}at_{as_of}"
        with self._lock:
            if as_of not in self._built:
                cursor = self._reader.cursor()
                cursor.execute(f"CREATE SCHEMA IF NOT EXISTS memory.{name}")
                self._built[as_of] = set()
            for table in tables:
                self._make(name, table, as_of)
        return name

    def _make(self, schema: str, table: str, as_of: int) -> None:
        if table in self._built[as_of]:
            return
        cursor = self._reader.cursor()
        if table == "calendar":
            create(cursor, f"memory.{schema}.calendar", calendar_rows(cursor, self._programme))
        elif table in _OF_PROGRAMME:
            create(cursor, f"memory.{schema}.{table}", _OF_PROGRAMME[table](self._programme))
        elif self.is_kept and table in _KEPT:
            select = _KEPT[table].format(as_of=as_of)
            cursor.execute(f"CREATE OR REPLACE VIEW memory.{schema}.{table} AS {select}")
        else:
            select, needed = SELECTS[table]
            for other in needed:
                self._make(schema, other, as_of)
            cursor.execute(f"USE memory.{schema}")
            run_select(cursor, f"CREATE OR REPLACE TABLE {table} AS", select, self._coding, as_of)
            if only_row(cursor, f"SELECT count(*) FROM {table}")[0] >= _LARGE:
                self._reader.compress()
        self._built[as_of].add(table)

    @property
    def _programme(self) -> Programme:
        return self._coding.programme


def basis(coding: Coding) -> str:
    """A fingerprint of all that the kept tables depend on: the programme file's part, and SQL."""
    rows = participations.select_participations(
        companies="c", initiatives="i", company_numbers="cn", initiative_numbers="in"
    )
    initiatives = (facts_sql.ACTOR, facts_sql.NAMED, facts_sql.select_initiatives())
    counted = (summaries.select_tally("p"), summaries.select_reach("p"))
    text = "\n".join([coding.basis, rows, *initiatives, *counted])
    return hashlib.sha256(text.encode()).hexdigest()


def kept_basis(connection: duckdb.DuckDBPyConnection) -> tuple[str, int] | None:
    """(fingerprint of the programme, last delivery) of what is kept, or None."""
    has_table = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'ledger' AND schema_name = 'kept' "
        "AND table_name = 'participation'"
    ).fetchall()
    if not has_table:
        return None
    rows = connection.execute("SELECT basis, up_to FROM ledger.kept.basis").fetchall()
    return (rows[0][0], rows[0][1]) if rows else None


def run_select(
    connection: duckdb.DuckDBPyConnection, prefix: str, select: str, coding: Coding, as_of: int
) -> None:
    """Runs `prefix select` with those of the known values bound that the SELECT names."""
    values = {
        **participations.parameters(coding, as_of),
        "county_codes": list(coding.programme.county_ids),
    }
    named = set(_PARAMETER.findall(select))
    used = {name: value for name, value in values.items() if name in named}
    connection.execute(f"{prefix} {select}", used)


def build_initiatives(
    connection: duckdb.DuckDBPyConnection, coding: Coding, as_of: int, *, confined_to: str
) -> None:
    """The initiatives known at a delivery, with what they need, as temporary tables.

    `confined_to` is a SELECT of initiatives' ids.
    """
    create(connection, "status", _statuses(coding.programme), is_temporary=True)
    selects = {
        "actor": facts_sql.ACTOR,
        "named": facts_sql.NAMED,
        "initiative": facts_sql.select_initiatives(confined_to),
    }
    for table, select in selects.items():
        run_select(connection, f"CREATE OR REPLACE TEMP TABLE {table} AS", select, coding, as_of)


def create(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: pa.Table,
    *,
    is_temporary: bool = False,
) -> None:
    """Makes the table anew with the Arrow table's rows."""
    kind = "TEMP TABLE" if is_temporary else "TABLE"
    connection.register("new_rows", rows)
    connection.execute(f"CREATE OR REPLACE {kind} {table} AS SELECT * FROM new_rows")
    connection.unregister("new_rows")


def _statuses(programme: Programme) -> pa.Table:
    return pa.table(
        {
            "id": [status.id for status in programme.statuses],
            "is_active": [status.is_active for status in programme.statuses],
        }
    )


def _cost_categories(programme: Programme) -> pa.Table:
    words = {
        fold(word): category.id
        for category in programme.cost_categories
        for word in (category.id, category.name.sv, category.name.en)
    }
    return _two_texts("word", "id", words)


def _funders(programme: Programme) -> pa.Table:
    words = {fold(funder.name): funder.name for funder in programme.funders}
    words |= {funder.orgnr: funder.name for funder in programme.funders if funder.orgnr}
    return _two_texts("word", "name", words)


def _two_texts(key: str, value: str, words: Mapping[str, str]) -> pa.Table:
    return pa.table(
        {
            key: pa.array(list(words), pa.string()),
            value: pa.array(list(words.values()), pa.string()),
        }
    )


_OF_PROGRAMME = {
    "status": _statuses,
    "cost_category": _cost_categories,
    "funder": _funders,
}
