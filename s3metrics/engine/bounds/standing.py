"""Rows that wait and stood before: until they are corrected their earlier wording counts."""

from __future__ import annotations

from s3metrics.engine.counting import Counter
from s3metrics.ledger.known import standing
from s3metrics.ledger.schema import only_row, quoted


def stood_before(counter: Counter, table: str, waiting: int) -> int:
    """How many of the rows that wait stand by an earlier wording, which they may take away.

    Of a sender's last list stand the rows accepted and, beside them, those of a key that came
    with a fault.
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
    return min(waiting, int(number))
