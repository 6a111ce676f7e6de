"""Rows that wait while another row counts in their place: an earlier wording, or their double."""

from __future__ import annotations

from s3metrics.engine.counting import Counter
from s3metrics.ledger.known import standing
from s3metrics.ledger.schema import only_row, quoted
from s3metrics.sheets import Code


def may_replace(counter: Counter, table: str, waiting: int) -> int:
    """How many of the rows that wait may take away what a row that counts now brings.

    Of a sender's last list stand the rows accepted and, beside them, those of a key that came
    with a fault; and whoever has given a key twice may mean the row that waits, not the first.
    """
    if not waiting:
        return 0
    (number,) = only_row(
        counter.engine.reader.cursor(),
        f"SELECT (SELECT count(*) FROM ledger.{quoted(table)} WHERE {standing()}) - coalesce(("
        "SELECT sum(accepted) FROM (SELECT arg_max(accepted, delivery) AS accepted "
        "FROM ledger.delivered_table WHERE table_name = $table AND delivery <= $as_of "
        "GROUP BY sender)), 0)",
        {"table": table, "as_of": counter.as_of},
    )
    doubled = sum(
        rows.by_code.get(Code.DUPLICATE_KEY, 0)
        for rows in counter.engine.reader.waiting(counter.as_of)
        if rows.table == table
    )
    return min(waiting, int(number) + doubled)
