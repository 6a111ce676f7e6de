"""Participations kept in the ledger's file, each with the deliveries between which it held.

At every delivery only the companies that it touches are computed anew; rows that come out the
same stay, others end (`valid_to`) and new ones begin (`valid_from`). So a figure as of any
delivery is a filter, and taking a small delivery into a large ledger stays quick. What is kept
depends on the programme file's counties, areas and rules: with another file it is built anew.
"""

from __future__ import annotations

from collections.abc import Set

import duckdb

from s3metrics.engine import kept_summaries, participations
from s3metrics.engine.coding import Coding
from s3metrics.engine.facts import basis, build_initiatives, kept_basis
from s3metrics.engine.facts_sql import folded
from s3metrics.ledger.known import known, standing

_TABLES = """
    CREATE SCHEMA IF NOT EXISTS ledger.kept;
    CREATE TABLE IF NOT EXISTS ledger.kept.basis (basis TEXT, up_to INTEGER);
    CREATE TABLE IF NOT EXISTS ledger.kept.company (company INTEGER, orgnr TEXT);
    CREATE TABLE IF NOT EXISTS ledger.kept.initiative (initiative INTEGER, initiative_id TEXT);
"""

_TEMPORARY = (
    "status",
    "actor",
    "named",
    "initiative",
    "their_initiative",
    "their_row",
    "own_company",
    "own_actor",
    "touched_initiative",
    "touched",
    "part",
    "company",
    "fresh",
    "current_rows",
    "same_rows",
    *kept_summaries.TEMPORARY,
)

_PART = 250_000
"""Companies whose rows are computed at once: bounds the memory that a large delivery takes."""


def keep(connection: duckdb.DuckDBPyConnection, coding: Coding) -> None:
    """Brings the kept tables up to the last delivery, inside the caller's transaction.

    `connection` has the ledger attached as `ledger`, to write.
    """
    last = connection.execute("SELECT max(delivery) FROM ledger.delivery").fetchall()[0][0]
    found = kept_basis(connection)
    fingerprint = basis(coding)
    if found is None or found[0] != fingerprint:
        connection.execute(_TABLES)
        for table in ("participation", *kept_summaries.TABLES):
            connection.execute(f"DROP TABLE IF EXISTS ledger.kept.{table}")
        connection.execute("DELETE FROM ledger.kept.basis")
        start = 0
    else:
        start = found[1]
    for number in range(start + 1, last + 1):
        _advance(connection, coding, number, is_first=number == 1)
    connection.execute("DELETE FROM ledger.kept.basis")
    connection.execute("INSERT INTO ledger.kept.basis VALUES (?, ?)", [fingerprint, last])


def _advance(
    connection: duckdb.DuckDBPyConnection, coding: Coding, number: int, *, is_first: bool
) -> None:
    tables = {
        row[0]
        for row in connection.execute(
            "SELECT table_name FROM ledger.delivered_table WHERE delivery = ?", [number]
        ).fetchall()
    }
    if is_first:
        _create(connection, "touched", f"SELECT DISTINCT orgnr FROM ({_NEW_ROWS})", number)
    elif tables & {"participation", "company", "initiative", "actor"}:
        _list_touched(connection, number, tables)
    else:
        return
    parts, theirs = _parts(connection), f"({_THEIR_ROWS})"
    if parts == 1:
        # Found once; of a whole country it would be a second copy.
        _create(connection, "their_row", _THEIR_ROWS if is_first else _THEIR_FEW_ROWS, number)
        theirs = "temp.their_row"
    _create(connection, "their_initiative", f"SELECT DISTINCT initiative_id FROM {theirs}", number)
    build_initiatives(
        connection, coding, number, confined_to="SELECT initiative_id FROM temp.their_initiative"
    )
    _number_keys(connection)
    kept_summaries.begin(connection)
    for part in range(parts):
        _choose_part(connection, part)
        _replace_rows(connection, coding, number, f"SELECT * FROM {theirs} WHERE {standing()}")
        kept_summaries.count_part(connection)
    kept_summaries.finish(connection, number)
    for table in _TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


_SENDER = "(SELECT sender FROM ledger.delivery WHERE delivery = $number)"
_NEW_ROWS = "SELECT * FROM ledger.participation WHERE brought_by = $number"
_THIS = "(brought_by = $number OR withdrawn_by = $number)"
_STANDS = "brought_by <= $number AND (withdrawn_by IS NULL OR withdrawn_by > $number)"
_THEIR_ROWS = "SELECT * FROM ledger.participation WHERE orgnr IN (SELECT orgnr FROM temp.touched)"
"""The rows of the companies touched, also those that no longer stand."""
_THEIR_FEW_ROWS = f"""
    WITH numbered AS (
        SELECT DISTINCT row_id, orgnr FROM ledger.kept.participation JOIN (
            SELECT company, orgnr FROM ledger.kept.company WHERE orgnr IN (FROM temp.touched)
        ) USING (company)
    )
    SELECT p.* EXCLUDE (orgnr), numbered.orgnr
    FROM numbered JOIN ledger.participation p USING (row_id)
    UNION ALL BY NAME {_THEIR_ROWS} AND brought_by = $number
"""
"""The same up to this delivery, by what is kept: numbers are looked through faster than texts, and
of the texts the organisationsnummer take longest to read."""


def _list_touched(connection: duckdb.DuckDBPyConnection, number: int, tables: Set[str]) -> None:
    """The companies whose participations a delivery of these tables may have changed: `touched`.

    Too many is no fault, since what comes out the same stays; too few would be one. What is looked
    for stands in tables of its own, whose sizes the planner knows: few keys are then not held
    against every row that there is.
    """
    for table in sorted({"company", "actor"} & tables):
        _create(
            connection,
            f"own_{table}",
            f"SELECT orgnr FROM ledger.{table} WHERE {_STANDS} AND sender = {_SENDER}",
            number,
        )
    _create(connection, "touched_initiative", _touched_initiatives(tables), number)
    selects = [
        "SELECT orgnr FROM ledger.participation "
        f"WHERE initiative_id IN (FROM temp.touched_initiative) AND {_STANDS}"
    ]
    if "participation" in tables:
        selects.append(f"SELECT orgnr FROM ledger.participation WHERE {_THIS}")
    if "company" in tables:
        selects.append(f"SELECT orgnr FROM ledger.company WHERE {_THIS}")
        selects.append(_of_several_senders("company"))
    _create(
        connection, "touched", f"SELECT DISTINCT orgnr FROM ({' UNION ALL '.join(selects)})", number
    )


def _touched_initiatives(tables: Set[str]) -> str:
    selects = ["SELECT NULL::TEXT AS initiative_id WHERE false"]
    if "initiative" in tables:
        selects.append(f"SELECT initiative_id FROM ledger.initiative WHERE {_THIS}")
    if "actor" in tables:
        actors = (
            f"SELECT orgnr FROM ledger.actor WHERE {_THIS} UNION {_of_several_senders('actor')}"
        )
        # A principal is named by number or by name, and by any name that the actor has had.
        selects.append(
            "SELECT initiative_id FROM ledger.initiative WHERE principal IN "
            f"({actors}) OR {folded('principal')} IN "
            f"(SELECT {folded('name')} FROM ledger.actor WHERE orgnr IN ({actors}))"
        )
    return " UNION ".join(selects)


def _of_several_senders(table: str) -> str:
    """The companies or actors of this delivery's sender that somebody else describes too.

    The word of the latest list counts, also where that list did not change it.
    """
    return (
        f"SELECT orgnr FROM ledger.{table} WHERE {_STANDS} AND sender <> {_SENDER} "
        f"AND orgnr IN (FROM temp.own_{table})"
    )


def _create(connection: duckdb.DuckDBPyConnection, table: str, select: str, number: int) -> None:
    """The temporary table of a SELECT over delivery `$number`."""
    bound = {"number": number} if "$number" in select else {}
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}", bound)


def _number_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives companies and initiatives that are met for the first time a number."""
    connection.execute(
        "INSERT INTO ledger.kept.company SELECT (SELECT coalesce(max(company), 0) "
        "FROM ledger.kept.company) + row_number() OVER (ORDER BY orgnr), orgnr FROM temp.touched "
        # Looked up from the few that are asked for, not from all that are known.
        "WHERE orgnr NOT IN "
        "(SELECT orgnr FROM ledger.kept.company WHERE orgnr IN (FROM temp.touched))"
    )
    connection.execute(
        "INSERT INTO ledger.kept.initiative SELECT (SELECT coalesce(max(initiative), 0) "
        "FROM ledger.kept.initiative) + row_number() OVER (ORDER BY initiative), initiative "
        "FROM temp.initiative "
        "WHERE initiative NOT IN (SELECT initiative_id FROM ledger.kept.initiative)"
    )


def _parts(connection: duckdb.DuckDBPyConnection) -> int:
    companies: int = connection.execute("SELECT count(*) FROM temp.touched").fetchall()[0][0]
    return max(1, -(-companies // _PART))


def _choose_part(connection: duckdb.DuckDBPyConnection, part: int) -> None:
    """The companies touched that come next, by their numbers: so that rows lie by company."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE part AS SELECT orgnr, company FROM temp.touched "
        "JOIN ledger.kept.company USING (orgnr) ORDER BY company LIMIT $size OFFSET $start",
        {"size": _PART, "start": part * _PART},
    )


def _create_participation(connection: duckdb.DuckDBPyConnection) -> None:
    """The kept table, if there is none, with the types of `fresh`.

    Not as a SELECT with LIMIT 0: DuckDB 2.0 shows no row of what the same transaction inserts then.
    """
    described = connection.execute("DESCRIBE temp.fresh").fetchall()
    columns = ", ".join(f"{name} {type_}" for name, type_, *_ in described)
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS ledger.kept.participation ({columns}, "
        "valid_from INTEGER, valid_to INTEGER)"
    )


def _replace_rows(
    connection: duckdb.DuckDBPyConnection, coding: Coding, number: int, rows: str
) -> None:
    """Ends and begins rows of the part's companies; leaves `fresh` and `current_rows` behind."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE company AS SELECT orgnr, municipality, size, founded_year "
        f"FROM ({known('company', 'SELECT orgnr FROM temp.part')})",
        {"as_of": number},
    )
    select = participations.select_participations(
        companies="temp.company",
        initiatives="temp.initiative",
        company_numbers="temp.part",
        initiative_numbers="ledger.kept.initiative",
        rows=rows,
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE fresh AS {select}",
        participations.parameters(coding, number),
    )
    columns = ", ".join(participations.COLUMNS)
    _create_participation(connection)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE current_rows AS SELECT * FROM ledger.kept.participation "
        "WHERE valid_to IS NULL AND company IN (SELECT company FROM temp.part)"
    )
    same = " AND ".join(
        f"c.{name} IS NOT DISTINCT FROM f.{name}" for name in participations.COLUMNS
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE same_rows AS "
        f"SELECT c.row_id FROM temp.current_rows c JOIN temp.fresh f ON {same}"
    )
    connection.execute(
        "UPDATE ledger.kept.participation SET valid_to = $number WHERE valid_to IS NULL "
        "AND row_id IN (SELECT row_id FROM temp.current_rows "
        "WHERE row_id NOT IN (SELECT row_id FROM temp.same_rows))",
        {"number": number},
    )
    connection.execute(
        f"INSERT INTO ledger.kept.participation SELECT {columns}, $number, NULL FROM temp.fresh "
        "WHERE row_id NOT IN (SELECT row_id FROM temp.same_rows) ORDER BY company, date",
        {"number": number},
    )
