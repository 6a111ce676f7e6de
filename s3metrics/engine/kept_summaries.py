"""The summaries kept beside the participations: what a delivery adds to each.

The tally is additive: a delivery adds what its companies count for now and takes away what they
counted for before, so as of a delivery it is the sum up to there. The reach is kept like the
participations, each row with the deliveries between which it held.
"""

from __future__ import annotations

import duckdb

from s3metrics.engine.summaries import (
    REACH,
    REACH_COLUMNS,
    TALLY,
    TALLY_COLUMNS,
    select_reach,
    select_tally,
)

TABLES = (TALLY, REACH)
TEMPORARY = ("counted", "reached", "reach_gone")

_COUNTED = (
    "kind TEXT, area UTINYINT, county UTINYINT, is_sme BOOLEAN, previous DATE, date DATE, n INTEGER"
)
_TABLES = f"""
    CREATE TABLE IF NOT EXISTS ledger.kept.tally ({_COUNTED}, delivery INTEGER);
    CREATE TABLE IF NOT EXISTS ledger.kept.reach (
        initiative INTEGER, county UTINYINT, area UTINYINT, date DATE,
        initiative_is_active BOOLEAN, initiative_start DATE, initiative_end DATE,
        valid_from INTEGER, valid_to INTEGER
    );
    CREATE OR REPLACE TEMP TABLE counted ({_COUNTED})
"""


def begin(connection: duckdb.DuckDBPyConnection) -> None:
    """Before the first part of a delivery's companies."""
    connection.execute(_TABLES)


def count_part(connection: duckdb.DuckDBPyConnection) -> None:
    """Counts what the companies of `fresh` add, and takes away what `current_rows` counted for."""
    keys = ", ".join(TALLY_COLUMNS[:-1])
    connection.execute(
        f"INSERT INTO temp.counted SELECT {keys}, sum(n) FROM ({select_tally('temp.fresh')} "
        f"UNION ALL SELECT {keys}, -n FROM ({select_tally('temp.current_rows')})) "
        f"GROUP BY {keys} HAVING sum(n) <> 0"
    )


def finish(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """After the last part: the delivery's tally in order, and its initiatives' reach."""
    keys = ", ".join(TALLY_COLUMNS[:-1])
    # In this order a period's `previous` leaves most of the table unread.
    connection.execute(
        f"INSERT INTO ledger.kept.tally SELECT {keys}, sum(n), $number FROM temp.counted "
        f"GROUP BY {keys} HAVING sum(n) <> 0 ORDER BY kind, previous, date",
        {"number": number},
    )
    _replace_reach(connection, number)


def _replace_reach(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Of the initiatives in which the touched companies take part, or did."""
    columns = ", ".join(REACH_COLUMNS)
    theirs = (
        "valid_to IS NULL AND initiative IN (SELECT initiative FROM ledger.kept.initiative "
        "WHERE initiative_id IN (SELECT initiative_id FROM temp.their_initiative))"
    )
    standing = f"SELECT {columns} FROM ledger.kept.reach WHERE {theirs}"
    rows = f"(SELECT * FROM ledger.kept.participation WHERE {theirs})"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE reached AS {select_reach(rows)}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE reach_gone AS {standing} EXCEPT FROM temp.reached"
    )
    connection.execute(
        f"INSERT INTO ledger.kept.reach SELECT {columns}, $number, NULL FROM "
        f"(FROM temp.reached EXCEPT {standing}) ORDER BY initiative, county",
        {"number": number},
    )
    connection.execute(
        "UPDATE ledger.kept.reach SET valid_to = $number WHERE valid_to IS NULL "
        "AND valid_from < $number AND (initiative, county) IN "
        "(SELECT (initiative, county) FROM temp.reach_gone)",
        {"number": number},
    )
