"""What stands for a sole trader outside the ledger: a running number that says nothing.

The ledger's keyed hash of a personal identity number is never copied: whoever came by the secret
could find the person behind it. The number is the order in which the ledger first heard of the
person, so it is the same in every copy of a database – queries and snapshots can be compared – and
cannot be worked out from a personal identity number, with or without the secret.
"""

from __future__ import annotations

import pyarrow as pa

from s3metrics.ledger.identity import shown
from s3metrics.ledger.reader import Reader
from s3metrics.ledger.schema import quoted
from s3metrics.sheets import SHEETS, Kind

_NUMBERS = {Kind.ORGNR, Kind.ORGNR_OR_NAME}


def persons(reader: Reader) -> dict[str, str]:
    """Every person's key in the ledger → what stands for it: `enskild-1`, `enskild-2`, …"""
    selects = (
        f"SELECT {quoted(column.name)} AS key, row_id FROM ledger.{quoted(sheet.table)} "
        f"WHERE starts_with({quoted(column.name)}, 'p')"
        for sheet in SHEETS
        for column in sheet.columns
        if column.kind in _NUMBERS
    )
    rows = (
        reader.cursor()
        .execute(
            f"SELECT key FROM ({' UNION ALL '.join(selects)}) "
            "WHERE regexp_full_match(key, 'p[0-9a-f]{24}') "
            "GROUP BY key ORDER BY min(row_id), key"
        )
        .fetchall()
    )
    return {key: f"enskild-{number}" for number, (key,) in enumerate(rows, start=1)}


def by_shown(found: dict[str, str]) -> dict[str, str]:
    """The same by the shortened key that figures show; of two alike the first."""
    short: dict[str, str] = {}
    for key, stands_as in found.items():
        short.setdefault(shown(key), stands_as)
    return short


def two_texts(first: str, second: str, pairs: dict[str, str]) -> pa.Table:
    """A mapping as a table of two text columns."""
    return pa.table(
        {first: pa.array(list(pairs), pa.string()), second: pa.array(pairs.values(), pa.string())}
    )
