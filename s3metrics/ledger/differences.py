"""Where two senders' words on the same company or actor differ: the latest list's counts."""

from __future__ import annotations

import duckdb

from s3metrics.ledger.delivery import Difference
from s3metrics.ledger.identity import shown
from s3metrics.ledger.schema import quoted
from s3metrics.sheets import Sheet

_NOTES = ("note", "note_is_sensitive")


def find_differences(
    connection: duckdb.DuckDBPyConnection, sheet: Sheet, sender: str
) -> list[Difference]:
    """Where this list's word on a company or actor differs from another sender's.

    Rows that stand unchanged count too: a newer list makes their word the one that counts.
    """
    key = quoted(sheet.key[0])
    table, parameters = quoted(sheet.table), {"sender": sender}
    mine = f"SELECT * FROM {table} WHERE withdrawn_by IS NULL AND sender = $sender"
    # Their numbers first: that looks through one column of all rows, not through every one; and
    # from a table, whose size the planner knows, so that few keys are not held against all rows.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE mine AS SELECT {key} FROM ({mine})", parameters
    )
    others = connection.execute(
        f"SELECT rowid FROM {table} WHERE withdrawn_by IS NULL AND sender <> $sender "
        f"AND {key} IN (SELECT {key} FROM temp.mine)",
        parameters,
    ).fetchall()
    connection.execute("DROP TABLE temp.mine")
    if not others:
        return []
    ours, theirs = (
        ", ".join(f"{alias}.{quoted(column.name)}::TEXT" for column in sheet.columns)
        for alias in ("n", "o")
    )
    rows = connection.execute(
        f"SELECT n.{key}, n.name, o.sender, {ours}, {theirs} FROM ({mine}) n "
        f"JOIN (SELECT * FROM {table} WHERE rowid IN (SELECT unnest($others::BIGINT[]))) o "
        f"ON n.{key} = o.{key} ORDER BY 1, 3",
        parameters | {"others": [number for (number,) in others]},
    ).fetchall()
    width = len(sheet.columns)
    return [
        Difference(
            table=sheet.table,
            key=shown(number),
            name=name,
            column=column.heading,
            counts=shown(mine or ""),
            counts_sender=sender,
            other=shown(theirs or ""),
            other_sender=other_sender,
        )
        for number, name, other_sender, *cells in rows
        for column, mine, theirs in zip(sheet.columns, cells[:width], cells[width:], strict=True)
        # Another sender's notes and contacts are nobody else's business.
        if mine != theirs and not (column.is_contact or column.name in _NOTES)
    ]
