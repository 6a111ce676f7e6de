"""Participations kept in the ledger's file, each with the deliveries between which it held.

At every delivery only the companies that it touches are computed anew; rows that come out the
same stay, others end (`valid_to`) and new ones begin (`valid_from`). So a figure as of any
delivery is a filter, and taking a small delivery into a large ledger stays quick. What is kept
depends on the programme file's counties, areas and rules: with another file it is built anew.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from s3metrics.engine import participations
from s3metrics.engine.coding import Coding
from s3metrics.engine.facts import build_initiatives, kept_basis
from s3metrics.ledger.known import known

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
    "initiative_before",
    "changed_initiative",
    "touched",
    "company",
    "fresh",
    "current_rows",
    "same_rows",
)

# What of an initiative its participations depend on.
_OF_INITIATIVE = "initiative, area, principal_county, is_active, start_date, end_date"


def keep(connection: duckdb.DuckDBPyConnection, coding: Coding) -> None:
    """Brings the kept tables up to the last delivery, inside the caller's transaction.

    `connection` has the ledger attached as `ledger`, to write.
    """
    last = connection.execute("SELECT max(delivery) FROM ledger.delivery").fetchall()[0][0]
    found = kept_basis(connection)
    if found is None or found[0] != coding.basis:
        connection.execute("DROP TABLE IF EXISTS ledger.kept.participation")
        connection.execute(_TABLES)
        connection.execute("DELETE FROM ledger.kept.basis")
        start = 0
    else:
        start = found[1]
    for number in range(start + 1, last + 1):
        _advance(connection, coding, number, is_first=number == 1)
    connection.execute("DELETE FROM ledger.kept.basis")
    connection.execute("INSERT INTO ledger.kept.basis VALUES (?, ?)", [coding.basis, last])


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
        touched = "SELECT orgnr FROM ledger.participation WHERE brought_by = $number"
    elif tables & {"participation", "company", "initiative", "actor"}:
        touched = " UNION ".join(_touched(tables))
    else:
        return
    if tables & {"initiative", "actor"} and not is_first:
        _find_changed_initiatives(connection, coding, number)
    else:
        build_initiatives(connection, coding, number)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT orgnr FROM ({touched})",
        {"number": number},
    )
    _number_keys(connection)
    _replace_rows(connection, coding, number)
    for table in _TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _touched(tables: Iterable[str]) -> list[str]:
    """SELECTs of the companies whose participations a delivery may have changed."""
    this = "(brought_by = $number OR withdrawn_by = $number)"
    selects = []
    if "participation" in tables:
        selects.append(f"SELECT orgnr FROM ledger.participation WHERE {this}")
    if "company" in tables:
        selects.append(f"SELECT orgnr FROM ledger.company WHERE {this}")
        # Of a company that two senders describe, the word of the latest list counts, also where
        # that list did not change it.
        selects.append(
            "SELECT orgnr FROM ledger.company WHERE brought_by <= $number "
            "AND (withdrawn_by IS NULL OR withdrawn_by > $number) GROUP BY orgnr "
            "HAVING count(DISTINCT sender) > 1 AND bool_or(sender = "
            "(SELECT sender FROM ledger.delivery WHERE delivery = $number))"
        )
    if set(tables) & {"initiative", "actor"}:
        selects.append(
            "SELECT orgnr FROM ledger.participation WHERE initiative_id IN "
            "(SELECT initiative FROM temp.changed_initiative) AND brought_by <= $number "
            "AND (withdrawn_by IS NULL OR withdrawn_by > $number)"
        )
    return selects


def _find_changed_initiatives(
    connection: duckdb.DuckDBPyConnection, coding: Coding, number: int
) -> None:
    """The initiatives known at the delivery, and which of them it changed."""
    build_initiatives(connection, coding, number - 1)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE initiative_before AS "
        f"SELECT {_OF_INITIATIVE} FROM temp.initiative"
    )
    build_initiatives(connection, coding, number)
    now, before = f"SELECT {_OF_INITIATIVE} FROM temp.initiative", "FROM temp.initiative_before"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE changed_initiative AS SELECT DISTINCT initiative FROM ("
        f"({now} EXCEPT {before}) UNION ALL ({before} EXCEPT {now}))"
    )


def _number_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives companies and initiatives that are met for the first time a number."""
    connection.execute(
        "INSERT INTO ledger.kept.company SELECT (SELECT coalesce(max(company), 0) "
        "FROM ledger.kept.company) + row_number() OVER (ORDER BY orgnr), orgnr FROM temp.touched "
        "WHERE orgnr NOT IN (SELECT orgnr FROM ledger.kept.company)"
    )
    connection.execute(
        "INSERT INTO ledger.kept.initiative SELECT (SELECT coalesce(max(initiative), 0) "
        "FROM ledger.kept.initiative) + row_number() OVER (ORDER BY initiative), initiative "
        "FROM temp.initiative "
        "WHERE initiative NOT IN (SELECT initiative_id FROM ledger.kept.initiative)"
    )


def _replace_rows(connection: duckdb.DuckDBPyConnection, coding: Coding, number: int) -> None:
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE company AS SELECT orgnr, municipality, size, founded_year "
        f"FROM ({known('company')}) WHERE orgnr IN (SELECT orgnr FROM temp.touched)",
        {"as_of": number},
    )
    select = participations.select_participations(
        companies="temp.company",
        initiatives="temp.initiative",
        company_numbers="ledger.kept.company",
        initiative_numbers="ledger.kept.initiative",
        confined_to="temp.touched",
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE fresh AS {select}",
        participations.parameters(coding, number),
    )
    columns = ", ".join(participations.COLUMNS)
    if number == 1:
        connection.execute(
            f"CREATE TABLE ledger.kept.participation AS SELECT {columns}, {number} AS valid_from, "
            "NULL::INTEGER AS valid_to FROM temp.fresh ORDER BY company, date"
        )
        return
    current = (
        "SELECT * FROM ledger.kept.participation WHERE valid_to IS NULL AND company IN "
        "(SELECT company FROM ledger.kept.company WHERE orgnr IN (SELECT orgnr FROM temp.touched))"
    )
    same = " AND ".join(
        f"c.{name} IS NOT DISTINCT FROM f.{name}" for name in participations.COLUMNS
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE current_rows AS {current}")
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
